import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/domain/limits';
import type { StoredModel } from '../../../src/domain/model';
import {
  checkFormat,
  COUNTS,
  readArray,
  readCounts,
  readCsr,
  readHistories,
  readJson,
  readNumber,
  readOffsets,
  readSize,
  SHARES32,
} from '../../../src/recipes/stored-arrays';

const stored: StoredModel = {
  header: { format: 1, recipe: 'aws-similar-items', seed: 1, nUsers: 0, nItems: 2, rows: 0, config: {} },
  arrays: { ptr: Int32Array.of(0, 1, 2), values: Int32Array.of(0, 3) },
};

it('reads a matrix with columns that nothing stands in, and refuses one of hardly anything else', () => {
  expect(readCsr(stored, ['ptr', 'values'], 2, 100)).toMatchObject({ nRows: 2, nCols: 100 });
  // Two stand there.
  const most = 2 + 16_777_216;
  expect(readCsr(stored, ['ptr', 'values'], 2, most)).toMatchObject({ nCols: most });
  for (const nCols of [most + 1, LIMITS.intMax])
    expect(() => readCsr(stored, ['ptr', 'values'], 2, nCols)).toThrow(
      expect.objectContaining({ code: 'MODEL_UNREADABLE' }),
    );
});

describe('what a recipe did not write is refused', () => {
  const refused = expect.objectContaining({ code: 'MODEL_UNREADABLE' });
  const holding = (arrays: StoredModel['arrays'], config = {}): StoredModel => ({
    header: { ...stored.header, config },
    arrays,
  });

  it('an array that is missing, of another type or length, or out of range', () => {
    const shares = Float32Array.of(0, 0.5, 1);
    expect(readArray(holding({ shares }), 'shares', SHARES32, 3)).toBe(shares);
    const wrong: StoredModel['arrays'][] = [
      {},
      { shares: Float64Array.from(shares) },
      { shares: shares.slice(1) },
      { shares: Float32Array.of(0, 0.5, 1.001) },
      { shares: Float32Array.of(-0.001, 0.5, 1) },
      { shares: Float32Array.of(0, NaN, 1) },
      { shares: Float32Array.of(0, 0.5, Infinity) },
    ];
    for (const arrays of wrong)
      expect(() => readArray(holding(arrays), 'shares', SHARES32, 3)).toThrow(refused);
    // Where NaN stands for what is not known, only that may be out of range.
    const gaps = { ...SHARES32, hasGaps: true };
    const known = Float32Array.of(0, NaN, 1);
    expect(readArray(holding({ shares: known }), 'shares', gaps)).toBe(known);
    expect(() => readArray(holding({ shares: Float32Array.of(NaN, 2) }), 'shares', gaps)).toThrow(refused);
  });

  it.each<[string, Int32Array]>([
    ['does not begin at 0', Int32Array.of(1, 2, 2)],
    ['goes back', Int32Array.of(0, 2, 1)],
    ['is too short', Int32Array.of(0, 2)],
    ['is too long', Int32Array.of(0, 0, 2, 2)],
    ['is below 0', Int32Array.of(0, -1, 2)],
  ])('a list of rows that %s', (_how, ptr) => {
    expect(() => readOffsets(holding({ ptr }), 'ptr', 2)).toThrow(refused);
    expect(readOffsets(holding({ ptr: Int32Array.of(0, 0, 2) }), 'ptr', 2)).toHaveLength(3);
  });

  it.each<[string, Int32Array]>([
    ['come twice in a row', Int32Array.of(0, 2, 2)],
    ['descend in a row', Int32Array.of(0, 2, 1)],
    ['are too many', Int32Array.of(0, 1, 2, 3)],
    ['are too few', Int32Array.of(0, 1)],
    ['are none of these', Int32Array.of(0, 1, 4)],
    ['are below 0', Int32Array.of(-1, 1, 2)],
  ])('columns that %s', (_how, columns) => {
    // From row to row they may begin anew.
    const ptr = Int32Array.of(0, 1, 3);
    expect(() => readCsr(holding({ ptr, columns }), ['ptr', 'columns'], 2, 4)).toThrow(refused);
    const good = holding({ ptr, columns: Int32Array.of(3, 0, 2) });
    expect(readCsr(good, ['ptr', 'columns'], 2, 4).indices).toEqual(Int32Array.of(3, 0, 2));
  });

  it.each<[string, StoredModel['arrays']]>([
    ['whose times go back', { timestampSec: Float64Array.of(5, 4, 1) }],
    ['at no time', { timestampSec: Float64Array.of(4, NaN, 1) }],
    ['with an item that there is not', { items: Int32Array.of(0, 1, 2) }],
    ['in which a row weighs nothing', { rowWeight: Float32Array.of(1, 0, 0.5) }],
    ['in which a row weighs more than all', { rowWeight: Float32Array.of(1, 1.5, 0.5) }],
    ['with too few weights', { rowWeight: Float32Array.of(1, 1) }],
  ])('histories %s', (_how, damage) => {
    const good = {
      userPtr: Int32Array.of(0, 2, 3),
      items: Int32Array.of(1, 0, 1),
      // Two rows may share a second, and the next person begin earlier.
      timestampSec: Float64Array.of(5, 5, 1),
    };
    expect(readHistories(holding(good), 2, 2).rowWeight).toBeNull();
    const rowWeight = Float32Array.of(1, 1e-45, 0.5);
    expect(readHistories(holding({ ...good, rowWeight }), 2, 2).rowWeight).toBe(rowWeight);
    expect(() => readHistories(holding({ ...good, ...damage }), 2, 2)).toThrow(refused);
  });

  it('counts that are none, whole or weighed', () => {
    for (const counts of [Int32Array.of(0, 7), Float64Array.of(0, 0.25)])
      expect(readCounts(holding({ counts }), 'counts', 2)).toBe(counts);
    for (const counts of [Int32Array.of(0, -1), Float64Array.of(0, -0.25), Float32Array.of(0, 1)])
      expect(() => readCounts(holding({ counts }), 'counts', 2)).toThrow(refused);
    expect(() => readArray(holding({ counts: Float64Array.of(1) }), 'counts', COUNTS)).toThrow(refused);
  });

  it('numbers and sizes of the header', () => {
    const header = { rate: 0.5, width: 8, half: 8.5, text: '8', none: null, large: 1e10 };
    expect(readNumber(holding({}, header), 'rate', 0.5, 1)).toBe(0.5);
    expect(readNumber(holding({}, header), 'rate', 0, 0.5)).toBe(0.5);
    expect(readSize(holding({}, header), 'width', 8, 8)).toBe(8);
    for (const name of ['text', 'none', 'missing', 'large']) {
      expect(() => readNumber(holding({}, header), name)).toThrow(refused);
      expect(() => readSize(holding({}, header), name)).toThrow(refused);
    }
    expect(() => readNumber(holding({}, header), 'rate', 0.6)).toThrow(refused);
    expect(() => readNumber(holding({}, header), 'rate', 0, 0.4)).toThrow(refused);
    expect(() => readSize(holding({}, header), 'half')).toThrow(refused);
    expect(() => readSize(holding({}, header), 'width', 9)).toThrow(refused);
    expect(() => readSize(holding({}, header), 'width', 0, 7)).toThrow(refused);
  });

  it('another recipe, another layout, and sizes that are none', () => {
    expect(() => checkFormat(stored, 'aws-similar-items', 1)).not.toThrow();
    expect(() => checkFormat(stored, 'aws-sims', 1)).toThrow(refused);
    expect(() => checkFormat(stored, 'aws-similar-items', 2)).toThrow(refused);
    for (const size of [{ nUsers: -1 }, { nItems: 1.5 }, { rows: NaN }, { rows: 2 ** 31 }])
      expect(() =>
        checkFormat({ ...stored, header: { ...stored.header, ...size } }, 'aws-similar-items', 1),
      ).toThrow(refused);
  });

  it('a document that is none', () => {
    expect(readJson(stored, 'plan', '{"a":1}')).toEqual({ a: 1 });
    for (const text of ['{"a":', undefined]) expect(() => readJson(stored, 'plan', text)).toThrow(refused);
  });
});
