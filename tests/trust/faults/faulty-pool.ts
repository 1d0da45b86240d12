import type { TaskArrays } from '../../../src/domain/ports';
import { tasks } from '../../../src/recipes/tasks';
import { unwatched } from '../../../src/recipes/unwatched';
import { WorkerPool } from '../../../src/worker/pool';
import type { FromWorker, ToWorker } from '../../../src/worker/pool-messages';

/** How a task of the pool ends that is to fail. */
export type PoolFault =
  /** It throws. */
  | 'thrown'
  /** Its worker dies. */
  | 'dead'
  /** It is never answered: the person cancels. */
  | 'silent'
  /** Its inputs cannot be handed over. */
  | 'unsent'
  /** All workers are gone, and the browser starts none. */
  | 'unstarted';

export const POOL_FAULTS: readonly PoolFault[] = ['thrown', 'dead', 'silent', 'unsent', 'unstarted'];

let plan: { readonly fault: PoolFault; readonly at: number } | null = null;
let met = 0;
let struck: string | null = null;

/** From now on tasks are counted from 0, and one fails. */
export function planPoolFault(fault: PoolFault, at: number): void {
  plan = { fault, at };
  met = 0;
  struck = null;
}

/** @returns the task that was struck; null where the fault has not come. */
export function struckTask(): string | null {
  return struck;
}

/** Nothing fails any more. @returns how many tasks there were meanwhile. */
export function endPoolFault(): number {
  plan = null;
  return met;
}

/** The product's own pool, over workers that do their tasks in this thread, one turn of the loop later. */
export function faultyPool(): WorkerPool {
  return new WorkerPool({ size: 2, sharedMemory: false, start: () => start() });
}

function start(): Worker {
  if (plan?.fault === 'unstarted' && met++ >= plan.at) {
    struck = 'start';
    plan = null;
    throw new DOMException('as the attack has it', 'UnknownError');
  }
  return new DoomedWorker() as unknown as Worker;
}

class DoomedWorker {
  onmessage: ((event: { readonly data: FromWorker }) => void) | null = null;
  onerror: ((event: { readonly message: string }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  readonly #inputs = new Map<number, TaskArrays>();
  #isOver = false;

  postMessage(message: ToWorker): void {
    if (message.kind === 'inputs') this.#inputs.set(message.id, message.inputs);
    else if (message.kind === 'forget') this.#inputs.delete(message.id);
    else this.#take(message);
  }

  terminate(): void {
    this.#isOver = true;
  }

  #take({ id, task, params }: Extract<ToWorker, { kind: 'run' }>): void {
    const fault = befalls(task);
    if (fault === 'unsent') throw new DOMException('as the attack has it', 'DataCloneError');
    if (fault === 'silent') return;
    setImmediate(async () => {
      if (this.#isOver) return;
      if (fault === 'dead') return this.onerror?.({ message: 'as the attack has it' });
      const work = tasks.get(task);
      const inputs = this.#inputs.get(id);
      if (fault === 'thrown' || work === undefined || inputs === undefined)
        return this.onmessage?.({ data: { kind: 'failed', reason: 'as the attack has it' } });
      this.onmessage?.({ data: { kind: 'done', outputs: await work(inputs, params, unwatched) } });
    });
  }
}

function befalls(task: string): PoolFault | null {
  if (plan?.fault === 'unstarted') return null;
  if (plan === null || met++ !== plan.at) return null;
  struck = task;
  return plan.fault;
}
