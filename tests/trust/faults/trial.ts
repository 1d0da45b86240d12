import { AppError } from '../../../src/domain/errors';
import { copyDisk, useDisk, type Disk } from './disk';
import { endFault, planFault, type StoreFault } from './faulty-database';
import {
  endPoolFault,
  faultyPool,
  planPoolFault,
  POOL_FAULTS,
  struckTask,
  type PoolFault,
} from './faulty-pool';
import { fingerprint, plain, type Fingerprint } from './fingerprint';
import { Failed, Hang, hasWords, SHOP, type Operation } from './operations';
import { patience } from './patience';
import { openTab, projectNamed, stateOf, type Tab } from './tab';

export interface Finding {
  readonly kind: 'crashes' | 'losses' | 'hangs';
  readonly words: string;
}

interface Trial {
  readonly operation: Operation;
  readonly disk: Disk;
  /** The device before the operation and after it, undisturbed. */
  readonly before: Fingerprint;
  readonly after: Fingerprint;
  readonly fault: Fault;
  readonly at: number;
}

export type Fault = StoreFault | PoolFault;
/** After these the tab has no storage any more, and only says so. */
const GONE: readonly Fault[] = ['closed', 'evicted', 'upgraded'];
/** What is asked of the product afterwards is answered by then, or the product hangs. */
const ANSWER_MS = 2000;
/** What a wait of a second and more is divided by where a database does not open. */
const QUICKER = 5;
/** No operation computes so long undisturbed. */
const OPERATION_MS = 8000;
const LOOK_MS = 50;

/** A tab at the shop, with what the operation needs. */
export async function begin({ before }: Operation, disk: Disk): Promise<Tab> {
  await useDisk(disk);
  const tab = await openTab(faultyPool());
  await tab.studio.openProject(await projectNamed(tab, SHOP));
  await before?.(tab);
  return tab;
}

/** Does an operation with one fault on its way, and looks at what the person is left with. */
export async function tryFault(trial: Trial): Promise<readonly Finding[]> {
  const { operation, disk, fault } = trial;
  const findings: Finding[] = [];
  const find = (kind: Finding['kind'], words: string): void => void findings.push({ kind, words });
  const tab = await begin(operation, disk);
  const { outcome, struck } = isOfPool(fault)
    ? await withPoolFault(trial, fault, tab)
    : await withStoreFault(trial, fault, tab);
  if (struck === null) return findings;
  const told = `at ${struck}, told ${wordsOf(outcome)}`;
  if (outcome.kind === 'hangs') find('hangs', `no end, ${told}`);
  if (outcome.kind === 'failed' && outcome.error instanceof Hang) find('hangs', told);
  else if (outcome.kind === 'failed' && !hasWords(outcome.error) && fault !== 'thrown') find('crashes', told);
  const left = await copyDisk();
  for (const words of await askAround(tab, fault))
    find(words.startsWith('no answer') ? 'hangs' : 'crashes', `${words}, ${told}`);
  if (!GONE.includes(fault)) {
    const shown = await shownAndStored(tab);
    if (shown !== null) find('losses', `the page shows what is not stored, ${told}: ${shown}`);
  }
  await useDisk(left);
  const found = await fingerprint();
  for (const words of found.faults) find('losses', `${words}, ${told}`);
  findings.push(...judge(found, trial, outcome.kind === 'done', told));
  const isOld = same(found, trial.before, fault);
  if (outcome.kind === 'failed' && isOld && !GONE.includes(fault)) {
    tab.attempts++;
    const again = await settled(operation.run(tab), OPERATION_MS);
    if (again.kind !== 'done') find('losses', `cannot be done again: ${wordsOf(again)}, ${told}`);
  }
  return findings;
}

interface Struck {
  readonly outcome: Outcome;
  /** What was struck; null where the fault has not come. */
  readonly struck: string | null;
}

async function withStoreFault({ operation, at }: Trial, fault: StoreFault, tab: Tab): Promise<Struck> {
  quick = fault === 'blocked';
  planFault({ fault, at, onClock: (ms) => tab.skip(ms) });
  const outcome = await settled(operation.run(tab), OPERATION_MS);
  quick = false;
  return { outcome, struck: endFault() };
}

/** Who waits for a task that is never answered cancels, and is let go. */
async function withPoolFault({ operation, at }: Trial, fault: PoolFault, tab: Tab): Promise<Struck> {
  planPoolFault(fault, at);
  const running = operation.run(tab);
  const cancelling = realInterval(() => {
    if (fault === 'silent' && struckTask() !== null) tab.cancel();
  }, 20);
  const outcome = await settled(running, OPERATION_MS);
  clearInterval(cancelling);
  endPoolFault();
  return { outcome, struck: struckTask() };
}

function isOfPool(fault: Fault): fault is PoolFault {
  return (POOL_FAULTS as readonly Fault[]).includes(fault);
}

function judge(
  found: Fingerprint,
  { operation, before, after, fault }: Trial,
  done: boolean,
  told: string,
): readonly Finding[] {
  if (fault === 'evicted') {
    const none = found.text === '[]';
    return none ? [] : [{ kind: 'losses', words: `after all was cleared there is something, ${told}` }];
  }
  if (same(found, after, fault)) return [];
  if (done && operation.bearsFailedTrials && fault === 'thrown') return [];
  if (done)
    return [
      { kind: 'losses', words: `done, and not stored, ${told}: ${difference(found.text, after.text)}` },
    ];
  if (same(found, before, fault)) return [];
  return [{ kind: 'losses', words: `neither old nor new, ${told}: ${difference(found.text, before.text)}` }];
}

function same(one: Fingerprint, other: Fingerprint, fault: Fault): boolean {
  return fault === 'ahead' || fault === 'behind' ? one.timeless === other.timeless : one.text === other.text;
}

/** What is asked next is answered, by what is there or by words. */
async function askAround(tab: Tab, fault: Fault): Promise<readonly string[]> {
  const { studio } = tab;
  const problems: string[] = [];
  const asks: { readonly [name: string]: () => Promise<unknown> } = {
    'list of projects': () => studio.listProjects(),
    person: () => studio.typicalUser(),
    card: () => studio.describeData(),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const answer = await settled(ask(), ANSWER_MS);
    if (answer.kind === 'hangs') problems.push(`no answer: ${name}`);
    if (answer.kind !== 'failed') continue;
    if (!hasWords(answer.error)) problems.push(`${name}: ${wordsOf(answer)}`);
    else if (!GONE.includes(fault)) problems.push(`${name} is refused: ${wordsOf(answer)}`);
  }
  return problems;
}

/** Where the page's state is not what is stored. */
async function shownAndStored(tab: Tab): Promise<string | null> {
  const shown = stateOf(tab);
  const store = await tab.catalogue.open(shown.project.id);
  const stored = await store.readState();
  store.close();
  const [one, other] = [plain(shown), plain(stored)];
  return one === other ? null : difference(one, other);
}

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'hangs' };

/** @param limitMs of this process's own computing: of a busy machine's time only what it got counts. */
async function settled(work: Promise<unknown>, limitMs: number): Promise<Outcome> {
  const waiting = patience(limitMs);
  let looking: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<Outcome>((resolve) => {
    looking = realInterval(() => {
      if (waiting.isOver()) resolve({ kind: 'hangs' });
    }, LOOK_MS);
  });
  const ended = work.then(
    (): Outcome => ({ kind: 'done' }),
    (error: unknown): Outcome => ({ kind: 'failed', error }),
  );
  const outcome = await Promise.race([ended, late]);
  clearInterval(looking);
  return outcome;
}

function wordsOf(outcome: Outcome): string {
  if (outcome.kind !== 'failed') return outcome.kind;
  const { error } = outcome;
  if (error instanceof AppError) return `${error.code} ${JSON.stringify(error.details)}`;
  return error instanceof Failed || error instanceof Hang
    ? error.message
    : String(error instanceof Error ? error.stack : error);
}

/** The first lines in which two texts differ. */
function difference(one: string, other: string): string {
  const [ones, others] = [one.split('\n'), other.split('\n')];
  const at = ones.findIndex((line, i) => line !== others[i]);
  return `line ${at}: ${ones.slice(at, at + 2).join(' ')} instead of ${others.slice(at, at + 2).join(' ')}`;
}

const realTimeout = globalThis.setTimeout;
const realInterval = globalThis.setInterval;

/** While it is told so, waits of a second and more take a fifth of their time: the product's own limits come soon. */
let quick = false;
export function quickenTimers(): void {
  const set = (run: () => void, ms = 0): NodeJS.Timeout =>
    realTimeout(run, quick && ms >= 1000 ? ms / QUICKER : ms);
  globalThis.setTimeout = Object.assign(set, realTimeout) as typeof setTimeout;
}
