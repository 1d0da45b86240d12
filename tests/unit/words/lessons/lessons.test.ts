import { beforeAll, describe, expect, test } from 'vitest';
import type { LessonFact } from '../../../../src/domain/lesson-facts';
import { LESSONS, lessonOf } from '../../../../src/words/lessons/catalogue';
import { counts, ranges, shares } from '../../../../src/words/lessons/choices';
import { placeIn, showStep } from '../../../../src/words/lessons/interpret';
import type { LessonStep } from '../../../../src/words/lessons/lesson';
import { personName } from '../../../../src/words/lessons/names';
import { questionOf, type LessonContext } from '../../../../src/words/lessons/question';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';
import { smallInteractions } from '../../../support/scripted-recipe';
import { useSmallSample } from '../../../support/small-sample';

useSmallSample();

const steps = LESSONS.flatMap((lesson) =>
  lesson.steps.map((step) => [`${lesson.id}: ${step.id}`, step] as const),
);

/** Two cheap versions stand for the pair: what a step says does not depend on which recipe answers. */
async function contextOf({ studio }: NodeStudio): Promise<LessonContext> {
  const first = await studio.train(nodeJob(), specOf('aws-user-personalization'));
  const popularity = await studio.train(nodeJob(), specOf('aws-popularity-count', { name: 'popular' }));
  return {
    userId: null,
    person: 0,
    personal: first.arn,
    popularity: popularity.arn,
    chosen: null,
    chosenBefore: null,
    epochs: 2,
  };
}

async function factOf({ studio }: NodeStudio, step: LessonStep, context: LessonContext): Promise<LessonFact> {
  const question = questionOf(step, context);
  if (question === 'untrained') throw new Error('the versions are there');
  return studio.lessonFact(nodeJob(), question);
}

describe.each(['the sample', 'somebody’s own rows'])('on %s', (which) => {
  const node = nodeStudio();
  let context: LessonContext;
  beforeAll(async () => {
    if (which === 'the sample') await node.studio.openSample(nodeJob(), 'film-club');
    else await importFiles(node, [textFile('shop.csv', smallInteractions(60, 80, 30))]);
    context = await contextOf(node);
  });

  test.each(steps)('%s resolves', async (_, step) => {
    const fact = await factOf(node, step, context);
    if (fact.kind === 'lacking') {
      expect(which).not.toBe('the sample');
      expect(['truth', 'people', 'tail', 'kinds']).toContain(fact.reason);
      return;
    }
    const shown = showStep(step, fact, 'film');
    expect(`${shown.heading}${shown.text}${shown.reveals}${shown.notes}`).not.toMatch(/[{}]|NaN|undefined/);
    expect(shown.asks.labels.length).toBeGreaterThan(1);
    expect(new Set(shown.asks.labels).size).toBe(shown.asks.labels.length);
    expect(shown.asks.labels[shown.asks.answer]).toBeDefined();
  });

  test('another person gets another question, and the hidden item is among the four', async () => {
    const first = await node.studio.lessonFact(nodeJob(), { kind: 'next-item', userId: null });
    if (first.kind !== 'next-item') throw new Error('somebody can be asked about');
    const near = await node.studio.lessonFact(nodeJob(), {
      kind: 'neighbours',
      userId: first.userId,
      chosen: null,
      before: null,
    });
    if (near.kind !== 'neighbours') throw new Error('somebody is alike');
    const other = await node.studio.lessonFact(nodeJob(), {
      kind: 'next-item',
      userId: near.neighbours[0].userId,
    });
    if (other.kind !== 'next-item') throw new Error('the neighbour has a next item');
    const history = await node.studio.getUserHistory(other.userId, 1000);
    const had = history.events.map(({ itemId }) => itemId);
    expect(had).toContain(other.choices[other.answer].item.itemId);
    expect(other.choices).not.toEqual(first.choices);
    for (const column of ['alike', 'popular'] as const)
      expect(other.choices.reduce((sum, choice) => sum + choice[column], 0)).toBeCloseTo(1, 9);
  });

  test('lessons that would give one another’s answers away are about different people', async () => {
    const about = async (person: number) => {
      const fact = await node.studio.lessonFact(nodeJob(), { kind: 'next-item', userId: null, person });
      if (fact.kind !== 'next-item') throw new Error('somebody can be asked about');
      return fact.userId;
    };
    const persons = [...new Set(LESSONS.map(({ person }) => person))];
    const users = await Promise.all(persons.map(about));
    if (which === 'the sample') expect(new Set(users).size).toBe(persons.length);
    expect(await about(0)).toBe(users[persons.indexOf(0)]);
  });

  test('swapping a neighbour says where each listed item stood', async () => {
    const ask = (chosen: string[] | null, before: string[] | null) =>
      node.studio.lessonFact(nodeJob(), { kind: 'neighbours', userId: null, chosen, before });
    const now = await ask(null, null);
    if (now.kind !== 'neighbours') throw new Error('somebody is alike');
    const ids = now.neighbours.map(({ userId }) => userId);
    const swapped = await ask([ids[0], ids[3]], [ids[0], ids[1]]);
    if (swapped.kind !== 'neighbours') throw new Error('somebody is alike');
    for (const { item, rankBefore } of swapped.list) {
      const at = now.list.findIndex((row) => row.item.itemId === item.itemId);
      expect(rankBefore).toBe(at < 0 ? null : at + 1);
    }
  });

  test('an epoch more goes on from where the run stood', async () => {
    const at = async (epochs: number) => {
      const fact = await node.studio.lessonFact(nodeJob(), {
        kind: 'training',
        userId: null,
        epochs,
      });
      if (fact.kind !== 'training') throw new Error('there are people to learn from');
      return fact;
    };
    const [two, four] = [await at(2), await at(4)];
    expect(four.points.slice(0, two.points.length)).toEqual(two.points);
    expect(four.points.at(-1)?.loss).toBeLessThan(four.points[0].loss);
  });

  test('without regularisation the seen surprises less at the end, and the hidden more than at the turn', async () => {
    const fact = await node.studio.lessonFact(nodeJob(), { kind: 'turn' });
    if (fact.kind !== 'turn') throw new Error('there are people to learn from');
    const [held, free] = [fact.held.points, fact.free.points].map((points) => points[points.length - 1]);
    expect(free.loss).toBeLessThan(held.loss);
    if (which !== 'the sample') return;
    expect(free.surprise).toBeGreaterThan(held.surprise);
    expect(fact.turn).toBeLessThan(fact.free.points.length);
    expect(fact.rise.difference).toBeGreaterThan(0);
  });
});

test('there are six lessons and the walk in seven steps, each step with an address of its own', () => {
  expect(LESSONS.length).toBeGreaterThanOrEqual(7);
  expect(lessonOf('ten-minutes')?.steps).toHaveLength(7);
  for (const { steps: own } of LESSONS) expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
  expect(lessonOf('nothing')).toBeNull();
  const [first] = LESSONS;
  expect([placeIn(first, null), placeIn(first, 3), placeIn(first, 99)]).toEqual([0, 2, 6]);
});

test('numbers fall into the range that holds them', () => {
  expect(shares(0.058, [0.01, 0.1, 0.3])).toEqual({
    labels: ['under 1\u00a0%', '1 to 10\u00a0%', '10 to 30\u00a0%', 'over 30\u00a0%'],
    answer: 1,
  });
  expect(counts(0, [0, 3, 6])).toEqual({ labels: ['none', '1 to 3', '4 to 6', 'more than 6'], answer: 0 });
  expect(counts(7, [0, 3, 6]).answer).toBe(3);
  expect(ranges(10, [5, 10], String).answer).toBe(1);
});

test('names are first names where they are names', () => {
  expect([personName('Ana Novak'), personName('408'), personName('u-17')]).toEqual([
    'Ana',
    'user\u00a0408',
    'u-17',
  ]);
});
