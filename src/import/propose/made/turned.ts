import { stemOf } from '../../lexicon/names';
import { wideColumns, type WideColumns } from '../wide';
import { isOnePersons, isPrescribed, partsOfMade, type FilePlan } from '../../../domain/imports';
import { ofPupil } from '../../lexicon/pupil-words';
import { madeName } from '../../../domain/made-name';
import type { Look } from '../look-at';
import { comesAgain } from '../evidence';
import { foundWith, freeTable, lookAtMade, type Found, type Tools } from './found';

/**
 * Turns tables with a person in each row and a thing in each column into rows, where no other file tells of events.
 *
 * @param isSaid the caller says what each file is: only those of events are looked at.
 */
export async function findTurned(before: Found, isSaid: boolean, tools: Tools): Promise<Found> {
  const parts = new Set(before.made.flatMap(partsOfMade));
  const alone = before.looks.flatMap((look, i) =>
    parts.has(look.source.path) ? [] : [[look, before.plans[i]] as const],
  );
  const mayBe = (plan: FilePlan): boolean => !isSaid || plan.dataset === 'INTERACTIONS';
  const wide = new Map(alone.map(([look, plan]) => [look, mayBe(plan) ? wideIn(look, plan) : null]));
  const tellsOfEvents = alone.some(([look, plan]) => holdsEvents(plan) && wide.get(look) === null);
  if (tellsOfEvents) return before;
  let found = before;
  for (const [{ source }, columns] of wide) {
    if (columns === null) continue;
    const file = freeTable(madeName('answers', stemOf(source.path)), found);
    const made = { kind: 'turned', file, of: source.path, ...columns } as const;
    const look = await lookAtMade(made, found, tools, 'INTERACTIONS');
    if (look !== null) found = foundWith(found, look, made);
  }
  return found;
}

const holdsEvents = (plan: FilePlan): boolean => plan.dataset === 'INTERACTIONS' && !isOnePersons(plan);

/** The columns of a wide table, where nothing speaks for events instead: a thing or a person that comes again and again. */
function wideIn({ sample, columns }: Look, plan: FilePlan): WideColumns | null {
  // Columns that nobody has named are no things.
  if (isPrescribed(plan) || (sample.format.form === undefined && sample.format.headerLine === null))
    return null;
  const wide = wideColumns(
    columns,
    plan.rules?.some(({ reason }) => reason === 'total'),
  );
  if (wide === null || !holdsEvents(plan)) return wide;
  const own = new Set([...wide.things, ...(wide.sums ?? []), ...(wide.across ? [wide.who] : [])]);
  const isThing = plan.columns.some(
    ({ role, index, header }) =>
      role === 'ITEM_ID' && !own.has(index) && ofPupil(header) === null && comesAgain(columns[index]),
  );
  const people = plan.columns.find(({ role }) => role === 'USER_ID');
  const comeAgain = people !== undefined && !own.has(people.index) && ofPupil(people.header) === null;
  return isThing || (comeAgain && comesAgain(columns[people.index])) ? null : wide;
}
