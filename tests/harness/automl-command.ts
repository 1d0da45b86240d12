import type { JsonObject } from '../../src/domain/errors';
import { automl, type Candidate } from '../../src/engine/automl';
import { InProcessPool } from '../../src/engine/in-process-pool';
import { recipes } from '../../src/recipes/registry';
import { secondsSince, uncancelled } from './options';
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
  const request = { recipe: own.recipe, autoMLConfig };
  const result = await automl(
    { request, recipes, data, seed, budget, exclude, hpoResourceConfig },
    {
      pool: new InProcessPool(),
      job: uncancelled,
      clock: { nowMs: () => performance.now() },
      onCandidate: tell,
    },
  );
  return {
    seed,
    metricName: result.metricName,
    users: result.best.trial.metrics?.n ?? 0,
    autoMLResult: { ...result.autoMLResult },
    candidates: result.candidates.map(candidateDocument),
    seconds: secondsSince(started),
  };
}

function tell(candidate: Candidate): void {
  if ('best' in candidate) for (const trial of candidate.trials) tellTrial(candidate.recipe, trial);
  else process.stderr.write(`${candidate.recipe} skipped: ${candidate.skipped.code}\n`);
}

function candidateDocument(candidate: Candidate): JsonObject {
  const { recipe, recipeArn } = candidate;
  if (!('best' in candidate)) return { recipe, recipeArn, skipped: { ...candidate.skipped } };
  const { best, trials } = candidate;
  return { recipe, recipeArn, bestTrial: trialDocument(best), trials: trials.map(trialDocument) };
}
