/**
 * How fast everything is here, against what is wanted: the scalar ceiling of this machine first, every dense kernel
 * as a share of it, two other libraries on the same operations, filters, then every recipe's training, memory, lists
 * and batches. `npm run bench -- --quick --only kernels --json`; `--only` takes a section (kernels, rivals, filters,
 * recipes), a kernel or a recipe, or several with commas.
 */
import { parseArgs } from 'node:util';
import { Report } from './figures/report';
import { measureFilters } from './filters';
import { kernels } from './kernels/all';
import { measureKernels, measureRivals } from './kernels/measure';
import { startNodeThread } from './kernels/node-threads';
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
const report = new Report(`Node ${process.version}`, values.json);
/** Of the matrices that two threads divide: those of a catalogue, or smaller ones. */
const side = values.quick ? 1200 : 3400;
const someKernels = only?.filter((name) => kernels.has(name)) ?? [];
if (wanted('kernels')) await measureKernels(report.tell, startNodeThread, side, null);
else if (someKernels.length > 0)
  await measureKernels(report.tell, startNodeThread, side, new Set(someKernels));
if (wanted('rivals')) measureRivals(report.tell);
if (wanted('filters')) measureFilters(report.tell);
for (const run of runs) {
  if (wanted('recipes') || wanted(run.recipe))
    recipeFigures(run, await inOwnProcess(run)).forEach(report.tell);
}
report.end();

function wanted(name: string): boolean {
  return only === undefined || only.includes(name);
}

/** @throws Error naming what `--only` does not know. */
function checkNames(names: readonly string[]): void {
  const known = new Set([
    'kernels',
    'rivals',
    'filters',
    'recipes',
    ...kernels.keys(),
    ...runs.map(({ recipe }) => recipe),
  ]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(`--only knows ${[...known].join(', ')}, and not ${unknown.join(', ')}`);
}
