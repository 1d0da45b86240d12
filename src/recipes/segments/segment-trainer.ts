import { AppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import type { Budget } from '../../domain/resources';
import { inSteps } from '../../domain/steps';
import { fitRidgeFactors } from '../../kernels/ridge-factors';
import { Rng } from '../../kernels/rng';
import { fitSoftmaxRegression, type Choices } from '../../kernels/softmax-regression';
import { type Moments, momentsOf } from '../moments/moments';
import { oneStepTrainer } from '../one-step-trainer';
import { phase } from '../phase';
import type { Model, RecipeConfig, Trainer } from '../recipe';
import { EVIDENCE } from './segment-evidence';
import { EXAMINE, FIT_FACTORS, WIDTH } from './examine-segments';
import { holdOut, type Question } from './held-out';
import { attributeItems, packSets, queryableColumns } from './item-sets';
import { itemValues, knownArrays, sizesOf, userItemsOf, type Known } from './known';
import { segmentModel, type SegmentWeights } from './segment-model';

type SegmentRecipe = 'aws-item-affinity' | 'aws-item-attribute-affinity';

/** Strength of the ridge behind the factors. */
const LAMBDA = 50;
/** Pull of the weights towards 0. */
const PENALTY = 1e-2;
/** Held-out questions that weights are learned from, at most. */
const QUESTIONS: { readonly [budget in Budget]: number } = { instant: 120, standard: 300, thorough: 800 };
/** Where nothing can be held out: the active ones, and among them those whose history is like the takers'. */
const FALLBACK: SegmentWeights = {
  activity: 1,
  veteran: 0,
  long: 0.2,
  short: 0,
  context: 0.2,
  neighbours: 0.5,
  had: 0,
  times: 0,
  recent: 0,
  fashion: 0.5,
  rarity: 0.3,
  values: 0.3,
};

/**
 * Trains a segmentation recipe in one epoch: factors and evidence on the rows without everybody's newest fifth, weights
 * that find who took what was held out, and then factors of all rows.
 *
 * @throws AppError T07 for attribute affinity without a column to ask about, T08 when nothing tells new from old.
 */
export function segmentTrainer(
  recipe: SegmentRecipe,
  data: TrainingData,
  config: RecipeConfig,
  pool: Pool,
): Trainer {
  if (recipe === 'aws-item-attribute-affinity' && queryableColumns(data.itemColumns).length === 0) {
    throw new AppError('T07', { recipe, dataset: 'ITEMS' });
  }
  const [first] = data.timestampSec;
  if (data.timestampSec.every((time) => time === first)) throw new AppError('T08', { timestamp: first });
  return oneStepTrainer('segments', (job) => trainSegments(recipe, data, config, pool, job));
}

async function trainSegments(
  recipe: SegmentRecipe,
  data: TrainingData,
  config: RecipeConfig,
  pool: Pool,
  job: Job,
): Promise<{ readonly model: Model; readonly loss: number | null }> {
  await job.checkpoint('segments', 0, 1);
  const { seed, budget } = config;
  const sets =
    recipe === 'aws-item-affinity'
      ? null
      : attributeItems(data.itemColumns, data.nItems).map(({ items }) => items);
  const held = holdOut(momentsOf(data), sets);
  const values = itemValues(data.itemColumns, data.nItems);
  const [before, all] = await fitFactors([held.before, held.all], config, pool, job);
  const questions = sample(held.questions, QUESTIONS[budget], seed);
  const { weights, loss } =
    questions.length === 0
      ? { weights: FALLBACK, loss: null }
      : await learnWeights({ moments: held.before, ...before, values }, questions, seed, pool, job);
  const known = { moments: held.all, ...all, values };
  return { model: segmentModel(known, weights, { recipe, seed, rows: data.items.length }), loss };
}

function sample(questions: readonly Question[], most: number, seed: number): readonly Question[] {
  if (questions.length <= most) return questions;
  return new Rng(seed, 'segment-questions').shuffle([...questions]).slice(0, most);
}

/** Factors of several sets of moments, side by side where there are workers; the arithmetic is the same. */
async function fitFactors(
  sets: readonly Moments[],
  { parameters, seed }: RecipeConfig,
  pool: Pool,
  job: Job,
): Promise<Pick<Known, 'factors' | 'width'>[]> {
  const wanted = Number(parameters.hidden_dimension);
  const matrices = sets.map(userItemsOf);
  if (pool.size === 1) {
    const fits: Pick<Known, 'factors' | 'width'>[] = [];
    for (const rows of matrices)
      fits.push(await inSteps(fitRidgeFactors(rows, wanted, LAMBDA, seed), job, 'factors'));
    return fits;
  }
  const inputs: TaskArrays = Object.assign(
    {},
    ...matrices.map(({ indptr, indices, values }, s) => ({
      [`${s}.indptr`]: indptr,
      [`${s}.indices`]: indices,
      [`${s}.values`]: values,
    })),
  );
  const nItems = sets[0].nItems;
  const parts = sets.map((_, s) => ({ which: `${s}.`, width: wanted, lambda: LAMBDA, seed, nItems }));
  const outputs = await pool.map(FIT_FACTORS, inputs, parts, phase(job, 'factors'));
  return outputs.map(({ factors }) => ({
    factors: factors as Float32Array,
    width: factors.length / nItems,
  }));
}

async function learnWeights(
  known: Known,
  questions: readonly Question[],
  seed: number,
  pool: Pool,
  job: Job,
): Promise<{ readonly weights: SegmentWeights; readonly loss: number | null }> {
  const takers = packSets(questions.map(({ users }) => users));
  const inputs = {
    ...knownArrays(known),
    ...packSets(questions.map(({ items }) => items)),
    takerEnds: takers.setEnds,
    takers: takers.setItems,
  };
  const common = { sizes: JSON.stringify(sizesOf(known)), seed };
  const parts: TaskParams[] = [];
  for (let from = 0; from < questions.length; from++) parts.push({ ...common, from, to: from + 1 });
  const outputs = await pool.map(EXAMINE, inputs, parts, phase(job, 'blend'));
  const choices = joinChoices(outputs);
  // Where nobody is left to choose among, nothing is learned and nothing is lost.
  if (choices.starts.length === 1) return { weights: FALLBACK, loss: null };
  const penalties = new Float64Array(WIDTH).fill(PENALTY);
  const fit = await inSteps(fitSoftmaxRegression(choices, penalties), job, 'blend');
  const weights = Object.fromEntries(EVIDENCE.map((name, f) => [name, fit.weights[f]])) as SegmentWeights;
  return { weights, loss: fit.loss };
}

function joinChoices(outputs: readonly TaskArrays[]): Choices {
  const starts = [0];
  for (const { sizes } of outputs) for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
  const candidates = starts.at(-1) ?? 0;
  const choices = {
    starts: Int32Array.from(starts),
    logMultiplicity: new Float64Array(candidates),
    width: WIDTH,
    features: new Float64Array(candidates * WIDTH),
  };
  let at = 0;
  for (const { logMultiplicity, features } of outputs) {
    choices.logMultiplicity.set(logMultiplicity as Float64Array, at);
    choices.features.set(features as Float64Array, at * WIDTH);
    at += logMultiplicity.length;
  }
  return choices;
}
