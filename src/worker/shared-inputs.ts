import type { NumberArray, TaskArrays } from '../domain/ports';
import type { ArrayClass, SharedMemory } from './shared-memory';

/** The inputs of tasks as all workers see them, and what was made for that alone. */
interface Copy {
  readonly arrays: TaskArrays;
  readonly made: SharedArrayBuffer[];
  users: number;
}

/**
 * Inputs in shared memory: those that are not there yet are copied once, instead of once a worker, and for several tasks
 * that begin with the same ones once. The copies live as long as such a task.
 */
export class SharedInputs {
  private readonly copies = new Map<TaskArrays, Copy>();

  constructor(private readonly memory: SharedMemory) {}

  /** Whoever asks says `letGo` once. */
  of(inputs: TaskArrays): TaskArrays {
    const copy = this.copies.get(inputs) ?? this.copied(inputs);
    this.copies.set(inputs, copy);
    copy.users++;
    return copy.arrays;
  }

  /** @param areHeld something that was made of these inputs may lie where they lie. */
  letGo(inputs: TaskArrays, areHeld: boolean): void {
    const copy = this.copies.get(inputs);
    if (copy === undefined) return;
    // One who holds them is enough; the others that use them now are done before this.
    if (areHeld) copy.made.splice(0);
    if (--copy.users > 0) return;
    this.copies.delete(inputs);
    for (const buffer of copy.made) this.memory.giveBack(buffer);
  }

  private copied(inputs: TaskArrays): Copy {
    const made: SharedArrayBuffer[] = [];
    const shared = (array: NumberArray): NumberArray => {
      if (array.buffer instanceof SharedArrayBuffer) return array;
      const copy = this.memory.array(array.constructor as ArrayClass<NumberArray>, array.length);
      copy.set(array);
      made.push(copy.buffer as SharedArrayBuffer);
      return copy;
    };
    const arrays = Object.fromEntries(Object.entries(inputs).map(([name, array]) => [name, shared(array)]));
    return { arrays, made, users: 0 };
  }
}
