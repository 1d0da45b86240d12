import { describe, expect, test } from 'vitest';
import {
  BUBBLE_WEEKS,
  type BubbleSettings,
  type BubbleStep,
  type BubbleWeek,
} from '../../../../src/domain/bubble-machine';
import { AppError } from '../../../../src/domain/errors';
import { DEFAULT_RECIPE } from '../../../../src/domain/recipe-catalogue';
import { uncancelled as job, type Job } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { type BubbleMachine, bubbleWeeks } from '../../../../src/engine/teaching/bubble/bubble-machine';
import { gini } from '../../../../src/engine/teaching/bubble/gini';
import { full } from '../../../support/full';

const pool = new InProcessPool();
const popular: BubbleSettings = { recipe: 'aws-popularity-count', exploration: 0, obedience: 0.8, seed: 1 };

const films = new Map<string, Promise<readonly BubbleStep[]>>();

/** A film from its beginning, lived once for all tests that ask for it. */
function film(settings: BubbleSettings, weeks: number): Promise<readonly BubbleStep[]> {
  const key = JSON.stringify([settings, weeks]);
  const known = films.get(key);
  if (known !== undefined) return known;
  const lived = bubbleWeeks(null, settings, { from: 0, count: weeks + 1 }, pool, job);
  const steps = lived.then(({ weeks: { steps } }) => steps);
  films.set(key, steps);
  return steps;
}

/** Mean of the differences and the half width of its 95 % interval; t of 19 degrees is 2.1, of 2 degrees 4.3. */
function difference(values: readonly number[]): { readonly mean: number; readonly half: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, half: (values.length > 10 ? 2.1 : 4.31) * Math.sqrt(variance / values.length) };
}

test('unevenness of known sums', () => {
  expect(gini([3, 3, 3])).toBe(0);
  expect(gini([0, 0, 0])).toBe(0);
  expect(gini([0, 0, 12])).toBeCloseTo(2 / 3, 12);
  expect(gini([1, 3])).toBeCloseTo(0.25, 12);
});

describe('the bubble machine', () => {
  test('plays the same film for the same settings, in one call or week by week', async () => {
    const whole = await film(popular, 5);
    let machine: BubbleMachine | null = null;
    const steps: BubbleStep[] = [];
    for (let from = 0; from <= 5; from++) {
      const lived = await bubbleWeeks(machine, popular, { from, count: 1 }, pool, job);
      if (machine !== null) expect(lived.machine).toBe(machine);
      machine = lived.machine;
      steps.push(...lived.weeks.steps);
    }
    expect(steps).toEqual(whole);
    expect(whole.map(({ week }) => week)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await film({ ...popular, seed: 2 }, 5)).not.toEqual(whole);
  });

  test('goes on where nobody was before, and ends with its last week', async () => {
    const { machine, weeks } = await bubbleWeeks(null, popular, { from: BUBBLE_WEEKS, count: 9 }, pool, job);
    expect(weeks.steps.map(({ week }) => week)).toEqual([BUBBLE_WEEKS]);
    const beyond = await bubbleWeeks(machine, popular, { from: BUBBLE_WEEKS + 1, count: 1 }, pool, job);
    expect(beyond.weeks.steps).toEqual([]);
    const early = await bubbleWeeks(machine, popular, { from: 1, count: 1 }, pool, job);
    expect(early.weeks.steps).toEqual([(await film(popular, 5))[1]]);
  });

  test('nobody who follows no list is moved by one', async () => {
    for (const { listed, alone } of await film({ ...popular, obedience: 0 }, 3))
      expect(listed).toEqual(alone);
  });

  test('a cancelled week changes nothing', async () => {
    let asked = 0;
    const cancelled: Job = {
      stopped: false,
      checkpoint: async () => {
        if (++asked > 2) throw new AppError('CANCELLED');
      },
    };
    await expect(bubbleWeeks(null, popular, { from: 0, count: 9 }, pool, cancelled)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  // What the words beside the film claim, with its interval over towns clear of zero.
  const towns = Array.from({ length: full ? 20 : 3 }, (_, n) => n + 1);
  const weeks = full ? BUBBLE_WEEKS : 5;
  type Claim = readonly [BubbleSettings['recipe'], keyof BubbleWeek, 'less' | 'more'];
  const claims: readonly Claim[] = [
    ['aws-popularity-count', 'played', 'less'],
    ['aws-popularity-count', 'gini', 'more'],
    ['aws-popularity-count', 'alike', 'more'],
    ['aws-popularity-count', 'enjoyed', 'more'],
  ];
  const slow: readonly Claim[] = [
    ['aws-user-personalization', 'played', 'less'],
    ['aws-user-personalization', 'gini', 'more'],
    ['aws-user-personalization', 'enjoyed', 'more'],
  ];
  test.each([...claims, ...(full ? slow : [])])(
    'with lists of %s, %s is %s than without',
    async (recipe, measure, direction) => {
      const differences: number[] = [];
      for (const seed of towns) {
        const { listed, alone } = (await film({ ...popular, recipe, seed }, weeks))[weeks];
        differences.push((listed[measure] ?? NaN) - (alone[measure] ?? NaN));
      }
      const { mean, half } = difference(differences);
      if (direction === 'less') expect(mean + half).toBeLessThan(0);
      else expect(mean - half).toBeGreaterThan(0);
    },
  );

  test('exploration lets more new songs be heard', async () => {
    const settings = { ...popular, recipe: DEFAULT_RECIPE };
    const last = full ? BUBBLE_WEEKS : 1;
    const heard: number[] = [];
    for (const seed of full ? towns : [2]) {
      const [plain, explored] = await Promise.all(
        [0, 0.6].map((exploration) => film({ ...settings, exploration, seed }, last)),
      );
      heard.push((explored[last].listed.newHeard ?? NaN) - (plain[last].listed.newHeard ?? NaN));
    }
    expect(heard.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0);
    if (full) expect(difference(heard).mean - difference(heard).half).toBeGreaterThan(0);
  });
});
