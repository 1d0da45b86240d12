import { recipeArn } from '../../domain/names';
import { plain, type JsonObject } from '../../domain/json';
import type { RecipeSearch, TuningRecord } from '../../domain/tuning';
import { automl } from '../../engine/training/automl';
import { recipes } from '../../recipes/registry';
import { withPool } from './node-pool';
import { secondsSince } from './options';
import { uncancelled } from '../../domain/ports';
import { readTrainingData, readTuningOptions, tellTrial, trialDocument } from './tuning-options';

/** Tunes the candidate recipes on files and names the best: `headless -- automl …`. Wrong usage throws UsageError. */
export async function automlCommand(args: readonly string[]): Promise<JsonObject> {
  const options = readTuningOptions(args, ['recipe', 'recipes', 'metric']);
  const { own, trials, seed, budget, exclude } = options;
  const autoMLConfig = {
    metricName: own.metric,
    recipeList: own.recipes?.split(',').map((name) => name.trim()),
  };
  const data = await readTrainingData(options);
  const started = performance.now();
  const hpoResourceConfig = trials === null ? undefined : { maxNumberOfTrainingJobs: String(trials) };
  const told = new Set<string>();
  const result = await withPool(options.workers, (pool) =>
    automl(
      { recipe: own.recipe, autoMLConfig, recipes, data, seed, budget, exclude, hpoResourceConfig },
      {
        pool,
        job: uncancelled,
        clock: { nowMs: () => performance.now() },
        onRecord: (record) => tell(record, told),
      },
    ),
  );
  const { best, record } = result;
  return {
    seed,
    metricName: result.metricName,
    users: best.metrics?.n ?? 0,
    autoMLResult: { ...result.autoMLResult },
    best: trialDocument(best),
    candidates: record.searches.map(candidateDocument),
    seconds: secondsSince(started),
  };
}

/** Tells what was not told before. */
function tell({ searches }: TuningRecord, told: Set<string>): void {
  for (const { recipe, trials, skipped } of searches) {
    for (const trial of trials) {
      const key = `${recipe} ${trial.number}`;
      if (!told.has(key)) tellTrial(trial);
      told.add(key);
    }
    if (skipped !== undefined && !told.has(recipe)) {
      told.add(recipe);
      process.stderr.write(`${recipe} skipped: ${skipped.code}\n`);
    }
  }
}

function candidateDocument({ recipe, trials, chosen, skipped }: RecipeSearch): JsonObject {
  const named = { recipe, recipeArn: recipeArn(recipe) };
  if (skipped !== undefined) return { ...named, skipped: plain(skipped) as JsonObject };
  const best = trials.find(({ number }) => number === chosen);
  const bestTrial = best === undefined ? null : trialDocument(best);
  return { ...named, bestTrial, trials: trials.map(trialDocument) };
}
