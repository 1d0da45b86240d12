import type { ActionHistories, TrainingData } from '../../domain/histories';
import { LIMITS } from '../../domain/limits';
import type { MetricSet } from '../../domain/metrics';
import { fnv1a } from '../../kernels/fnv1a';
import { areaUnderCurve } from '../../kernels/metrics/area-under-curve';
import { offersOf } from '../../recipes/actions/offers';
import { PersonReader } from '../../recipes/person';
import { having } from '../../recipes/capabilities';
import type { Model } from '../../recipes/recipe';

/** A tenth of the people who were offered something, and all others. */
export interface ActionSplit {
  readonly train: ActionHistories;
  readonly tests: ActionHistories;
}

const FOLDS = 10;

/** Null where either part would be empty. @param ids of the people in `histories`. */
export function splitActions(
  histories: ActionHistories,
  ids: readonly string[],
  seed: number,
): ActionSplit | null {
  const people = [...ids.keys()].filter((at) => histories.userPtr[at + 1] > histories.userPtr[at]);
  const hashes = new Map(people.map((at) => [at, fnv1a(`${seed}|${ids[at]}`)]));
  people.sort((a, b) => (hashes.get(a) ?? 0) - (hashes.get(b) ?? 0) || (ids[a] < ids[b] ? -1 : 1));
  const tests = new Set(people.slice(0, Math.max(1, Math.round(people.length / FOLDS))));
  if (people.length < 2) return null;
  return { train: only(histories, (at) => !tests.has(at)), tests: only(histories, (at) => tests.has(at)) };
}

function only(histories: ActionHistories, keeps: (person: number) => boolean): ActionHistories {
  const { userPtr, actions, timestampSec, outcomes } = histories;
  const rows: number[] = [];
  const left = new Int32Array(userPtr.length);
  for (let at = 0; at + 1 < userPtr.length; at++) {
    if (keeps(at)) for (let row = userPtr[at]; row < userPtr[at + 1]; row++) rows.push(row);
    left[at + 1] = rows.length;
  }
  return {
    ...histories,
    userPtr: left,
    actions: Int32Array.from(rows, (row) => actions[row]),
    timestampSec: Float64Array.from(rows, (row) => timestampSec[row]),
    outcomes: Uint8Array.from(rows, (row) => outcomes[row]),
  };
}

/**
 * How well propensities tell apart what people it has not learned from did and did not take, beside each action's own
 * share of takers; and how many of the actions stand in somebody's list.
 *
 * @returns null for the model where nothing of what was offered is scored.
 */
export function measureActions(
  model: Model,
  data: TrainingData,
  { train, tests }: ActionSplit,
): { readonly metrics: MetricSet; readonly baseline: MetricSet } | null {
  const acts = having(model, 'acts');
  const rates = takenShares(train, acts.periodDays);
  const reader = new PersonReader(data.itemColumns, data.userColumns);
  const scores: number[] = [];
  const plain: number[] = [];
  const answers: number[] = [];
  const listed = new Set<number>();
  const out = new Float64Array(model.nItems);
  const people = new Set<number>();
  let last = { who: -1, row: 0, event: 0, person: reader.person(-1) };
  for (const { person: who, action, fromSec, before, taken } of offersOf(tests, acts.periodDays)) {
    const user = tests.users[who];
    if (last.who !== who) {
      const event = user < 0 ? 0 : data.userPtr[user];
      last = { who, row: tests.userPtr[who], event, person: reader.person(user) };
    }
    const end = user < 0 ? 0 : data.userPtr[user + 1];
    while (last.event < end && data.timestampSec[last.event] < fromSec)
      last.person.chose(data.items[last.event++]);
    for (; last.row < tests.userPtr[who] + before; last.row++)
      last.person.answered(tests.actions[last.row], tests.outcomes[last.row]);
    acts.propensities(last.person, out);
    if (!people.has(who)) for (const top of first(out)) listed.add(top);
    people.add(who);
    if (Number.isNaN(out[action])) continue;
    scores.push(out[action]);
    plain.push(rates[action]);
    answers.push(taken ? 1 : 0);
  }
  if (scores.length === 0) return null;
  const yes = Uint8Array.from(answers);
  const set = (of: readonly number[], coverage: number): MetricSet => ({
    n: people.size,
    values: { area_under_curve: areaUnderCurve(Float64Array.from(of), yes), coverage },
  });
  const likeliest = first(rates.map((rate, action) => (Number.isNaN(out[action]) ? NaN : rate)));
  return {
    metrics: set(scores, listed.size / model.nItems),
    baseline: set(plain, likeliest.length / model.nItems),
  };
}

/** Of each action, how many of its offers are taken; of one without offers, 0. */
function takenShares(histories: ActionHistories, periodDays: number): Float64Array {
  const all = new Float64Array(histories.nActions);
  const taken = new Float64Array(histories.nActions);
  for (const offer of offersOf(histories, periodDays)) {
    all[offer.action]++;
    if (offer.taken) taken[offer.action]++;
  }
  return taken.map((count, action) => count / Math.max(1, all[action]));
}

/** The actions of a list of the usual length. */
function first(propensities: Float64Array): readonly number[] {
  const scored = [...propensities.keys()].filter((action) => !Number.isNaN(propensities[action]));
  return scored.sort((a, b) => propensities[b] - propensities[a] || a - b).slice(0, LIMITS.defaultActions);
}
