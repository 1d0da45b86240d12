import { WorkerPool } from '../../../src/worker/pool';
import type { Figure } from '../figures/figure';
import { kernels } from '../kernels/all';
import { measureKernels, measureRivals } from '../kernels/measure';
import { describedHistories } from '../recipes/described-histories';
import { recipeFigures, runName } from '../recipes/figures';
import type { RecipeOutcome } from '../recipes/outcome';
import { browserRuns } from '../recipes/plan';
import { trainingSeconds, trainOnce, type RecipeRun } from '../recipes/recipe-run';
import { requestTimes, usersASecond } from '../recipes/requests';
import type { BenchNews, BenchOrder } from './messages';
import { startWebThread } from './web-threads';

self.onmessage = ({ data }: MessageEvent<BenchOrder>) => {
  measure(data).then(
    () => post({ kind: 'end', failure: null }),
    (error: unknown) =>
      post({ kind: 'end', failure: error instanceof Error ? `${error.stack}` : String(error) }),
  );
};

function post(news: BenchNews): void {
  self.postMessage(news);
}

/** Here as in the app: this worker trains, two compute workers help it. */
async function measure({ quick, only }: BenchOrder): Promise<void> {
  const tell = (figure: Figure): void => post({ kind: 'figure', figure });
  const wanted = (name: string): boolean => only === null || only.includes(name);
  const side = quick ? 1200 : 3400;
  const some = [...kernels.keys()].filter((name) => only?.includes(name));
  if (wanted('kernels')) await measureKernels(tell, startWebThread, side, null);
  else if (some.length > 0) await measureKernels(tell, startWebThread, side, new Set(some));
  if (wanted('rivals')) measureRivals(tell);
  for (const run of browserRuns(quick)) {
    if (wanted('recipes') || wanted(run.recipe)) recipeFigures(run, await measureRecipe(run)).forEach(tell);
  }
}

async function measureRecipe(run: RecipeRun): Promise<RecipeOutcome> {
  const poolOf = (size: number) => new WorkerPool({ size, sharedMemory: globalThis.crossOriginIsolated });
  const data = describedHistories(run.data, run.recipe);
  const pool = poolOf(run.workers);
  try {
    const little = describedHistories({ users: 60, items: 200, interactions: 2000, seed: 1 }, run.recipe);
    await trainOnce({ ...run, mostEpochs: 1 }, little, pool);
    post({ kind: 'training', name: runName(run, data.items.length) });
    const trained = await trainOnce(run, data, pool);
    const { model, epochs } = trained;
    post({ kind: 'training', name: null });
    const seconds = await trainingSeconds(run, data, pool, trained);
    const requests = run.requests === 0 ? null : requestTimes(model, data, run.requests);
    const batch: { workers: number; usersASecond: number }[] = [];
    for (const workers of run.batchUsers === 0 ? [] : [1, 2]) {
      const own = poolOf(workers);
      batch.push({ workers, usersASecond: await usersASecond(model, data, run.batchUsers, own) });
      own.close();
    }
    return { rows: data.items.length, seconds, epochs, bytes: null, requests, measured: null, batch };
  } finally {
    pool.close();
  }
}
