import type { Contribution } from '../domain/explanations';
import { exp, log } from '../kernels/math';
import { Rng } from '../kernels/rng';
import { spreadOf } from './logit-spread';
import { DAY_SEC } from '../domain/epoch';

/** How often one item may have the first place, as a share of the people for whom that is explored at all. */
const TURN = 0.1;
/** How much of being liked, in standard deviations of the logits, counts as much as e times the uncertainty. */
const LIKING = 0.5;
/** By how much what comes before all others is put above them. */
const ABOVE = 0.01;

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
  /** What is drawn for: with the same word and seed the same is drawn. */
  readonly purpose: string;
}

/** logit' = logit + bonus. */
export interface Exploration {
  readonly weight: number;
  /** What lifts each item, never negative; 0 for those that stay where they are. Read only. */
  readonly bonus: Float64Array;
  /** Whether any item may be lifted. */
  readonly lifts: boolean;
}

/** What lifts nothing, as long as what was last asked for: most requests have nothing new to show. */
let nothing = new Float64Array(0);

/**
 * What exploration makes of the logits of one answer: a share of the places, as large as the weight, goes to items that
 * are new enough, and all others keep their logits. Each place is drawn on its own, the same ones and more at a higher
 * weight. Which item comes there is drawn as well, for each purpose anew: from what is eligible without replacement, with
 * chances in proportion to the uncertainty 1 / (1 + interactions + impressions) and to how much it is liked. The first
 * places are explored less often where few new items would have them all the time, and all places where what is eligible
 * has been shown so often that less than one item's worth of uncertainty is left.
 */
export function planExploration(
  logits: Float64Array,
  items: ItemExposure,
  { weight, ageCutOffDays, seed, purpose }: ExplorationSettings,
): Exploration {
  if (weight === 0) return { weight, bonus: liftingNothing(logits.length), lifts: false };
  const { order, greatest, uncertain } = drawOrder(
    logits,
    items,
    ageCutOffDays,
    new Rng(seed, `exploration|${purpose}`),
  );
  if (order.length === 0) return { weight, bonus: liftingNothing(logits.length), lifts: false };
  const bonus = new Float64Array(logits.length);
  const descending = logits
    .filter((logit) => logit > -Infinity)
    .sort()
    .reverse();
  const places = new Rng(seed, `explored-places|${purpose}`);
  let next = 0;
  let plain = 0;
  // How many have been put between the same two.
  let between = 0;
  for (let place = 0; next < order.length && plain < descending.length; place++) {
    const often = Math.min(1, uncertain) * Math.min(1, ((place + 1) * TURN) / greatest);
    if (places.uniform() >= weight * often) {
      plain++;
      between = 0;
      continue;
    }
    const below = descending[plain];
    const above = plain === 0 ? below + ABOVE : descending[plain - 1];
    between++;
    const item = order[next++];
    bonus[item] = Math.max(0, below + (above - below) / (between + 1) - logits[item]);
  }
  return { weight, bonus, lifts: true };
}

function liftingNothing(nItems: number): Float64Array {
  if (nothing.length !== nItems) nothing = new Float64Array(nItems);
  return nothing;
}

/** The eligible items as they are drawn, the greatest of the chances to be first, and their summed uncertainty. */
function drawOrder(
  logits: Float64Array,
  { ageSec, interactions, impressions }: ItemExposure,
  ageCutOffDays: number,
  rng: Rng,
): { readonly order: readonly number[]; readonly greatest: number; readonly uncertain: number } {
  const cutOffSec = ageCutOffDays * DAY_SEC;
  const eligible: number[] = [];
  for (let item = 0; item < logits.length; item++)
    if (ageSec[item] <= cutOffSec && logits[item] > -Infinity) eligible.push(item);
  if (eligible.length === 0) return { order: [], greatest: 0, uncertain: 0 };
  const { mean, deviation } = spreadOf(logits);
  const scale = deviation > 0 ? LIKING / deviation : 0;
  const drawn: { readonly item: number; readonly wait: number }[] = [];
  let [greatest, total, uncertain] = [0, 0, 0];
  for (const item of eligible) {
    const uncertainty = 1 / (1 + interactions[item] + impressions[item]);
    const chance = exp(scale * (logits[item] - mean)) * uncertainty;
    // Who comes first after waits that are exponential is drawn in proportion to their rates.
    drawn.push({ item, wait: -log(1 - rng.uniform()) / chance });
    total += chance;
    uncertain += uncertainty;
    greatest = Math.max(greatest, chance);
  }
  drawn.sort((a, b) => a.wait - b.wait || a.item - b.item);
  return { order: drawn.map(({ item }) => item), greatest: greatest / total, uncertain };
}

/** Changes logits in place as the plan says; items that cannot be listed stay so. */
export function explore(logits: Float64Array, { bonus }: Exploration): void {
  for (let i = 0; i < logits.length; i++) logits[i] += bonus[i];
}

/** Shares of a plain logit as shares of the explored one. */
export function explainExplored(
  shares: readonly Contribution[],
  { weight, bonus }: Exploration,
  itemIdx: number,
): readonly Contribution[] {
  return weight === 0 ? shares : [...shares, { part: 'exploration', value: bonus[itemIdx] }];
}
