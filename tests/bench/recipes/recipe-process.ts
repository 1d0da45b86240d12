/**
 * Trains one recipe in a process of its own, so that the most memory it ever held is that of this training; then asks
 * the model. The run comes as JSON in the first argument, the outcome goes to the parent as a message.
 */
import { withPool } from '../../../src/programs/cli/node-pool';
import { describedHistories } from './described-histories';
import type { RecipeOutcome } from './outcome';
import { columnBytes, modelBytes, trainingSeconds, trainOnce, type RecipeRun } from './recipe-run';
import { uncancelled } from '../../../src/domain/ports';
import { measuredTimes, requestTimes, usersASecond } from './requests';
import { topItems } from '../../../src/recipes/ask-users';
import { processorMs } from '../../support/processor-time';

const run = JSON.parse(process.argv[2]) as RecipeRun;
process.send?.(await measure());

function measure(): Promise<RecipeOutcome> {
  return withPool(run.workers, async (pool) => {
    // Translated code and started threads belong to the idle process.
    const little = describedHistories({ users: 60, items: 200, interactions: 2000, seed: 1 }, run.recipe);
    const { model: first } = await trainOnce({ ...run, mostEpochs: 1 }, little, pool);
    await topItems(
      first,
      [{ userIdx: 0, items: Int32Array.of(0), timestampSec: Float64Array.of(0) }],
      little.itemRank,
      5,
      pool,
      uncancelled,
    );
    const idle = process.memoryUsage().rss;
    const data = describedHistories(run.data, run.recipe);
    const trained = await trainOnce(run, data, pool);
    const { model, epochs } = trained;
    const growth = process.resourceUsage().maxRSS * 1024 - idle;
    const seconds = await trainingSeconds(run, data, pool, trained);
    const requests = run.requests === 0 ? null : requestTimes(model, data, run.requests);
    const measured = run.batchUsers === 0 ? null : measuredTimes(model, data, run.batchUsers, processorMs);
    const batch: { workers: number; usersASecond: number }[] = [];
    for (const workers of run.batchUsers === 0 ? [] : [1, 2]) {
      const rate = await withPool(workers, (own) => usersASecond(model, data, run.batchUsers, own));
      batch.push({ workers, usersASecond: rate });
    }
    const bytes = { growth, columns: columnBytes(data), model: modelBytes(model) };
    return { rows: data.items.length, seconds, epochs, bytes, requests, measured, batch };
  });
}
