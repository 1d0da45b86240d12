import { AppError } from '../../domain/errors';
import { numberAt } from '../../data/tables/cell-text';
import { NO_EVENT_TYPE, type EntityTable } from '../../domain/columns';
import { outcomeOf } from '../../domain/histories';
import { LIMITS } from '../../domain/limits';
import {
  SCORE_STEPS,
  type GetActionRecommendationsRequest,
  type GetActionRecommendationsResponse,
} from '../../domain/runtime';
import { Rng } from '../../kernels/rng';
import type { Person } from '../../recipes/person';
import { having } from '../../recipes/capabilities';
import type { OpenProject } from '../project/open-project';
import { readExploration } from '../resources/exploration-config';
import { checkUserId, listedCount, requireActions } from './checks';
import { allowedItems, storedFilter, type FilterCall } from './filter';
import { campaignServing, type Serving } from './serving';
import { DAY_SEC } from '../../domain/epoch';

/** Why an action is kept from somebody's list. `untilSec`: when they may see it again. */
export type HeldBack = 'expired' | 'filter' | { readonly untilSec: number };

/** What one person can be asked to do, by the numbers of present actions. */
export interface RankedActions {
  readonly person: Person;
  /** In the order in which they are listed. */
  readonly listed: readonly number[];
  readonly heldBack: ReadonlyMap<number, HeldBack>;
  /** VALUE of each; 0 where there is none. */
  readonly worth: Float64Array;
  /** How likely the person is to take each; NaN where too little is known of the action, which is then tried out. */
  readonly propensities: Float64Array;
}

/**
 * GetActionRecommendations of a campaign.
 *
 * @throws AppError I01 … I03, R01 … R07, P03, MODEL_UNREADABLE.
 */
export async function getActionRecommendations(
  project: OpenProject,
  { campaignArn, userId, numResults, filterArn, filterValues }: GetActionRecommendationsRequest,
): Promise<GetActionRecommendationsResponse['actionList']> {
  if (campaignArn === undefined) throw new AppError('I01', { what: 'campaign', status: 'none' });
  const serving = await campaignServing(project, campaignArn);
  requireActions(serving.version.spec.recipe);
  const user = checkUserId(userId, serving.version.spec.recipe);
  const count = listedCount(numResults, LIMITS.actionResults, LIMITS.defaultActions);
  const filter = await storedFilter(project, filterArn, filterValues);
  const { listed, propensities } = rankActions(serving, user, { count, filter, nowSec: project.nowSec });
  const { itemIds } = serving.index.actions.tables;
  return listed.map((action) => {
    const score = Number.isNaN(propensities[action]) ? 0 : propensities[action]; // what is tried out
    return { actionId: itemIds[action], score };
  });
}

/**
 * The likeliest actions first, of equally likely ones the more valuable; those that too little is known of come last,
 * and take as many places as the exploration weight gives them. Listed is what the Actions dataset has, what has not
 * expired, and what the person was not told of within its repeat frequency.
 *
 * @throws AppError R01 … R07, P03.
 */
export function rankActions(
  { served, index, version, itemExplorationConfig }: Serving,
  userId: string,
  {
    count,
    filter,
    nowSec,
  }: { readonly count: number; readonly filter: FilterCall | null; readonly nowSec: number },
): RankedActions {
  const { actions } = index;
  const { recipe, seed } = version.spec;
  const person = personOf({ served, index }, userId);
  const byModel = new Float64Array(served.model.nItems);
  having(served.model, 'acts').propensities(person, byModel);
  const propensities = served.byPresentItem(byModel, NaN);
  const heldBack = heldBackFrom(index, userId, nowSec);
  const allowed = filter && allowedItems(filter, { userId }, actions, 'ActionID');
  const open = [...(actions.tables.items?.entityIdx ?? [])].filter((action) => {
    if (allowed?.[action] === 0 && !heldBack.has(action)) heldBack.set(action, 'filter');
    return !heldBack.has(action);
  });
  const worth = valuesOf(index);
  const steps = propensities.map((share) => Math.round(share * SCORE_STEPS));
  const scored = open
    .filter((action) => !Number.isNaN(propensities[action]))
    .sort((a, b) => steps[b] - steps[a] || worth[b] - worth[a] || actions.itemRank[a] - actions.itemRank[b]);
  const unknown = Int32Array.from(open.filter((action) => Number.isNaN(propensities[action]))).sort(
    (a, b) => actions.itemRank[a] - actions.itemRank[b],
  );
  new Rng(seed, `actions|${userId}`).shuffle(unknown);
  const { weight } = readExploration(itemExplorationConfig ?? {}, recipe);
  const tried =
    weight === 0 && scored.length > 0 ? 0 : Math.max(count - scored.length, Math.floor(weight * count));
  const known = scored.slice(0, Math.max(0, count - Math.min(tried, unknown.length)));
  return {
    person,
    listed: [...known, ...unknown.slice(0, Math.min(tried, count - known.length))],
    heldBack,
    worth,
    propensities,
  };
}

/** What is known of a person now; of their answers, by the numbers of the model's actions. */
export function personOf({ served, index }: Pick<Serving, 'served' | 'index'>, userId: string): Person {
  const user = index.userIdx(userId);
  const person = index.people.person(user);
  const { itemIdx } = index.tables.interactions;
  for (const row of index.rowsOf(user)) person.chose(itemIdx[row]);
  const { actions } = index;
  const { interactions } = actions.tables;
  for (const row of actions.rowsOf(actions.userIdx(userId))) {
    const type = interactions.eventType[row];
    const outcome = type === NO_EVENT_TYPE ? -1 : outcomeOf(interactions.eventTypes[type]);
    if (outcome >= 0) person.answered(served.modelItem(interactions.itemIdx[row]), outcome);
  }
  return person;
}

/** Actions that have expired, and those of which somebody was told lately. */
function heldBackFrom({ actions }: Serving['index'], userId: string, nowSec: number): Map<number, HeldBack> {
  const heldBack = new Map<number, HeldBack>();
  const { items, interactions } = actions.tables;
  if (items === null) return heldBack;
  const expires = numbersOf(items, 'ACTION_EXPIRATION_TIMESTAMP', 'EXPIRATION_TIMESTAMP');
  const repeats = numbersOf(items, 'REPEAT_FREQUENCY');
  const lastSec = new Map<number, number>();
  for (const row of actions.rowsOf(actions.userIdx(userId)))
    lastSec.set(interactions.itemIdx[row], interactions.timestampSec[row]);
  items.entityIdx.forEach((action, row) => {
    const until = (lastSec.get(action) ?? -Infinity) + repeats(row) * DAY_SEC;
    if (expires(row) <= nowSec) heldBack.set(action, 'expired');
    else if (until > nowSec) heldBack.set(action, { untilSec: until });
  });
  return heldBack;
}

/** VALUE of each action; 0 where there is none. */
function valuesOf({ actions }: Serving['index']): Float64Array {
  const { items, itemIds } = actions.tables;
  const values = new Float64Array(itemIds.length);
  if (items === null) return values;
  const read = numbersOf(items, 'VALUE');
  items.entityIdx.forEach((action, row) => {
    const value = read(row);
    if (!Number.isNaN(value)) values[action] = value;
  });
  return values;
}

/** Reads the number column that goes by the first of these names; NaN where there is none, and for null. */
function numbersOf({ columns }: EntityTable, ...names: readonly string[]): (row: number) => number {
  const column = names.flatMap((name) => columns.find((other) => other.name === name) ?? [])[0];
  return (row) => (column === undefined ? NaN : numberAt(column, row));
}
