import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRows, transpose } from '../../../src/kernels/csr';
import { softmax } from '../../../src/kernels/softmax';
import { topK } from '../../../src/kernels/top-k';

describe('top k', () => {
  it('is what sorting by score and then by tie rank gives', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(-Infinity)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 70 }), fc.boolean(), (values, k, filtered) => {
        const tieRank = Int32Array.from(values, (_, i) => values.length - 1 - i);
        const allowed = filtered ? Uint8Array.from(values, (_, i) => i % 2) : null;
        const expected = values
          .map((_, i) => i)
          .filter((i) => values[i] > -Infinity && (allowed === null || allowed[i] === 1))
          .sort((a, b) => values[b] - values[a] || tieRank[a] - tieRank[b])
          .slice(0, k);
        expect([...topK(Float64Array.from(values), tieRank, k, allowed)]).toEqual(expected);
      }),
    );
  });
});

describe('softmax', () => {
  it('matches examples worked out by hand', () => {
    const out = new Float64Array(3);
    softmax(Float64Array.from([2, 1, 0]), out);
    expect([...out].map((p) => p.toFixed(7))).toEqual(['0.6652410', '0.2447285', '0.0900306']);
  });

  it('sums to 1 whatever the size of the logits', () => {
    const logits = Float64Array.from({ length: 10_000 }, (_, i) => 900 - (i % 1500));
    const out = new Float64Array(logits.length);
    softmax(logits, out);
    expect(out.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });
});

describe('sparse rows', () => {
  it('become distinct, sorted, and turn over', () => {
    const rows = distinctRows(Int32Array.from([0, 3, 3, 5]), Int32Array.from([2, 0, 2, 1, 0]), 3);
    expect([...rows.indptr]).toEqual([0, 2, 2, 4]);
    expect([...rows.indices]).toEqual([0, 2, 0, 1]);
    const columns = transpose(rows);
    expect([...columns.indptr]).toEqual([0, 2, 3, 4]);
    expect([...columns.indices]).toEqual([0, 2, 2, 0]);
  });
});
