import { runTiles } from '../../../src/kernels/tiles';
import { kernels } from './all';
import { divided, type Shared } from './divided';
import type { Kernel } from './kernel';

/** What a thread is asked for: a copy of a kernel so many times, or tiles of one that it shares with others. */
export type Order =
  | { readonly kind: 'copy'; readonly name: string; readonly runs: number }
  | { readonly kind: 'divide'; readonly name: string; readonly shared: Shared };

const made = new Map<string, Kernel>();

/** @returns how many seconds it took. @throws RangeError when no kernel has that name. */
export function obey(order: Order): number {
  const started = performance.now();
  if (order.kind === 'copy') {
    const kernel = made.get(order.name) ?? kernels.get(order.name)?.();
    if (kernel === undefined) throw new RangeError(`no kernel ${order.name}`);
    made.set(order.name, kernel);
    for (let i = 0; i < order.runs; i++) kernel.run();
  } else {
    const kernel = divided.get(order.name);
    if (kernel === undefined) throw new RangeError(`no divided kernel ${order.name}`);
    const work = runTiles(kernel.stages(order.shared), order.shared.counts);
    while (work.next().done !== true);
  }
  return (performance.now() - started) / 1000;
}
