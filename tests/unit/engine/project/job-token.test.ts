import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../../src/domain/ports';
import { JobToken } from '../../../../src/engine/project/job-token';

describe('the token of a long call', () => {
  const make = () => {
    const time = { nowMs: 1000 };
    const reports: Progress[] = [];
    const breaths: number[] = [];
    const job = new JobToken(
      { nowMs: () => time.nowMs },
      (progress) => reports.push(progress),
      async () => void breaths.push(time.nowMs),
    );
    return { time, reports, breaths, job };
  };

  test('reports at most ten times a second, and every new phase', async () => {
    const { time, reports, job } = make();
    for (let i = 0; i < 100; i++) {
      await job.checkpoint('read', i, 100);
      time.nowMs += 10;
    }
    await job.checkpoint('store', 0, 1);
    expect(reports.map(({ phase, done, elapsedMs }) => [phase, done, elapsedMs])).toEqual([
      ...Array.from({ length: 10 }, (_, i) => ['read', 10 * i, 100 * i]),
      ['store', 0, 1000],
    ]);
  });

  test('lets messages in at least every 50 ms', async () => {
    const { time, breaths, job } = make();
    for (let i = 0; i < 40; i++) {
      await job.checkpoint('read', i, 40);
      time.nowMs += 20;
    }
    const gaps = breaths.slice(1).map((at, i) => at - breaths[i]);
    expect(breaths.length).toBeGreaterThan(10);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(50);
  });

  test('a clock that is set back by an hour, twice, neither deafens it nor silences it', async () => {
    const { time, reports, breaths, job } = make();
    const jumps: { readonly [at: number]: number } = { 30: -3_600_000, 60: -3_600_000 };
    for (let i = 0; i < 90; i++) {
      time.nowMs += jumps[i] ?? 20;
      await job.checkpoint('read', i, 90);
    }
    expect(breaths.length).toBeGreaterThan(40);
    const told = reports.map(({ elapsedMs }) => elapsedMs);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.length).toBeGreaterThanOrEqual(17);
    expect(told.at(-1)).toBeGreaterThan(1600);
  });

  test('a stop that arrives while messages are let in ends that very checkpoint', async () => {
    const time = { nowMs: 0 };
    const job: JobToken = new JobToken(
      { nowMs: () => time.nowMs },
      () => undefined,
      async () => job.end('cancel'),
    );
    time.nowMs = 60;
    await expect(job.checkpoint('read', 0, 1)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([job.stopped, job.stop]).toEqual([true, 'cancel']);
  });

  test('after a keep that has settled, work goes on; a discard before that wins', async () => {
    const { job } = make();
    job.end('keep');
    expect(job.stopped).toBe(true);
    job.end('discard');
    expect(job.stop).toBe('discard');
    const kept = make().job;
    kept.end('keep');
    kept.settle();
    kept.end('discard');
    expect([kept.stopped, kept.stop]).toEqual([false, 'keep']);
    await kept.checkpoint('evaluate', 0, 1);
  });

  test('the curve goes out with the next report, at once', async () => {
    const { reports, job } = make();
    await job.checkpoint('fit', 0, 2);
    job.showCurve([{ epoch: 1, label: 'a', loss: null, ndcgAt10: 0.5, elapsedMs: 3 }], 0.25);
    await job.checkpoint('fit', 1, 2);
    expect(reports[0].curve).toBeUndefined();
    expect(reports[1]).toMatchObject({ baselineNdcgAt10: 0.25, curve: [{ epoch: 1, ndcgAt10: 0.5 }] });
  });
});
