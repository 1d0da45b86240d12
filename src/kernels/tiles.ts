/**
 * Work cut into tiles by the shape of the data. A tile may read what earlier tiles of its stage have finished, and
 * waits for them itself (`awaitCount`); it may rely on everything earlier stages did.
 */
export interface TileStage {
  readonly count: number;
  /** Yields, at least every few ten milliseconds of work, where the tile takes longer than that. */
  run(tile: number): Iterable<void>;
}

/** Counts that threads share: the next tile, the finished ones, then what stages count for themselves. */
const NEXT = 0;
const FINISHED = 1;
const OWN = 2;

/** How long the counts of some stages are, with `own` numbers for the stages themselves. */
export function countsLength(own: number): number {
  return OWN + own;
}

/** The numbers that belong to the stages. */
export function ownCounts(counts: Int32Array): Int32Array {
  return counts.subarray(OWN);
}

/**
 * Takes tile after tile, in order, until none is left. Any number of threads may do so with the same counts in shared
 * memory: every tile is done by one of them, with the same arithmetic whoever it is, so that results do not depend on
 * their number. A thread waits only for tiles that another one has begun.
 *
 * @param counts zeros at first; in one thread alone they need not lie in shared memory.
 * Yields the finished share.
 */
export function* runTiles(stages: readonly TileStage[], counts: Int32Array): Generator<number, void> {
  const total = stages.reduce((sum, { count }) => sum + count, 0);
  let [s, start] = [0, 0];
  for (let next = Atomics.add(counts, NEXT, 1); next < total; next = Atomics.add(counts, NEXT, 1)) {
    while (next >= start + stages[s].count) start += stages[s++].count;
    awaitCount(counts, FINISHED, start);
    const steps = stages[s].run(next - start)[Symbol.iterator]();
    while (steps.next().done !== true) yield next / total;
    Atomics.add(counts, FINISHED, 1);
    Atomics.notify(counts, FINISHED);
    yield next / total;
  }
}

/** Waits until another thread has raised a count to `least`. */
export function awaitCount(counts: Int32Array, at: number, least: number): void {
  for (let seen = Atomics.load(counts, at); seen < least; seen = Atomics.load(counts, at)) {
    Atomics.wait(counts, at, seen);
  }
}

/** Sets a count and wakes whoever waits for it. */
export function raiseCount(counts: Int32Array, at: number, value: number): void {
  Atomics.store(counts, at, value);
  Atomics.notify(counts, at);
}

/** Finished tiles and all of them, for who looks on. */
export function tileProgress(
  stages: readonly TileStage[],
  counts: Int32Array,
): { done: number; total: number } {
  return {
    done: Atomics.load(counts, FINISHED),
    total: stages.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Where a work's arrays, all zeros, come from: memory that threads share, or the thread's own. */
export interface Memory {
  float64(length: number): Float64Array;
  float32(length: number): Float32Array;
  int32(length: number): Int32Array;
}

export const plainMemory: Memory = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  int32: (length) => new Int32Array(length),
};
