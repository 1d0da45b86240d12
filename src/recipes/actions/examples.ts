import type { ActionHistories, TrainingData } from '../../domain/histories';
import type { GroupedExamples } from '../../kernels/grouped-logistic';
import type { Steps } from '../../domain/steps';
import type { Dictionary } from './dictionary';
import type { Offer } from './offers';
import { PersonReader, type Known } from '../person';

/** People between two pauses. */
const PAUSE = 64;

/** What was known of each person when an offer was made to them, by offer. Only what came before tells. */
export function* knownAtOffers(
  data: TrainingData,
  histories: ActionHistories,
  offers: readonly Offer[],
): Steps<(readonly Known[])[]> {
  const reader = new PersonReader(data.itemColumns, data.userColumns);
  const known: (readonly Known[])[] = [];
  let at = 0;
  for (let who = 0; who + 1 < histories.userPtr.length; who++) {
    if (who % PAUSE === 0) yield;
    const user = histories.users[who];
    const person = reader.person(user);
    let row = histories.userPtr[who];
    let event = user < 0 ? 0 : data.userPtr[user];
    const end = user < 0 ? 0 : data.userPtr[user + 1];
    for (; at < offers.length && offers[at].person === who; at++) {
      const { fromSec, before, action } = offers[at];
      while (event < end && data.timestampSec[event] < fromSec) person.chose(data.items[event++]);
      for (; row < histories.userPtr[who] + before; row++)
        person.answered(histories.actions[row], histories.outcomes[row]);
      known.push([...person.known(), ...person.knownOf(action)]);
    }
  }
  return known;
}

/** The groups that actions belong to: all, those of a kind, and each alone. */
export interface ActionGroups {
  readonly nGroups: number;
  /** By action: the coarsest first. */
  readonly groupPtr: Int32Array;
  readonly groups: Int32Array;
}

/** Columns of more values than this, or with a value for each action, sort nothing. */
const MOST_KINDS = 40;

export function groupsOf({ nActions, actionColumns }: ActionHistories): ActionGroups {
  const groups: number[] = [];
  const groupPtr = new Int32Array(nActions + 1);
  const sorting = actionColumns.flatMap((column) =>
    (column.kind === 'code' || column.kind === 'multi') &&
    column.categorical &&
    column.vocabulary.length <= Math.min(MOST_KINDS, nActions / 2)
      ? [column]
      : [],
  );
  const firstOwn = 1 + sorting.reduce((sum, { vocabulary }) => sum + vocabulary.length, 0);
  for (let action = 0; action < nActions; action++) {
    groups.push(0);
    let first = 1;
    for (const column of sorting) {
      const own =
        column.kind === 'code'
          ? column.codes.subarray(action, action + 1)
          : column.codes.subarray(column.offsets[action], column.offsets[action + 1]);
      for (const code of new Set(own)) if (code >= 0) groups.push(first + code);
      first += column.vocabulary.length;
    }
    groups.push(firstOwn + action);
    groupPtr[action + 1] = groups.length;
  }
  return { nGroups: firstOwn + nActions, groupPtr, groups: Int32Array.from(groups) };
}

/** Offers as the fit reads them. */
export function examplesOf(
  offers: readonly Offer[],
  known: readonly (readonly Known[])[],
  dictionary: Dictionary,
  groups: ActionGroups,
): GroupedExamples {
  const wordPtr = new Int32Array(offers.length + 1);
  const words: number[] = [];
  const values: number[] = [];
  known.forEach((own, at) => {
    for (const [place, amount] of dictionary.read(own)) {
      words.push(place);
      values.push(amount);
    }
    wordPtr[at + 1] = words.length;
  });
  return {
    nWords: dictionary.words.length,
    ...groups,
    wordPtr,
    words: Int32Array.from(words),
    values: Float64Array.from(values),
    subjects: Int32Array.from(offers, ({ action }) => action),
    answers: Uint8Array.from(offers, ({ taken }) => (taken ? 1 : 0)),
  };
}
