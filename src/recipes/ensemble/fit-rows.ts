import { finish, inSteps } from '../../domain/steps';
import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { phase } from '../phase';
import { type Both, fitBoth, halfOf, type PeoplesChoices } from '../moments/fit-order';

export const FIT_ROWS = 'ensemble-fit-rows';

/** Rows that weights are learned from: one half of them, or all. */
type Rows = 0 | 1 | 'all';

interface FitSettings {
  /** A feature to learn without and with; null = with all alone. */
  readonly added: number | null;
  readonly penalties: Float64Array;
  readonly start: Float64Array;
}

/** What all rows teach, where there are workers in one of them, so that other work goes on beside it. */
export async function fitAll(
  choices: PeoplesChoices,
  settings: FitSettings,
  pool: Pool,
  job: Job,
): Promise<Both> {
  return (await fitEach(choices, ['all'], settings, pool, job))[0];
}

/**
 * What each half of the rows teaches, in the order of the halves that are asked about it: weights from the second half
 * first. Halves learn side by side where there are workers.
 */
export function fitHalves(
  choices: PeoplesChoices,
  settings: FitSettings,
  pool: Pool,
  job: Job,
): Promise<readonly Both[]> {
  return fitEach(choices, [1, 0], settings, pool, job);
}

/** In a pool of one step by step, so that a stop is heard. */
async function fitEach(
  choices: PeoplesChoices,
  teachers: readonly Rows[],
  { added, penalties, start }: FitSettings,
  pool: Pool,
  job: Job,
): Promise<readonly Both[]> {
  if (pool.size === 1) {
    const learned: Both[] = [];
    for (const rows of teachers)
      learned.push(await inSteps(fitBoth(those(choices, rows), added, penalties, start), job, 'blend'));
    return learned;
  }
  const { starts, logMultiplicity, features, width, people } = choices;
  const inputs = { starts, logMultiplicity, features, people, penalties, start };
  const tasks = teachers.map((rows): TaskParams => ({ rows, width, ...(added !== null && { added }) }));
  const outputs = await pool.map(FIT_ROWS, inputs, tasks, phase(job, 'blend'));
  return outputs.map(({ without, beside, loss }) => ({
    without: without as Float64Array<ArrayBuffer>,
    beside: beside as Float64Array<ArrayBuffer>,
    loss: loss[0],
  }));
}

/** The task of a half, or of all rows. */
export function fitRows(inputs: TaskArrays, { rows, width, added }: TaskParams): TaskArrays {
  const choices = {
    starts: inputs.starts as Int32Array,
    logMultiplicity: inputs.logMultiplicity as Float64Array,
    features: inputs.features as Float64Array,
    people: inputs.people as Int32Array,
    width: Number(width),
  };
  const [penalties, start] = [inputs.penalties as Float64Array, inputs.start as Float64Array];
  const feature = added === undefined ? null : Number(added);
  const asked = those(choices, rows as Rows);
  const { without, beside, loss } = finish(fitBoth(asked, feature, penalties, start));
  // What comes out is moved, an array only once.
  return { without: without.slice(), beside, loss: Float64Array.of(loss) };
}

/** A half has features of its own; all rows are learned from alone, so that nobody sees that theirs change on the way. */
function those(choices: PeoplesChoices, rows: Rows): PeoplesChoices {
  return rows === 'all' ? choices : halfOf(choices, rows);
}
