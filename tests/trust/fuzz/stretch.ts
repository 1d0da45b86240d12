import { parentPort } from 'node:worker_threads';
import { Rng } from '../../../src/kernels/rng';
import type { Finding } from './target';
import { loadTarget, type TargetName } from './targets';

/** What a thread is to do, and the memory in which it says how far it is. */
export interface Stretch {
  readonly target: TargetName;
  readonly seed: number;
  /** The first input, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Two numbers: the input that is being tried (−1: none yet), and a count that moves with each. */
  readonly now: Int32Array<SharedArrayBuffer>;
}

export type FromThread =
  | { readonly kind: 'found'; readonly at: number; readonly finding: Finding; readonly input: string }
  | { readonly kind: 'end'; readonly seen: ReadonlyMap<string, number> };

/** What code from a file could change for everybody. */
const SHARED: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Map.prototype,
];

/** Tries each stretch that the thread is sent, one after the other. */
export function runStretches(): void {
  parentPort?.on('message', (stretch: Stretch) => void runStretch(stretch));
}

/** Tries each input of a stretch. */
async function runStretch({ target: name, seed, from, to, now }: Stretch): Promise<void> {
  const target = await loadTarget(name);
  const seen = new Map<string, number>();
  const tell = (message: FromThread): void => parentPort?.postMessage(message);
  const keys = (): number => SHARED.reduce((sum, each) => sum + Reflect.ownKeys(each).length, 0);
  const before = keys();
  for (let at = from; at < to; at++) {
    Atomics.store(now, 0, at);
    const input = target.make(new Rng(seed, `${name}|${at}`), at);
    const finding = await outcome(() =>
      target.attempt(input, (what) => seen.set(what, (seen.get(what) ?? 0) + 1)),
    );
    const polluted: Finding = { kind: 'crash', why: 'a prototype has more or fewer members than before' };
    const found = keys() === before ? finding : polluted;
    if (found !== null) tell({ kind: 'found', at, finding: found, input: target.show(input) });
    if (found === polluted) throw new Error(polluted.why);
  }
  Atomics.store(now, 0, -1);
  tell({ kind: 'end', seen });
}

async function outcome(attempt: () => ReturnType<Awaited<ReturnType<typeof loadTarget>>['attempt']>) {
  try {
    return await attempt();
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'crash', why: why.split('\n').slice(0, 6).join('\n') } as const;
  }
}
