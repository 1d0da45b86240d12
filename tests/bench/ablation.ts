/**
 * What each part of user-personalization is worth: it is trained without one of them in turn and asked for the same rows.
 * Per part and set: what nDCG@10 loses, paired over people, and how much less learning takes; a part that nowhere gains a
 * standard error on two sets is told below, with the lines of the files that would go with it. Writes docs/ablation.md.
 * `npm run bench:ablation -- --sets online-retail,ml-latest-small:sparse --parts ease,network --budget standard --seed 7
 * --keep`: with `--keep` nothing is written. With `--figures FILE` a run that was stopped goes on: sets that the file has
 * are taken from it, each that is measured is added. A set is one of those in hand, or a twin of one by `SET:TWIN`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { uncancelled } from '../../src/domain/ports';
import { drawTests } from '../../src/engine/measuring/outside-rows';
import { splitLeaveOneOut } from '../../src/engine/measuring/split';
import { buildTrainingData } from '../../src/engine/training/training-data';
import { type Mean, meanOver } from '../../src/kernels/mean-over';
import { importFiles } from '../../src/programs/cli/import-files';
import { filesOf, oneOf, wholeNumber } from '../../src/programs/cli/options';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { filmClub, isWatchedOnce, itemsOf, publishedSets, type SetName } from './accuracy/sets';
import { findRecipe } from '../../src/recipes/registry';
import {
  hasPart,
  PART_NAMES,
  type PartName,
  PARTS,
  personalizationWithout,
  PRECEDENTS_FILES,
  withoutPrecedents,
} from './parts/without';
import {
  type Answers,
  ask,
  eventsOf,
  find,
  MOST_ASKED,
  peopleOf,
  type Questions,
  questionsOf,
} from './twins/questions';
import { TWINS } from './twins/twins';

/** Of recipes that are networks, the precedents beside them are left out. */
const NETWORKS = ['aws-hrnn', 'aws-user-personalization-v2'];

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
    networks: { type: 'string', default: NETWORKS.join() },
    figures: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const seed = wholeNumber('--seed', values.seed, 0, 2147483647);
const budget = oneOf('--budget', values.budget, ['instant', 'standard', 'thorough']);
const asked = values.parts.split(',').map((part) => oneOf('--parts', part, PART_NAMES));
const networks = values.networks.split(',').filter((name) => name !== '');
const rows: readonly string[] = [...asked, ...networks.map(precedentsOf)];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What a set loses without a part: its mean, and seconds that are saved. */
interface Loss {
  readonly gained: Mean;
  /** null where it was not taken. */
  readonly seconds: number | null;
}
interface Column {
  readonly set: string;
  readonly nDCG10: Mean;
  readonly seconds: number;
  /** Of parts that it has. */
  readonly losses: { readonly [part: string]: Loss };
}

const sets = publishedSets();
sets.set('film-club', await filmClub());
const columns: Column[] = [];
const kept = values.figures !== undefined && existsSync(values.figures) ? readFigures(values.figures) : [];
for (const set of values.sets.split(',')) {
  columns.push(kept.find((column) => column.set === set) ?? (await ablate(set, await readQuestions(set))));
  if (values.figures !== undefined) writeFileSync(values.figures, JSON.stringify(columns));
}
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
  return { data: train, tests: drawTests(tests, MOST_ASKED, seed), exclude };
}

async function ablate(set: string, questions: Questions): Promise<Column> {
  let has: (part: PartName) => boolean = () => false;
  const whole = personalizationWithout([], (plan) => {
    has = (part) => hasPart(part, plan, questions.data);
  });
  // What is run first is compiled first, which is no part's work.
  await find(whole, { ...questions, tests: questions.tests.slice(0, 1) }, { seed, budget });
  const full = await find(whole, questions, { seed, budget });
  const people = peopleOf(questions);
  const losses: Record<string, Loss> = {};
  const nDCG10 = meanOver(full.nDCG10, people);
  const note = (part: string, whole: Answers, without: Answers, seconds: number | null): void => {
    const gains = whole.nDCG10.map((value, t) => value - without.nDCG10[t]);
    const loss = { gained: meanOver(gains, people), seconds };
    losses[part] = loss;
    say(`  ${part}: ${cellOf(loss)}`);
  };
  say(`${set}: ${nDCG10.mean.toFixed(4)}, ${full.seconds.toFixed(1)} s`);
  for (const part of asked.filter((each) => has(each))) {
    const without = await find(personalizationWithout([part]), questions, { seed, budget });
    note(part, full, without, full.seconds - without.seconds);
  }
  for (const name of networks) {
    const recipe = findRecipe(name);
    const found = await find(recipe, questions, { seed, budget });
    const alone = withoutPrecedents(found.model, recipe);
    if (alone !== null) note(precedentsOf(name), found, await ask(alone, questions), null);
  }
  return { set, nDCG10, seconds: full.seconds, losses };
}

function precedentsOf(network: string): string {
  return `precedents of ${network}`;
}

function linesOf(part: string): number {
  const files = part in PARTS ? PARTS[part as PartName].files : PRECEDENTS_FILES;
  return files.reduce(
    (sum: number, file) => sum + readFileSync(join(projectRoot, 'src', file), 'utf8').split('\n').length - 1,
    0,
  );
}

/** Sets on which a part gains more than its standard error. */
function setsThatGain(part: string): number {
  return columns.filter(({ losses }) => {
    const loss: Loss | undefined = losses[part];
    return loss !== undefined && loss.gained.mean > loss.gained.error;
  }).length;
}

function tableOf(all: readonly Column[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const few = rows.filter((part) => all.some(({ losses }) => part in losses) && setsThatGain(part) < 2);
  return [
    row(['part', ...all.map(({ set }) => set.replace(':', ', ')), 'sets that gain', 'lines']),
    row(['---', ...all.map(() => '---:'), '---:', '---:']),
    row([
      'all of it',
      ...all.map(({ nDCG10, seconds }) => `${nDCG10.mean.toFixed(4)}, ${seconds.toFixed(1)} s`),
      '',
      '',
    ]),
    ...rows.map((part) =>
      row([
        part,
        ...all.map(({ losses }) => cellOf(losses[part])),
        String(setsThatGain(part)),
        String(linesOf(part)),
      ]),
    ),
    `\nOn fewer than two of these sets they gain a standard error: ${few.join(', ') || 'none'}.\n`,
  ].join('');
}

function cellOf(loss: Loss | undefined): string {
  if (loss === undefined) return '–';
  const { gained, seconds } = loss;
  const time = seconds === null ? '' : `, ${seconds.toFixed(1)} s`;
  return `${gained.mean.toFixed(4)} ± ${gained.error.toFixed(4)}${time}`;
}

function readFigures(path: string): readonly Column[] {
  return JSON.parse(readFileSync(path, 'utf8')) as Column[];
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
