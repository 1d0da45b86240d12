import { describe, expect, it } from 'vitest';
import { itemsNamedBy, readOutputLine } from '../../../../../src/page/views/batch/output-lines';

const line = (input: unknown, output: unknown, error: unknown = null) =>
  JSON.stringify({ input, output, error });
const users = Array.from({ length: 12 }, (_, at) => `u${at}`);

describe('a line of an output', () => {
  it('of a user says whom it is for, with what, and each item with its score', () => {
    const input = { userId: '5', filterValues: { GENRES: '"comedy"' }, context: { DEVICE: 'phone' } };
    expect(readOutputLine(line(input, { recommendedItems: ['a', 'b'], scores: [0.5, 0.25] }))).toEqual({
      asked: { kind: 'user', value: '5' },
      given: ['GENRES = "comedy"', 'DEVICE = phone'],
      of: 'item',
      theme: null,
      results: [
        { id: 'a', score: 0.5 },
        { id: 'b', score: 0.25 },
      ],
      more: 0,
      error: null,
    });
  });

  it('of a related-items job is about an item, and has no scores', () => {
    expect(readOutputLine(line({ itemId: 'x' }, { recommendedItems: ['a'] }))).toMatchObject({
      asked: { kind: 'item', value: 'x' },
      results: [{ id: 'a', score: null }],
    });
  });

  it('of a list with a theme says it, and how well each item fits it', () => {
    const output = { recommendedItems: ['a'], theme: 'Tea, leaves', itemsThemeRelevanceScores: [0.75] };
    expect(readOutputLine(line({ itemId: 'x' }, output))).toMatchObject({
      theme: 'Tea, leaves',
      results: [{ id: 'a', score: 0.75 }],
    });
    expect(readOutputLine(line({ itemId: 'x' }, { ...output, theme: '' }))?.theme).toBeNull();
  });

  it('of a ranking tells the given list', () => {
    const input = { userId: '5', itemList: ['a', 'b', 'c', 'd'] };
    const read = readOutputLine(line(input, { recommendedItems: ['d'], scores: [1] }));
    expect(read?.asked).toEqual({ kind: 'ranking', value: '5', first: ['a', 'b', 'c'], count: 4 });
    expect(itemsNamedBy([read, null])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('of a segment lists users, the first ten, and names no item for one', () => {
    const read = readOutputLine(line({ itemAttributes: 'ITEMS.G = "x"' }, { usersList: users }));
    expect(read).toMatchObject({
      asked: { kind: 'attributes', value: 'ITEMS.G = "x"' },
      of: 'user',
      more: 2,
    });
    expect(read?.results).toHaveLength(10);
    expect(itemsNamedBy([read])).toEqual([]);
  });

  it('that failed says why, and repeats what was no JSON', () => {
    const read = readOutputLine(
      line('no json', null, { code: 'B01', message: 'Line 3 is not a JSON object.' }),
    );
    expect(read).toMatchObject({
      asked: { kind: 'text', value: 'no json' },
      results: [],
      error: 'Line 3 is not a JSON object.',
    });
  });

  it('that is cut lists what was read of it, or says nothing', () => {
    const whole = line({ itemId: 'x' }, { recommendedUsers: users });
    const cut = readOutputLine(whole.slice(0, whole.indexOf('"u4"') + 2));
    expect(cut?.results.map(({ id }) => id)).toEqual(['u0', 'u1', 'u2', 'u3']);
    expect(cut?.more).toBeNull();
    expect(readOutputLine(whole.slice(0, 12))).toBeNull();
    const ranking = line({ userId: '5', itemList: users }, { recommendedItems: users });
    expect(readOutputLine(ranking.slice(0, 50))).toBeNull();
  });
});
