import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { uncancelled as job, type Job, type NumberArray, type TaskParams } from '../../../src/domain/ports';
import type { FromWorker, ToWorker } from '../../../src/worker/pool-messages';
import { WorkerPool } from '../../../src/worker/pool';

/** A compute worker that doubles numbers, dies or never answers, as its params say. */
class FakeWorker {
  static started: FakeWorker[] = [];
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  terminated = false;
  readonly received: ToWorker[] = [];
  private inputs = new Map<number, Float64Array>();

  constructor() {
    FakeWorker.started.push(this);
  }
  postMessage(message: ToWorker): void {
    this.received.push(message);
    if (message.kind === 'inputs') this.inputs.set(message.id, message.inputs.x as Float64Array);
    if (message.kind === 'forget') this.inputs.delete(message.id);
    if (message.kind === 'run') setTimeout(() => this.run(message), Number(message.params.after ?? 0));
  }
  private run({ id, params }: Extract<ToWorker, { kind: 'run' }>): void {
    if (this.terminated || params.how === 'hang') return;
    if (params.how === 'die') return this.onerror?.({ message: 'out of memory' });
    if (typeof params.share === 'number') this.onmessage?.({ data: { kind: 'at', share: params.share } });
    if (params.how === 'tell') return;
    if (params.how === 'throw')
      return this.onmessage?.({ data: { kind: 'failed', reason: 'RangeError: x' } });
    const x = this.inputs.get(id) ?? new Float64Array(0);
    const outputs = {
      y: params.how === 'part' ? x.subarray(0, 2) : Float64Array.of(2 * x[Number(params.at)]),
    };
    this.onmessage?.({ data: { kind: 'done', outputs } });
  }
  terminate(): void {
    this.terminated = true;
  }
}

function pool(size: number, sharedMemory = false): WorkerPool {
  FakeWorker.started = [];
  return new WorkerPool({ size, sharedMemory, start: () => new FakeWorker() as unknown as Worker });
}
const inputs = { x: Float64Array.of(1, 2, 3, 4, 5) };
const values = (outputs: readonly { readonly [name: string]: ArrayLike<number> }[]): number[] =>
  outputs.map(({ y }) => y[0]);

describe('worker pool', () => {
  it('answers in the order of the parts, however they finish', async () => {
    const parts: TaskParams[] = [{ at: 0, after: 30 }, { at: 1 }, { at: 2, after: 10 }, { at: 3 }, { at: 4 }];
    expect(values(await pool(2).map('double', inputs, parts, job))).toEqual([2, 4, 6, 8, 10]);
    expect(FakeWorker.started).toHaveLength(2);
  });

  it('counts what is done of parts that say how far they are', async () => {
    const seen: number[] = [];
    const watching: Job = {
      stopped: false,
      checkpoint: async (_, done, total) => {
        seen.push(done);
        if (done > 0) throw new AppError('CANCELLED', { of: total });
      },
    };
    const parts = [
      { at: 0, how: 'tell', share: 0.25 },
      { at: 1, how: 'tell', share: 0.5 },
    ];
    await expect(pool(2).map('double', inputs, parts, watching)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seen.at(-1)).toBe(0.75);
  });

  it('gives back workers that have nothing to do, and starts others when there is work again', async () => {
    const two = pool(2);
    const quick = two.map('double', inputs, [{ at: 0 }], job);
    const slow = two.map('double', inputs, [{ at: 1, after: 40 }], job);
    await quick;
    two.release();
    expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(values(await slow)).toEqual([4]);
    expect(values(await two.map('double', inputs, [{ at: 2 }, { at: 3 }], job))).toEqual([6, 8]);
    expect(FakeWorker.started).toHaveLength(3);
  });

  it('loses no other worker where one fails twice', async () => {
    const two = pool(2);
    const dying = two.map('double', inputs, [{ at: 0, how: 'die', after: 5 }], job);
    const slow = two.map('double', inputs, [{ at: 1, after: 60 }], job);
    await expect(dying).rejects.toMatchObject({ code: 'WORKER_GONE' });
    // An error that was on its way when it was ended.
    FakeWorker.started[0].onerror?.({ message: 'once more' });
    expect(values(await slow)).toEqual([4]);
    two.close();
    expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  it('ends what waits where the browser starts no worker, and works once it does', async () => {
    let refused = true;
    const start = (): Worker => {
      if (refused) throw new DOMException('no room', 'UnknownError');
      return new FakeWorker() as unknown as Worker;
    };
    const late = new WorkerPool({ size: 2, sharedMemory: false, start });
    await expect(late.map('double', inputs, [{ at: 0 }, { at: 1 }], job)).rejects.toMatchObject({
      code: 'WORKER_GONE',
    });
    refused = false;
    expect(values(await late.map('double', inputs, [{ at: 2 }], job))).toEqual([6]);
  });

  it('ends a call whose inputs cannot be handed over', async () => {
    const post = vi.spyOn(FakeWorker.prototype, 'postMessage').mockImplementation(() => {
      throw new DOMException('out of memory', 'DataCloneError');
    });
    await expect(pool(1).map('double', inputs, [{ at: 0 }], job)).rejects.toMatchObject({
      code: 'WORKER_GONE',
    });
    post.mockRestore();
  });

  it('sends the inputs once a worker, shared where memory is shared, and lets go of them', async () => {
    for (const sharedMemory of [false, true]) {
      await pool(2, sharedMemory).map('double', inputs, [{ at: 0 }, { at: 1 }, { at: 2 }, { at: 3 }], job);
      for (const { received } of FakeWorker.started) {
        const sent = received.filter((message) => message.kind === 'inputs');
        expect(sent).toHaveLength(1);
        expect(sent[0].inputs.x.buffer instanceof SharedArrayBuffer).toBe(sharedMemory);
        expect(received.at(-1)?.kind).toBe('forget');
      }
    }
  });

  describe('with memory that is shared', () => {
    const many = (value: number): Float64Array => new Float64Array(20_000).fill(value);
    const sentTo = ({ received }: FakeWorker): readonly NumberArray[] =>
      received.flatMap((message) => (message.kind === 'inputs' ? [message.inputs.x] : []));

    it('uses again what is given back, as zeros, for what is as large or a little smaller', () => {
      const two = pool(2, true);
      const first = two.float64(20_000).fill(7);
      two.giveBack([first.subarray(5)]);
      const small = two.int32(100);
      expect(small.buffer).not.toBe(first.buffer);
      const next = two.float32(30_000);
      expect(next.buffer).toBe(first.buffer);
      expect(next).toHaveLength(30_000);
      expect(next.every((value) => value === 0)).toBe(true);
      expect(two.float64(20_000).buffer).not.toBe(first.buffer);
    });

    it('copies inputs to where those of a call lay that has ended, and not to those of one that goes on', async () => {
      const two = pool(1, true);
      const kept = two.keep('double', { x: many(1) });
      await kept.run({ at: 0 }, job);
      await two.map('double', { x: many(2) }, [{ at: 0 }], job);
      await two.map('double', { x: many(3) }, [{ at: 0 }], job);
      const [held, second, third] = sentTo(FakeWorker.started[0]);
      expect(second.buffer).not.toBe(held.buffer);
      expect(third.buffer).toBe(second.buffer);
      expect([held[0], third[0]]).toEqual([1, 3]);
      kept.end();
      kept.end();
      await two.map('double', { x: many(4) }, [{ at: 0 }], job);
      await two.map('double', { x: many(5) }, [{ at: 0 }], job);
      expect(new Set(sentTo(FakeWorker.started[0]).map(({ buffer }) => buffer)).size).toBe(2);
    });

    it('leaves inputs alone of which something that came back may be a part', async () => {
      const two = pool(1, true);
      const x = many(2);
      const [{ y }] = await two.map('double', { x }, [{ at: 0, how: 'part' }], job);
      await two.map('double', { x: many(3) }, [{ at: 0 }], job);
      expect(y.buffer).toBe(sentTo(FakeWorker.started[0])[0].buffer);
      expect([...y]).toEqual([2, 2]);
    });

    it('lets go of what nobody uses when it is released', () => {
      const two = pool(2, true);
      const first = two.float64(20_000);
      two.giveBack([first]);
      two.release();
      expect(two.float64(20_000).buffer).not.toBe(first.buffer);
    });
  });

  it('says WORKER_GONE when a worker dies, and goes on with a new one', async () => {
    const workers = pool(1);
    await expect(workers.map('double', inputs, [{ how: 'die' }], job)).rejects.toMatchObject({
      code: 'WORKER_GONE',
    });
    expect(values(await workers.map('double', inputs, [{ at: 1 }], job))).toEqual([4]);
    expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('passes on what a task throws', async () => {
    await expect(pool(1).map('double', inputs, [{ how: 'throw' }], job)).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { task: 'double', reason: 'RangeError: x' },
    });
  });

  it('ends a worker that is busy with a cancelled call within 200 ms', async () => {
    const workers = pool(2);
    let stopped = false;
    const stopping: Job = {
      get stopped() {
        return stopped;
      },
      checkpoint: async () => {
        if (stopped) throw new Error('stopped');
      },
    };
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const call = workers.map('double', inputs, [{ how: 'hang' }, { how: 'hang' }, { at: 0 }], stopping);
      const end = expect(call).rejects.toThrow('stopped');
      await vi.advanceTimersByTimeAsync(20);
      stopped = true;
      await vi.advanceTimersByTimeAsync(200);
      expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, true]);
      await end;
    } finally {
      vi.useRealTimers();
    }
    expect(values(await workers.map('double', inputs, [{ at: 2 }], job))).toEqual([6]);
  });

  it('serves two calls at once without mixing them up', async () => {
    const workers = pool(2);
    const other = { x: Float64Array.of(10, 20, 30) };
    const [first, second] = await Promise.all([
      workers.map('double', inputs, [{ at: 0, after: 5 }, { at: 1 }, { at: 2 }], job),
      workers.map('double', other, [{ at: 0 }, { at: 1, after: 5 }, { at: 2 }], job),
    ]);
    expect(values(first)).toEqual([2, 4, 6]);
    expect(values(second)).toEqual([20, 40, 60]);
  });

  it('divides a work among the workers that are free, and waits for none that is busy with another', async () => {
    const three = pool(3, true);
    let isDone = false;
    const busy = three.map('double', inputs, [{ at: 0, after: 100 }], job).then(() => (isDone = true));
    await three.divide('double', inputs, { at: 1, after: 10 }, job);
    expect(isDone).toBe(false);
    const runs = FakeWorker.started.map(
      ({ received }) => received.filter(({ kind }) => kind === 'run').length,
    );
    expect(runs).toEqual([1, 1, 1]);
    await busy;
    // Who is free later joins in.
    const late = three.map('double', inputs, [{ at: 0, after: 20 }], job);
    await three.divide('double', inputs, { at: 1, after: 80 }, job);
    await late;
    const all = FakeWorker.started.flatMap(({ received }) => received.filter(({ kind }) => kind === 'run'));
    expect(all).toHaveLength(3 + 1 + 3);
  });

  it('divides nothing where memory is not shared', async () => {
    await pool(2).divide('double', inputs, { at: 1 }, job);
    expect(FakeWorker.started).toHaveLength(1);
  });

  it('ends all who divide a work when it is cancelled, or when one of them fails', async () => {
    const stopping: Job = { stopped: true, checkpoint: () => Promise.reject(new Error('stopped')) };
    await expect(pool(2, true).divide('double', inputs, { how: 'hang' }, stopping)).rejects.toThrow(
      'stopped',
    );
    expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, true]);
    await expect(pool(2, true).divide('double', inputs, { how: 'die' }, job)).rejects.toMatchObject({
      code: 'WORKER_GONE',
    });
    expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  it('keeps a task with one worker, beside another and whatever else is to be done', async () => {
    const workers = pool(2);
    const kept = [workers.keep('double', inputs), workers.keep('double', inputs)];
    const homes: number[][] = [[], []];
    for (const at of [0, 1, 2]) {
      const runs = kept.map((task) => task.run({ at, after: 5 }, job));
      expect(values(await Promise.all(runs))).toEqual([2 * (at + 1), 2 * (at + 1)]);
      await workers.map('double', inputs, [{ at: 0 }, { at: 1, after: 5 }, { at: 2 }], job);
    }
    FakeWorker.started.forEach(({ received }, w) => {
      const sent = received.flatMap((message) => (message.kind === 'inputs' ? [message.id] : []));
      const mine = received.flatMap((message) => (message.kind === 'run' ? [message.id] : []));
      homes[w] = [...new Set(mine)].filter((id) => mine.filter((other) => other === id).length === 3);
      for (const id of homes[w]) expect(sent.filter((other) => other === id)).toHaveLength(1);
    });
    expect(FakeWorker.started).toHaveLength(2);
    // Each has its own, and so one of the two.
    expect(new Set(homes.flat()).size).toBeGreaterThanOrEqual(2);
    expect(homes.every((ids) => ids.length > 0)).toBe(true);
  });

  it('takes a kept task to another worker once its own has ended', async () => {
    const workers = pool(1);
    const kept = workers.keep('double', inputs);
    expect(values([await kept.run({ at: 0 }, job)])).toEqual([2]);
    await expect(kept.run({ how: 'die' }, job)).rejects.toMatchObject({ code: 'WORKER_GONE' });
    expect(values([await kept.run({ at: 1 }, job)])).toEqual([4]);
    expect(FakeWorker.started.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('holds a worker that keeps a task until the task is let go of', async () => {
    const workers = pool(1);
    const kept = workers.keep('double', inputs);
    await kept.run({ at: 0 }, job);
    workers.release();
    expect(FakeWorker.started[0].terminated).toBe(false);
    kept.end();
    expect(FakeWorker.started[0].received.at(-1)).toMatchObject({ kind: 'forget' });
    workers.release();
    expect(FakeWorker.started[0].terminated).toBe(true);
  });
});
