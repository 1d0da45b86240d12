import type { Contribution } from '../domain/explanations';
import { Rng } from '../kernels/rng';
import { rescale, spreadOf } from './logit-spread';

const SECONDS_A_DAY = 86_400;
/** Noise of an eligible item: at most this share of the range of all logits, up or down. */
const NOISE = 0.01;

/** What exploration must know of the catalogue, a number per item. */
export interface ItemExposure {
  /** Seconds since the item was created; what came after the newest interaction is negative. NaN: never eligible. */
  readonly ageSec: Float64Array;
  readonly interactions: Int32Array;
  readonly impressions: Int32Array;
}

export interface ExplorationSettings {
  /** 0 (nothing changes) … 1 (only what is new counts). */
  readonly weight: number;
  /** Items up to this old may be explored. */
  readonly ageCutOffDays: number;
  readonly seed: number;
  /** What the noise is drawn for: with the same word and seed it is the same noise. */
  readonly purpose: string;
}

/** logit' = factor · logit + shift + bonus. */
export interface Exploration {
  readonly factor: number;
  readonly shift: number;
  /** Bonus and noise of every item; 0 for those that are not eligible. */
  readonly bonus: Float64Array;
}

/**
 * What exploration makes of the logits of one answer: logit' = (1 − e) · z + e · bonus, where z is the logit less the
 * catalogue's mean, and the bonus of an item that is new enough is max z / √(1 + interactions + impressions), with
 * seeded noise of up to 1 % of the range of all logits. Items that are not eligible get neither; with e = 0 nobody does.
 */
export function planExploration(
  logits: Float64Array,
  items: ItemExposure,
  { weight, ageCutOffDays, seed, purpose }: ExplorationSettings,
): Exploration {
  const bonus = new Float64Array(logits.length);
  if (weight === 0) return { factor: 1, shift: 0, bonus };
  const { mean } = spreadOf(logits);
  let min = Infinity;
  let max = -Infinity;
  for (const logit of logits) {
    if (logit > max) max = logit;
    if (logit < min && logit > -Infinity) min = logit;
  }
  const rng = new Rng(seed, `exploration|${purpose}`);
  const cutOffSec = ageCutOffDays * SECONDS_A_DAY;
  for (let i = 0; i < logits.length; i++) {
    if (!(items.ageSec[i] <= cutOffSec) || !(logits[i] > -Infinity)) continue;
    const seen = items.interactions[i] + items.impressions[i];
    const noise = NOISE * (max - min) * (2 * rng.uniform() - 1);
    bonus[i] = (weight * (max - mean)) / Math.sqrt(1 + seen) + noise;
  }
  return { factor: 1 - weight, shift: -(1 - weight) * mean, bonus };
}

/** Changes logits in place as the plan says; items that cannot be listed stay so. */
export function explore(logits: Float64Array, { factor, shift, bonus }: Exploration): void {
  if (factor === 1) return;
  for (let i = 0; i < logits.length; i++) {
    if (logits[i] > -Infinity) logits[i] = factor * logits[i] + shift + bonus[i];
  }
}

/** Shares of a plain logit as shares of the explored one. */
export function explainExplored(
  shares: readonly Contribution[],
  { factor, shift, bonus }: Exploration,
  itemIdx: number,
): readonly Contribution[] {
  if (factor === 1) return shares;
  return [...rescale(shares, factor, shift), { part: 'exploration', value: bonus[itemIdx] }];
}
