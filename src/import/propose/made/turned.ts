import { stemOf } from '../../lexicon/names';
import { wideColumns } from '../wide';
import { isOnePersons } from '../../../domain/imports';
import { madeName } from '../../../domain/made-name';
import { foundWith, freeTable, lookAtMade, type Found, type Tools } from './found';

/** Turns tables with a person in each row and a thing in each column into rows, where no file tells of events. */
export async function findTurned(before: Found, tools: Tools): Promise<Found> {
  if (before.plans.some((plan) => plan.dataset === 'INTERACTIONS' && !isOnePersons(plan))) return before;
  let found = before;
  for (const { source, sample, columns } of before.looks) {
    // Columns that nobody has named are no things.
    if (sample.format.form === undefined && sample.format.headerLine === null) continue;
    const wide = wideColumns(columns);
    if (wide === null) continue;
    const file = freeTable(madeName('answers', stemOf(source.path)), found);
    const made = { kind: 'turned', file, of: source.path, ...wide } as const;
    const look = await lookAtMade(made, found, tools, 'INTERACTIONS');
    if (look !== null) found = foundWith(found, look, made);
  }
  return found;
}
