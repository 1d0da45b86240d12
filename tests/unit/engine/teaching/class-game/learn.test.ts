import { describe, expect, it } from 'vitest';
import type { Liking } from '../../../../../src/domain/class-code';
import { madeUpClass } from '../../../../../src/domain/made-up-class';
import { InProcessPool } from '../../../../../src/engine/project/in-process-pool';
import { guessByEverybody, guessByNear } from '../../../../../src/engine/teaching/class-game/guesses';
import { learnFromClass } from '../../../../../src/engine/teaching/class-game/learn';
import { againstLuck, nearTo } from '../../../../../src/engine/teaching/class-game/near';
import { smallClass } from '../../../../support/small-class';
import { uncancelled as job } from '../../../../../src/domain/ports';

const learn = (answers: Liking[][]) => learnFromClass(answers, 1, new InProcessPool(), job);
const always = (people: number, liking: Liking): Liking[][] =>
  Array.from({ length: people }, () => Array.from({ length: 20 }, () => liking));

describe('who is near whom', () => {
  it('goes by the share of what both know on which they agree, and trusts little knowledge little', () => {
    const answers: Liking[][] = [
      [4, 3, 1, 2, 4],
      [3, 4, 2, 1, 3],
      [4, 0, 0, 0, 0],
      [1, 1, 4, 4, 1],
    ];
    expect(nearTo(answers)[0]).toEqual([
      { person: 1, both: 5, agree: 5 },
      { person: 2, both: 1, agree: 1 },
      { person: 3, both: 5, agree: 0 },
    ]);
  });

  it('is told from luck where there are kinds of people, and is luck where there are none', () => {
    const told = smallClass(1, 24, 20, 0.7);
    const none = smallClass(1, 24, 20, 0);
    expect(againstLuck(told, nearTo(told), 1).luck).toBeLessThan(0.01);
    expect(againstLuck(none, nearTo(none), 1).luck).toBeGreaterThan(0.05);
  });
});

describe('what is guessed', () => {
  it('has not seen the answer that it guesses', () => {
    const answers = smallClass(3, 12, 20, 0.6);
    const other = answers.map((likings) => [...likings]);
    other[4][7] = other[4][7] === 4 ? 1 : 4;
    for (const guess of [guessByEverybody, guessByNear])
      expect(guess(other)[4][7]).toBe(guess(answers)[4][7]);
  });

  it('finds what kinds of people like where there are kinds', async () => {
    const { tests, people } = await learn(smallClass(2, 24, 20, 0.8));
    expect(tests.near.better).toBe('first');
    expect(tests.near.low).toBeGreaterThan(0);
    for (const { lists, unknown } of people)
      expect([...lists.near, ...unknown].toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, thing) => thing),
      );
  });

  it('claims nothing where answers are drawn at random', async () => {
    const { tests } = await learn(smallClass(5, 24, 20, 0));
    expect(tests.near.better).toBe('none');
  });
});

describe('a class that is made up', () => {
  it('is the same every time, and has something to find', async () => {
    const made = madeUpClass(20).map((likings) => [...likings]);
    expect(madeUpClass(20)).toEqual(made);
    const { tests, nearest } = await learn(made);
    expect(tests.near).toMatchObject({ n: 24, better: 'first' });
    expect(nearest.luck).toBeLessThan(0.01);
    expect(new Set(made.flat())).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});

describe('a class that says little', () => {
  it('is shown all the same where everybody says the same', async () => {
    const result = await learn(always(5, 4));
    expect(result.tests.near).toMatchObject({ difference: 0, better: 'none', equal: 5 });
    expect(result.people[0].hits).toEqual({ everybody: 5, near: 5, recipe: 5 });
    expect(result.people.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(result.nearest).toMatchObject({ agree: 1, dealt: 1, luck: 1 });
  });

  it('is shown all the same where nobody likes anything', async () => {
    const result = await learn(always(6, 1));
    expect(result.people[0].hits).toEqual({ everybody: 0, near: 0, recipe: 0 });
    expect(result.popular[0].said).toEqual([0, 6, 0, 0, 0]);
  });

  it('must have five people', async () => {
    await expect(learn(always(4, 3))).rejects.toThrow(RangeError);
  });

  it('may have forty, some of whom know one thing', async () => {
    const answers = smallClass(4, 40, 20, 0.5);
    answers[0] = answers[0].map((_, thing): Liking => (thing === 3 ? 4 : 0));
    const { people } = await learn(answers);
    expect(people).toHaveLength(40);
    expect(people[0].lists.near).toEqual([3]);
  });
});
