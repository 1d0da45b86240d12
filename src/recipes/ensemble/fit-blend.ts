import type { Job, Pool } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import type { SoftmaxFit } from '../../kernels/softmax-regression';
import { rankGains } from '../../kernels/rank-gains';
import { fitTopScale, type ScoredChoices } from '../../kernels/top-calibration';
import { type PeoplesChoices, halvesOf, logitsOf, ROWS_TO_HALVE } from './fit-order';
import { fitAll, fitHalves } from './fit-rows';

/** Weights, and what lists gain by them. */
export interface BlendFit extends SoftmaxFit {
  /** What the rows gain on average that the weights were not learned from, without one feature if asked; null where they are too few. */
  readonly gain: ((without?: number) => number) | null;
}

/**
 * Blend weights: first the likelihood, which is convex; then from there the ranking, which orders better; then one
 * factor for all weights, so that the softmax is calibrated. What was learned on a row overstates how well it is
 * known, so the factor is found on rows that weights of the other half of the rows are asked about.
 */
export async function fitBlend(
  choices: PeoplesChoices,
  penalties: Float64Array,
  start: Float64Array,
  pool: Pool,
  job: Job,
): Promise<BlendFit> {
  const settings = { added: null, penalties, start };
  const { beside: weights, loss } = await fitAll(choices, settings, pool, job);
  const nRows = choices.starts.length - 1;
  if (nRows < ROWS_TO_HALVE) return { weights, loss, gain: null };
  const halves = halvesOf(choices);
  const learned = await fitHalves(choices, { ...settings, start: weights }, pool, job);
  const asked = (without = -1): ScoredChoices[] =>
    halves.map((half, h) => ({
      ...half,
      logits: logitsOf(
        half,
        learned[h].beside.map((weight, f) => (f === without ? 0 : weight)),
      ),
    }));
  const factor = await inSteps(fitTopScale(asked()), job, 'blend');
  const gain = (without?: number): number => {
    let sum = 0;
    for (const half of asked(without)) for (const own of rankGains(half)) sum += own;
    return sum / nRows;
  };
  return { weights: weights.map((weight) => weight * factor), loss, gain };
}
