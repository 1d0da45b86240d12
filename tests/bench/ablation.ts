/**
 * What each part of user-personalization is worth: it is trained without one of them in turn and asked for the same rows.
 * Per part and set: what nDCG@10 loses, paired over people, and how much less learning takes; a part that nowhere gains a
 * standard error on two sets is told below, with the lines of the files that would go with it. Writes docs/ablation.md.
 * `npm run bench:ablation -- --sets online-retail,ml-latest-small:sparse --parts ease,network --budget standard --seed 7
 * --keep`: with `--keep` nothing is written. A set is one of those in hand, or a twin of one by `SET:TWIN`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { uncancelled } from '../../src/domain/ports';
import { splitLeaveOneOut } from '../../src/engine/measuring/split';
import { buildTrainingData } from '../../src/engine/training/training-data';
import { type Mean, meanOver } from '../../src/kernels/mean-over';
import { importFiles } from '../../src/programs/cli/import-files';
import { filesOf, oneOf, wholeNumber } from '../../src/programs/cli/options';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { filmClub, isWatchedOnce, itemsOf, publishedSets, type SetName } from './accuracy/sets';
import { hasPart, PART_NAMES, type PartName, PARTS, personalizationWithout } from './parts/without';
import { eventsOf, find, peopleOf, type Questions, questionsOf } from './twins/questions';
import { TWINS } from './twins/twins';

const { values } = parseArgs({
  options: {
    sets: {
      type: 'string',
      default:
        'ml-latest-small:rows,online-retail,aws-ml-ops,film-club,ml-latest-small:sparse,online-retail:sparse,ml-latest-small:false order,online-retail:false order',
    },
    parts: { type: 'string', default: PART_NAMES.join() },
    budget: { type: 'string', default: 'instant' },
    seed: { type: 'string', default: '42' },
    keep: { type: 'boolean', default: false },
  },
});
const seed = wholeNumber('--seed', values.seed, 0, 2147483647);
const budget = oneOf('--budget', values.budget, ['instant', 'standard', 'thorough']);
const asked = values.parts.split(',').map((part) => oneOf('--parts', part, PART_NAMES));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What a set loses without a part: its mean, and seconds that are saved. */
interface Loss {
  readonly gained: Mean;
  readonly seconds: number;
}
interface Column {
  readonly set: string;
  readonly nDCG10: Mean;
  readonly seconds: number;
  /** Of parts that it has. */
  readonly losses: ReadonlyMap<PartName, Loss>;
}

const sets = publishedSets();
sets.set('film-club', await filmClub());
const columns: Column[] = [];
for (const set of values.sets.split(',')) columns.push(await ablate(set, await readQuestions(set)));
const table = tableOf(columns);
process.stdout.write(table);
if (!values.keep) writeTable(table);

async function readQuestions(name: string): Promise<Questions> {
  const [set, twin] = name.split(':');
  const found = sets.get(set);
  if (found === undefined) throw new RangeError(`${set} is absent`);
  const [flags, exclude] = [[...found.flags, ...itemsOf(set as SetName)], isWatchedOnce(set)];
  const named = Object.fromEntries(
    flags.flatMap((flag, f) => (f % 2 === 0 ? [[flag.slice(2), flags[f + 1]]] : [])),
  );
  const { tables } = await importFiles(filesOf(named, 'relaxed'), uncancelled);
  if (twin !== undefined && twin !== 'rows') {
    return questionsOf(TWINS[twin](eventsOf(tables), seed), exclude || twin === 'false order', seed);
  }
  const { train, tests } = splitLeaveOneOut(
    buildTrainingData(tables, {}, 'relaxed', twin === 'rows' ? undefined : seed),
  );
  return { data: train, tests, exclude };
}

async function ablate(set: string, questions: Questions): Promise<Column> {
  let has: (part: PartName) => boolean = () => false;
  const whole = personalizationWithout([], (plan) => {
    has = (part) => hasPart(part, plan, questions.data);
  });
  const full = await find(whole, questions, { seed, budget });
  const people = peopleOf(questions);
  const losses = new Map<PartName, Loss>();
  const nDCG10 = meanOver(full.nDCG10, people);
  say(`${set}: ${nDCG10.mean.toFixed(4)}, ${full.seconds.toFixed(1)} s`);
  for (const part of asked.filter((each) => has(each))) {
    const without = await find(personalizationWithout([part]), questions, { seed, budget });
    const gained = meanOver(
      full.nDCG10.map((value, t) => value - without.nDCG10[t]),
      people,
    );
    const seconds = full.seconds - without.seconds;
    losses.set(part, { gained, seconds });
    say(`  ${part}: ${gained.mean.toFixed(4)} ± ${gained.error.toFixed(4)}, ${seconds.toFixed(1)} s`);
  }
  return { set, nDCG10, seconds: full.seconds, losses };
}

function linesOf(part: PartName): number {
  return PARTS[part].files.reduce(
    (sum, file) => sum + readFileSync(join(projectRoot, 'src', file), 'utf8').split('\n').length - 1,
    0,
  );
}

/** Sets on which a part gains more than its standard error. */
function setsThatGain(part: PartName): number {
  return columns.filter(({ losses }) => {
    const loss = losses.get(part);
    return loss !== undefined && loss.gained.mean > loss.gained.error;
  }).length;
}

function tableOf(all: readonly Column[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const cellOf = (loss: Loss | undefined): string =>
    loss === undefined
      ? '–'
      : `${loss.gained.mean.toFixed(4)} ± ${loss.gained.error.toFixed(4)}, ${loss.seconds.toFixed(1)} s`;
  const few = asked.filter((part) => all.some(({ losses }) => losses.has(part)) && setsThatGain(part) < 2);
  return [
    row(['part', ...all.map(({ set }) => set.replace(':', ', ')), 'sets that gain', 'lines']),
    row(['---', ...all.map(() => '---:'), '---:', '---:']),
    row([
      'all of it',
      ...all.map(({ nDCG10, seconds }) => `${nDCG10.mean.toFixed(4)}, ${seconds.toFixed(1)} s`),
      '',
      '',
    ]),
    ...asked.map((part) =>
      row([
        part,
        ...all.map(({ losses }) => cellOf(losses.get(part))),
        String(setsThatGain(part)),
        String(linesOf(part)),
      ]),
    ),
    `\nOn fewer than two of these sets they gain a standard error: ${few.join(', ') || 'none'}.\n`,
  ].join('');
}

/** In place of what stands below the heading of this budget. */
function writeTable(table: string): void {
  const path = join(projectRoot, 'docs/ablation.md');
  const before = readFileSync(path, 'utf8');
  const heading = `## ${budget}\n`;
  const from = before.indexOf(heading);
  if (from < 0) throw new RangeError(`docs/ablation.md has no heading for ${budget}`);
  const next = before.indexOf('\n## ', from);
  const rest = next < 0 ? '' : before.slice(next);
  writeFileSync(path, `${before.slice(0, from)}${heading}\n${table}${rest}`);
}
