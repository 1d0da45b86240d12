import { csvText } from '../../charts/csv';
import type { DroppedFile } from '../../../domain/door';
import type { Pupil } from './class-game.svelte';
import * as shared from '../../../words/messages/shared';

/**
 * The answers as the survey that an import knows: a person in each row, a thing in each column; empty: not known. What
 * nobody knows has no column: a table that is empty for the most part is taken for no survey.
 */
export function surveyFile(
  name: string,
  things: readonly string[],
  pupils: readonly Pupil[],
  called: readonly string[],
): DroppedFile {
  const places = [...things.keys()].filter((thing) => pupils.some(({ likings }) => likings[thing] !== 0));
  const rows = pupils.map(({ likings }, at) => [
    called[at],
    ...places.map((thing) => (likings[thing] === 0 ? '' : String(likings[thing]))),
  ]);
  const text = csvText([[shared.name(), ...places.map((thing) => things[thing])], ...rows]);
  const path = `${name}.csv`;
  return { path, file: new File([text], path, { type: 'text/csv' }) };
}
