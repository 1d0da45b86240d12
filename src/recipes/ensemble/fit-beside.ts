import type { Job, Pool } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { type Both, type PeoplesChoices, ROWS_TO_HALVE, scaled } from '../moments/fit-order';
import { fitAll, fitHalves } from './fit-rows';
import { between, type Learned, leastShare } from './learned';

/**
 * Blend weights with one more part beside those that are weighed already. A few hundred rows teach the way from the
 * weights without it to those with it better than how far to go. That is told by rows that neither were learned from;
 * see `leastShare`.
 *
 * @param added the feature of that part. @param start weights of before.
 * @returns null where the share of the way is 0, or the rows are too few to tell.
 */
export async function fitBeside(
  choices: PeoplesChoices,
  added: number,
  penalties: Float64Array,
  start: Float64Array,
  pool: Pool,
  job: Job,
): Promise<Learned | null> {
  const nRows = choices.starts.length - 1;
  if (nRows < ROWS_TO_HALVE) return null;
  const settings = { added, penalties, start };
  const whole = await fitAll(choices, settings, pool, job);
  const learned = await fitHalves(choices, { ...settings, start: whole.without }, pool, job);
  const at = ({ without, beside }: Both, share: number): Float64Array => between(without, beside, share);
  const share = leastShare(choices, (h, part) => at(learned[h], part));
  if (share === 0) return null;
  const fit = await inSteps(scaled(choices, at(whole, share)), job, 'blend');
  return { ...fit, halves: learned.map((both) => at(both, share)) };
}
