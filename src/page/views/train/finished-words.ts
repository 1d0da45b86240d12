import type { Unit } from '../../charts/curve';
import { count } from '../../../domain/numbers';
import type { EpochPoint } from '../../../domain/resources';
import type { RunningJob } from '../../state/jobs.svelte';
import * as say from '../../../words/messages/train';

/** Hits in lists of ten, for a hundred people. */
export function hitsWords(hits: number): string {
  return count(hits < 10 ? Math.round(10 * hits) / 10 : Math.round(hits));
}

/** A part that has finished, for those who hear it. */
export function finishedWords(
  { epoch, label }: Pick<EpochPoint, 'epoch' | 'label'>,
  { progress, steps }: Pick<RunningJob, 'progress' | 'steps'>,
  unit: Unit,
): string {
  const found = progress?.found;
  const hits = found?.steps.at(epoch - 1);
  const at = { unit, at: count(epoch), steps: count(Math.max(steps, epoch)), label };
  if (found === undefined || hits === undefined) return say.stepFinished(at);
  return say.stepFinds({ ...at, hits: hitsWords(hits), popular: hitsWords(found.popularity) });
}
