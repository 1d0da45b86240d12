import type { JsonObject } from '../../domain/errors';
import { isObject } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { TaskArrays } from '../../domain/ports';
import type { Explains } from '../capabilities';
import type { Model } from '../recipe';
import {
  checkFormat,
  indicesBelow,
  type Kind,
  LEARNED32,
  LEARNED64,
  readArray,
  readHistories,
  readJson,
  readOffsets,
  SHARES32,
  unreadable,
} from '../stored-arrays';
import { contextFacts, ContextTilt, readContext, type LearnedContext } from './context-tilt';
import { describedArrays, readDescribed } from './described';
import { Ensemble, type BlendWeights } from './ensemble';
import type { Evidence } from '../moments/evidence';
import type { Moments } from '../moments/moments';
import { askedParts, type FittedPart, fittedEvidence } from './ensemble-parts';
import { kernelParts } from './kernel-parts';
import { networkArrays } from './network-evidence';
import { isPlan, type Plan } from './ensemble-plan';
import { priorArrays, type Priors, priorsOf, readPriors } from './priors';
import { readTables, TableEvidence } from './table-evidence';
import { activeRows } from './used-items';

export const NAME = 'aws-user-personalization';
const FORMAT = 4;

/** What a training has come to: everything that the model is made of and stored as. */
export interface Trained {
  readonly moments: Moments;
  readonly plan: Plan;
  /** Parts that have been fitted, and all their arrays. */
  readonly fitted: readonly FittedPart[];
  readonly arrays: TaskArrays;
  /** What was made of the metadata; see `UserTilt` and `ThinLikeness`. */
  readonly described: TaskArrays;
  readonly context: LearnedContext | null;
  /** Counted before, where the moments are not all that were learned from. */
  readonly priors?: Priors | null;
  readonly weights: BlendWeights;
  /** The same for people who come back; null = they are asked as all others are. */
  readonly returns: BlendWeights | null;
  readonly seed: number;
  readonly rows: number;
}

/** The ensemble behind the recipe contract. @param kernels those of the plan over these moments. */
export function ensembleModel(
  trained: Trained,
  kernels: ReadonlyMap<string, Evidence> = kernelParts(trained.moments, trained.plan),
): Model & Explains {
  const { moments, plan, fitted, arrays, described, context, weights, returns } = trained;
  const priors = trained.priors ?? priorsOf(moments, plan);
  const parts = new Map(kernels);
  for (const part of fitted) parts.set(part, fittedEvidence(part, moments, plan, arrays));
  plan.tables?.forEach((shape, k) => parts.set(`table${k}`, new TableEvidence(shape, arrays, k)));
  const ensemble = new Ensemble(
    moments,
    parts,
    priors,
    { weights, returns },
    {
      ...readDescribed(described, moments.nItems),
      context: context && new ContextTilt(context, moments.nItems),
    },
    plan.unordered === undefined,
  );
  return {
    recipe: NAME,
    nItems: moments.nItems,
    hasScores: true,
    tellsReturns: returns !== null,
    scoreUser: (query, out) => ensemble.scoreUsers([query], [out])[0],
    scoreUsers: (queries, outs) => ensemble.scoreUsers(queries, outs),
    explain: (query, itemIdx) => ensemble.explain(query, itemIdx),
    store: () => storeEnsemble(trained),
  };
}

function storeEnsemble({
  moments,
  plan,
  fitted,
  arrays,
  described,
  context,
  weights,
  returns,
  priors,
  seed,
  rows,
}: Trained): StoredModel {
  const { userPtr, items, timestampSec, rowWeight, nUsers, nItems } = moments;
  const config: JsonObject = {
    plan: JSON.stringify(plan),
    weights: Object.fromEntries(weights),
    ...(returns && { returns: Object.fromEntries(returns) }),
    fitted: [...fitted],
    ...contextFacts(context),
  };
  return {
    header: { format: FORMAT, recipe: NAME, seed, nUsers, nItems, rows, config },
    arrays: {
      userPtr,
      items,
      timestampSec,
      ...(rowWeight && { rowWeight }),
      ...arrays,
      ...described,
      ...context?.arrays,
      ...(priors && priorArrays(priors)),
    },
  };
}

/** @throws AppError MODEL_UNREADABLE when the format is unknown or something is missing. */
export function loadEnsemble(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nUsers, nItems, seed, rows } = stored.header;
  const moments = readHistories(stored, nUsers, nItems);
  const plan = readPlan(stored);
  const fitted = readFitted(stored, plan);
  const parts = fitted.map((part) => readPart(stored, part, plan, moments));
  parts.push(readTables(stored, plan.tables?.length ?? 0));
  const arrays = Object.assign({}, ...parts) as TaskArrays;
  return ensembleModel({
    moments,
    plan,
    fitted,
    arrays,
    described: describedArrays(stored),
    context: readContext(stored),
    priors: readPriors(stored, plan),
    weights: readWeights(stored, 'weights'),
    returns: stored.header.config.returns === undefined ? null : readWeights(stored, 'returns'),
    seed,
    rows,
  });
}

/** @throws AppError MODEL_UNREADABLE */
export function readPlan(stored: StoredModel): Plan {
  const plan = readJson(stored, 'plan', stored.header.config.plan);
  if (!isPlan(plan)) throw unreadable(stored, { config: 'plan' });
  return plan;
}

function readWeights(stored: StoredModel, config: 'weights' | 'returns'): BlendWeights {
  const weights = stored.header.config[config];
  if (!isObject(weights)) throw unreadable(stored, { config });
  const read = new Map(Object.entries(weights).map(([name, value]) => [name, Number(value)]));
  if (![...read.values()].every(Number.isFinite)) throw unreadable(stored, { config });
  return read;
}

function readFitted(stored: StoredModel, plan: Plan): FittedPart[] {
  const { fitted } = stored.header.config;
  if (!Array.isArray(fitted)) throw unreadable(stored, { config: 'fitted' });
  const parts: FittedPart[] = [...askedParts(plan), 'network'];
  return parts.filter((part) => fitted.includes(part));
}

/** On the diagonal of (XᵀX + λI)⁻¹: never 0, as it is divided by. */
const DIAGONAL: Kind<Float64Array> = { type: Float64Array, least: 1e-12, greatest: 1e3 };

/** The arrays of one fitted part, checked. */
function readPart(stored: StoredModel, part: FittedPart, plan: Plan, moments: Moments): TaskArrays {
  const { nItems } = stored.header;
  if (part === 'ease' && plan.ease?.form === 'users') {
    const nActive = activeRows(moments).nRows;
    return {
      easeInverse: readArray(stored, 'easeInverse', LEARNED64, nActive * nActive),
      easeDiagonal: readArray(stored, 'easeDiagonal', DIAGONAL, nItems),
    };
  }
  if (part === 'network') return networkArrays(stored);
  if (part === 'bag' || part === 'memory') {
    const bagPtr = readOffsets(stored, 'bagPtr', nItems);
    return {
      bagPtr,
      bagNeighbours: readArray(stored, 'bagNeighbours', indicesBelow(nItems), bagPtr[nItems]),
      bagWeights: readArray(stored, 'bagWeights', SHARES32, bagPtr[nItems]),
    };
  }
  if (part === 'local') {
    const localPtr = readOffsets(stored, 'localPtr', nItems);
    return {
      localPtr,
      localItems: readArray(stored, 'localItems', indicesBelow(nItems), localPtr[nItems]),
      localWeights: readArray(stored, 'localWeights', LEARNED32, localPtr[nItems]),
    };
  }
  const items = readArray(stored, `${part}Items`, indicesBelow(nItems));
  const weights = readArray(stored, `${part}Weights`, LEARNED32, items.length * items.length);
  return { [`${part}Items`]: items, [`${part}Weights`]: weights };
}
