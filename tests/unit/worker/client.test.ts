import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import type { StudioEvent } from '../../../src/domain/events';
import type { JobId, ProjectId } from '../../../src/domain/resources';
import type { StudioApi } from '../../../src/domain/door';
import { connectStudio } from '../../../src/worker/client';
import { carryAppErrors } from '../../../src/worker/wire';
import { eventually } from '../../support/eventually';

/** A worker made of two ports, whose far side answers with `api`. */
class PortWorker extends EventTarget {
  readonly #near: MessagePort;
  readonly #far: MessagePort;
  ended = false;

  constructor(api: object) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#near = port1;
    this.#far = port2;
    this.#near.onmessage = ({ data }: MessageEvent) =>
      void this.dispatchEvent(new MessageEvent('message', { data: data as unknown }));
    carryAppErrors();
    expose(api, port2);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.ended) this.#near.postMessage(message, transfer);
  }

  terminate(): void {
    this.ended = true;
    this.#near.close();
    this.#far.close();
  }

  die(): void {
    this.dispatchEvent(new Event('error'));
  }
}

/** What one worker was called with; it knows a project only once it was opened there. */
interface Side {
  readonly worker: PortWorker;
  readonly calls: string[];
}
let sides: Side[];
let writer: boolean;
/** It does not even hear that something shall end. */
let isDeaf: boolean;
/** False: it stores nothing. */
let keeps: boolean;
const never = (): Promise<never> => new Promise(() => undefined);

function start(): Worker {
  const calls: string[] = [];
  let open: string | null = null;
  let tell: ((event: StudioEvent) => void) | null = null;
  const needsProject = (): void => {
    if (open === null) throw new AppError('NOT_FOUND', { what: 'project' });
  };
  const api = {
    subscribe: async (onEvent: (event: StudioEvent) => void) => {
      calls.push('subscribe');
      tell = onEvent;
    },
    hello: async () => ({ version: '1', computeWorkers: 1, sharedMemory: false, writer, keeps }),
    listProjects: async () => [],
    openProject: async (id: string) => {
      calls.push('openProject');
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (id === 'gone') throw new AppError('NOT_FOUND', { what: 'project', id });
      open = id;
      tell?.({ kind: 'projects', projects: [] });
      return { project: { id } };
    },
    describeData: async () => {
      calls.push('describeData');
      needsProject();
      return { of: open };
    },
    train: () => never(),
    searchUsers: () => never(),
    cancel: () => (isDeaf ? never() : Promise.resolve()),
  };
  const worker = new PortWorker(api);
  sides.push({ worker, calls });
  return worker as unknown as Worker;
}

let studio: StudioApi;
let heard: StudioEvent[];
/** What the page hears when it is left. */
let page: EventTarget & { readonly location: { reload: () => void } };
const connect = (begin: () => Worker): StudioApi => connectStudio(begin, page as Window);
beforeEach(async () => {
  sides = [];
  heard = [];
  writer = true;
  isDeaf = false;
  keeps = true;
  page = Object.assign(new EventTarget(), { location: { reload: vi.fn() } });
  studio = connect(start);
  await studio.subscribe((event) => heard.push(event));
  await studio.openProject('p' as ProjectId);
});
afterEach(() => {
  vi.useRealTimers();
  for (const { worker } of sides) worker.terminate();
});

it('several calls after a death all find the project open', async () => {
  sides[0].worker.die();
  const answers = await Promise.all([studio.describeData(), studio.describeData(), studio.describeData()]);
  expect(answers).toEqual([{ of: 'p' }, { of: 'p' }, { of: 'p' }]);
  expect(sides).toHaveLength(2);
  expect(sides[1].calls.slice(0, 2)).toEqual(['subscribe', 'openProject']);
});

it('a death is told to every call that waits, and what the new worker found comes without asking', async () => {
  writer = false;
  const waiting = [studio.searchUsers('a', 1), studio.searchUsers('b', 1)];
  const ends = Promise.allSettled(waiting);
  await new Promise((resolve) => setTimeout(resolve, 5));
  heard.length = 0;
  sides[0].worker.die();
  for (const end of await ends) expect(end).toMatchObject({ reason: { code: 'WORKER_GONE' } });
  await eventually(() =>
    expect(heard).toEqual([
      { kind: 'lock', writer: false },
      { kind: 'projects', projects: [] },
    ]),
  );
});

it('a job that does not heed its cancel ends as cancelled, the others as gone', async () => {
  const id = 'job' as JobId;
  const job = studio.train(id, {} as never, () => undefined);
  const other = studio.searchUsers('a', 1);
  const ends = Promise.allSettled([job, other]);
  await studio.cancel(id);
  expect(await ends).toMatchObject([{ reason: { code: 'CANCELLED' } }, { reason: { code: 'WORKER_GONE' } }]);
  expect(sides[0].worker.ended).toBe(true);
  expect(await studio.describeData()).toEqual({ of: 'p' });
});

it('a cancel that is not heeded at once does not cost another job, but for a worker that is stuck', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const [job, other] = ['job', 'other'].map((id) => studio.train(id as JobId, {} as never, () => undefined));
  const ends = Promise.allSettled([job, other]);
  await studio.cancel('job' as JobId);
  vi.advanceTimersByTime(9000);
  expect(sides[0].worker.ended).toBe(false);
  vi.advanceTimersByTime(2000);
  expect(sides[0].worker.ended).toBe(true);
  expect(await ends).toMatchObject([{ reason: { code: 'CANCELLED' } }, { reason: { code: 'WORKER_GONE' } }]);
});

it('a cancel has been heeded when the worker that did not hear it is gone', async () => {
  isDeaf = true;
  const id = 'job' as JobId;
  const ends = Promise.allSettled([studio.train(id, {} as never, () => undefined), studio.cancel(id)]);
  expect(await ends).toMatchObject([{ reason: { code: 'CANCELLED' } }, { status: 'fulfilled' }]);
});

it('a project that could not be opened is not opened again by the next worker', async () => {
  await expect(studio.openProject('gone' as ProjectId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  sides[0].worker.die();
  expect(await studio.describeData()).toEqual({ of: 'p' });
});

it('a worker that cannot start is tried again by the next call', async () => {
  let failing = true;
  const later = connect(() => {
    if (failing) throw new DOMException('no', 'SecurityError');
    return start();
  });
  await expect(later.hello()).rejects.toMatchObject({ code: 'WORKER_GONE' });
  failing = false;
  expect(await later.hello()).toMatchObject({ version: '1' });
});

it('a page that is put away lets go of its worker, and starts no other', async () => {
  const leave = (persisted: boolean) =>
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
  leave(false);
  expect(sides[0].worker.ended).toBe(false);
  leave(true);
  expect(sides[0].worker.ended).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(sides).toHaveLength(1);
  expect(page.location.reload).not.toHaveBeenCalled();
  page.dispatchEvent(new Event('pageshow'));
  expect(page.location.reload).toHaveBeenCalledOnce();
});

describe('a worker that stores nothing', () => {
  beforeEach(async () => {
    keeps = false;
    await studio.hello();
  });

  it('is not ended by a cancel that it does not heed, for everything would end with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const job = studio.train('job' as JobId, {} as never, () => undefined);
    job.catch(() => undefined);
    await studio.cancel('job' as JobId);
    vi.advanceTimersByTime(60_000);
    expect(sides[0].worker.ended).toBe(false);
  });

  it('stays while its page is put away', () => {
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: true }));
    page.dispatchEvent(new Event('pageshow'));
    expect(sides[0].worker.ended).toBe(false);
    expect(page.location.reload).not.toHaveBeenCalled();
  });

  it('takes everything along when it dies, which is said', async () => {
    const asked = studio.searchUsers('a', 1);
    asked.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 5));
    sides[0].worker.die();
    await expect(asked).rejects.toMatchObject({ code: 'MEMORY_GONE' });
  });
});
