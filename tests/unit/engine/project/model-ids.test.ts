import { expect, it } from 'vitest';
import type { StoredModel } from '../../../../src/domain/model';
import { idsOf, withIds } from '../../../../src/engine/project/model-ids';

const USERS = ['Ann', 'Åsa', '\uFEFFfrom a file', '🎬'];
const header = { format: 1, recipe: 'aws-sims', seed: 1, nUsers: 4, nItems: 2, rows: 0, config: {} } as const;

function kept(): StoredModel {
  return withIds({ header, arrays: {} }, USERS, ['1', '2']);
}

it('gives back the very ids that were kept, whatever they begin with', () => {
  expect(idsOf(kept(), 'users')).toEqual(USERS);
  expect(idsOf(kept(), 'items')).toEqual(['1', '2']);
});

it('refuses ids whose bytes are no text, or are more than the ids take', () => {
  const { arrays } = kept();
  const changed = (itemIdBytes: Uint8Array): StoredModel => ({ header, arrays: { ...arrays, itemIdBytes } });
  for (const bytes of [Uint8Array.of(0xff, 0xff), Uint8Array.of(0x31, 0x32, 0)])
    expect(() => idsOf(changed(bytes), 'items')).toThrow(
      expect.objectContaining({ code: 'MODEL_UNREADABLE' }),
    );
});
