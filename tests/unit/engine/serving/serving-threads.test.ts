import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { nodePool } from '../../../../src/programs/cli/node-pool';
import { AppError } from '../../../../src/domain/errors';
import type { UserQuery } from '../../../../src/domain/histories';
import type { KeptTask, Pool } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { ServingThreads } from '../../../../src/engine/serving/serving-threads';
import type { Model } from '../../../../src/recipes/recipe';
import { Answers, askedFor, scoresOf, scoringTasks } from '../../../../src/recipes/score-users';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { bundledThread } from '../../../support/bundled-thread';
import { checkerboard } from '../../../support/checkerboard';
import { trainedOnce } from '../../../support/recipe-contract';

const board = checkerboard(50);
const model = await trainedOnce(userPersonalization, board);
/** Everybody, every seventh as somebody who has done nothing yet. */
const queries = Array.from({ length: 50 }, (_, userIdx): UserQuery => {
  const from = board.userPtr[userIdx];
  const own = [from, userIdx % 7 === 3 ? from : board.userPtr[userIdx + 1]] as const;
  return {
    userIdx,
    items: board.items.slice(...own),
    timestampSec: board.timestampSec.slice(...own),
    context: { DEVICE: `d${userIdx}` },
  };
});
const expected = queries.map((query) => scoresOf(model, [query])[0]);
const options = { turn: () => setImmediate(), worthMs: 0, slowMs: 100 };

const threads = nodePool(2, true, await bundledThread());
afterAll(() => threads.close());

/** A pool whose tasks run as told, the first runs aside, in which the model is loaded. @returns it and how often it was asked. */
function poolThat(run: (task: KeptTask, asked: number) => KeptTask['run']) {
  const plain = new InProcessPool();
  const told = { asked: 0, ended: 0 };
  const pool: Pool = Object.assign(Object.create(plain) as Pool, {
    keep(name: string, inputs: Parameters<Pool['keep']>[1]): KeptTask {
      const task = plain.keep(name, inputs);
      return {
        run: (params, job) =>
          params.queries === '[]' ? task.run(params, job) : run(task, ++told.asked)(params, job),
        end: () => void told.ended++,
      };
    },
  });
  return { pool, told };
}

/** Everybody, all at once, some times over. */
async function askAll(serving: ServingThreads, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const scores = await Promise.all(queries.map((query) => serving.scores(model, query)));
    expect(scores).toEqual(expected);
    await setImmediate();
  }
}

it('gives the numbers of the model, from threads as soon as they have it', async () => {
  expect(expected.filter(({ personal }) => !personal)).toHaveLength(7);
  const { pool, told } = poolThat((task) => task.run);
  await askAll(new ServingThreads(pool, options), 3);
  expect(told.asked).toBeGreaterThan(1);
  await askAll(new ServingThreads(threads, { ...options, slowMs: 60_000 }), 20);
});

it('a thread that never answers keeps nobody waiting, and is asked no more after some times', async () => {
  const { pool, told } = poolThat(() => async (_params, job) => {
    for (;;) {
      await setImmediate();
      await job.checkpoint('', 0, 1);
    }
  });
  await askAll(new ServingThreads(pool, options), 8);
  expect(told.asked).toBe(3);
});

it('a thread that ends is made up for here, and another takes its place', async () => {
  const { pool, told } = poolThat((task, asked) => async (params, job) => {
    if (asked === 2) throw new AppError('WORKER_GONE', { reason: 'killed' });
    return task.run(params, job);
  });
  await askAll(new ServingThreads(pool, options), 5);
  expect(told.ended).toBe(1);
  expect(told.asked).toBeGreaterThan(3);
});

it('threads that fail now and then are asked all the same: only failures one after the other count', async () => {
  const { pool, told } = poolThat((task, asked) => async (params, job) => {
    if (asked % 3 === 0) throw new AppError('WORKER_GONE', { reason: 'killed' });
    return task.run(params, job);
  });
  await askAll(new ServingThreads(pool, options), 12);
  expect(told.ended).toBeGreaterThan(3);
  expect(told.asked).toBeGreaterThan(12);
});

it('what the model itself refuses is heard by who asked', async () => {
  const broken: Model = {
    ...model,
    scoreUsers: () => {
      throw new AppError('MODEL_DIVERGED', { arn: 'arn' });
    },
  };
  const serving = new ServingThreads(new InProcessPool(), options);
  await expect(serving.scores(broken, queries[0])).rejects.toMatchObject({ code: 'MODEL_DIVERGED' });
});

it('somebody who comes alone is answered here', async () => {
  const { pool, told } = poolThat((task) => task.run);
  const serving = new ServingThreads(pool, options);
  for (const [q, query] of queries.entries()) expect(await serving.scores(model, query)).toEqual(expected[q]);
  expect(told.asked).toBe(0);
});

it('models that nobody asks any more are let go of', async () => {
  const { pool, told } = poolThat((task) => task.run);
  const serving = new ServingThreads(pool, options);
  await askAll(serving, 3);
  serving.rest();
  expect(told.ended).toBe(0);
  serving.rest();
  expect(told.ended).toBe(1);
  await askAll(serving, 1);
});

it('a thread is asked with all that is known of somebody', async () => {
  const known: UserQuery[] = [
    { ...queries[0], eventType: Uint16Array.from(queries[0].items, (_, k) => k % 3) },
    { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) },
  ];
  const arrived: UserQuery[] = [];
  const watching: Model = {
    ...model,
    scoreUsers: (asked, outs) => {
      arrived.push(...asked);
      return outs.map(() => true);
    },
  };
  const [[, task]] = scoringTasks(() => watching);
  const answers = new Answers(model.nItems, 2, new InProcessPool());
  await task(answers.input, { ...askedFor(known), ...answers.at(0), header: '{}' });
  expect(arrived).toEqual(known);
});
