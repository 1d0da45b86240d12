import { AppError } from '../../domain/errors';
import { ACTION_OUTCOMES, type ActionHistories, type TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import {
  fitGroupedLogistic,
  logitOf,
  type GroupedExamples,
  type GroupPenalties,
} from '../../kernels/grouped-logistic';
import { log, sigmoid } from '../../kernels/math';
import { minimise } from '../../kernels/minimise';
import { Rng } from '../../kernels/rng';
import { oneStepTrainer } from '../one-step-trainer';
import type { RecipeConfig, Trainer } from '../recipe';
import { actionModel, type Learned } from './action-model';
import { Dictionary } from './dictionary';
import { examplesOf, groupsOf, knownAtOffers, type ActionGroups } from './examples';
import { offersOf, type Offer } from './offers';
import { DAY_SEC } from '../../domain/epoch';

const TAKEN = ACTION_OUTCOMES.indexOf('TAKEN');
/** Only rows within so long of the newest one count for whether an action is scored. */
const RECENT_SEC = 6 * 7 * DAY_SEC;
/** Every so manieth person's answers judge how sure the model may be; the rest teach it. */
const JUDGES = 10;
/** Offers that a training looks at, the newest ones. */
const MOST_OFFERS = 150_000;
/** How hard groups are pulled to what coarser ones say: all actions, those of a kind, and each alone. */
const PULLS = { all: { level: 1e-3, word: 1 }, kind: { level: 1, word: 3 }, own: { level: 1, word: 4 } };
/** Of the calibration, towards changing nothing. */
const CALIBRATION_PULL = 20;

export function actionTrainer(data: TrainingData, config: RecipeConfig): Trainer {
  const histories = data.actionHistories;
  if (histories === undefined) throw new AppError('T09', { dataset: 'ACTIONS', status: 'missing' });
  const periodDays = Number(config.parameters.action_optimization_period);
  return oneStepTrainer('propensities', async (job) => {
    const learned = await done(learn(data, histories, periodDays, config.seed), job);
    const facts = { seed: config.seed, rows: histories.actions.length };
    return { model: actionModel(learned, facts) };
  });
}

/** Runs steps to their end, with looks at the job. How many there will be is not known. */
async function done<Result>(steps: Generator<void, Result>, job: Job): Promise<Result> {
  for (let n = 0; ; n++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (n % 16 === 0) await job.checkpoint('fit', 0, 1);
  }
}

function* learn(
  data: TrainingData,
  histories: ActionHistories,
  periodDays: number,
  seed: number,
): Generator<void, Learned> {
  const offers = newest(offersOf(histories, periodDays));
  const known = yield* knownAtOffers(data, histories, offers);
  const dictionary = Dictionary.of(known);
  const groups = groupsOf(histories);
  const penalties = penaltiesOf(groups, histories.nActions);
  const all = examplesOf(offers, known, dictionary, groups);
  const { level, slope, start } = yield* calibrate(all, offers, penalties, seed);
  const weights = yield* fitGroupedLogistic(all, penalties, start);
  return { dictionary, groups, weights, level, slope, scored: scoredOf(histories), periodDays };
}

function newest(offers: Offer[]): readonly Offer[] {
  if (offers.length <= MOST_OFFERS) return offers;
  const times = Float64Array.from(offers, ({ fromSec }) => fromSec).sort();
  const from = times[offers.length - MOST_OFFERS];
  return offers.filter(({ fromSec }) => fromSec >= from);
}

function penaltiesOf({ nGroups }: ActionGroups, nActions: number): GroupPenalties {
  const firstOwn = nGroups - nActions;
  const pullOf = (group: number) => (group === 0 ? PULLS.all : group < firstOwn ? PULLS.kind : PULLS.own);
  return {
    level: Float64Array.from({ length: nGroups }, (_, group) => pullOf(group).level),
    word: Float64Array.from({ length: nGroups }, (_, group) => pullOf(group).word),
  };
}

interface Calibration {
  readonly level: number;
  readonly slope: number;
  /** The weights that were judged. */
  readonly start?: Float64Array;
}

/**
 * How sure the model may be, judged by people that it has not learned from: level and slope by which its log-odds fit
 * what they did (Platt scaling). 0 and 1 where there are too few of them to say.
 */
function* calibrate(
  all: GroupedExamples,
  offers: readonly Offer[],
  penalties: GroupPenalties,
  seed: number,
): Generator<void, Calibration> {
  const judges = judgesOf(offers, seed);
  const judged = offers.flatMap(({ person }, at) => (judges.has(person) ? [at] : []));
  const taught = offers.flatMap(({ person }, at) => (judges.has(person) ? [] : [at]));
  if (judged.length < JUDGES || taught.length < JUDGES) return { level: 0, slope: 1 };
  const weights = yield* fitGroupedLogistic(rowsOf(all, taught), penalties);
  const rows = rowsOf(all, judged);
  const sums = Float64Array.from(judged, (_, row) => logitOf(rows, row, weights));
  const [level, slope] = yield* minimise(
    function* (at) {
      const gradient = Float64Array.of(CALIBRATION_PULL * at[0], CALIBRATION_PULL * (at[1] - 1));
      let value = (CALIBRATION_PULL / 2) * (at[0] * at[0] + (at[1] - 1) * (at[1] - 1));
      sums.forEach((sum, row) => {
        const share = sigmoid(at[0] + at[1] * sum);
        const miss = share - rows.answers[row];
        value -= log(Math.max(1e-12, rows.answers[row] === 1 ? share : 1 - share));
        gradient[0] += miss;
        gradient[1] += miss * sum;
      });
      yield;
      return { value, gradient };
    },
    Float64Array.of(0, 1),
  );
  return { level, slope: Math.max(0.1, slope), start: weights };
}

function judgesOf(offers: readonly Offer[], seed: number): ReadonlySet<number> {
  const rng = new Rng(seed, 'judges of actions');
  const judges = new Set<number>();
  let last = -1;
  for (const { person } of offers) {
    if (person === last) continue;
    last = person;
    if (rng.below(JUDGES) === 0) judges.add(person);
  }
  return judges;
}

function rowsOf(all: GroupedExamples, rows: readonly number[]): GroupedExamples {
  const wordPtr = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => (wordPtr[at + 1] = wordPtr[at] + all.wordPtr[row + 1] - all.wordPtr[row]));
  const words = new Int32Array(wordPtr[rows.length]);
  const values = new Float64Array(words.length);
  rows.forEach((row, at) => {
    words.set(all.words.subarray(all.wordPtr[row], all.wordPtr[row + 1]), wordPtr[at]);
    values.set(all.values.subarray(all.wordPtr[row], all.wordPtr[row + 1]), wordPtr[at]);
  });
  return {
    ...all,
    wordPtr,
    words,
    values,
    subjects: Int32Array.from(rows, (row) => all.subjects[row]),
    answers: Uint8Array.from(rows, (row) => all.answers[row]),
  };
}

/** 1 for each action that enough people have taken, and enough have not. */
function scoredOf({ nActions, actions, outcomes, timestampSec, scoredFrom }: ActionHistories): Uint8Array {
  const newestSec = timestampSec.reduce((latest, second) => Math.max(latest, second), -Infinity);
  const taken = new Int32Array(nActions);
  const others = new Int32Array(nActions);
  actions.forEach((action, row) => {
    if (timestampSec[row] < newestSec - RECENT_SEC) return;
    (outcomes[row] === TAKEN ? taken : others)[action]++;
  });
  return Uint8Array.from(taken, (count, action) =>
    count >= scoredFrom && others[action] >= scoredFrom ? 1 : 0,
  );
}
