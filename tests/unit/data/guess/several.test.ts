import { describe, expect, it } from 'vitest';
import { severalInCells } from '../../../../src/data/guess/several';

const THINGS = ['Cup', 'Plate', 'Bowl', 'Fork', 'Knife', 'Spoon', 'Jug'];
/** Baskets of two things that follow each other in any order. */
const baskets = (separator: string, words = (thing: string, _k: number): string => thing): string[] =>
  THINGS.flatMap((thing, k) => {
    const next = THINGS[(k + 3) % THINGS.length];
    return [`${words(thing, k)}${separator}${words(next, k + 1)}`, words(thing, k)];
  });

describe('several things in a cell', () => {
  it.each([';', '|', '\n', ','])('are found by what stands between them: %j', (separator) => {
    expect(severalInCells({ cells: baskets(separator) })).toEqual({ separator, counted: false });
  });

  it('may say how many of each', () => {
    const cells = baskets('; ', (thing, k) => `${1 + (k % 3)}× ${thing}`);
    expect(severalInCells({ cells })).toEqual({ separator: ';', counted: true });
  });

  it.each([
    ['titles', ['Matrix, The', 'Mask, The', 'Piano, A', 'Amour, L’', 'Affaire, Une', 'Vie, La', 'Haine, Le']],
    ['people', ['Kim, Ann', 'Lee, Bo', 'Park, Cho', 'Choi, Dan', 'Jung, Eve', 'Kang, Flo', 'Yoon, Gil']],
    [
      'what a thing is like',
      ['Shirt, red, XL', 'Shirt, blue, M', 'Sock, green, S', 'Hat, black, L', 'Tie, grey'],
    ],
    ['one thing each', THINGS],
    ['too few to tell', ['Cup, Jug', 'Jug, Cup', 'Cup', 'Jug']],
  ])('are not %s', (_, cells) => {
    expect(severalInCells({ cells })).toBeNull();
  });
});
