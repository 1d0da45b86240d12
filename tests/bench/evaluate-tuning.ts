/**
 * Whether what HPO and AutoML choose holds on rows that the choice has not seen. Both choose on everybody's row before
 * the newest; then the defaults and the choice are trained on all rows but the newest, which each has to find, and the
 * same people are compared in a paired test.
 * `npm run evaluate:tuning -- --sets ml-latest-small --recipes aws-sims,automl --trials 6 --budget instant --json`.
 * Exit status 1 when a choice is significantly worse than the defaults.
 */
import { parseArgs } from 'node:util';
import type { TrainingData } from '../../src/domain/histories';
import type { RecipeName } from '../../src/domain/recipe-catalogue';
import type { Budget } from '../../src/domain/resources';
import type { Settings } from '../../src/domain/tuning';
import { automl } from '../../src/engine/training/automl';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { splitLeaveOneOut } from '../../src/engine/measuring/split';
import { valuesOfRanks } from '../../src/kernels/metrics/target-metrics';
import { gain } from '../../src/engine/training/trial';
import { tune } from '../../src/engine/training/tune';
import { targetRanks } from '../../src/recipes/ask-users';
import { checkParameters } from '../../src/recipes/parameters';
import { findRecipe, recipes } from '../../src/recipes/registry';
import { oneOf, wholeNumber } from '../../src/programs/cli/options';
import { uncancelled } from '../../src/domain/ports';
import { readTrainingData, readTuningOptions, tellTrial } from '../../src/programs/cli/tuning-options';
import { filmClub, isWatchedOnce, publishedSets } from './accuracy/sets';

const AUTOML = 'automl';
/** What one would train without asking AutoML. */
const USUAL: RecipeName = 'aws-user-personalization';
const OBJECTIVE = {
  metricName: 'normalized_discounted_cumulative_gain_at_25',
  type: 'Maximize',
} as const;

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: '' },
    recipes: { type: 'string', default: 'aws-sims,aws-user-personalization' },
    trials: { type: 'string', default: '6' },
    budget: { type: 'string', default: 'standard' },
    seed: { type: 'string', default: '42' },
    json: { type: 'boolean', default: false },
  },
});
const trials = wholeNumber('--trials', values.trials, 1, 40);
const budget: Budget = oneOf('--budget', values.budget, ['instant', 'standard', 'thorough']);
const seed = wholeNumber('--seed', values.seed, 0, 2147483647);

interface Choice {
  readonly recipe: RecipeName;
  readonly settings: Settings;
}
interface Row {
  readonly set: string;
  readonly asked: string;
  readonly defaults: Choice;
  readonly chosen: Choice;
  readonly people: number;
  readonly defaultValue: number;
  readonly chosenValue: number;
  readonly pValue: number;
  readonly verdict: 'better' | 'worse' | 'no difference shown' | 'the defaults';
  readonly seconds: number;
}

const tools = {
  pool: new InProcessPool(),
  job: uncancelled,
  clock: { nowMs: () => performance.now() },
};
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const rows: Row[] = [];

const sets = publishedSets();
if (sets.size === 0 || values.sets.includes('film-club')) sets.set('film-club', await filmClub());
say(`seed ${seed}, budget ${budget}, ${trials} trials, ${OBJECTIVE.metricName} of everybody's newest row`);
for (const [set, { flags }] of sets) {
  if (values.sets !== '' && !values.sets.split(',').includes(set)) continue;
  const data = await readTrainingData(readTuningOptions(flags, []));
  for (const asked of values.recipes.split(',')) {
    const row = await compare(set, asked, data);
    rows.push(row);
    say(lineOf(row));
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = rows.some(({ verdict }) => verdict === 'worse') ? 1 : 0;

async function compare(set: string, asked: string, data: TrainingData): Promise<Row> {
  const started = performance.now();
  const exclude = isWatchedOnce(set);
  const defaults: Choice = { recipe: asked === AUTOML ? USUAL : findRecipe(asked).name, settings: {} };
  const chosen =
    asked === AUTOML ? await chooseRecipe(data, exclude) : await chooseSettings(asked, data, exclude);
  const own = await ranksOf(defaults, data, exclude);
  const other = chosen === null ? own : await ranksOf(chosen, data, exclude);
  const test = await gain(other, own, OBJECTIVE, seed, uncancelled);
  const shown = { first: 'better', second: 'worse', none: 'no difference shown' } as const;
  return {
    set,
    asked,
    defaults,
    chosen: chosen ?? defaults,
    people: test.n,
    defaultValue: meanOf(own),
    chosenValue: meanOf(other),
    pValue: test.pValue,
    verdict: chosen === null ? 'the defaults' : shown[test.better],
    seconds: Math.round((performance.now() - started) / 1000),
  };
}

/** What HPO chooses; null where it keeps the defaults. */
async function chooseSettings(asked: string, data: TrainingData, exclude: boolean): Promise<Choice | null> {
  const recipe = findRecipe(asked);
  const hpoConfig = { hpoResourceConfig: { maxNumberOfTrainingJobs: String(trials) } };
  const given = { algorithmHyperParameters: {}, featureTransformationParameters: {} };
  const { best } = await tune(
    { recipe, data, hpoConfig, ...given, seed, budget, exclude },
    { ...tools, onSearch: (search) => tellTrial(search.trials[search.trials.length - 1]) },
  );
  return best.number === 1 ? null : { recipe: recipe.name, settings: best.algorithmHyperParameters };
}

/** What AutoML chooses; null where it is the usual recipe with its defaults. */
async function chooseRecipe(data: TrainingData, exclude: boolean): Promise<Choice | null> {
  const { best } = await automl(
    { recipes, data, seed, budget, exclude, hpoResourceConfig: { maxNumberOfTrainingJobs: String(trials) } },
    tools,
  );
  if (best.recipe === USUAL && best.number === 1) return null;
  return { recipe: best.recipe, settings: best.algorithmHyperParameters };
}

/** The rank of everybody's newest row among all items, by a model that has seen the rest. */
async function ranksOf(
  { recipe: name, settings }: Choice,
  data: TrainingData,
  exclude: boolean,
): Promise<Float64Array> {
  const recipe = findRecipe(name);
  const { train, tests } = splitLeaveOneOut(data);
  const config = { parameters: checkParameters(recipe, settings, {}), seed, budget };
  const trainer = await recipe.trainer(train, config, tools.pool);
  for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
  const queries = tests.map(({ query }) => query);
  const targets = Int32Array.from(tests, ({ relevant: [target] }) => target);
  return targetRanks(trainer.model(), queries, targets, exclude, tools.pool, uncancelled);
}

function meanOf(ranks: Float64Array): number {
  const found = valuesOfRanks(ranks, OBJECTIVE.metricName).filter((value) => !Number.isNaN(value));
  return found.reduce((sum, value) => sum + value, 0) / found.length;
}

function lineOf(row: Row): string {
  const settings = Object.entries(row.chosen.settings).map(([name, value]) => `${name} ${value}`);
  const named = row.asked === AUTOML ? [row.chosen.recipe, ...settings] : settings;
  const figures = [row.defaultValue, row.chosenValue].map((value) => value.toFixed(4));
  return [
    row.set.padEnd(16),
    row.asked.padEnd(26),
    `defaults ${figures[0]}, chosen ${figures[1]},`,
    `p ${row.pValue.toFixed(4)}, ${row.people} people: ${row.verdict}`,
    named.length === 0 ? '' : `(${named.join(', ')})`,
    `${row.seconds} s`,
  ].join(' ');
}
