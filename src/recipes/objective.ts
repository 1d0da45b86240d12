import { isNull, type Column } from '../domain/columns';
import { objectIn } from '../domain/json';
import { SENSITIVITIES, type ObjectiveSensitivity } from '../domain/solution-spec';
import type { StoredModel } from '../domain/model';
import { can, type Explains } from './capabilities';
import { rescale, spreadOf } from './logit-spread';
import { type Model, type Recipe, scoreUsers, trainerWith } from './recipe';
import { type Kind, readArray, unreadable } from './stored-arrays';

const SHARES: { readonly [sensitivity in ObjectiveSensitivity]: number } = {
  OFF: 0,
  LOW: 0.25,
  MEDIUM: 0.5,
  HIGH: 0.75,
};
/** Under which an objective travels with a stored model. */
const ARRAY = 'objectiveValues';
const CONFIG = 'objective';
/** Any number whose square is one too. */
const ATTRIBUTES: Kind<Float64Array> = { type: Float64Array, least: -1e150, greatest: 1e150, hasGaps: true };

export interface Objective {
  readonly itemAttribute: string;
  readonly sensitivity: ObjectiveSensitivity;
  /** The attribute of every item; NaN where it is not known, which counts as the catalogue's mean. */
  readonly values: Float64Array;
}

/** The values of a numeric Items column by item, as an objective takes them; null cells are NaN. */
export function attributeValues(column: Column & { readonly kind: 'number' }): Float64Array<ArrayBuffer> {
  const { values, nulls } = column;
  return Float64Array.from(values, (value, i) => (isNull(nulls, i) ? NaN : value));
}

/**
 * The model with its logits led towards an attribute: (1 − s) · z(logit) + s · z(attribute), z over the catalogue,
 * s = 0.25, 0.5, 0.75 for LOW, MEDIUM, HIGH. OFF gives the model itself. Items that cannot be listed stay so.
 * The objective is stored with the model; `withStoredObjective` puts it on again.
 */
export function withObjective(model: Model, objective: Objective): Model {
  const share = SHARES[objective.sensitivity];
  if (share === 0) return model;
  const { mean, deviation } = spreadOf(objective.values);
  const pull = objective.values.map((value) =>
    Number.isNaN(value) || deviation === 0 ? 0 : (share * (value - mean)) / deviation,
  );
  const scratch = new Float64Array(model.nItems);

  /** What a logit is multiplied with, and what is then added. */
  function scaleOf(logits: Float64Array): { factor: number; shift: number } {
    const spread = spreadOf(logits);
    const factor = spread.deviation === 0 ? 0 : (1 - share) / spread.deviation;
    return { factor, shift: -factor * spread.mean };
  }

  function lead(logits: Float64Array): void {
    const { factor, shift } = scaleOf(logits);
    for (let i = 0; i < logits.length; i++)
      if (logits[i] > -Infinity) logits[i] = factor * logits[i] + shift + pull[i];
  }

  const led: Model = {
    ...model,
    scoreUser(query, out) {
      const personal = model.scoreUser(query, out);
      lead(out);
      return personal;
    },
    scoreUsers(queries, outs) {
      const personal = scoreUsers(model, queries, outs);
      outs.forEach(lead);
      return personal;
    },
    store() {
      const { header, arrays } = model.store();
      const { itemAttribute, sensitivity } = objective;
      return {
        header: { ...header, config: { ...header.config, [CONFIG]: { itemAttribute, sensitivity } } },
        arrays: { ...arrays, [ARRAY]: objective.values },
      };
    },
  };
  if (!can(model, 'explains')) return led;
  const explained: Model & Explains = {
    ...led,
    explain(query, itemIdx) {
      model.scoreUser(query, scratch);
      const { factor, shift } = scaleOf(scratch);
      const own = model.explain(query, itemIdx);
      return [...rescale(own, factor, shift), { part: 'objective', value: pull[itemIdx] }];
    },
  };
  return explained;
}

/** The recipe with every model led so; what it is asked to update or load is its own. */
export function ledRecipe(recipe: Recipe, objective: Objective): Recipe {
  return {
    ...recipe,
    async trainer(data, config, pool, others) {
      const trainer = await recipe.trainer(data, config, pool, others);
      return trainerWith(trainer, (model) => withObjective(model, objective));
    },
  };
}

/** Puts on a loaded model the objective it was stored with, if any. @throws AppError MODEL_UNREADABLE. */
export function withStoredObjective(stored: StoredModel, model: Model): Model {
  const kept = stored.header.config[CONFIG];
  if (kept === undefined) return model;
  const { itemAttribute, sensitivity: given } = objectIn(kept);
  const sensitivity = SENSITIVITIES.find((name) => name === given);
  if (typeof itemAttribute !== 'string' || sensitivity === undefined) {
    throw unreadable(stored, { config: CONFIG });
  }
  const values = readArray(stored, ARRAY, ATTRIBUTES, model.nItems);
  return withObjective(model, { itemAttribute, sensitivity, values });
}
