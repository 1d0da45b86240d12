import { atLeast, type Figure } from '../figures/figure';
import { kernels } from './all';
import { rates, timesAsFast } from './rates';
import { rivals } from './rivals';
import { KernelThreads } from './threads';

/** Kernels that are to reach most of the ceiling; those of the networks also spend their time on exponentials. */
const JUDGED = new Set(['product', 'gram', 'cholesky', 'solve']);
const SHARE = atLeast(85);
const SPEED_UP = atLeast(1.8);
const RUNS = 15;
const TURNS = 7;
/** How long one turn of the threads takes, about. */
const TURN_FLOPS = 6e8;

/** The scalar ceiling, then every dense kernel as a share of it, and what a second thread adds. */
export async function measureKernels(
  tell: (figure: Figure) => void,
  only: ReadonlySet<string> | null,
): Promise<void> {
  const threads = new KernelThreads();
  const ceilings: number[] = [];
  try {
    for (const [short, make] of kernels) {
      if (only !== null && !only.has(short)) continue;
      const kernel = make();
      const { rate, ceiling, share } = rates(kernel, RUNS);
      if (ceilings.push(ceiling) === 1)
        tell({
          section: 'kernels',
          name: 'scalar ceiling',
          value: ceiling,
          unit: 'GFLOPS',
          target: atLeast(4),
        });
      const judged = JUDGED.has(short);
      const runs = Math.max(1, Math.round(TURN_FLOPS / kernel.flops));
      const speedUp = await threads.speedUp(short, runs, TURNS);
      const of = (what: string, value: number, unit: Figure['unit'], target?: Figure['target']): void =>
        tell({ section: 'kernels', name: `${kernel.name}, ${what}`, value, unit, target });
      of('one thread', rate, 'GFLOPS');
      of('share of the ceiling', 100 * share, '%', judged ? SHARE : undefined);
      of('two threads, a copy each', rate * speedUp, 'GFLOPS');
      of('gain by the second thread', speedUp, '×', judged ? SPEED_UP : undefined);
    }
  } finally {
    await threads.close();
  }
}

/** The same operation beside TensorFlow.js on the processor and beside ml-matrix, in turns. */
export function measureRivals(tell: (figure: Figure) => void): void {
  for (const make of rivals) {
    const { name, ours, theirs } = make();
    const value = timesAsFast(ours, theirs, TURNS);
    tell({ section: 'rivals', name, value, unit: '×', target: atLeast(3.5) });
  }
}
