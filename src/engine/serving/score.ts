import { AppError } from '../../domain/errors';
import type { UserQuery } from '../../domain/histories';
import { servesOf } from '../../domain/recipe-catalogue';
import type { WhatIf } from '../../domain/recommendations';
import type { Arn } from '../../domain/resources';
import { softmax } from '../../kernels/softmax';
import { having } from '../../recipes/capabilities';
import { type UserScores, scoresOf } from '../../recipes/score-users';
import { type Exploration, explore, planExploration } from '../../recipes/exploration';
import { readExploration } from '../resources/exploration-config';
import type { Subject } from './checks';
import type { Serving } from './serving';
import type { ServingThreads } from './serving-threads';
import { pretendedQuery, withoutAdded } from './what-if';

/** The model's numbers for one request, by its own items: what ranks, or logits where it has scores. */
export interface Scored {
  /** What the model was asked with; where it answers for items, the one item. */
  readonly query: UserQuery;
  /** False: no history, or nothing similar to the item, so that the popular order stands in. */
  readonly personal: boolean;
  /** Before exploration. */
  readonly unexplored: Float64Array;
  /** After it; the same array where nothing is explored. */
  readonly values: Float64Array;
  readonly exploration: Exploration | null;
}

/** @throws AppError MODEL_DIVERGED when the model gives no number, P03 and INVALID_INPUT for the exploration asked. */
export function score(serving: Serving, subject: Subject): Scored {
  const { served, index, version } = serving;
  if (servesOf(version.spec.recipe) === 'items') return scoreItem(serving, subject);
  const { userId = '', context, whatIf } = subject;
  const past = served.query(userId, context);
  const query = whatIf === undefined ? past : pretendedQuery(past, whatIf, served, index);
  return scoreQuery(serving, query, userId);
}

/** The same for a history as it is given, whosever it is. */
export function scoreQuery(serving: Serving, query: UserQuery, userId = ''): Scored {
  return explored(serving, userId, query, scoresOf(serving.served.model, [query])[0]);
}

/**
 * The same for a request that others may come after: what the model says of a user is taken from, and kept among, its
 * last answers.
 *
 * @param threads asked for what is not kept. Absent: the model itself.
 * @throws AppError as `score`.
 */
export async function scoreRequest(
  serving: Serving,
  subject: Subject,
  threads?: ServingThreads,
): Promise<Scored> {
  const { served, version } = serving;
  if (servesOf(version.spec.recipe) === 'items') return scoreItem(serving, subject);
  const { userId = '', context } = subject;
  const { model, keptScores } = served;
  const query = served.query(userId, context);
  const compute = async () => threads?.scores(model, query) ?? scoresOf(model, [query])[0];
  return explored(serving, userId, query, await keptScores.of(userId, query, compute));
}

/** The same of what goes with an item. */
export function scoreItem(serving: Serving, { itemId = '' }: Subject): Scored {
  const { served, version, rankingInfluence } = serving;
  const { model } = served;
  settingsOf(serving);
  const item = served.modelItemOf(itemId);
  const unexplored = new Float64Array(model.nItems);
  const query = { userIdx: -1, items: Int32Array.of(item), timestampSec: new Float64Array(1) };
  const personal = having(model, 'relates').scoreRelated(item, unexplored, rankingInfluence);
  largestOf(unexplored, version.arn);
  return { query, personal, unexplored, values: unexplored, exploration: null };
}

/** What is made of a model's answer. @throws AppError as `score`. */
function explored(serving: Serving, userId: string, query: UserQuery, answered: UserScores): Scored {
  const { served, index, version } = serving;
  const { arn, spec } = version;
  const { model } = served;
  const settings = settingsOf(serving);
  const unexplored = answered.values;
  const largest = largestOf(unexplored, arn);
  if (!model.hasScores) {
    return { query, personal: query.items.length > 0, unexplored, values: unexplored, exploration: null };
  }
  if (largest === -Infinity) throw new AppError('MODEL_DIVERGED', { arn });
  const scored = { query, personal: answered.personal, unexplored };
  if (settings === undefined) return { ...scored, values: unexplored, exploration: null };
  const exploration = planExploration(unexplored, served.exposureOf(index.exposure), {
    ...settings,
    seed: spec.seed,
    purpose: userId,
  });
  if (!exploration.lifts) return { ...scored, values: unexplored, exploration };
  const values = unexplored.slice();
  explore(values, exploration);
  return { ...scored, values, exploration };
}

/** @throws AppError MODEL_DIVERGED where one is no number. */
function largestOf(values: Float64Array, arn: Arn): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > largest) largest = values[i];
    else if (Number.isNaN(values[i])) throw new AppError('MODEL_DIVERGED', { arn });
  }
  return largest;
}

/** @throws AppError P03 and INVALID_INPUT, also where nothing is explored. */
function settingsOf({ itemExplorationConfig, version }: Serving) {
  return itemExplorationConfig && readExploration(itemExplorationConfig, version.spec.recipe);
}

/** The same by present item. */
export interface Ranking {
  /** What ranks; −Infinity = cannot be listed. */
  readonly values: Float64Array;
  /** Before exploration; the same array where nothing is explored. */
  readonly unexplored: Float64Array;
  /** Softmax over all items that the model knows, NaN for others; null for recipes without scores. */
  readonly scores: Float64Array | null;
}

/** @param whatIf the items it adds count as seen and are not listed. */
export function rankingOf(
  { served, index }: Serving,
  { values, unexplored }: Scored,
  whatIf?: WhatIf,
): Ranking {
  const byItem = (numbers: Float64Array): Float64Array =>
    withoutAdded(served.byPresentItem(numbers, -Infinity), whatIf, index);
  const ranked = byItem(values);
  const ranking = { values: ranked, unexplored: unexplored === values ? ranked : byItem(unexplored) };
  if (!served.model.hasScores) return { ...ranking, scores: null };
  const scores = new Float64Array(values.length);
  softmax(values, scores);
  return { ...ranking, scores: served.byPresentItem(scores, NaN) };
}
