/**
 * Changes the code of kernels, metrics and filters, one operator, number, condition or statement at a time, and counts
 * the changes that unit tests notice. `npm run mutate`; `-- --short` for the handful by which the full run sees that
 * this still works; `--seed N` for another sample, `--only src/kernels/gru` for some files, `--mutants N` for the size of the
 * sample. Survivors are listed on standard error. Fails below 80 % overall or, in the long run, in a folder; the short
 * run fails three standard errors below.
 */
import { availableParallelism } from 'node:os';
import { bundleOf, type Bundle, type Scope } from './mutate/bundle';
import { baselineOf, tryMutants, type Result } from './mutate/lead';
import type { Baseline } from './mutate/messages';
import { mutantsOf, type Mutant } from './mutate/mutants';
import { conclude, isShort, newVerdict, optionOf, shortOf } from './verdict';

const LEAST_KILLED = 0.8;
const SEED = Number(optionOf('seed') ?? 1);
/** How many are tried in all; the long run tries each. */
const SAMPLE = Number(optionOf('mutants') ?? (isShort ? shortOf(200, 20) : Infinity));
/** The short run has other work beside it. */
const LANES = isShort ? 1 : availableParallelism();
const ONLY = optionOf('only') ?? '';

/**
 * Left out: what measures time, what starts processes, and what takes seconds, which each survivor would cost; of the short
 * run also the few that take longer than all others together where nothing is optimised.
 */
const scopes: readonly Scope[] = [
  {
    folder: 'kernels',
    without: inShort([
      'tells how far it is, some eight million',
      'context kernel > three in one walk',
      'ridge factors > let others in',
      'EASE from its definition > over',
    ]),
  },
  {
    folder: 'kernels/metrics',
    without: [
      'calibration > without a difference',
      'six groups of which none differs',
      ...inShort([
        'known answers > two groups far apart',
        'known answers > the larger a group',
        'known answers > the same seed',
        'known answers > breathes as it goes',
      ]),
    ],
  },
  {
    folder: 'filters',
    without: [
      'speed.test.ts',
      'command.test.ts',
      'a mutated expression > never crashes',
      'printing and parsing > are inverse',
      'what can come next > holds every next word',
    ],
  },
].filter(({ folder }) => `src/${folder}`.startsWith(ONLY) || ONLY.startsWith(`src/${folder}`));

interface Ground {
  readonly bundle: Bundle;
  readonly mutants: readonly Mutant[];
  readonly baseline: Baseline;
}

const startedMs = performance.now();
const grounds = await inTurn(scopes, groundOf);
const chosen = sampleOf(grounds);
const results = (
  await inTurn(chosen, ({ ground: { bundle, mutants, baseline }, places }) =>
    tryMutants(bundle, mutants, places, baseline),
  )
).flat();
const shares = scopes.map(({ folder }) => tell(folder, results));
const all = tell('', results);
const verdict = { ...newVerdict('mutate'), tried: results.length };
// A sample strays, and each change of the code draws another one: chance alone must not end a run.
const slack = isShort ? 3 * Math.sqrt((LEAST_KILLED * (1 - LEAST_KILLED)) / results.length) : 0;
const held = isShort ? [all] : [all, ...shares];
conclude(
  verdict,
  startedMs,
  held.every((share) => share >= LEAST_KILLED - slack),
);

/** Beginnings of names that only the short run leaves out. */
function inShort(names: readonly string[]): readonly string[] {
  return isShort ? names : [];
}

/** So many at a time as there are lanes. */
async function inTurn<Task, Made>(
  tasks: readonly Task[],
  run: (task: Task) => Promise<Made>,
): Promise<Made[]> {
  const left = [...tasks.entries()];
  const made: Made[] = [];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) made[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: LANES }, worker));
  return made;
}

async function groundOf(scope: Scope): Promise<Ground> {
  const bundle = await bundleOf(scope);
  const mutants = mutantsOf(bundle);
  const stray = mutants.find(({ file }) => !file.startsWith(`src/${scope.folder}/`));
  if (stray) throw new Error(`Nobody knows where this comes from: ${stray.change}`);
  const baseline = await baselineOf(bundle, mutants, scope.without);
  const failing = baseline.names.filter((_, k) => Number.isNaN(baseline.turns[k]));
  if (failing.length > 0) throw new Error(`Fails without any change: ${failing.join(', ')}`);
  process.stderr.write(`src/${scope.folder}: ${mutants.length} mutants, ${baseline.names.length} tests\n`);
  return { bundle, mutants, baseline };
}

/** Places of the mutants to try, by file; each is drawn by a hash of its place in the bundle and the seed. */
function sampleOf(all: readonly Ground[]): { ground: Ground; places: number[] }[] {
  const drawn = all
    .flatMap((ground) =>
      ground.mutants.map(({ file }, place) => ({
        ground,
        file,
        place,
        draw: hash(`${file} ${place} ${SEED}`),
      })),
    )
    .filter(({ file }) => file.startsWith(ONLY))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, SAMPLE);
  return [...new Set(drawn.map(({ file }) => file))].map((file) => {
    const ones = drawn.filter((one) => one.file === file);
    return { ground: ones[0].ground, places: ones.map(({ place }) => place).sort((a, b) => a - b) };
  });
}

/** FNV-1a of 32 bits, mixed once more for its low bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) value = Math.imul(value ^ text.charCodeAt(k), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Prints what is true of a folder, or of all. @returns the share that was killed. */
function tell(folder: string, found: readonly Result[]): number {
  const within = found.filter(({ mutant }) => mutant.file.startsWith(`src/${folder}`));
  const killed = within.filter((one) => one.killed).length;
  const share = within.length === 0 ? 1 : killed / within.length;
  process.stderr.write(
    `${`src/${folder}`.padEnd(12)} ${killed} killed, ${within.length - killed} survived of ${within.length}: ${(share * 100).toFixed(1)} %\n`,
  );
  return share;
}
