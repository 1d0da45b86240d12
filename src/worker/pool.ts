import { AppError } from '../domain/errors';
import type { Job, KeptTask, NumberArray, Pool, TaskArrays, TaskParams } from '../domain/ports';
import { Crew, type Member } from './crew';
import type { FromWorker } from './pool-messages';
import { SharedInputs } from './shared-inputs';
import { SharedMemory } from './shared-memory';

/** How often a waiting `map` looks whether it was stopped. */
const LOOK_EVERY_MS = 50;
/** More workers than this bring little and cost memory. */
const MAX_WORKERS = 8;

/** One part of a `map` on its way. */
interface Part {
  readonly call: Call;
  readonly index: number;
}

/** One `map`, or one `run` of a kept task: its inputs, its parts and what has come back. */
interface Call {
  /** Of its inputs. */
  readonly id: number;
  /** Where a kept task is; null for a `map`, whose parts go to whoever is free. */
  readonly home: Home | null;
  /** Its parts do one work between them: what has not begun when one of them ends need not begin. */
  readonly divides: boolean;
  readonly task: string;
  readonly inputs: TaskArrays;
  readonly parts: readonly TaskParams[];
  readonly outputs: TaskArrays[];
  /** Something that came back lies in shared memory, which may be that of the inputs. */
  sharesOutputs: boolean;
  done: number;
  /** Of each part that is not done: how far it is, where it says so. */
  readonly shares: Map<number, number>;
  readonly resolve: () => void;
  readonly reject: (error: AppError) => void;
}

/** A call, and what ends with it. */
interface Begun {
  readonly entry: Call;
  readonly promise: Promise<void>;
}

/** The worker that a kept task stays with. */
interface Home {
  member: Member<Part> | null;
}

/**
 * Compute workers side by side. With shared memory the inputs lie in SharedArrayBuffers that all of them see;
 * without it each worker gets one copy a call. Either way the parts and their order are the caller's, so the bytes
 * are the same. Workers start when first needed; one that fails or is stopped in mid-part is replaced.
 */
export class WorkerPool implements Pool {
  readonly size: number;
  readonly sharesMemory: boolean;
  private readonly crew: Crew<Part>;
  private readonly waiting: Part[] = [];
  private calls = 0;
  private readonly sharedMemory = new SharedMemory();
  /** Null where every worker gets a copy. */
  private readonly sharedInputs: SharedInputs | null;

  constructor(options: {
    readonly size: number;
    readonly sharedMemory: boolean;
    /** Default: the project's compute worker. */
    readonly start?: () => Worker;
  }) {
    this.size = Math.max(1, Math.min(options.size, MAX_WORKERS));
    this.sharesMemory = options.sharedMemory;
    this.sharedInputs = options.sharedMemory ? new SharedInputs(this.sharedMemory) : null;
    this.crew = new Crew(this.size, options.start ?? startComputeWorker, {
      hear: (member, message) => this.hear(member, message),
      lose: (member, reason) => {
        const call = member.current?.call;
        this.crew.dismiss(member);
        call?.reject(new AppError('WORKER_GONE', { reason }));
        this.dispatch();
      },
    });
  }

  float64(length: number): Float64Array {
    return this.sharesMemory ? this.sharedMemory.zeros(Float64Array, length) : new Float64Array(length);
  }
  float32(length: number): Float32Array {
    return this.sharesMemory ? this.sharedMemory.zeros(Float32Array, length) : new Float32Array(length);
  }
  int32(length: number): Int32Array {
    return this.sharesMemory ? this.sharedMemory.zeros(Int32Array, length) : new Int32Array(length);
  }

  giveBack(arrays: Iterable<NumberArray>): void {
    if (!this.sharesMemory) return;
    for (const { buffer } of arrays)
      if (buffer instanceof SharedArrayBuffer) this.sharedMemory.giveBack(buffer);
  }

  /** @throws AppError CANCELLED through `job`, WORKER_GONE when a worker dies, INTERNAL when a task throws. */
  async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job): Promise<TaskArrays[]> {
    return this.once(task, inputs, parts, false, job);
  }

  /** @throws as `map`. */
  async divide(task: string, inputs: TaskArrays, params: TaskParams, job: Job): Promise<void> {
    const parts = Array.from({ length: this.sharesMemory ? this.size : 1 }, () => params);
    await this.once(task, inputs, parts, true, job);
  }

  private async once(
    task: string,
    inputs: TaskArrays,
    parts: readonly TaskParams[],
    divides: boolean,
    job: Job,
  ): Promise<TaskArrays[]> {
    const common = { id: ++this.calls, inputs: this.sharedInputs?.of(inputs) ?? inputs, home: null, divides };
    const call = begin(task, common, parts);
    try {
      return await this.finish(call, job);
    } finally {
      this.letGo(call.entry.id, inputs, call.entry.sharesOutputs);
    }
  }

  keep(task: string, inputs: TaskArrays): KeptTask {
    const home = { member: null };
    const kept = { id: ++this.calls, inputs: this.sharedInputs?.of(inputs) ?? inputs, home, divides: false };
    let hasEnded = false;
    let sharesOutputs = false;
    return {
      run: async (params, job) => {
        const call = begin(task, kept, [params]);
        const [outputs] = await this.finish(call, job);
        sharesOutputs ||= call.entry.sharesOutputs;
        return outputs;
      },
      end: () => {
        if (!hasEnded) this.letGo(kept.id, inputs, sharesOutputs);
        hasEnded = true;
      },
    };
  }

  private letGo(id: number, inputs: TaskArrays, sharesOutputs: boolean): void {
    this.crew.forget(id);
    this.sharedInputs?.letGo(inputs, sharesOutputs);
  }

  /** Waits until all parts are done. @throws as `map`. */
  private async finish({ entry, promise }: Begun, job: Job): Promise<TaskArrays[]> {
    const { parts } = entry;
    for (let index = 0; index < parts.length; index++) this.waiting.push({ call: entry, index });
    this.dispatch();
    try {
      let finished = parts.length === 0;
      while (!finished) {
        finished = await Promise.race([promise.then(() => true), later(LOOK_EVERY_MS)]);
        if (!finished) await job.checkpoint(entry.task, howFar(entry), parts.length);
      }
      return entry.outputs;
    } finally {
      this.withdraw(entry);
    }
  }

  /** Ends all workers; a later `map` starts new ones. */
  close(): void {
    this.crew.close();
    this.sharedMemory.clear();
  }

  release(): void {
    this.crew.release();
    this.sharedMemory.clear();
  }

  /** Gives idle workers what waits, in its order; a kept task waits for its own. */
  private dispatch(): void {
    for (let at = 0; at < this.waiting.length;) {
      const part = this.waiting[at];
      const { home } = part.call;
      const own = home !== null && home.member !== null && this.crew.has(home.member);
      if (own && home.member?.current !== null) {
        at++;
        continue;
      }
      const member = own ? home.member : this.idleMember();
      if (member === null) return;
      if (home !== null) home.member = member;
      this.waiting.splice(at, 1);
      this.send(member, part);
    }
  }

  /** Null where none is there yet; where none can be, what waits ends. */
  private idleMember(): Member<Part> | null {
    try {
      return this.crew.idle();
    } catch (error) {
      for (const { call } of this.waiting.splice(0))
        call.reject(new AppError('WORKER_GONE', { reason: 'not started' }, { cause: error }));
      return null;
    }
  }

  private send(member: Member<Part>, part: Part): void {
    const { call, index } = part;
    member.current = part;
    try {
      this.crew.send(member, {
        id: call.id,
        task: call.task,
        inputs: call.inputs,
        params: call.parts[index],
      });
    } catch (error) {
      // What does not fit into a message any more has no room in the worker either.
      this.crew.dismiss(member);
      call.reject(new AppError('WORKER_GONE', { reason: String(error) }, { cause: error }));
    }
  }

  private hear(member: Member<Part>, message: FromWorker): void {
    const part = member.current;
    if (message.kind === 'at') {
      part?.call.shares.set(part.index, message.share);
      return;
    }
    member.current = null;
    part?.call.shares.delete(part.index);
    if (part !== null) {
      const { call, index } = part;
      if (message.kind === 'failed')
        call.reject(new AppError('INTERNAL', { task: call.task, reason: message.reason }));
      else {
        call.outputs[index] = message.outputs;
        // Elsewhere there may be no such thing as shared memory.
        if (this.sharesMemory) call.sharesOutputs ||= Object.values(message.outputs).some(isShared);
        call.done += 1 + (call.divides ? unqueue(this.waiting, call) : 0);
        if (call.done === call.parts.length) call.resolve();
      }
    }
    this.dispatch();
  }

  /** Takes a call's parts out of the queue, and ends workers still busy with it. */
  private withdraw(call: Call): void {
    unqueue(this.waiting, call);
    for (const member of this.crew.busyWith((part) => part.call === call)) this.crew.dismiss(member);
    this.dispatch();
  }
}

/** Parts that are done, and what is done of those at work. */
function howFar({ done, shares }: Call): number {
  let sum = done;
  for (const share of shares.values()) sum += share;
  return sum;
}

/** Takes a call's parts out of what waits. @returns how many. */
function unqueue(waiting: Part[], call: Call): number {
  const before = waiting.length;
  for (let i = before - 1; i >= 0; i--) if (waiting[i].call === call) waiting.splice(i, 1);
  return before - waiting.length;
}

function begin(
  task: string,
  common: Pick<Call, 'id' | 'inputs' | 'home' | 'divides'>,
  parts: readonly TaskParams[],
): Begun {
  let resolve!: () => void;
  let reject!: (error: AppError) => void;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined); // whoever waits hears it; after a cancel nobody does
  const outputs = new Array<TaskArrays>(parts.length);
  const shares = new Map<number, number>();
  const entry = { ...common, task, parts, outputs, sharesOutputs: false, done: 0, shares, resolve, reject };
  return { entry, promise };
}

function startComputeWorker(): Worker {
  return new Worker(new URL('./compute.worker.ts', import.meta.url), { type: 'module', name: 'compute' });
}

function later(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}

function isShared({ buffer }: NumberArray): boolean {
  return buffer instanceof SharedArrayBuffer;
}
