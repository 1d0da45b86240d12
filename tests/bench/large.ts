/**
 * Ten million rows of 70,000 people and 10,000 items: how long, in how much memory, and how many times as much as one
 * million rows of the same catalogue. `npm run bench:large -- --only aws-sims --json`; each in a process of its own. With
 * `--widest`, instead, a catalogue of a million items and thirty million rows.
 */
import { parseArgs } from 'node:util';
import { Report } from './figures/report';
import { growthFigures, recipeFigures } from './recipes/figures';
import { inOwnProcess } from './recipes/in-own-process';
import { largeRuns, widestRuns } from './recipes/plan';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    widest: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',');
const report = new Report(`Node ${process.version}`, values.json);
for (const run of values.widest ? widestRuns() : [])
  recipeFigures(run, await inOwnProcess(run)).forEach(report.tell);
for (const { small, large } of values.widest ? [] : largeRuns()) {
  if (only !== undefined && !only.includes(small.recipe)) continue;
  const before = await inOwnProcess(small);
  recipeFigures(small, before).forEach(report.tell);
  const after = await inOwnProcess(large);
  recipeFigures(large, after).forEach(report.tell);
  growthFigures(large, before, after).forEach(report.tell);
}
report.end();
