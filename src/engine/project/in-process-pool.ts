import type { Job, KeptTask, NumberArray, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { tasks } from '../../recipes/tasks';
import { unwatched } from '../../recipes/unwatched';

/** Runs every task in the calling thread: for Node, for tests, and where workers cannot start. */
export class InProcessPool implements Pool {
  readonly size: number = 1;
  readonly sharesMemory: boolean = false;

  float64(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(length);
  }

  float32(length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(length);
  }

  int32(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(length);
  }

  giveBack(_arrays: Iterable<NumberArray>): void {
    // What nobody holds is gone anyway.
  }

  async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job): Promise<TaskArrays[]> {
    const run = tasks.get(task);
    if (run === undefined) throw new RangeError(`unknown task ${task}`);
    const outputs: TaskArrays[] = [];
    for (const [done, part] of parts.entries()) {
      await job.checkpoint(task, done, parts.length);
      outputs.push(await run(inputs, part, unwatched));
    }
    return outputs;
  }

  async divide(task: string, inputs: TaskArrays, params: TaskParams, job: Job): Promise<void> {
    await this.map(task, inputs, [params], job);
  }

  keep(task: string, inputs: TaskArrays): KeptTask {
    return {
      run: async (params, job) => (await this.map(task, inputs, [params], job))[0],
      end: () => undefined,
    };
  }

  release(): void {
    // There is nothing but the calling thread.
  }
}
