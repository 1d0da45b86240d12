import type { Liking } from '../../src/domain/class-code';
import { type ClassResult, likesOf } from '../../src/domain/class-game';
import type { PairedResult } from '../../src/domain/comparison';

/** A class whose people sit on a line, each nearest to the one before, and whose lists follow their answers. */
export function fakeClass(answers: readonly (readonly Liking[])[]): ClassResult {
  const things = answers[0].map((_, thing) => thing);
  const n = answers.length;
  const same: PairedResult = {
    n,
    difference: 0.25,
    low: -0.25,
    high: 0.75,
    pValue: 0.4,
    first: 7,
    second: 5,
    equal: n - 12,
    better: 'none',
  };
  return {
    popular: things
      .map((thing) => {
        const said = [0, 0, 0, 0, 0];
        for (const likings of answers) said[likings[thing]]++;
        return { thing, said };
      })
      .sort((a, b) => likesOf(b) - likesOf(a)),
    people: answers.map((likings, person) => {
      const known = things.filter((thing) => likings[thing] > 0);
      const liked = known.toSorted((a, b) => likings[b] - likings[a]);
      return {
        x: n === 1 ? 0 : (2 * person) / (n - 1) - 1,
        y: person % 2 === 0 ? -0.5 : 0.5,
        near: Array.from({ length: n - 1 }, (_, k) => ({
          person: (person + n - 1 - k) % n,
          both: 18,
          agree: Math.max(0, 17 - k),
        })),
        lists: { everybody: known, near: liked, recipe: known },
        hits: { everybody: 2, near: 4, recipe: 2 },
        unknown: things.filter((thing) => likings[thing] === 0),
      };
    }),
    nearest: { agree: 0.85, dealt: 0.7, luck: 0.005 },
    tests: { near: { ...same, difference: 0.9, low: 0.4, high: 1.4, better: 'first' }, recipe: same },
  };
}
