import { atLeast, type Figure, type Target, type Unit } from '../figures/figure';
import { kernels } from './all';
import { divided } from './divided';
import { rates, timesAsFast } from './rates';
import { rivals } from './rivals';
import { KernelThreads, type KernelThread } from './threads';

const SHARE = atLeast(85);
const GAIN = atLeast(1.8);
const FASTER = atLeast(3.5);
const CEILING = atLeast(4);
const RUNS = 15;
const TURNS = 7;
/** How much one turn of two copies does, about. */
const COPY_FLOPS = 6e8;

/**
 * The scalar ceiling, then every dense kernel as a share of it, and what a second thread adds. Those of the networks
 * also spend time on exponentials, and learn in one thread: they have no targets, and two copies run side by side.
 *
 * @param start starts a thread. @param side of the matrices that two threads divide. @param only some kernels, by short name; null = all.
 */
export async function measureKernels(
  tell: (figure: Figure) => void,
  start: () => KernelThread,
  side: number,
  only: ReadonlySet<string> | null,
): Promise<void> {
  const threads = new KernelThreads(start);
  let told = false;
  const tellKernel = (name: string, value: number, unit: Unit, target?: Target): void =>
    tell({ section: 'kernels', name, value, unit, target });
  try {
    for (const [short, make] of kernels) {
      if (only !== null && !only.has(short)) continue;
      const kernel = make();
      const { rate, ceiling, share } = rates(kernel, RUNS);
      if (!told) tellKernel('scalar ceiling', ceiling, 'GFLOPS', CEILING);
      told = true;
      const tiles = divided.get(short);
      tellKernel(`${kernel.name}, one thread`, rate, 'GFLOPS');
      tellKernel(`${kernel.name}, share of the ceiling`, 100 * share, '%', tiles && SHARE);
      if (tiles === undefined) {
        const { times } = await threads.copies(short, Math.ceil(COPY_FLOPS / kernel.flops), TURNS);
        tellKernel(`${kernel.name}, two copies in two threads`, rate * times, 'GFLOPS');
        tellKernel(`${kernel.name}, gain by the second copy`, times, '×');
      } else {
        const { seconds, times } = await threads.divide(short, side, TURNS);
        tellKernel(`${short} ${side}, divided over two threads`, tiles.flops(side) / seconds / 1e9, 'GFLOPS');
        tellKernel(`${short} ${side}, gain by the second thread`, times, '×', GAIN);
      }
    }
  } finally {
    threads.close();
  }
}

/** The same operation beside TensorFlow.js on the processor and beside ml-matrix, in turns. */
export function measureRivals(tell: (figure: Figure) => void): void {
  for (const make of rivals) {
    const { name, ours, theirs } = make();
    const value = timesAsFast(ours, theirs, TURNS);
    tell({ section: 'rivals', name, value, unit: '×', target: FASTER });
  }
}
