/**
 * The accuracy table: every recipe on the published sets beside the project, each figure against its target.
 * `npm run evaluate:all -- --recipes aws-hrnn,aws-sims --sets online-retail --budget instant --seed 7 --json`.
 * Where a set is absent, the bundled sample takes its place and the table says so. Exit status 1 when a target is
 * missed.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { evaluateCommand } from '../../src/programs/cli/evaluate-command';
import { plan, type Row } from './accuracy/plan';
import { filmClub, publishedSets } from './accuracy/sets';
import { judge, type Result } from './accuracy/verdict';

const { values } = parseArgs({
  options: {
    recipes: { type: 'string', default: '' },
    sets: { type: 'string', default: '' },
    budget: { type: 'string', default: 'standard' },
    seed: { type: 'string', default: '42' },
    json: { type: 'boolean', default: false },
  },
});

const sample = await filmClub();
const sets = publishedSets().set(sample.name, sample);
const chosen = plan.filter(
  ({ recipe, protocol }) => wanted(values.recipes, recipe) && wanted(values.sets, protocol.set),
);
const asked = new Set(chosen.map(({ protocol }) => `${protocol.set}|${protocol.name}`));
const rows = plan.filter((row) =>
  row.recipe === 'aws-popularity-count'
    ? asked.has(`${row.protocol.set}|${row.protocol.name}`)
    : chosen.includes(row),
);
const results: Result[] = [];
const missed: string[] = [];
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);

say(`seed ${values.seed}, budget ${values.budget}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
for (const row of rows) {
  const result = await measure(row);
  results.push(result);
  const { protocol, recipe } = row;
  const figure = (result.metrics[protocol.metric] ?? NaN).toFixed(4);
  const instead = result.set === protocol.set ? '' : ` (${protocol.set} is absent)`;
  say(
    `${recipe.padEnd(30)} ${(result.set + instead).padEnd(16)} ${protocol.name.padEnd(24)} ${protocol.metric} ${figure} of ${result.queries}  ${result.trainSeconds.toFixed(1)} s`,
  );
  for (const { target, measured, needed, met } of judge(result, popularityFor(row))) {
    const line = `${met ? 'met   ' : 'MISSED'} ${target}: ${measured.toFixed(4)} of ${needed.toFixed(4)}`;
    if (!met) missed.push(`${recipe}, ${protocol.set}, ${protocol.name}: ${line}`);
    say(`    ${line}`);
  }
}
say(missed.length === 0 ? 'every target met' : `${missed.length} missed:\n${missed.join('\n')}`);
if (values.json) process.stdout.write(`${JSON.stringify({ results, missed }, null, 2)}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

function wanted(list: string, name: string): boolean {
  return list === '' || list.split(',').includes(name);
}

async function measure(row: Row): Promise<Result> {
  const { recipe, protocol, flags = [] } = row;
  const set = sets.get(protocol.set) ?? sample;
  const options = ['--recipe', recipe, '--budget', values.budget, '--seed', values.seed, '--workers', '1'];
  const document = await evaluateCommand([...set.flags, ...options, ...protocol.flags, ...flags]);
  const { metrics, queries, mostActive, seconds, workers } = document as {
    metrics: Result['metrics'];
    queries: number;
    mostActive?: Result['mostActive'];
    seconds: { train: number };
    workers: number;
  };
  return {
    row,
    set: set.name,
    metrics,
    queries,
    ...(mostActive && { mostActive }),
    trainSeconds: seconds.train,
    workers,
  };
}

function popularityFor({ protocol }: Row): number {
  const line = results.find(
    ({ row }) =>
      row.recipe === 'aws-popularity-count' &&
      row.protocol.set === protocol.set &&
      row.protocol.name === protocol.name,
  );
  return line?.metrics[protocol.metric] ?? NaN;
}
