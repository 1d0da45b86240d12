import type { JsonObject } from '../../domain/errors';
import type { HpoConfig } from '../../domain/tuning';
import { tune } from '../../engine/training/tune';
import { findRecipe } from '../../recipes/registry';
import { withPool } from './node-pool';
import { required, secondsSince } from './options';
import { uncancelled } from '../../domain/ports';
import {
  pairedDocument,
  readTrainingData,
  readTuningOptions,
  tellTrial,
  trialDocument,
} from './tuning-options';

/**
 * Searches a recipe's hyperparameters on files: `headless -- tune …`. Judged on every user's row before the target
 * of leave-one-out. Wrong usage throws UsageError.
 */
export async function tuneCommand(args: readonly string[]): Promise<JsonObject> {
  const options = readTuningOptions(args, ['recipe', 'hyperparameters', 'hpo-config']);
  const { own, trials, seed, budget, exclude } = options;
  const recipe = findRecipe(required(own, 'recipe', 'NAME'));
  const algorithmHyperParameters = JSON.parse(own.hyperparameters ?? '{}') as { [name: string]: string };
  const hpoConfig = withTrials(JSON.parse(own['hpo-config'] ?? '{}') as HpoConfig, trials);
  const data = await readTrainingData(options);
  const started = performance.now();
  const fixed = { algorithmHyperParameters, featureTransformationParameters: {} };
  const tuned = await withPool(options.workers, (pool) =>
    tune(
      { recipe, data, hpoConfig, ...fixed, seed, budget, exclude },
      {
        pool,
        job: uncancelled,
        clock: { nowMs: () => performance.now() },
        onSearch: ({ trials }) => tellTrial(trials[trials.length - 1]),
      },
    ),
  );
  return {
    recipe: recipe.name,
    seed,
    objective: { ...tuned.objective },
    users: tuned.best.metrics?.n ?? 0,
    tunedHPOParams: { algorithmHyperParameters: { ...tuned.tunedHPOParams.algorithmHyperParameters } },
    bestTrial: tuned.best.number,
    versusDefaults: pairedDocument(tuned.best.versusDefaults),
    exhausted: tuned.exhausted,
    trials: tuned.search.trials.map(trialDocument),
    seconds: secondsSince(started),
  };
}

function withTrials(config: HpoConfig, trials: number | null): HpoConfig {
  if (trials === null) return config;
  const hpoResourceConfig = { ...config.hpoResourceConfig, maxNumberOfTrainingJobs: String(trials) };
  return { ...config, hpoResourceConfig };
}
