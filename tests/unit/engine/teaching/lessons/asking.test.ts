import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../../../../../src/domain/errors';
import type { LessonFact } from '../../../../../src/domain/lesson-facts';
import type { Job } from '../../../../../src/domain/ports';
import { full } from '../../../../support/full';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  textFile,
  type NodeStudio,
} from '../../../../support/studio-in-node';

const PEOPLE = 60;
const ITEMS = 80;

/** Everybody takes 20 of 80 items about a place of their own; the last one takes them all. */
function csv(people = PEOPLE, items = ITEMS, each = 20): string {
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let u = 0; u < people; u++) {
    for (let k = 0; k < each; k++)
      lines.push(`u${u},i${(u * 7 + k * (1 + (u % 3))) % items},${1_600_000_000 + u * 1000 + k}`);
  }
  for (let item = 0; item < items; item++) lines.push(`all,i${item},${1_700_000_000 + item}`);
  return lines.join('\n');
}

/** Counts how often it is asked, and is stopped at that count. */
class CountingJob implements Job {
  asked = 0;
  stopped = false;
  constructor(private readonly stopAt = Infinity) {}

  async checkpoint(): Promise<void> {
    this.stopped ||= ++this.asked >= this.stopAt;
    if (this.stopped) throw new AppError('CANCELLED');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function opened(text: string): Promise<NodeStudio> {
  const node = nodeStudio();
  await importFiles(node, [textFile('rows.csv', text)]);
  return node;
}

/** Needs what all questions need; once it is there, they go in the order in which they are asked. */
const SHARED = { kind: 'rows' } as const;
const NEXT = { kind: 'next-item', userId: null } as const;
const training = (epochs: number, userId = 'u1') => ({ kind: 'training', userId, epochs }) as const;
function pointsOf(fact: LessonFact): unknown {
  if (fact.kind !== 'training') throw new Error(`${fact.kind} is no training`);
  return [fact.points, fact.places, fact.list];
}

let undisturbed: LessonFact;
beforeAll(async () => {
  const { studio } = await opened(csv());
  await studio.lessonFact(nodeJob(), training(3));
  undisturbed = await studio.lessonFact(nodeJob(), training(4));
});

test('who waits for what somebody else has begun gets it when that one is stopped', async () => {
  const { studio } = await opened(csv());
  await studio.lessonFact(nodeJob(), SHARED);
  const [first, second] = [new CountingJob(9), new CountingJob()];
  const asked = [studio.lessonFact(first, NEXT), studio.lessonFact(second, NEXT)];
  await expect(asked[0]).rejects.toMatchObject({ code: 'CANCELLED' });
  expect((await asked[1]).kind).toBe('next-item');
});

test.each([1, 2, 5, 40, 70, 150, 200])(
  'a training that is stopped at look %i goes on to the same curve',
  async (at) => {
    const { studio } = await opened(csv());
    await studio.lessonFact(nodeJob(), SHARED);
    const asked = [
      studio.lessonFact(new CountingJob(at), training(4)),
      studio.lessonFact(new CountingJob(), training(3)),
    ];
    await expect(asked[0]).rejects.toMatchObject({ code: 'CANCELLED' });
    await asked[1];
    expect(pointsOf(await studio.lessonFact(nodeJob(), training(4)))).toEqual(pointsOf(undisturbed));
  },
);

test('a training that has gone further begins anew, and learns the same', async () => {
  const { studio } = await opened(csv());
  for (const epochs of [20, 0]) {
    const fact = await studio.lessonFact(nodeJob(), training(epochs));
    expect(fact.kind === 'training' && fact.points.length).toBe(epochs);
  }
  expect(pointsOf(await studio.lessonFact(nodeJob(), training(4)))).toEqual(pointsOf(undisturbed));
  // What asks for more than that, as whether too much is learned, leaves the training on screen as it was.
  await studio.lessonFact(nodeJob(), { kind: 'turn' });
  expect(pointsOf(await studio.lessonFact(nodeJob(), training(4)))).toEqual(pointsOf(undisturbed));
});

test('who has half of all items is told so, instead of somebody else’s list', async () => {
  const { studio } = await opened(csv());
  const fact = await studio.lessonFact(nodeJob(), training(2, 'all'));
  expect(fact).toEqual({ kind: 'lacking', reason: 'left' });
});

test('rows are added up once, and messages come in meanwhile', async () => {
  const { studio } = await opened(csv(500));
  const [first, again] = [new CountingJob(), new CountingJob()];
  const fact = await studio.lessonFact(first, SHARED);
  expect(first.asked).toBeGreaterThanOrEqual(5);
  expect(await studio.lessonFact(again, SHARED)).toEqual(fact);
  expect(again.asked).toBe(0);
});

test('neighbours and the list of everybody let messages in', async () => {
  const { studio } = await opened(csv(500));
  const near = new CountingJob();
  await studio.lessonFact(near, { kind: 'neighbours', userId: 'u1', chosen: null, before: null });
  expect(near.asked).toBeGreaterThanOrEqual(5);
});

// A whole run of it takes longer than a unit test may.
test.runIf(full)(
  'a large catalogue is measured on a hundred people, each list between two looks',
  async () => {
    const { studio } = await opened(csv(150, 20_500));
    await studio.lessonFact(nodeJob(), training(1));
    const job = new CountingJob();
    await studio.lessonFact(job, training(2));
    // A hundred lists for the epoch and a hundred for popularity, and a few looks while learning.
    expect(job.asked).toBeGreaterThanOrEqual(200);
    expect(job.asked).toBeLessThan(230);
  },
);
