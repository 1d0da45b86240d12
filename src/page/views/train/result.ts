import { metric, times } from '../../../domain/numbers';
import { finding, plain, sentence, type SentencePart } from '../../charts/summary';
import { unitOf } from '../../charts/curve';
import { comparisonCounts, comparisonOfPeople, comparisonSentence } from '../../../words/copy/comparison';
import { describeError, type ErrorWords } from '../../../words/copy/errors';
import { recipeWords } from '../../../words/copy/recipes';
import { settingsWords } from '../../../words/copy/tuning';
import { verdictOf, type PairedResult } from '../../../domain/comparison';
import { isAppError, type ErrorRecord } from '../../../domain/errors';
import { BASELINE_RECIPE, recipeFacts } from '../../../domain/recipe-catalogue';
import type { ProjectState, SolutionVersion } from '../../../domain/resources';
import { whileWanted } from '../../state/query.svelte';
import type { RichText } from '../../../words/messages/rich';
import * as metrics from '../../../words/messages/metrics';
import * as home from '../../../words/messages/home';
import * as say from '../../../words/messages/train';
import type { StudioApi } from '../../../domain/door';
import { popularityOf } from '../words';

const KEY = 'normalized_discounted_cumulative_gain_at_10';

/**
 * What a finished training found, against popularity on the same held-out users. What these people do not show is not
 * said of them.
 *
 * @param beside what they show, where that is known
 */
export function resultSentence(
  version: SolutionVersion,
  beside: PairedResult | null,
): readonly SentencePart[] {
  const name = recipeWords(version.spec.recipe).name;
  if (version.trainingMode === 'UPDATE') return [{ text: say.tookIn({ name }) }];
  const found = version.metrics?.values.recall_at_1_percent;
  if (found !== undefined) return segmentSentence(version, name, found);
  const own = version.metrics?.values[KEY];
  const base = version.baseline?.values[KEY];
  const users = version.metrics?.n ?? 0;
  if (version.metrics === null) return [{ text: say.notMeasured({ name }) }];
  if (own === undefined) return [{ text: say.noMetric({ name }) }];
  const reads =
    recipeFacts(version.spec.recipe).readsTexts === true ? [{ text: ` ${say.readsAlone()}` }] : [];
  if (beside !== null) return [...sentence(comparisonOfPeople(name, home.popularity(), beside)), ...reads];
  const few = users < 50 ? [{ text: ` ${say.fewUsers()}` }] : [];
  return [...finding(againstPopularity(version, { name, own, base, users })), ...few, ...reads];
}

/** The figures behind it: by how much, whom the version serves better, and whom popularity; empty where nobody has said. */
export function resultFigures(version: SolutionVersion, beside: PairedResult | null): string {
  const own = version.metrics?.values[KEY];
  if (beside === null || own === undefined) return '';
  const names = [recipeWords(version.spec.recipe).name, home.popularity()] as const;
  const base = version.baseline?.values[KEY];
  const much =
    verdictOf(beside) === 'is'
      ? finding(againstPopularity(version, { name: names[0], own, base, users: beside.n }))
      : sentence(comparisonSentence(...names, metrics.ndcg10(), beside));
  return `${plain(much)} ${comparisonCounts(...names, beside)}`;
}

/** Whether there is a popularity version that it can be held against. */
export function isBesidePopularity(state: ProjectState | null, version: SolutionVersion): boolean {
  const popular = popularityOf(state);
  const isMeasured = version.metrics?.values[KEY] !== undefined;
  return isMeasured && popular !== null && popular.arn !== version.arn;
}

/**
 * What the people who were held out show of a version beside popularity; null where popularity was not measured on the
 * same people, or the version is popularity.
 */
export async function besidePopularity(
  api: Pick<StudioApi, 'compareVersions' | 'cancel'>,
  state: ProjectState | null,
  version: SolutionVersion,
  signal: AbortSignal,
): Promise<PairedResult | null> {
  const popular = popularityOf(state);
  if (popular === null || !isBesidePopularity(state, version)) return null;
  try {
    return await whileWanted(api, signal, (id) =>
      api.compareVersions(id, [version.arn, popular.arn], KEY, () => undefined),
    );
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_COMPARABLE') return null;
    throw error;
  }
}

interface Measured {
  readonly name: string;
  readonly own: number;
  readonly base: number | undefined;
  readonly users: number;
}

function againstPopularity({ spec }: SolutionVersion, { name, own, base, users }: Measured): RichText {
  const facts = { name, value: metric(own), users };
  if (spec.recipe === BASELINE_RECIPE || base === undefined) return say.reaches(facts);
  if (base === 0) return say.reachesWhereNone(facts);
  const both = { ...facts, popular: metric(base) };
  const ratio = own / base;
  if (ratio >= 1.95) return say.timesAsGood({ ...both, ratio: times(ratio) });
  if (ratio > 1.02) return say.isBetter({ ...both, share: ratio - 1 });
  if (ratio < 0.98) return say.isWorse({ ...both, share: 1 - ratio });
  return say.isNoBetter(both);
}

/** What the first hundredth of the people named for an item holds, against the most active people. */
function segmentSentence(version: SolutionVersion, name: string, found: number): readonly SentencePart[] {
  const active = version.baseline?.values.recall_at_1_percent ?? 0;
  return finding(say.findsPeople({ name, found, active }));
}

/** What a search has settled on, in words; null where nothing was searched, or not to the end. */
export function foundSettings({ spec, tunedHPOParams, tuning }: SolutionVersion): string | null {
  const search = tuning?.searches.find(({ recipe }) => recipe === spec.recipe);
  const defaults = search?.trials.find(({ number }) => number === 1)?.algorithmHyperParameters;
  if (tunedHPOParams === undefined || defaults === undefined) return null;
  return settingsWords(tunedHPOParams.algorithmHyperParameters, defaults);
}

/** `ACTIVE`, with how much was finished where it was stopped and kept. */
export function statusText(version: SolutionVersion): string {
  const { done, total } = version.epochs;
  if (version.failureReason === 'interrupted') return say.interrupted();
  if (version.status !== 'ACTIVE' || done >= total) return version.status;
  return say.activeAfter({ unit: unitOf({ points: version.curve }), done, total });
}

/** Why a version failed and what to do, in words; null where it did not. */
export function failureWords(version: SolutionVersion): ErrorWords | null {
  const reason = version.failureReason;
  if (reason === undefined) return null;
  if (reason === 'interrupted') {
    return {
      what: say.pageClosed(),
      safe: '',
      todo: say.resumeOrTrain(),
    };
  }
  // A reason is a code and its facts.
  const [, code, facts] = /^([A-Z][A-Z_0-9]*) (\{.*\})$/s.exec(reason) ?? [];
  if (code === undefined) return { what: reason, safe: '', todo: '' };
  return describeError({ code, details: JSON.parse(facts) as unknown } as ErrorRecord);
}
