import type { Job, Pool, TaskArrays } from '../../domain/ports';
import { phase } from '../phase';
import { FIT_PART, packMoments } from './examine';
import { finish } from './finish';
import type { Moments } from './moments';
import type { FittedPart } from './parts';
import { fitPart } from './parts';
import type { Plan } from './plan';

/**
 * Fits a part on several sets of moments, side by side where there are workers. A pool of one runs here, step by
 * step, so that a stop is heard in between; the arithmetic is the same.
 *
 * @returns the arrays of each fit, in the order of `sets`.
 */
export async function fitOnEach(
  part: FittedPart,
  sets: readonly Moments[],
  plan: Plan,
  pool: Pool,
  job: Job,
): Promise<TaskArrays[]> {
  if (pool.size === 1) {
    const fits: TaskArrays[] = [];
    for (const moments of sets) fits.push(await finish(fitPart(part, moments, plan), job, part));
    return fits;
  }
  const inputs = Object.assign({}, ...sets.map((moments, s) => packMoments(moments, `${s}.`))) as TaskArrays;
  const common = { part, plan: JSON.stringify(plan), nItems: sets[0].nItems };
  const parts = sets.map((_, s) => ({ ...common, which: `${s}.` }));
  return pool.map(FIT_PART, inputs, parts, phase(job, part));
}
