import type { BundleTable } from '../../../domain/bundle';
import type { Tables } from '../../../domain/columns';
import { HELD_OUT_PEOPLE } from '../../../domain/bundle';
import { BASELINE_RECIPE } from '../../../domain/recipe-catalogue';
import type { ProjectState } from '../../../domain/resources';
import { inParts } from '../../../data/tables/csv-text';
import { rowsOnly } from '../../datasets/without-users';
import { testsOf } from '../../measuring/split';
import { besideOf, DEFAULT_SEED, hidingOf } from '../../training/brought/bring-lists';
import { trainingDataFor } from '../../training/training-data';

export interface HeldOut {
  readonly tables: Tables;
  /** Of whom rows are hidden, by id. */
  readonly people: readonly string[];
  /** How many of theirs. */
  readonly rows: number;
  readonly seed: number;
}

/**
 * The data without the rows that the newest measured training hid, or that a first one would: what lists of somebody who
 * learns from these can fairly be judged by. Their people stay, with what they did before.
 *
 * @throws AppError T01–T05 as a training does. O(rows).
 */
export function heldOut(state: ProjectState, tables: Tables): HeldOut {
  const beside = state.solutionVersions.find(({ arn }) => arn === besideOf(state));
  const hiding = beside === undefined ? { seed: DEFAULT_SEED } : hidingOf(beside.spec);
  const data = trainingDataFor(beside?.spec.recipe ?? BASELINE_RECIPE, tables, hiding, state.profile);
  const hidden = new Map<number, Set<string>>();
  for (const { query } of testsOf(data, tables.userIds, hiding.seed)) {
    const own = new Set<string>();
    const from = data.userPtr[query.userIdx] + query.items.length;
    for (let p = from; p < data.userPtr[query.userIdx + 1]; p++)
      own.add(`${data.items[p]} ${data.timestampSec[p]}`);
    hidden.set(query.userIdx, own);
  }
  const { interactions } = tables;
  const { nRows, userIdx, itemIdx, timestampSec } = interactions;
  const kept = new Int32Array(nRows);
  let n = 0;
  // A row that says the same a second time is hidden with the first.
  for (let row = 0; row < nRows; row++)
    if (hidden.get(userIdx[row])?.has(`${itemIdx[row]} ${timestampSec[row]}`) !== true) kept[n++] = row;
  return {
    tables: { ...tables, interactions: rowsOnly(interactions, kept.subarray(0, n)) },
    people: Array.from(hidden.keys(), (user) => tables.userIds[user]),
    rows: nRows - n,
    seed: hiding.seed,
  };
}

/** Whom a batch inference job is to make lists for: its input. */
export function peopleTable(people: readonly string[]): BundleTable {
  const lines = function* (): Generator<string> {
    for (const userId of people) yield JSON.stringify({ userId });
  };
  return { path: HELD_OUT_PEOPLE, rows: people.length, parts: () => inParts(lines()) };
}
