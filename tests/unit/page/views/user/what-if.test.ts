import { describe, expect, test } from 'vitest';
import { moveOf, movesSentence, placesChanged, pretendedWords } from '../../../../../src/page/views/moves';
import { WhatIfScreen } from '../../../../../src/page/views/user/what-if.svelte';

const heat = { itemId: 'heat', title: 'Heat', year: 1995 };
const alien = { itemId: 'alien', title: 'Alien', year: 1979 };

describe('what is pretended', () => {
  test('nothing asks for nothing', () => {
    const screen = new WhatIfScreen();
    expect(screen.asked).toBeUndefined();
    screen.tick(heat, true);
    expect(screen.asked).toBeUndefined();
  });

  test('unticked and added items, back step by step', () => {
    const screen = new WhatIfScreen();
    screen.tick(heat, false);
    screen.add(alien);
    expect(screen.asked).toEqual({ without: ['heat'], with: ['alien'] });
    screen.undo();
    expect(screen.asked).toEqual({ without: ['heat'], with: [] });
    screen.tick(heat, true);
    expect(screen.asked).toBeUndefined();
    screen.undo();
    expect(screen.ignores('heat')).toBe(true);
    screen.undo();
    expect(screen.active).toBe(false);
    expect(screen.canUndo).toBe(false);
  });

  test('an added item goes when it is unticked; as it is can be undone; another person starts anew', () => {
    const screen = new WhatIfScreen();
    screen.add(alien);
    screen.add(alien);
    expect(screen.added).toHaveLength(1);
    screen.tick(alien, false);
    expect(screen.asked).toBeUndefined();
    screen.undo();
    screen.clear();
    expect(screen.active).toBe(false);
    screen.undo();
    expect(screen.asked).toEqual({ without: [], with: ['alien'] });
    screen.reset();
    expect(screen.canUndo).toBe(false);
  });
});

describe('how far an item moved', () => {
  test.each([
    [1, 4, '↑3', 'up 3, from rank 4'],
    [9, 3, '↓6', 'down 6, from rank 3'],
    [2, 2, '', ''],
    [5, null, 'new', 'not listed otherwise'],
  ] as const)('%s, in truth %s', (rank, inTruth, mark, words) => {
    expect(moveOf(rank, inTruth)).toMatchObject({ mark, words });
  });

  test('is said in one sentence', () => {
    const items = [2, 1, 3, null].map((rankInTruth, k) => ({
      itemId: `i${k}`,
      title: null,
      categories: [],
      year: null,
      rankInTruth,
    }));
    const list = { items } as unknown as Parameters<typeof placesChanged>[0];
    expect(placesChanged(list)).toBe(3);
    expect(movesSentence(list, pretendedWords(1, 0, 12, 'other'))).toBe(
      '1 of 12\u00a0items ignored; 3\u00a0places changed',
    );
    expect(pretendedWords(0, 2, 12, 'other')).toBe('2 added');
    expect(pretendedWords(1, 0, 12, 'film')).toBe('1 of 12\u00a0films ignored');
  });
});
