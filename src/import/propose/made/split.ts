import { isTime } from '../keys';
import { namesCreation, roleOfName, stemOf } from '../../lexicon/names';
import { placesOf, type SeveralInCell, type SeveralInColumns } from '../../cells/things-in-cell';
import { severalInCells } from '../several';
import { isPrescribed, type FilePlan } from '../../../domain/imports';
import { madeName } from '../../../domain/made-name';
import type { Look } from '../look-at';
import { foundWith, freeTable, lookAtMade, type Found, type Tools } from './found';

/** Gives each thing its row where the cells of events name several, as baskets and the ticked boxes of a form do. */
export async function findSplit(before: Found, tools: Tools): Promise<Found> {
  let found = before;
  const hasEvents = before.plans.some(({ dataset }) => dataset === 'INTERACTIONS');
  for (const [i, { source, columns }] of before.looks.entries()) {
    const plan = before.plans[i];
    const isList = plan.dataset === 'USERS' && !hasEvents;
    if ((plan.dataset !== 'INTERACTIONS' && !isList) || isPrescribed(plan)) continue;
    const cells = cellsToSplit(plan, columns);
    // What is told of people is chosen where it says when.
    if (cells === null || (isList && !cells.along && !columns.some(isAnswered))) continue;
    const file = freeTable(madeName('lines', stemOf(source.path)), found);
    const made = { kind: 'split', file, of: source.path, ...cells } as const;
    const look = await lookAtMade(made, found, tools, 'INTERACTIONS');
    // Whoever is meant by a cell of several, it is what was chosen that has a row of its own.
    const item = look?.plan.columns.find(({ role }) => role === 'ITEM_ID');
    if (look !== null && item?.index === cells.column) found = foundWith(found, look, made);
  }
  return found;
}

/** When a form was answered; a list of people says when each came. */
function isAnswered(column: Look['columns'][number]): boolean {
  return isTime(column) && roleOfName(column.header) === 'TIMESTAMP' && !namesCreation(column.header);
}

/** The column of the items if its cells hold several; where no column is the items', the first whose cells do. */
function cellsToSplit(plan: FilePlan, columns: Look['columns']): SeveralInColumns | null {
  const own = plan.columns.filter(({ role }) => role === 'ITEM_ID');
  const free = plan.columns.filter(
    ({ role, derived }) => derived === undefined && (role === 'KEEP' || role === 'IGNORE'),
  );
  const found = (own.length > 0 ? own : free).flatMap(({ index }) => {
    const several = severalInCells(columns[index]);
    return several === null ? [] : [{ column: index, ...several }];
  });
  // What was shown says what was chosen now, and a list beside it what was before.
  const cells = found.find(({ marked }) => marked) ?? found.at(0);
  if (cells === undefined) return null;
  const others = free.filter(({ index }) => index !== cells.column).map(({ index }) => index);
  const beside = others.filter((index) => areLikewise(cells, columns[index]));
  // As many in each row say something of each of them.
  const counts = (at: number): string => columns[at].cells.map((cell) => placesOf(cell, cells).length).join();
  const along = others.filter((index) => counts(index) === counts(cells.column));
  return { ...cells, ...(beside.length > 0 ? { beside } : {}), ...(along.length > 0 ? { along } : {}) };
}

/** Whether a column tells of further things by the same labels, as `line_item_2` does beside `line_item_1`. */
function areLikewise({ labels }: SeveralInCell, column: Look['columns'][number]): boolean {
  if (labels === undefined) return false;
  const other = severalInCells(column)?.labels;
  return other !== undefined && other.thing === labels.thing && other.count === labels.count;
}
