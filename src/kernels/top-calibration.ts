import { fastExp } from './fast-exp';
import { exp } from './math';

/** Choices with a logit per candidate, the taken one first; see `Choices`. */
export interface ScoredChoices {
  readonly starts: Int32Array;
  readonly logMultiplicity: Float64Array;
  readonly logits: Float64Array;
}

/** Places of the list that count, the k-th with 1 / k. */
const PLACES = 10;
const HALVINGS = 30;
/**
 * How far promises may be from what is kept, as a share of both, for the quick sum to leave open which is more: far above
 * its error, which is below 1e-11.
 */
const UNSURE = 1e-10;
const SMALLEST = 0.1;
const LARGEST = 10;
const FIRST_STEP = 1.1;
const MOST_SECANTS = 8;
/** Where secants end, and how far from there it is asked on either side; both as shares. */
const CLOSE = 1e-9;
const APART = 1e-8;

/** What the first places of lists say, place k counting 1 / k. */
export interface Promises {
  /** The softmax chances of the best candidates, of all lists. */
  readonly promised: number;
  /** The hits at these places. */
  readonly kept: number;
  /** Of what is kept, where each promise is right. */
  readonly variance: number;
}

/** What the first ten places of all lists promise and keep. @param factor of all logits. */
export function promisesOf(parts: readonly ScoredChoices[], factor: number): Promises {
  const best = parts.map(bestPlaces);
  let [promised, variance] = [0, 0];
  for (const [p, part] of parts.entries()) {
    const { places } = best[p];
    for (let r = 0; r + 1 < part.starts.length; r++) {
      const max = part.logits[places[r * PLACES]];
      const total = totalOf(part, r, max, factor, exp);
      let [mean, square] = [0, 0];
      for (let place = 0; place < PLACES && places[r * PLACES + place] >= 0; place++) {
        const counts = 1 / (1 + place);
        const chance = exp(factor * (part.logits[places[r * PLACES + place]] - max)) / total;
        mean += counts * chance;
        square += counts * counts * chance;
      }
      promised += mean;
      variance += square - mean * mean;
    }
  }
  return { promised, kept: keptBy(best), variance };
}

/**
 * The factor of all logits at which the first places of the lists promise as much as they keep: over all choices, the
 * softmax chances of the ten best candidates, place k counting 1 / k, add up to the hits at these places.
 * Promises grow with the factor, so it is found by halving; the first place alone would rest on too few hits. All that
 * a halving asks is whether more is promised than kept, which is mostly known beforehand, or told by a quick sum.
 *
 * @param toKeep what they are to promise instead of what they keep.
 */
export function* fitTopScale(parts: readonly ScoredChoices[], toKeep?: number): Generator<void, number> {
  const best = parts.map(bestPlaces);
  const kept = toKeep ?? keptBy(best);
  const tooMuch: TooMuch = function* (factor) {
    const promised = yield* promisedByAll(parts, best, factor, fastExp);
    if (Math.abs(promised - kept) > UNSURE * (promised + kept)) return promised - kept;
    return (yield* promisedByAll(parts, best, factor, exp)) - kept;
  };
  const settled = yield* settle(tooMuch);
  let [low, high] = [SMALLEST, LARGEST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const factor = Math.sqrt(low * high);
    const isLess = factor <= settled.less || (factor < settled.more && (yield* tooMuch(factor)) < 0);
    if (isLess) low = factor;
    else high = factor;
  }
  return Math.sqrt(low * high);
}

/** What is promised beyond what is kept. */
type TooMuch = (factor: number) => Generator<void, number>;

/**
 * Factors up to which less is promised than kept, and from which on more: so close to each other that hardly a halving
 * has to ask. By secants, of which few are needed.
 */
function* settle(tooMuch: TooMuch): Generator<void, { readonly less: number; readonly more: number }> {
  let [before, at] = [1, FIRST_STEP];
  let [was, is] = [yield* tooMuch(before), yield* tooMuch(at)];
  for (let step = 0; step < MOST_SECANTS && Math.abs(at - before) > CLOSE * at && is !== was; step++) {
    const next = Math.min(LARGEST, Math.max(SMALLEST, at - (is * (at - before)) / (is - was)));
    [before, was] = [at, is];
    [at, is] = [next, yield* tooMuch(next)];
  }
  const [below, above] = [at * (1 - APART), at * (1 + APART)];
  return {
    less: (yield* tooMuch(below)) < 0 ? below : 0,
    more: (yield* tooMuch(above)) >= 0 ? above : Infinity,
  };
}

/** The best candidates of every choice, PLACES each (−1 = none), and at which of them the taken one is, or −1. */
function bestPlaces({ starts, logits }: ScoredChoices): { places: Int32Array; hitPlace: Int32Array } {
  const nRows = starts.length - 1;
  const places = new Int32Array(nRows * PLACES).fill(-1);
  const hitPlace = new Int32Array(nRows).fill(-1);
  for (let r = 0; r < nRows; r++) {
    const at = r * PLACES;
    // From the last to the first, so that the taken one comes behind its equals.
    for (let c = starts[r + 1] - 1; c >= starts[r]; c--) {
      let place = PLACES;
      while (place > 0 && (places[at + place - 1] < 0 || logits[places[at + place - 1]] < logits[c])) place--;
      if (place === PLACES) continue;
      places.copyWithin(at + place + 1, at + place, at + PLACES - 1);
      places[at + place] = c;
    }
    hitPlace[r] = places.subarray(at, at + PLACES).indexOf(starts[r]);
  }
  return { places, hitPlace };
}

function keptBy(best: readonly { readonly hitPlace: Int32Array }[]): number {
  let kept = 0;
  for (const { hitPlace } of best) for (const place of hitPlace) if (place >= 0) kept += 1 / (1 + place);
  return kept;
}

function* promisedByAll(
  parts: readonly ScoredChoices[],
  best: readonly { readonly places: Int32Array }[],
  factor: number,
  power: (x: number) => number,
): Generator<void, number> {
  let promised = 0;
  for (const [p, part] of parts.entries()) {
    promised += promisedAt(part, best[p].places, factor, power);
    yield;
  }
  return promised;
}

/** @param power eˣ. */
function promisedAt(
  part: ScoredChoices,
  places: Int32Array,
  factor: number,
  power: (x: number) => number,
): number {
  const { starts, logits } = part;
  let promised = 0;
  for (let r = 0; r + 1 < starts.length; r++) {
    const max = logits[places[r * PLACES]];
    const total = totalOf(part, r, max, factor, power);
    for (let place = 0; place < PLACES && places[r * PLACES + place] >= 0; place++) {
      promised += power(factor * (logits[places[r * PLACES + place]] - max)) / (total * (1 + place));
    }
  }
  return promised;
}

/** What the softmax of a choice divides by, against `max`. */
function totalOf(
  { starts, logMultiplicity, logits }: ScoredChoices,
  row: number,
  max: number,
  factor: number,
  power: (x: number) => number,
): number {
  let total = 0;
  for (let c = starts[row]; c < starts[row + 1]; c++)
    total += power(factor * (logits[c] - max) + logMultiplicity[c]);
  return total;
}
