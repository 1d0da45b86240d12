import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RELEASE_AFTER_MS, releaseOnHome } from '../../../../src/page/state/release-on-home';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Watched = Parameters<typeof releaseOnHome>;

function page(project: object | null = {}): { workspace: Watched[0]; jobs: Watched[1]; calls: () => number } {
  const releaseMemory = vi.fn(async () => undefined);
  const workspace = { project, api: { releaseMemory } } as unknown as Watched[0];
  return { workspace, jobs: { current: null }, calls: () => releaseMemory.mock.calls.length };
}

test('gives the memory back once, after a while', () => {
  const { workspace, jobs, calls } = page();
  releaseOnHome(workspace, jobs);
  vi.advanceTimersByTime(RELEASE_AFTER_MS - 1);
  expect(calls()).toBe(0);
  vi.advanceTimersByTime(10 * RELEASE_AFTER_MS);
  expect(calls()).toBe(1);
});

test('not when the project is shown again before', () => {
  const { workspace, jobs, calls } = page();
  const stop = releaseOnHome(workspace, jobs);
  vi.advanceTimersByTime(RELEASE_AFTER_MS - 1);
  stop();
  vi.advanceTimersByTime(10 * RELEASE_AFTER_MS);
  expect(calls()).toBe(0);
});

test('not while work goes on, but once it has ended', () => {
  const { workspace, calls } = page();
  const jobs = { current: {} } as unknown as { current: Watched[1]['current'] };
  releaseOnHome(workspace, jobs);
  vi.advanceTimersByTime(3 * RELEASE_AFTER_MS);
  expect(calls()).toBe(0);
  jobs.current = null;
  vi.advanceTimersByTime(RELEASE_AFTER_MS);
  expect(calls()).toBe(1);
});

test('not without a project', () => {
  const { workspace, jobs, calls } = page(null);
  releaseOnHome(workspace, jobs);
  vi.advanceTimersByTime(10 * RELEASE_AFTER_MS);
  expect(calls()).toBe(0);
});
