import type { TableList } from '../../open/cell-table';
import { guessDataset } from '../guess-dataset';
import { tells } from '../joins';
import { holdsEvents } from '../listed-events';
import { datasetOfFileName, stemOf } from '../../lexicon/names';
import type { DatasetType } from '../../../domain/schema';
import type { MadeUnfolded } from '../../../domain/imports';
import { foundWith, freeTable, lookAtMade, type Found, type Tools } from './found';
import type { Look } from '../look-at';

/** Lists of one file that are looked into. */
const MOST_LISTS = 12;

/**
 * Unfolds the records of files whose events lie in lists: the lines of an order, the films of a person. The file itself is
 * left out then.
 *
 * @param isSaid the caller knows what each file holds: lists are looked for among events alone.
 */
export async function findListed(before: Found, isSaid: boolean, tools: Tools): Promise<Found> {
  let found = before;
  for (const look of before.looks) {
    const { dataset, schema } = look.plan;
    if (schema !== undefined || (isSaid && dataset !== 'INTERACTIONS')) continue;
    const best = await bestList(look, found, tools);
    if (best !== null) found = foundWith(found, best.look, best.made);
  }
  return found;
}

interface Unfolded {
  readonly made: MadeUnfolded;
  readonly look: Look;
}

/** The list of a file that says most of who did what and when, of equals the outermost. */
async function bestList({ source, columns }: Look, found: Found, tools: Tools): Promise<Unfolded | null> {
  const lists = source.table?.lists ?? [];
  let best: Unfolded | null = null;
  for (const { path, outer } of lists.slice(0, MOST_LISTS)) {
    const file = freeTable(`${path.join('.')} of ${stemOf(source.path)}`, found);
    const made = { kind: 'unfolded', file, of: source.path, list: path } as const;
    const look = await lookAtMade(made, found, tools, 'INTERACTIONS');
    const around = datasetAround(lists, path[0], source.path, columns);
    if (look === null || !holdsEvents({ ...look, outer }, around)) continue;
    if (best === null || tells(look.columns) > tells(best.look.columns)) best = { made, look };
  }
  return best;
}

/** What the records of a file are without one of their lists. */
function datasetAround(
  lists: readonly TableList[],
  name: string,
  file: string,
  columns: Look['columns'],
): DatasetType | null {
  const list = lists.find(({ path }) => path.length === 1 && path[0] === name);
  const headers = new Set(list?.table.headers.slice(0, list.outer));
  return guessDataset(
    columns.filter(({ header }) => headers.has(header)),
    datasetOfFileName(file),
  );
}
