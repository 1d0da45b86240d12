import type { Job, Pool, TaskArrays } from '../../domain/ports';
import { phase } from '../phase';
import { FIT_PART, packMoments } from './examine';
import { finish } from './finish';
import type { Moments } from './moments';
import type { SolvedPart } from './parts';
import { solvePart } from './parts';
import type { Plan } from './plan';

/**
 * Fits parts on several sets of moments, side by side where there are workers. A pool of one runs here, step by
 * step, so that a stop is heard in between; the arithmetic is the same.
 *
 * @returns for each set, in their order, the arrays of all parts.
 */
export async function fitOnEach(
  parts: readonly SolvedPart[],
  sets: readonly Moments[],
  plan: Plan,
  pool: Pool,
  job: Job,
): Promise<TaskArrays[]> {
  const wanted = parts.flatMap((part) => sets.map((_, s) => ({ part, s })));
  const fits: TaskArrays[] = [];
  if (pool.size === 1) {
    for (const { part, s } of wanted) fits.push(await finish(solvePart(part, sets[s], plan), job, part));
  } else {
    const packed = sets.map((moments, s) => packMoments(moments, `${s}.`));
    const common = { plan: JSON.stringify(plan), nItems: sets[0].nItems };
    const tasks = wanted.map(({ part, s }) => ({ ...common, part, which: `${s}.` }));
    fits.push(...(await pool.map(FIT_PART, Object.assign({}, ...packed), tasks, phase(job, parts[0]))));
  }
  return sets.map(
    (_, s) => Object.assign({}, ...fits.filter((_unused, f) => wanted[f].s === s)) as TaskArrays,
  );
}
