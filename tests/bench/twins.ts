/**
 * Kinds of data that are not in hand, made of those that are (`tests/bench/twins/twins.ts`): every recipe that applies
 * under each budget, and each part of user-personalization that ranks by itself, alone beside popularity. nDCG@10 of the
 * whole catalogue, by seconds, in one table of markdown, with HR@20 and MRR@20, and what the score of the first item
 * promises and keeps. `npm run bench:twins -- --sets online-retail --twins sparse,sessions --recipes aws-hrnn --budgets instant,standard --seed 7 --parts no`.
 * Errors are standard errors over people, of differences on the same people.
 */
import { parseArgs } from 'node:util';
import { uncancelled } from '../../src/domain/ports';
import type { Budget } from '../../src/domain/resources';
import { meanOver } from '../../src/kernels/mean-over';
import { importFiles } from '../../src/programs/cli/import-files';
import { oneOf, wholeNumber } from '../../src/programs/cli/options';
import type { Recipe } from '../../src/recipes/recipe';
import { findRecipe } from '../../src/recipes/registry';
import { isWatchedOnce, publishedSets } from './accuracy/sets';
import { hasPart, personalizationOf, personalizationWithout, RANKING } from './parts/without';
import { eventsOf, find, type Found, peopleOf, type Questions, questionsOf } from './twins/questions';
import { TWINS } from './twins/twins';

const BUDGETS = ['instant', 'standard', 'thorough'] as const;
const WHOLE = 'aws-user-personalization';

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: 'ml-latest-small,online-retail' },
    twins: { type: 'string', default: Object.keys(TWINS).join() },
    recipes: {
      type: 'string',
      default: `${WHOLE},aws-user-personalization-v2,aws-hrnn,aws-sims,aws-popularity-count`,
    },
    budgets: { type: 'string', default: 'instant' },
    parts: { type: 'string', default: 'yes' },
    seed: { type: 'string', default: '42' },
  },
});
const seed = wholeNumber('--seed', values.seed, 0, 2147483647);
const budgets = values.budgets.split(',').map((budget) => oneOf('--budgets', budget, BUDGETS));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Recipes whose lists are the same under every budget. */
const COUNTED = ['aws-sims', 'aws-popularity-count'];

say(
  '| set, twin | recipe or part | budget | nDCG@10 | HR@20 | MRR@20 | promised, % | kept, % | beyond user-personalization | s |',
);
say('| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [set, { flags }] of publishedSets()) {
  if (!values.sets.split(',').includes(set)) continue;
  const { tables } = await importFiles({ interactions: flags[1], profile: 'relaxed' }, uncancelled);
  const events = eventsOf(tables);
  for (const name of values.twins.split(',')) {
    const twin = TWINS[name](events, seed);
    const isTaste = name === 'no order' || name === 'false order';
    await measure(`${set}, ${name}`, await questionsOf(twin, isTaste || isWatchedOnce(set), seed));
  }
}

async function measure(twin: string, questions: Questions): Promise<void> {
  for (const budget of budgets) {
    let whole: Found | null = null;
    const told = async (name: string, recipe: Recipe): Promise<void> => {
      const found = await find(recipe, questions, { seed, budget });
      say(lineOf(twin, name, budget, found, whole, peopleOf(questions)));
      if (name === WHOLE) whole = found;
    };
    let parts = RANKING;
    const wanted = personalizationWithout([], (plan) => {
      parts = RANKING.filter((part) => hasPart(part, plan, questions.data));
    });
    for (const name of values.recipes.split(',')) {
      if (COUNTED.includes(name) && budget !== budgets[0]) continue;
      await told(name, name === WHOLE ? wanted : findRecipe(name));
    }
    if (values.parts !== 'yes' || whole === null) continue;
    for (const part of parts) await told(`${part} alone`, personalizationOf(part));
  }
}

function lineOf(
  twin: string,
  name: string,
  budget: Budget,
  { nDCG10, hit20, reciprocal20, promised, kept, seconds }: Found,
  whole: Found | null,
  people: readonly number[],
): string {
  const mean = (numbers: Float64Array): string => meanOver(numbers, people).mean.toFixed(4);
  const percent = (share: number): string => (100 * share).toFixed(1);
  const first = meanOver(kept, people);
  const beyond =
    whole &&
    meanOver(
      nDCG10.map((value, t) => value - whole.nDCG10[t]),
      people,
    );
  const cells = [
    twin,
    name,
    budget,
    mean(nDCG10),
    mean(hit20),
    mean(reciprocal20),
    percent(meanOver(promised, people).mean),
    `${percent(first.mean)} ± ${percent(first.error)}`,
    beyond === null ? '' : `${beyond.mean.toFixed(4)} ± ${beyond.error.toFixed(4)}`,
    seconds.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}
