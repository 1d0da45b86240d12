import { AppError, type JsonObject } from '../../domain/errors';
import type { StoredModel } from '../../domain/model';
import type { TaskArrays } from '../../domain/ports';
import type { Explains } from '../capabilities';
import type { Model } from '../recipe';
import { checkFormat, readArray, readOffsets } from '../stored-arrays';
import { contextFacts, ContextTilt, readContext, type LearnedContext } from './context-tilt';
import { describedArrays, readDescribed } from './described';
import { Ensemble, type BlendWeights } from './ensemble';
import type { Evidence } from './evidence';
import type { Moments } from './moments';
import { type FittedPart, fittedEvidence, kernelParts, solvedParts } from './ensemble-parts';
import { networkArrays } from './network-evidence';
import type { Plan } from './ensemble-plan';
import { priorsOf } from './priors';

export const NAME = 'aws-user-personalization';
const FORMAT = 4;

/** What a training has come to: everything that the model is made of and stored as. */
export interface Trained {
  readonly moments: Moments;
  readonly plan: Plan;
  /** Parts that have been fitted, and all their arrays. */
  readonly fitted: readonly FittedPart[];
  readonly arrays: TaskArrays;
  /** What was made of the metadata; see `UserTilt` and `ThinItems`. */
  readonly described: TaskArrays;
  readonly context: LearnedContext | null;
  readonly weights: BlendWeights;
  readonly seed: number;
  readonly rows: number;
}

/** The ensemble behind the recipe contract. @param kernels those of the plan over these moments. */
export function ensembleModel(
  trained: Trained,
  kernels: ReadonlyMap<string, Evidence> = kernelParts(trained.moments, trained.plan),
): Model & Explains {
  const { moments, plan, fitted, arrays, described, context, weights } = trained;
  const parts = new Map(kernels);
  for (const part of fitted) parts.set(part, fittedEvidence(part, moments, plan, arrays));
  const ensemble = new Ensemble(moments, parts, priorsOf(moments, plan), weights, {
    ...readDescribed(described, moments.nItems),
    context: context && new ContextTilt(context, moments.nItems),
  });
  return {
    recipe: NAME,
    nItems: moments.nItems,
    hasScores: true,
    scoreUser: (query, out) => ensemble.scoreUser(query, out),
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
  seed,
  rows,
}: Trained): StoredModel {
  const { userPtr, items, timestampSec, rowWeight, nUsers, nItems } = moments;
  const config: JsonObject = {
    plan: JSON.stringify(plan),
    weights: Object.fromEntries(weights),
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
    },
  };
}

/** @throws AppError MODEL_UNREADABLE when the format is unknown or something is missing. */
export function loadEnsemble(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nUsers, nItems, seed, rows, config } = stored.header;
  const userPtr = readOffsets(stored, 'userPtr', nUsers);
  const moments: Moments = {
    nUsers,
    nItems,
    userPtr,
    items: readArray(stored, 'items', Int32Array, userPtr[nUsers]),
    timestampSec: readArray(stored, 'timestampSec', Float64Array, userPtr[nUsers]),
    rowWeight:
      stored.arrays.rowWeight === undefined
        ? null
        : readArray(stored, 'rowWeight', Float32Array, userPtr[nUsers]),
  };
  const plan = readPlan(config);
  const fitted = readFitted(config, plan);
  const arrays = Object.assign({}, ...fitted.map((part) => readPart(stored, part, plan))) as TaskArrays;
  return ensembleModel({
    moments,
    plan,
    fitted,
    arrays,
    described: describedArrays(stored),
    context: readContext(stored),
    weights: readWeights(config),
    seed,
    rows,
  });
}

/** @throws AppError MODEL_UNREADABLE */
export function readPlan(config: JsonObject): Plan {
  if (typeof config.plan !== 'string') throw unreadable('plan');
  return JSON.parse(config.plan) as Plan;
}

function readWeights(config: JsonObject): BlendWeights {
  const { weights } = config;
  if (typeof weights !== 'object' || weights === null || Array.isArray(weights)) throw unreadable('weights');
  return new Map(Object.entries(weights).map(([name, value]) => [name, Number(value)]));
}

function readFitted({ fitted }: JsonObject, plan: Plan): FittedPart[] {
  if (!Array.isArray(fitted)) throw unreadable('fitted');
  const parts: FittedPart[] = [...solvedParts(plan), 'network'];
  return parts.filter((part) => fitted.includes(part));
}

function unreadable(config: string): AppError {
  return new AppError('MODEL_UNREADABLE', { recipe: NAME, config });
}

/** The arrays of one fitted part, checked. */
function readPart(stored: StoredModel, part: FittedPart, plan: Plan): TaskArrays {
  const { nItems } = stored.header;
  if (part === 'ease' && plan.ease?.form === 'users') {
    return {
      easeInverse: readArray(stored, 'easeInverse', Float64Array),
      easeDiagonal: readArray(stored, 'easeDiagonal', Float64Array, nItems),
    };
  }
  if (part === 'network') return networkArrays(stored.arrays as TaskArrays);
  if (part === 'bag') {
    const bagPtr = readOffsets(stored, 'bagPtr', nItems);
    return {
      bagPtr,
      bagNeighbours: readArray(stored, 'bagNeighbours', Int32Array, bagPtr[nItems]),
      bagWeights: readArray(stored, 'bagWeights', Float32Array, bagPtr[nItems]),
    };
  }
  const items = readArray(stored, `${part}Items`, Int32Array);
  const weights = readArray(stored, `${part}Weights`, Float32Array, items.length * items.length);
  return { [`${part}Items`]: items, [`${part}Weights`]: weights };
}
