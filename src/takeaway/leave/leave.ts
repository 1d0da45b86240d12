import { AppError } from '../../domain/errors';
import type { UserQuery } from '../../domain/histories';
import { isObject, type JsonObject } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { Job, NumberArray } from '../../domain/ports';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { TakeAwayChoice } from '../../domain/take-away';
import { loadEnsemble, NAME as ENSEMBLE, readPlan } from '../../recipes/ensemble/ensemble-model';
import { priorArrays, priorsOf } from '../../recipes/ensemble/priors';
import { NAME as RANKING } from '../../recipes/ensemble/ranking-model';
import { countedPairs } from '../../recipes/similar-pairs';
import { readArray, readCsr, readHistories, ROW_WEIGHTS } from '../../recipes/stored-arrays';
import { LEAVING } from '../../recipes/restore';
import { isOfSessions } from '../../recipes/sessions/sessions-of';
import { ensembleWithoutHistories } from './leave-ensemble';

/** Arrays that say who people are, or how single ones were served. */
const WHO = /^((user|item)Id(Bytes|Ends)|heldOut\w+)$/;
/** What networks know of each person, whatever stands before the name. */
const ABOUT_PERSONS = /^(network\d+\.)?user(Ptr|Features|Values)$/;
const PRECEDENTS = 'precedents.';

/** Whether a model of this recipe looks up what single people did. */
export function looksUp({ header, arrays }: StoredModel): boolean {
  return isEnsemble(header.recipe) || hasBaskets(arrays) || `${PRECEDENTS}items` in arrays;
}

/**
 * A stored model as it leaves: without ids, without what is known of single people, and without what they did unless that
 * is asked for; then it stays in its order, and times become places in time.
 *
 * @param asked histories of the kind that it will be asked with. @throws AppError CANNOT_LEAVE, MODEL_UNREADABLE, CANCELLED.
 */
export async function leave(
  stored: StoredModel,
  { histories, leastPeople: least }: TakeAwayChoice,
  asked: readonly UserQuery[],
  job: Job,
): Promise<StoredModel> {
  const { recipe } = stored.header;
  if (!LEAVING.includes(recipe))
    throw new AppError('CANNOT_LEAVE', { recipe, type: recipeFacts(recipe).type });
  // What reads visits would make the module larger for everybody.
  if (isOfSessions(stored)) throw new AppError('CANNOT_LEAVE', { recipe, type: 'SESSIONS' });
  const named = { header: stored.header, arrays: without(stored.arrays, (name) => WHO.test(name)) };
  if (isEnsemble(recipe)) {
    const ensemble = renamed(named, ENSEMBLE);
    return renamed(
      histories === 'kept' ? untimed(ensemble) : await withTables(ensemble, least, asked, job),
      recipe,
    );
  }
  if (hasBaskets(stored.arrays)) return histories === 'kept' ? named : withPairs(named, least);
  return withoutPersons(histories === 'kept' ? untimed(named) : withoutPrecedents(named));
}

/** What each person took, to count pairs of items from. */
export function hasBaskets(arrays: StoredModel['arrays']): boolean {
  return 'userItems' in arrays;
}

function isEnsemble(recipe: RecipeName): boolean {
  return recipe === ENSEMBLE || recipe === RANKING;
}

function renamed({ header, arrays }: StoredModel, recipe: RecipeName): StoredModel {
  return { header: { ...header, recipe }, arrays };
}

function without(arrays: StoredModel['arrays'], left: (name: string) => boolean): StoredModel['arrays'] {
  return Object.fromEntries(Object.entries(arrays).filter(([name]) => !left(name)));
}

/** Learned from a model without what it knows of thin items and moments, which stays as it is. */
async function withTables(
  stored: StoredModel,
  least: number,
  asked: readonly UserQuery[],
  job: Job,
): Promise<StoredModel> {
  const { contextFields, objective, ...config } = stored.header.config;
  const isApart = (name: string): boolean => /^(alike|thin|context|objective)/.test(name);
  const plain: StoredModel = {
    header: { ...stored.header, config },
    arrays: without(stored.arrays, isApart),
  };
  const left = await ensembleWithoutHistories(plain, loadEnsemble(plain), least, asked, job);
  const apart = without(stored.arrays, (name) => !isApart(name));
  return {
    header: {
      ...left.header,
      config: {
        ...left.header.config,
        ...(contextFields !== undefined && { contextFields }),
        ...(objective !== undefined && { objective }),
      },
    },
    arrays: { ...left.arrays, ...apart },
  };
}

/** Rows as they are, in whose order their sums are made; times as places among all times. */
function untimed(stored: StoredModel): StoredModel {
  const arrays: Record<string, NumberArray> = {};
  for (const [name, array] of Object.entries(stored.arrays)) {
    if (/^tilt/.test(name)) continue;
    arrays[name] = name.endsWith('timestampSec') ? placesInTime(array) : array;
  }
  if (stored.header.recipe !== ENSEMBLE || isOfSessions(stored)) return { header: stored.header, arrays };
  const { nUsers, nItems } = stored.header;
  const priors = priorsOf(readHistories(stored, nUsers, nItems), readPlan(stored));
  return { header: stored.header, arrays: { ...arrays, ...priorArrays(priors) } };
}

function placesInTime(times: NumberArray): Float64Array {
  const known = [...new Set(times)].sort((a, b) => a - b);
  const placeOf = new Map(known.map((time, place) => [time, place]));
  return Float64Array.from(times, (time) => placeOf.get(time) ?? 0);
}

/** The networks alone. */
function withoutPrecedents(stored: StoredModel): StoredModel {
  const { precedents, ...config } = stored.header.config;
  const { header } = stored;
  const nobody = { ...header, nUsers: 0 };
  if (precedents === undefined) return { header: nobody, arrays: stored.arrays };
  return {
    header: { ...nobody, format: header.format - 1, config },
    arrays: without(stored.arrays, (name) => name.startsWith(PRECEDENTS)),
  };
}

/** Networks know by its metadata nobody who was there in training. */
function withoutPersons({ header, arrays }: StoredModel): StoredModel {
  const { nUsers, config } = header;
  const emptied = Object.entries(arrays).map(([name, array]): [string, NumberArray] => {
    if (!ABOUT_PERSONS.test(name)) return [name, array];
    return [name, name.endsWith('Ptr') ? new Int32Array(nUsers + 1) : array.slice(0, 0)];
  });
  const nobody = (of: JsonObject): JsonObject =>
    of.userEncoders === undefined ? of : { ...of, userEncoders: [] };
  const beside = Array.isArray(config.beside)
    ? config.beside.map((one) => {
        if (!isObject(one) || !isObject(one.header) || !isObject(one.header.config)) return one;
        return { ...one, header: { ...one.header, nUsers, config: nobody(one.header.config) } };
      })
    : undefined;
  return {
    header: { ...header, config: { ...nobody(config), ...(beside && { beside }) } },
    arrays: Object.fromEntries(emptied),
  };
}

function withPairs(stored: StoredModel, least: number): StoredModel {
  const { nUsers, nItems } = stored.header;
  const userItems = readCsr(stored, ['userPtr', 'userItems'], nUsers, nItems);
  const weighs = stored.arrays.weights !== undefined;
  const weights = weighs ? readArray(stored, 'weights', ROW_WEIGHTS, userItems.indices.length) : null;
  const left = without(stored.arrays, (name) => /^(userPtr|userItems|weights)$/.test(name));
  return { header: stored.header, arrays: { ...left, ...countedPairs(userItems, weights, least) } };
}
