import { finish as finishAtOnce } from '../../domain/steps';
import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { phase } from '../phase';
import { finish } from './finish';
import { type Both, fitBoth, halfOf, type PeoplesChoices } from './fit-order';

export const FIT_HALF = 'ensemble-fit-half';

/**
 * What each half of the rows teaches, in the order of the halves that are asked about it: weights from the second half
 * first. Halves learn side by side where there are workers, and step by step in a pool of one, so that a stop is heard.
 *
 * @param added a feature to learn without and with; null = with all alone.
 */
export async function fitHalves(
  choices: PeoplesChoices,
  added: number | null,
  penalties: Float64Array,
  start: Float64Array,
  pool: Pool,
  job: Job,
): Promise<readonly Both[]> {
  const teachers = [1, 0];
  if (pool.size === 1) {
    const learned: Both[] = [];
    for (const half of teachers)
      learned.push(await finish(fitBoth(halfOf(choices, half), added, penalties, start), job, 'blend'));
    return learned;
  }
  const { starts, logMultiplicity, features, width, people } = choices;
  const inputs = { starts, logMultiplicity, features, people, penalties, start };
  const tasks = teachers.map((half): TaskParams => ({ half, width, ...(added !== null && { added }) }));
  const outputs = await pool.map(FIT_HALF, inputs, tasks, phase(job, 'blend'));
  return outputs.map(({ without, beside }) => ({
    without: without as Float64Array,
    beside: beside as Float64Array,
  }));
}

/** The task of one half. */
export function fitHalf(inputs: TaskArrays, { half, width, added }: TaskParams): TaskArrays {
  const choices = {
    starts: inputs.starts as Int32Array,
    logMultiplicity: inputs.logMultiplicity as Float64Array,
    features: inputs.features as Float64Array,
    people: inputs.people as Int32Array,
    width: Number(width),
  };
  const [penalties, start] = [inputs.penalties as Float64Array, inputs.start as Float64Array];
  const feature = added === undefined ? null : Number(added);
  const { without, beside } = finishAtOnce(fitBoth(halfOf(choices, Number(half)), feature, penalties, start));
  // What comes out is moved, an array only once.
  return { without: without.slice(), beside };
}
