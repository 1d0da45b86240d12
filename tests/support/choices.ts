import { Rng } from '../../src/kernels/rng';
import type { PeoplesChoices } from '../../src/recipes/moments/fit-order';

const CANDIDATES = 30;

/** Choices by two numbers, of which the taken candidate has so much more than the others on average. */
export function choicesOf(nRows: number, more: readonly [number, number], seed = 3): PeoplesChoices {
  const rng = new Rng(seed, 'choices');
  const n = nRows * CANDIDATES;
  return {
    starts: Int32Array.from({ length: nRows + 1 }, (_, row) => row * CANDIDATES),
    logMultiplicity: new Float64Array(n),
    people: Int32Array.from({ length: nRows }, (_, row) => row),
    width: 2,
    features: Float64Array.from(
      { length: 2 * n },
      (_, at) => rng.normal() + (Math.floor(at / 2) % CANDIDATES === 0 ? more[at % 2] : 0),
    ),
  };
}
