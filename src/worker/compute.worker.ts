import type { TaskArrays } from '../domain/ports';
import { tasks } from '../recipes/tasks';
import type { FromWorker, ToWorker } from './pool-messages';

const kept = new Map<number, TaskArrays>();

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
    const outputs = await work(inputs, params);
    const buffers = new Set(Object.values(outputs).map((array) => array.buffer));
    const owned = [...buffers].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
    answer({ kind: 'done', outputs }, owned);
  } catch (error) {
    answer({ kind: 'failed', reason: String(error) });
  }
}

function answer(message: FromWorker, moved: Transferable[] = []): void {
  self.postMessage(message, { transfer: moved });
}
