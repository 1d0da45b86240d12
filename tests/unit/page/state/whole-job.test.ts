import { describe, expect, test } from 'vitest';
import { WholeJob } from '../../../../src/page/state/whole-job';

const stages = (...seconds: readonly number[]) => seconds.map((one, k) => ({ key: `s${k}`, seconds: one }));

/** Runs stages that take so long in truth, looked at each 250 ms. */
function run(
  job: WholeJob,
  plan: ReturnType<typeof stages>,
  truth: readonly number[],
  tells = false,
): { readonly t: number; readonly share: number; readonly left: number }[] {
  const looks: { t: number; share: number; left: number }[] = [];
  let t = 0;
  truth.forEach((seconds, k) => {
    const ahead = plan.slice(k);
    for (let at = 0; at < seconds; at += 0.25) {
      job.report({ ahead, inside: tells ? at / seconds : 0 });
      job.advance(250);
      t += 0.25;
      looks.push({ t, share: job.share, left: job.secondsLeft });
    }
  });
  return looks;
}

const falls = (looks: ReturnType<typeof run>): number =>
  looks.filter(({ share }, k) => k > 0 && share <= looks[k - 1].share).length;

describe('one bar for a job of several stages', () => {
  test('as planned, it is where the time is', () => {
    const looks = run(new WholeJob(), stages(2, 6, 2), [2, 6, 2]);
    for (const { t, share, left } of looks) {
      expect(share).toBeCloseTo(t / 10, 1);
      expect(Math.abs(left - (10 - t))).toBeLessThan(0.8);
    }
  });

  test.each([
    ['much longer than planned', [2, 60, 2]],
    ['much shorter than planned', [2, 0.5, 0.25]],
    ['the last one hangs', [2, 6, 40]],
  ])('it never falls, never stands and never says that all is done: %s', (_, truth) => {
    const looks = run(new WholeJob(), stages(2, 6, 2), truth);
    expect(falls(looks)).toBe(0);
    expect(looks.every(({ share }) => share < 1)).toBe(true);
  });

  test('it stays before the end of a stage that hangs', () => {
    const looks = run(new WholeJob(), stages(2, 2, 6), [2, 60]);
    expect(looks.at(-1)?.share).toBeLessThan(0.4 + 1e-9);
  });

  test('a machine at a third of the speed: once a stage is over, the time left is right', () => {
    const looks = run(new WholeJob(), stages(3, 3, 3, 3), [9, 9, 9, 9]);
    for (const { t, left } of looks.filter((look) => look.t > 9))
      expect(Math.abs(left - (36 - t))).toBeLessThan(Math.max(1, (36 - t) / 3));
  });

  test('a stage that tells how far it is tells how long it takes', () => {
    const looks = run(new WholeJob(), stages(1, 10, 1), [1, 100, 10], true);
    for (const { t, left } of looks.filter((look) => look.t > 25))
      expect(Math.abs(left - (111 - t))).toBeLessThan(Math.max(1, (111 - t) / 3));
  });

  test('what stages took last time counts before any plan', () => {
    const first = new WholeJob();
    run(first, stages(1, 1, 1), [2, 20, 3]);
    expect(first.took.s1).toBeCloseTo(20, 0);
    const job = new WholeJob(first.took);
    const looks = run(job, stages(1, 1, 1), [2, 20, 3]);
    for (const { t, left } of looks.filter((look) => look.t > 1))
      expect(Math.abs(left - (25 - t))).toBeLessThan(2.01);
  });

  test('more stages than were planned push nothing back', () => {
    const job = new WholeJob();
    const looks = run(job, stages(1, 1), [1, 0.75]);
    job.report({ ahead: stages(9, 9, 9), inside: 0 });
    job.advance(250);
    expect(job.share).toBeGreaterThan(looks.at(-1)?.share ?? 1);
    expect(job.secondsLeft).toBeGreaterThan(10);
  });
});
