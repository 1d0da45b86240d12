import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { phase, reporting } from '../phase';
import { FIT_PART, packMoments } from './examine-candidates';
import { tileProgress } from '../../kernels/tiles';
import { RUN_TILES, stagesOf, type DenseSolve } from './dense-solve';
import { joinBagArrays, rangesOfWork } from './linear-evidence';
import type { Moments } from './moments';
import { type SolvedPart, layOutPart, solvePart } from './ensemble-parts';
import type { Plan } from './ensemble-plan';

/**
 * Fits parts on several sets of moments. A pool of one runs here, step by step, so that a stop is heard in between;
 * workers that share memory divide the tiles of each dense solve; others take a part each, or some items of one. The
 * arithmetic is the same.
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
    for (const { part, s } of wanted) fits.push(await inSteps(solvePart(part, sets[s], plan), job, part));
  } else {
    const together = (part: SolvedPart): boolean => pool.sharesMemory && part !== 'bag';
    const alone = wanted.filter(({ part }) => !together(part));
    const packed = sets.map((moments, s) => packMoments(moments, `${s}.`));
    const common = { plan: JSON.stringify(plan), nItems: sets[0].nItems };
    // Co-occurrence is cut into ranges of items, so that every worker has some.
    const pieces = alone.map(({ part, s }): TaskParams[] => {
      const whole = { ...common, part, which: `${s}.` };
      return part === 'bag'
        ? rangesOfWork(sets[s], pool.size).map((range) => ({ ...whole, ...range }))
        : [whole];
    });
    const inputs = Object.assign({}, ...packed) as TaskArrays;
    const tasks = pieces.flat();
    const outputs = tasks.length === 0 ? [] : await pool.map(FIT_PART, inputs, tasks, phase(job, parts[0]));
    const found = alone.map(({ part }, a) => {
      const own = outputs.splice(0, pieces[a].length);
      return part === 'bag' ? joinBagArrays(own) : own[0];
    });
    for (const { part, s } of wanted) {
      const solve = together(part) ? layOutPart(part, sets[s], plan, pool) : null;
      const fit = solve === null ? found.shift() : await solveTogether(solve, part, pool, job);
      if (fit !== undefined) fits.push(fit);
    }
  }
  return sets.map(
    (_, s) => Object.assign({}, ...fits.filter((_unused, f) => wanted[f].s === s)) as TaskArrays,
  );
}

/** All workers that are free do tiles of the same solve until none is left. */
async function solveTogether(solve: DenseSolve, part: SolvedPart, pool: Pool, job: Job): Promise<TaskArrays> {
  const stages = stagesOf(solve.inputs, solve.params);
  const watched = reporting(job, () => {
    const { done, total } = tileProgress(stages, solve.inputs.counts as Int32Array);
    return job.checkpoint(part, done, total);
  });
  await pool.divide(RUN_TILES, solve.inputs, solve.params, watched);
  return solve.arrays();
}
