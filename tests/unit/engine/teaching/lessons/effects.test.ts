import { beforeAll, describe, expect, test } from 'vitest';
import type { LessonFact, LessonKind, LessonQuestion } from '../../../../../src/domain/lesson-facts';
import type { SampleKey } from '../../../../../src/domain/samples';
import { exploredHits } from '../../../../../src/engine/teaching/lessons/explored-hits';
import { HalfSeen } from '../../../../../src/engine/teaching/lessons/half-seen';
import { turn } from '../../../../../src/engine/teaching/lessons/training';
import { full } from '../../../../support/full';
import { useSmallSample } from '../../../../support/small-sample';
import { nodeJob, nodeStudio, specOf } from '../../../../support/studio-in-node';

/**
 * What the words of a lesson claim is there, whatever the seed: its interval is clear of nought. In the full run on
 * twenty seeds of the whole sample and of the real shop; else on one, on a tenth of the sample.
 */
const SEEDS = Array.from({ length: full ? 20 : 1 }, (_, k) => k + 1);
const DATA: readonly SampleKey[] = full ? ['film-club', 'real-shop'] : ['film-club'];

useSmallSample({ people: 100, films: 200, events: 8000 });

describe.each(DATA)('on %s', (sample) => {
  const { studio } = nodeStudio();
  let data: HalfSeen;

  beforeAll(async () => {
    await studio.openSample(nodeJob(), sample);
    const made = HalfSeen.of.bind(HalfSeen);
    HalfSeen.of = async (index, job) => (data = await made(index, job));
    await studio.lessonFact(nodeJob(), { kind: 'rows' });
    HalfSeen.of = made;
  });

  async function fact<Kind extends LessonKind>(
    question: LessonQuestion & { readonly kind: Kind },
  ): Promise<Extract<LessonFact, { kind: Kind }>> {
    const told = await studio.lessonFact(nodeJob(), question);
    if (told.kind !== question.kind) throw new Error(`${question.kind} cannot be shown`);
    return told as Extract<LessonFact, { kind: Kind }>;
  }

  test.each(SEEDS)('with seed %i what is hidden surprises more after the turn', async (seed) => {
    const told = await turn(data, -1, nodeJob(), seed);
    if (told.kind !== 'turn') throw new Error('there are people to learn from');
    expect(told.rise.better).toBe('first');
    expect(told.rise.low).toBeGreaterThan(0);
    const { points } = told.free;
    expect(points[points.length - 1].loss).toBeLessThan(points[told.turn - 1].loss);
  });

  test.each(SEEDS)('with seed %i exploring costs hits and brings new ones', async (seed) => {
    const told = await exploredHits(data, [0, 0.3, 0.6], nodeJob(), seed);
    const [, little, more] = told?.rows ?? [];
    expect(more.more.better).toBe('first');
    expect(more.more.difference).toBeGreaterThan(little.more.difference);
    // Of three hundred films the new ones are as welcome as others.
    if (full) expect(more.fewer.better).toBe('first');
  });

  // What the shop sells has no kinds.
  test.runIf(sample === 'film-club')('whoever comes back is less in the mood they were in', async () => {
    const told = await fact({ kind: 'visits' });
    expect(told.more.better).toBe('first');
    expect(told.back).toBeGreaterThan(told.any);
  });

  describe.each(SEEDS)('trained with seed %i', (seed) => {
    let personal: string;
    let popular: string;
    beforeAll(async () => {
      const trained = async (recipe: 'aws-user-personalization' | 'aws-popularity-count'): Promise<string> =>
        (await studio.train(nodeJob(), specOf(recipe, { name: `${recipe}-${seed}`, seed }))).arn;
      personal = await trained('aws-user-personalization');
      popular = await trained('aws-popularity-count');
    });

    test('the most popular get more of the places than of what people chose', async () => {
      const { rows } = await fact({ kind: 'popularity', versions: [personal, popular] });
      expect(rows.map(({ more }) => more.better)).toEqual(['first', 'first']);
    });

    test('the order of a history changes the list', async () => {
      const { others } = await fact({ kind: 'order', userId: null, version: personal });
      expect(others.better).toBe('first');
    });

    test('exploring gives places to the new', async () => {
      const { rows } = await fact({ kind: 'exploration', version: personal });
      expect(rows.find(({ weight }) => weight === 0.6)?.more.better).toBe('first');
    });

    // A hundred people cannot show it.
    test.runIf(full)('a recipe that learns is better than popularity', async () => {
      const { result } = await fact({ kind: 'comparison', versions: [personal, popular] });
      expect(result.better).toBe('first');
    });
  });
});
