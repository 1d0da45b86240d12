import { AppError } from '../../domain/errors';
import type { JsonObject } from '../../domain/errors';
import type { StoredModel } from '../../domain/model';
import type { NumberArray } from '../../domain/ports';
import type { Model } from '../recipe';
import { checkFormat, readArray } from '../stored-arrays';
import type { EaseArrays } from './ease-evidence';
import { easePart, Ensemble, kernelParts } from './ensemble';
import type { Moments } from './moments';
import type { Plan } from './plan';
import { priorsOf } from './priors';

export const NAME = 'aws-user-personalization';
const FORMAT = 2;

interface Facts {
  readonly plan: Plan;
  readonly ease: EaseArrays | null;
  readonly seed: number;
  readonly rows: number;
}

/** The ensemble behind the recipe contract. */
export function ensembleModel(ensemble: Ensemble, facts: Facts): Model {
  return {
    recipe: NAME,
    nItems: ensemble.moments.nItems,
    hasScores: true,
    scoreUser: (query, out) => ensemble.scoreUser(query, out),
    explain: (query, itemIdx) => ensemble.explain(query, itemIdx),
    store: () => storeEnsemble(ensemble, facts),
  };
}

function storeEnsemble(ensemble: Ensemble, { plan, ease, seed, rows }: Facts): StoredModel {
  const { userPtr, items, timestampSec, nUsers, nItems } = ensemble.moments;
  const arrays: Record<string, NumberArray> = { userPtr, items, timestampSec };
  if (ease?.form === 'users') {
    arrays.easeInverse = ease.model.inverse;
    arrays.easeDiagonal = ease.model.diagonal;
  } else if (ease?.form === 'items') {
    arrays.easeItems = ease.model.items;
    arrays.easeWeights = ease.model.weights;
  }
  const config: JsonObject = {
    plan: JSON.stringify(plan),
    weights: Object.fromEntries(ensemble.weights),
    ease: ease?.form ?? null,
  };
  return { header: { format: FORMAT, recipe: NAME, seed, nUsers, nItems, rows, config }, arrays };
}

/** @throws AppError MODEL_UNREADABLE when the format is unknown or something is missing. */
export function loadEnsemble(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nUsers, nItems, seed, rows, config } = stored.header;
  const userPtr = readArray(stored, 'userPtr', Int32Array, nUsers + 1);
  const moments: Moments = {
    nUsers,
    nItems,
    userPtr,
    items: readArray(stored, 'items', Int32Array, userPtr[nUsers]),
    timestampSec: readArray(stored, 'timestampSec', Float64Array, userPtr[nUsers]),
  };
  const plan = readPlan(config);
  const ease = readEase(stored, plan);
  const parts = new Map([...kernelParts(moments, plan), ...easePart(moments, plan, ease)]);
  const ensemble = new Ensemble(moments, parts, priorsOf(moments, plan), readWeights(config));
  return ensembleModel(ensemble, { plan, ease, seed, rows });
}

function readPlan(config: JsonObject): Plan {
  if (typeof config.plan !== 'string')
    throw new AppError('MODEL_UNREADABLE', { recipe: NAME, config: 'plan' });
  return JSON.parse(config.plan) as Plan;
}

function readWeights(config: JsonObject): ReadonlyMap<string, number> {
  const { weights } = config;
  if (typeof weights !== 'object' || weights === null || Array.isArray(weights)) {
    throw new AppError('MODEL_UNREADABLE', { recipe: NAME, config: 'weights' });
  }
  return new Map(Object.entries(weights).map(([name, value]) => [name, Number(value)]));
}

function readEase(stored: StoredModel, plan: Plan): EaseArrays | null {
  const { nItems, config } = stored.header;
  if (config.ease === 'users') {
    const diagonal = readArray(stored, 'easeDiagonal', Float64Array, nItems);
    const inverse = readArray(stored, 'easeInverse', Float64Array);
    return { form: 'users', model: { inverse, diagonal, lambda: plan.easeLambda } };
  }
  if (config.ease === 'items') {
    const items = readArray(stored, 'easeItems', Int32Array);
    const weights = readArray(stored, 'easeWeights', Float32Array, items.length * items.length);
    return { form: 'items', model: { items, weights } };
  }
  return null;
}
