import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { phase, reporting } from '../phase';
import { FIT_PART, packMoments } from './examine-candidates';
import { tileProgress } from '../../kernels/tiles';
import { RUN_TILES, stagesOf, type DenseSolve } from './dense-solve';
import { joinBagArrays, rangesOfWork } from './linear-evidence';
import type { Moments } from '../moments/moments';
import { isCut, type SolvedPart, layOutPart, solvePart } from './ensemble-parts';
import { joinLocalArrays } from './taste-evidence';
import type { Plan } from './ensemble-plan';

/**
 * Fits parts on some moments. A pool of one runs here, step by step, so that a stop is heard in between; workers that
 * share memory divide the tiles of each dense solve; others take a part each, or some items of one. The arithmetic is the
 * same.
 *
 * @returns the arrays of all parts, of which dense ones lie in memory of the pool: whoever asks gives them back, and keeps
 *   of them what `ownArrays` makes.
 */
export async function fitParts(
  parts: readonly SolvedPart[],
  moments: Moments,
  plan: Plan,
  pool: Pool,
  job: Job,
): Promise<TaskArrays> {
  const fits: TaskArrays[] = [];
  if (pool.size === 1) {
    for (const part of parts) fits.push(await inSteps(solvePart(part, moments, plan), job, part));
  } else {
    const together = (part: SolvedPart): boolean => pool.sharesMemory && !isCut(part);
    fits.push(
      await fitAlone(
        parts.filter((part) => !together(part)),
        moments,
        plan,
        pool,
        job,
      ),
    );
    for (const part of parts) {
      const solve = together(part) ? layOutPart(part, moments, plan, pool) : null;
      if (solve !== null) fits.push(await solveTogether(solve, part, pool, job));
    }
  }
  return Object.assign({}, ...fits) as TaskArrays;
}

/** Parts that workers do not divide as they go. */
async function fitAlone(
  parts: readonly SolvedPart[],
  moments: Moments,
  plan: Plan,
  pool: Pool,
  job: Job,
): Promise<TaskArrays> {
  if (parts.length === 0) return {};
  const common = { plan: JSON.stringify(plan), nItems: moments.nItems };
  const pieces = parts.map((part): TaskParams[] => {
    const whole = { ...common, part };
    return isCut(part) ? rangesOfWork(moments, pool.size).map((range) => ({ ...whole, ...range })) : [whole];
  });
  const outputs = await pool.map(FIT_PART, packMoments(moments), pieces.flat(), phase(job, parts[0]));
  const found = parts.map((part, p) => {
    const own = outputs.splice(0, pieces[p].length);
    if (part === 'local') return joinLocalArrays(own, moments.nItems);
    return part === 'bag' ? joinBagArrays(own) : own[0];
  });
  return Object.assign({}, ...found) as TaskArrays;
}

/** All workers that are free do tiles of the same solve until none is left. Its memory goes back, but for what was solved. */
async function solveTogether(solve: DenseSolve, part: SolvedPart, pool: Pool, job: Job): Promise<TaskArrays> {
  const stages = stagesOf(solve.inputs, solve.params);
  const watched = reporting(job, () => {
    const { done, total } = tileProgress(stages, solve.inputs.counts as Int32Array);
    return job.checkpoint(part, done, total);
  });
  // Where it is stopped, a worker that is ended may still write to it for a moment.
  await pool.divide(RUN_TILES, solve.inputs, solve.params, watched);
  const solved = new Set(Object.values(solve.arrays));
  pool.giveBack(Object.values(solve.inputs).filter((array) => !solved.has(array)));
  return solve.arrays;
}
