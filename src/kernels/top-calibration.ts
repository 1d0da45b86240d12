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
const SMALLEST = 0.1;
const LARGEST = 10;

/**
 * The factor of all logits at which the first places of the lists promise as much as they keep: over all choices, the
 * softmax chances of the ten best candidates, place k counting 1 / k, add up to the hits at these places.
 * Promises grow with the factor, so it is found by halving; the first place alone would rest on too few hits.
 */
export function* fitTopScale(parts: readonly ScoredChoices[]): Generator<void, number> {
  const best = parts.map(bestPlaces);
  let kept = 0;
  for (const { hitPlace } of best) for (const place of hitPlace) if (place >= 0) kept += 1 / (1 + place);
  let [low, high] = [SMALLEST, LARGEST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const factor = Math.sqrt(low * high);
    let promised = 0;
    for (const [p, part] of parts.entries()) {
      promised += promisedAt(part, best[p].places, factor);
      yield;
    }
    if (promised < kept) low = factor;
    else high = factor;
  }
  return Math.sqrt(low * high);
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

function promisedAt(
  { starts, logMultiplicity, logits }: ScoredChoices,
  places: Int32Array,
  factor: number,
): number {
  let promised = 0;
  for (let r = 0; r + 1 < starts.length; r++) {
    const max = logits[places[r * PLACES]];
    let total = 0;
    for (let c = starts[r]; c < starts[r + 1]; c++) {
      total += exp(factor * (logits[c] - max) + logMultiplicity[c]);
    }
    for (let place = 0; place < PLACES && places[r * PLACES + place] >= 0; place++) {
      promised += exp(factor * (logits[places[r * PLACES + place]] - max)) / (total * (1 + place));
    }
  }
  return promised;
}
