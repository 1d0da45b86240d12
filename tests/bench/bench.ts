/**
 * How fast everything is here, against what is wanted: the scalar ceiling of this machine first, every dense kernel
 * as a share of it, two other libraries on the same operations, then every recipe's training, memory, lists and
 * batches. `npm run bench -- --quick --only kernels --json`; `--only` takes a section (kernels, rivals, recipes), a
 * kernel or a recipe, or several with commas.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figures/figure';
import { verdict } from './figures/figure';
import { line, summary } from './figures/table';
import { kernels } from './kernels/all';
import { measureKernels, measureRivals } from './kernels/measure';
import { recipeFigures } from './recipes/figures';
import { inOwnProcess } from './recipes/in-own-process';
import { recipeRuns } from './recipes/plan';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const runs = recipeRuns(values.quick);
const only = values.only?.split(',');
checkNames(only ?? []);
const figures: Figure[] = [];
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  threads: cpus().length,
  node: process.version,
  /** Processes that wanted to run in the minute before: from about 0.3 on, times by the clock say little. */
  load: loadavg()[0],
};
const say = (text: string): void => void (values.json ? process.stderr : process.stdout).write(`${text}\n`);
const tell = (figure: Figure): void => {
  figures.push(figure);
  say(line(figure));
};

say(
  `${machine.threads} × ${machine.cpu}, Node ${machine.node}, load ${machine.load.toFixed(1)}${values.quick ? ', quick' : ''}`,
);
/** Of the matrices that two threads divide: those of a catalogue, or smaller ones. */
const side = values.quick ? 1200 : 3400;
const someKernels = only?.filter((name) => kernels.has(name)) ?? [];
if (wanted('kernels')) await measureKernels(tell, side, null);
else if (someKernels.length > 0) await measureKernels(tell, side, new Set(someKernels));
if (wanted('rivals')) measureRivals(tell);
for (const run of runs) {
  if (wanted('recipes') || wanted(run.recipe)) recipeFigures(run, await inOwnProcess(run)).forEach(tell);
}
say(summary(figures));
if (values.json) {
  const judged = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
  process.stdout.write(`${JSON.stringify({ machine, quick: values.quick, figures: judged }, null, 2)}\n`);
}

function wanted(name: string): boolean {
  return only === undefined || only.includes(name);
}

/** @throws Error naming what `--only` does not know. */
function checkNames(names: readonly string[]): void {
  const known = new Set([
    'kernels',
    'rivals',
    'recipes',
    ...kernels.keys(),
    ...runs.map(({ recipe }) => recipe),
  ]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(`--only knows ${[...known].join(', ')}, and not ${unknown.join(', ')}`);
}
