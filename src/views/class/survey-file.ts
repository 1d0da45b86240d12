import { csvLine } from '../../domain/csv-line';
import type { DroppedFile } from '../../door';
import type { Pupil } from './class-game.svelte';
import * as shared from '../../words/shared';

/** The answers as the survey that an import knows: a person in each row, a thing in each column; empty: not known. */
export function surveyFile(
  name: string,
  things: readonly string[],
  pupils: readonly Pupil[],
  called: readonly string[],
): DroppedFile {
  const rows = pupils.map(({ likings }, at) => [
    called[at],
    ...likings.map((liking) => (liking === 0 ? '' : String(liking))),
  ]);
  const text = [[shared.name(), ...things], ...rows].map(csvLine).join('\r\n');
  const path = `${name}.csv`;
  return { path, file: new File([text], path, { type: 'text/csv' }) };
}
