import { findDescribed } from './described';
import { findEntities } from './entities';
import type { Found, Tools } from './found';
import { findJoins } from './joins';
import { findListed } from './listed';
import { findSplit } from './split';
import { findTurned } from './turned';

/**
 * What the files tell together. Where their service is known, only that counts.
 *
 * @param isSaid the caller says what each file is: no more is made of them than what their lists and answers hold.
 */
export async function findMade(settled: Found, isSaid: boolean, tools: Tools): Promise<Found> {
  if (settled.looks.some(({ source }) => source.table?.service)) return settled;
  let found = await findTurned(await findListed(settled, isSaid, tools), isSaid, tools);
  if (isSaid) return found;
  for (const find of [findJoins, findSplit, findDescribed, findEntities]) found = await find(found, tools);
  return found;
}
