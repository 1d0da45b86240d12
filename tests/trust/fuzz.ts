/**
 * Hands more than a million odd inputs in at the doors that take what anybody may hold: tables in each form, filter
 * expressions, lines of batch jobs, project files, stored models and addresses. Grown from good ones by seeded accidents, and held against an independent
 * reading of the same input. `npm run fuzz`, or `-- --short`; `-- --target T` for one door, `--count N`, `--seed S`, and
 * `--at K` to try one input again and see it. Fails on a crash, a wrong acceptance, an input that takes longer than two
 * seconds, or a door that took in everything or nothing.
 */
import { Worker as Thread } from 'node:worker_threads';
import type { FromThread, Stretch } from './fuzz/stretch';
import { TARGETS, type TargetName } from './fuzz/targets';
import { conclude, isShort, newVerdict, optionOf, shortOf } from './verdict';

const COUNTS: { readonly [target in TargetName]: readonly [short: number, long: number] } = {
  hash: [10_000, 400_000],
  filters: [3000, 250_000],
  lines: [1000, 150_000],
  project: [200, 100_000],
  stored: [200, 20_000],
  models: [400, 50_000],
  import: [250, 100_000],
  several: [120, 50_000],
  json: [300, 100_000],
  'json-lines': [300, 100_000],
  xlsx: [150, 100_000],
  ods: [150, 100_000],
  parquet: [300, 100_000],
  html: [300, 100_000],
  sqlite: [300, 100_000],
};
const SEED = Number(optionOf('seed') ?? 1);
const HANG_MS = 2000;
/** Longest wait for an input that takes no work: something it waits for never comes. */
const STILL_MS = 30_000;
const LOOK_MS = 100;
/** A pause of the machine is no hang: an input is one when it takes so long each time. */
const TRIES = 3;
/** Findings of one kind that are printed. */
const SHOWN = 3;

const startedMs = performance.now();
const verdict = newVerdict('fuzz');
let holds = true;
/** A thread that has come to the end of a stretch, for the next one: to read the sources takes it longer than many inputs. */
let idle = null as Thread | null;
const only = optionOf('target');
const at = optionOf('at');
for (const target of TARGETS) {
  if (only !== null && only !== target) continue;
  const [short, long] = COUNTS[target];
  const count = Number(optionOf('count') ?? (isShort ? shortOf(short, 4) : long));
  const [from, to] = at === null ? [0, count] : [Number(at), Number(at) + 1];
  holds = (await fuzz(target, from, to)) && holds;
}
await idle?.terminate();
conclude(verdict, startedMs, holds);

/** @returns whether inputs were both taken and refused, as far as the number of them lets one expect it. */
async function fuzz(target: TargetName, from: number, to: number): Promise<boolean> {
  const beganMs = performance.now();
  const seen = new Map<string, number>();
  const told = new Map<string, number>();
  const tell = (kind: string, place: number, why: string, input: string): void => {
    const key = `${kind} ${why.replace(/[“"].*?[”"]|[[{].*|\d+/g, '').slice(0, 200)}`;
    const before = told.get(key) ?? 0;
    told.set(key, before + 1);
    if (before >= SHOWN) return;
    console.error(
      `${target} ${kind}: ${why}\n  --target ${target} --seed ${SEED} --at ${place}\n  ${input}\n`,
    );
  };
  let next = from;
  let tries = 0;
  while (next < to) {
    const end = await stretch({ target, from: next, to }, (message) => {
      verdict[message.finding.kind === 'crash' ? 'crashes' : 'losses']++;
      tell(message.finding.kind, message.at, message.finding.why, message.input);
    });
    for (const [what, count] of end.seen) seen.set(what, (seen.get(what) ?? 0) + count);
    if (end.kind === 'done') break;
    tries = end.at === next || tries === 0 ? tries + 1 : 1;
    next = end.at;
    if (end.kind === 'hang' && tries < TRIES) continue;
    verdict[end.kind === 'hang' ? 'hangs' : 'crashes']++;
    tell(end.kind, end.at, end.why, '');
    next = end.at + 1;
    tries = 0;
  }
  verdict.tried += to - from;
  const outcomes = [...seen].sort((a, b) => b[1] - a[1]);
  const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
  console.error(
    `${target}: ${to - from} in ${seconds} s; ${outcomes.map((pair) => pair.join(' ')).join(', ')}`,
  );
  const kinds = new Set(outcomes.map(([what]) => (what.startsWith('taken') ? 'taken' : 'refused')));
  return to - from < 100 || kinds.size === 2;
}

/** Processor time of this process so far; the thread under test takes nearly all of it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

type End =
  | { readonly kind: 'done'; readonly seen: ReadonlyMap<string, number> }
  | {
      readonly kind: 'hang' | 'crash';
      readonly at: number;
      readonly why: string;
      readonly seen: ReadonlyMap<string, number>;
    };

/** Has a thread try a stretch to its end: all inputs tried, one that does not end, or one that ended the thread. */
function stretch(
  what: Pick<Stretch, 'target' | 'from' | 'to'>,
  onFound: (message: FromThread & { kind: 'found' }) => void,
): Promise<End> {
  const now = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const thread = idle ?? new Thread(new URL('./fuzz/thread.mjs', import.meta.url));
  idle = null;
  const none: ReadonlyMap<string, number> = new Map();
  return new Promise((resolve, reject) => {
    let place = -1;
    let sinceMs = performance.now();
    let workedMs = cpuMs();
    const finish = (end: End): void => {
      clearInterval(timer);
      thread.off('message', onMessage).off('error', onError);
      if (end.kind === 'done') {
        idle = thread;
        resolve(end);
      } else void thread.terminate().then(() => resolve(end));
    };
    const timer = setInterval(() => {
      const current = Atomics.load(now, 0);
      if (current !== place) {
        place = current;
        sinceMs = performance.now();
        workedMs = cpuMs();
        return;
      }
      // Of a busy machine's time only what this process got counts.
      const isHang = cpuMs() - workedMs > HANG_MS || performance.now() - sinceMs > STILL_MS;
      if (place >= 0 && isHang)
        finish({ kind: 'hang', at: place, why: `not done after ${HANG_MS} ms`, seen: none });
    }, LOOK_MS);
    const onMessage = (message: FromThread): void => {
      if (message.kind === 'found') onFound(message);
      else finish({ kind: 'done', seen: message.seen });
    };
    const onError = (error: unknown): void => {
      const at = Atomics.load(now, 0);
      // Before its first input, the fault is this program's own.
      if (at < 0) reject(error);
      else finish({ kind: 'crash', at, why: String(error), seen: none });
    };
    thread.on('message', onMessage).on('error', onError);
    thread.postMessage({ ...what, seed: SEED, now } satisfies Stretch);
  });
}
