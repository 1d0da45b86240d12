import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { meanOver } from '../../kernels/mean-over';
import { Rng } from '../../kernels/rng';
import { fitSoftmaxRegression } from '../../kernels/softmax-regression';
import { targetRanks } from '../ask-users';
import { withoutRows } from '../ensemble/known-rows';
import { momentsOf, type Moments } from '../moments/moments';
import { oneStepTrainer } from '../one-step-trainer';
import { phase } from '../phase';
import type { Model, RecipeConfig, Trainer } from '../recipe';
import { sideBySide } from '../side-by-side';
import type { Effort } from './neighbours';
import { WIDTH } from './session-features';
import { sessionModel, weighed } from './session-model';
import { SESSION_ROWS, SESSION_TABLES } from './sessions-of';
import { sessionsOf, type SessionTables } from './session-tables';
import { packSessions } from './session-tasks';

/** The newest of all sessions, which tables have not seen while the blend is learned and the rival is met. */
const NEWEST = 0.08;
/** Rows of theirs to learn from, and to decide by who serves: at most so many, and a fifth of all. */
const ROWS = { instant: 3000, standard: 6000, thorough: 10_000 } as const;
const ROWS_TO_DECIDE = 500;
const SHARE_TO_DECIDE = 1 / 5;
const EFFORTS: { readonly [budget in RecipeConfig['budget']]: Effort } = {
  instant: { looks: 1000, neighbours: 400, candidates: 100 },
  standard: { looks: 2000, neighbours: 600, candidates: 150 },
  thorough: { looks: 2000, neighbours: 600, candidates: 150 },
};
const ROWS_A_PART = 64;
const PENALTY = 1e-3;
/** One row in so many says where the weights of all begin. */
const OF_THE_ROWS = 6;

/** A training of another kind on the same data, or on their oldest part. */
type Rival = (data: TrainingData, config: RecipeConfig) => Promise<Trainer>;

/** Rows that are to be found from what precedes them in their sessions: the number of each session, and of the row. */
interface AskedRows {
  readonly sessions: Int32Array;
  readonly rows: Int32Array;
}

/**
 * A blend of what sessions tell, for people who are short and new. Where what the rival makes of the older sessions in
 * *instant* finds held-out rows better by more than a standard error, the rival is trained on everything, and serves.
 *
 * @param rival null = none is met.
 */
export function sessionTrainer(
  data: TrainingData,
  config: RecipeConfig,
  pool: Pool,
  rival: Rival | null,
): Trainer {
  return oneStepTrainer('sessions', async (job) => {
    const laidOut = layOut(data);
    // Either has work for one thread that leaves the others idle.
    const [learned, other] = await sideBySide(
      [
        (watched) => learnBlend(laidOut, config, pool, phase(watched, 'sessions')),
        async (watched) => rival && meet(rival, laidOut, config, pool, watched),
      ],
      job,
    );
    const { model, loss, toDecide, ranks } = learned;
    if (rival === null || other === null || ranks.length === 0) return { model, loss };
    const { moments, people, rows } = laidOut;
    const places = Array.from(toDecide.rows, (row, a) => {
      const s = toDecide.sessions[a];
      const from = moments.userPtr[people[s]];
      return [from, from + row - rows.starts[s]] as const;
    });
    const queries = places.map((place) => ({
      userIdx: -1,
      items: moments.items.slice(...place),
      timestampSec: moments.timestampSec.slice(...place),
    }));
    const targets = Int32Array.from(places, ([, at]) => moments.items[at]);
    const others = await targetRanks(other, queries, targets, false, pool, phase(job, 'blend'));
    const served = isAhead(others, ranks, toDecide.sessions)
      ? await finished(await rival(data, config), job)
      : model;
    return { model: served, loss };
  });
}

/** Whether reciprocal ranks are higher than others of the same rows, by more than the standard error over sessions. */
export function isAhead(ranks: Float64Array, others: readonly number[], sessions: Int32Array): boolean {
  const { mean, error } = meanOver(
    others.map((other, a) => 1 / ranks[a] - 1 / other),
    sessions,
  );
  return mean > error;
}

async function finished(trainer: Trainer, job: Job): Promise<Model> {
  for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(job);
  const ending = trainer.ending?.();
  return ending ? ending(job) : trainer.model();
}

/** Sessions of all the people, and how many are known while the blend is learned. */
interface LaidOut extends ReturnType<typeof sessionsOf> {
  readonly data: TrainingData;
  readonly moments: Moments;
  readonly newest: number;
}

function layOut(data: TrainingData): LaidOut {
  const moments = momentsOf(data);
  const { rows, people } = sessionsOf(moments);
  return { data, moments, rows, people, newest: Math.max(1, Math.floor((1 - NEWEST) * people.length)) };
}

/** What the rival makes of the older sessions. */
async function meet(
  rival: Rival,
  { data, people, newest }: LaidOut,
  config: RecipeConfig,
  pool: Pool,
  job: Job,
): Promise<Model> {
  const heldOut = Array.from(people.subarray(newest), (userIdx) => ({
    userIdx,
    from: data.userPtr[userIdx],
  }));
  const older = withoutRows(data, heldOut, pool);
  return finished(await rival(older, { ...config, budget: 'instant' }), job);
}

async function learnBlend(laidOut: LaidOut, config: RecipeConfig, pool: Pool, job: Job) {
  const { budget, seed } = config;
  const { data, moments, rows, people, newest } = laidOut;
  const { starts } = rows;
  const nSessions = people.length;
  const inputs = packSessions(rows);
  const common = { nItems: data.nItems };
  // One for the newest sessions to be asked of, one that serves.
  const parts = [newest, nSessions].map((sessions) => ({ ...common, sessions }));
  const [older, whole] = await pool.map(SESSION_TABLES, inputs, parts, job);
  const drawn = drawRows(starts, newest, seed);
  const nToDecide = Math.min(ROWS_TO_DECIDE, Math.floor(SHARE_TO_DECIDE * drawn.rows.length));
  const asked = part(drawn, 0, nToDecide + ROWS[budget]);
  const toDecide = part(asked, 0, nToDecide);
  const effort = EFFORTS[budget];
  const questions = { askedSessions: asked.sessions, askedRows: asked.rows };
  const outputs = await pool.map(
    SESSION_ROWS,
    { ...inputs, ...older, ...questions },
    partsOf([0, nToDecide, asked.rows.length], { effort: JSON.stringify(effort) }),
    job,
  );
  const isLearned = (_: unknown, p: number): boolean => p >= Math.ceil(nToDecide / ROWS_A_PART);
  const { fit, missed } = await fitBlend(outputs.filter(isLearned), job);
  const ranks = outputs
    .filter((output, p) => !isLearned(output, p))
    .flatMap((output) => ranksIn(output, fit.weights));
  const trained = { moments, effort, weights: fit.weights, missed, seed, rows: data.items.length };
  const model = sessionModel(trained, whole as SessionTables);
  return { model, loss: fit.loss, toDecide, ranks };
}

/** Rows of sessions from `first` on, but the first of each, in an order that the seed draws. */
function drawRows(starts: Int32Array, first: number, seed: number): AskedRows {
  const order: (readonly [session: number, row: number])[] = [];
  for (let s = first; s + 1 < starts.length; s++)
    for (let row = starts[s] + 1; row < starts[s + 1]; row++) order.push([s, row]);
  new Rng(seed, 'session-rows').shuffle(order);
  return { sessions: Int32Array.from(order, ([s]) => s), rows: Int32Array.from(order, ([, row]) => row) };
}

function part({ sessions, rows }: AskedRows, from: number, to: number): AskedRows {
  return { sessions: sessions.subarray(from, to), rows: rows.subarray(from, to) };
}

/** Parts of the work, none of which reaches over a bound. */
function partsOf(bounds: readonly number[], common: { readonly effort: string }) {
  const parts: { readonly effort: string; readonly from: number; readonly to: number }[] = [];
  for (let b = 1; b < bounds.length; b++)
    for (let from = bounds[b - 1]; from < bounds[b]; from += ROWS_A_PART)
      parts.push({ ...common, from, to: Math.min(bounds[b], from + ROWS_A_PART) });
  return parts;
}

/** Weights under which the taken candidates are likeliest, and the share of rows that have none. */
async function fitBlend(outputs: readonly TaskArrays[], job: Job) {
  const features = new Float64Array(outputs.reduce((sum, output) => sum + output.features.length, 0));
  const starts = [0];
  let [at, rows] = [0, 0];
  for (const output of outputs) {
    features.set(output.features, at);
    for (const end of output.ends) {
      rows++;
      const to = at / WIDTH + end;
      if (to > starts[starts.length - 1]) starts.push(to);
    }
    at += output.features.length;
  }
  const missed = (rows - starts.length + 2) / (rows + 2);
  const logMultiplicity = new Float64Array(at / WIDTH);
  const choices = { starts: Int32Array.from(starts), logMultiplicity, width: WIDTH, features };
  const penalties = new Float64Array(WIDTH).fill(PENALTY);
  if (starts.length === 1) return { fit: { weights: fallback(), loss: null }, missed };
  // Few rows come near to the weights of all, which are then found in a third of the passes.
  const few = { ...choices, starts: choices.starts.subarray(0, Math.ceil(starts.length / OF_THE_ROWS)) };
  const near =
    few.starts.length > 1 ? await inSteps(fitSoftmaxRegression(few, penalties), job, 'blend') : null;
  const fit = await inSteps(fitSoftmaxRegression(choices, penalties, near?.weights), job, 'blend');
  return { fit, missed };
}

/** Where nothing is there to learn from, every logarithm of a share counts alike. */
function fallback(): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: WIDTH }, (_, k) => (k < WIDTH / 2 && k % 2 === 0 ? 0.2 : 0));
}

/** Places of the taken candidates; Infinity where a row has none. */
function ranksIn({ features, ends }: TaskArrays, weights: Float64Array): number[] {
  return Array.from(ends, (end, a) => {
    const from = a === 0 ? 0 : ends[a - 1];
    if (end === from) return Infinity;
    const logits = weighed((features as Float64Array).subarray(from * WIDTH, end * WIDTH), weights);
    return logits.reduce((rank, logit) => (logit > logits[0] ? rank + 1 : rank), 1);
  });
}
