import type { Job, TaskArrays } from '../domain/ports';
import { tasks } from '../recipes/tasks';
import type { FromWorker, ToWorker } from './pool-messages';

const kept = new Map<number, TaskArrays>();

/** How often it is told how far a task is. */
const TOLD_EVERY_MS = 250;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'inputs') kept.set(data.id, data.inputs);
  else if (data.kind === 'forget') kept.delete(data.id);
  else void run(data);
};

async function run({ id, task, params }: Extract<ToWorker, { kind: 'run' }>): Promise<void> {
  try {
    const work = tasks.get(task);
    const inputs = kept.get(id);
    if (work === undefined || inputs === undefined)
      throw new RangeError(`unknown task ${task} or inputs ${id}`);
    const outputs = await work(inputs, params, telling());
    const buffers = new Set(Object.values(outputs).map((array) => array.buffer));
    const owned = [...buffers].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
    answer({ kind: 'done', outputs }, owned);
  } catch (error) {
    answer({ kind: 'failed', reason: String(error) });
  }
}

/** The job of one task: who stops ends the worker, so that it has only to say how far it is. */
function telling(): Job {
  let toldMs = Date.now();
  return {
    stopped: false,
    async checkpoint(_phase, done, total) {
      const nowMs = Date.now();
      if (nowMs - toldMs < TOLD_EVERY_MS || total <= 0) return;
      toldMs = nowMs;
      answer({ kind: 'at', share: Math.min(1, done / total) });
    },
  };
}

function answer(message: FromWorker, moved: Transferable[] = []): void {
  self.postMessage(message, { transfer: moved });
}
