import { expect, it } from 'vitest';
import { LIMITS } from '../../../src/domain/limits';
import type { StoredModel } from '../../../src/domain/model';
import { readCsr } from '../../../src/recipes/stored-arrays';

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
