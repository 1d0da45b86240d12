import { expect, it } from 'vitest';
import { LIMITS } from '../../../../src/domain/limits';
import { Likeness, type Traits } from '../../../../src/recipes/ensemble/likeness';

/** Two columns of two values each, the last of which no item has. */
function traits(end: number): Traits {
  const rows = {
    nRows: 3,
    nCols: end,
    indptr: Int32Array.of(0, 2, 4, 5),
    indices: Int32Array.of(0, 2, 1, 2, 0),
    values: Float32Array.of(1, 1, 1, 1, 1),
  };
  return { rows, blocks: Int32Array.of(0, 2, end) };
}

it('takes no memory for values that no item has, however many a stored model says there are', () => {
  const all = Int32Array.of(0, 1, 2);
  const [honest, boasting] = [4, LIMITS.intMax].map((end) => new Likeness(traits(end), all));
  for (const likeness of [honest, boasting]) likeness.readHistory([0]);
  for (const item of all) expect(boasting.of(item)).toEqual(honest.of(item));
  // The same first column and nothing of the second: more alike than one that shares neither.
  expect(honest.of(2)[0]).toBeGreaterThan(honest.of(1)[0]);
});
