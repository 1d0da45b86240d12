/**
 * What more effort gains, and whether scores are chances: a recipe is trained under each budget in turn on all but
 * everybody's newest row, by seconds, and asked for it. Per budget: nDCG@10, what the first item of a list promises and
 * how often it is the hidden one, processor time of learning; and what it gains over the budget before, on the same rows.
 * `npm run evaluate:effort -- --recipes aws-hrnn,aws-user-personalization-v2 --sets ml-latest-small --budgets
 * instant,standard --rows 5 --seed 7 --json`. `--rows N` hides everybody's newest N and asks for each, as more rows tell
 * more than one. Errors are standard errors over people.
 */
import { parseArgs } from 'node:util';
import type { TrainingData, UserQuery } from '../../src/domain/histories';
import type { Budget } from '../../src/domain/resources';
import { oneOf, wholeNumber } from '../../src/programs/cli/options';
import { uncancelled } from '../../src/domain/ports';
import { askedBefore } from '../../src/domain/queries';
import { trainModel } from '../../src/programs/cli/train-model';
import { readTrainingData, readTuningOptions } from '../../src/programs/cli/tuning-options';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { keepRows } from '../../src/engine/measuring/split';
import { valuesOfRanks } from '../../src/kernels/metrics/target-metrics';
import { targetPlaces, type TargetPlaces } from '../../src/recipes/ask-users';
import { momentCount, newestFrom } from '../../src/recipes/newest-from';
import { checkParameters } from '../../src/recipes/parameters';
import { findRecipe } from '../../src/recipes/registry';
import { meanOver, type Mean } from '../../src/kernels/mean-over';
import { filmClub, isWatchedOnce, publishedSets } from './accuracy/sets';

const BUDGETS = ['instant', 'standard', 'thorough'] as const;

const { values } = parseArgs({
  options: {
    recipes: { type: 'string', default: 'aws-user-personalization,aws-user-personalization-v2,aws-hrnn' },
    sets: { type: 'string', default: '' },
    budgets: { type: 'string', default: 'instant,standard' },
    rows: { type: 'string', default: '1' },
    seed: { type: 'string', default: '42' },
    json: { type: 'boolean', default: false },
  },
});
const seed = wholeNumber('--seed', values.seed, 0, 2147483647);
const hidden = wholeNumber('--rows', values.rows, 1, 20);
const budgets = values.budgets.split(',').map((budget) => oneOf('--budgets', budget, BUDGETS));

interface Line {
  readonly set: string;
  readonly recipe: string;
  readonly budget: Budget;
  readonly rows: number;
  readonly nDCG10: Mean;
  /** null where a recipe has no scores. */
  readonly promised: Mean | null;
  readonly kept: Mean;
  /** nDCG@10 beyond that of the budget before; null for the first. */
  readonly gained: Mean | null;
  readonly cpuSeconds: number;
}

/** Rows that everybody is asked for: what was known before each, and what it was. */
interface Questions {
  readonly train: TrainingData;
  readonly queries: readonly UserQuery[];
  readonly targets: Int32Array;
}

const pool = new InProcessPool();
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const lines: Line[] = [];
const sets = publishedSets();
if (sets.size === 0 || values.sets.includes('film-club')) sets.set('film-club', await filmClub());
say(`seed ${seed}, everybody's newest ${hidden === 1 ? 'row' : `${hidden} rows`}, by seconds`);
for (const [set, { flags }] of sets) {
  if (values.sets !== '' && !values.sets.split(',').includes(set)) continue;
  const data = await readTrainingData(readTuningOptions([...flags, '--seed', values.seed], []));
  for (const recipe of values.recipes.split(',')) await compare(set, recipe, questionsOf(data));
}
if (values.json) process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);

async function compare(set: string, name: string, questions: Questions): Promise<void> {
  const recipe = findRecipe(name);
  const parameters = checkParameters(recipe, {}, {});
  let before: TargetPlaces | null = null;
  for (const budget of budgets) {
    const startedUs = process.cpuUsage();
    const model = await trainModel({ recipe, config: { parameters, seed, budget } }, questions.train, pool);
    const { user, system } = process.cpuUsage(startedUs);
    const { queries, targets } = questions;
    const places = await targetPlaces(model, queries, targets, isWatchedOnce(set), pool, uncancelled);
    const gains = gainsOf(places);
    const people = queries.map(({ userIdx }) => userIdx);
    const over = (numbers: ArrayLike<number>): Mean => meanOver(numbers, people);
    const earlier = before === null ? null : gainsOf(before);
    const line: Line = {
      set,
      recipe: recipe.name,
      budget,
      rows: gains.filter((value) => !Number.isNaN(value)).length,
      nDCG10: over(gains),
      promised: model.hasScores ? over(places.firstScores) : null,
      kept: over(places.firstHits),
      gained: earlier && over(gains.map((value, q) => value - earlier[q])),
      cpuSeconds: (user + system) / 1e6,
    };
    lines.push(line);
    say(wordsOf(line));
    before = places;
  }
}

function gainsOf({ ranks }: TargetPlaces): Float64Array {
  return valuesOfRanks(ranks, 'normalized_discounted_cumulative_gain_at_10');
}

/** Whoever has two moments beside the hidden ones is asked. */
function questionsOf(data: TrainingData): Questions {
  const queries: UserQuery[] = [];
  const targets: number[] = [];
  const isAsked = (user: number): boolean => momentCount(data, user) >= hidden + 2;
  for (let user = 0; user < data.nUsers; user++) {
    if (!isAsked(user)) continue;
    for (let row = hidden; row > 0; row--) {
      const at = newestFrom(data, user, row);
      queries.push(askedBefore(data, user, at));
      targets.push(data.items[at]);
    }
  }
  const end = (user: number): number =>
    isAsked(user) ? newestFrom(data, user, hidden) : data.userPtr[user + 1];
  const train = keepRows(data, (user) => end(user) - data.userPtr[user]);
  return { train, queries, targets: Int32Array.from(targets) };
}

function wordsOf({ set, recipe, budget, rows, nDCG10, promised, kept, gained, cpuSeconds }: Line): string {
  const told = ({ mean, error }: Mean, digits: number, by = 1): string =>
    `${(by * mean).toFixed(digits)} ± ${(by * error).toFixed(digits)}`;
  return [
    set.padEnd(16),
    recipe.padEnd(28),
    budget.padEnd(9),
    `nDCG@10 ${told(nDCG10, 4)}`,
    ...(gained === null ? [] : [`gained ${told(gained, 4)}`]),
    ...(promised === null ? [] : [`promised ${told(promised, 2, 100)} %`]),
    `first right ${told(kept, 2, 100)} %`,
    `${rows} rows`,
    `${cpuSeconds.toFixed(1)} s`,
  ].join('  ');
}
