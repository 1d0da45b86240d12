import type { DataFix, FixPreview } from '../domain/data-fix';
import type { DatasetType } from '../domain/schema';
import { count, counted, day, listed } from '../domain/numbers';
import { columnNumber } from './columns';

const NAMES: { readonly [type in DatasetType]: string } = {
  INTERACTIONS: 'Interactions',
  ITEMS: 'Items',
  USERS: 'Users',
};

/** What a fix does, as a button says it. */
export function fixTitle(fix: DataFix): string {
  switch (fix.kind) {
    case 'drop-repeats':
      return 'Leave out repeated events';
    case 'drop-users-under':
      return `Leave out users with fewer than ${count(fix.events)} events`;
    case 'drop-users-over':
      return `Leave out users with more than ${count(fix.events)} events`;
    case 'drop-times-outside':
      return `Leave out events before ${day(fix.fromSec)} and after ${day(fix.toSec)}`;
    case 'drop-unused':
      return fix.dataset === 'ITEMS' ? 'Leave out items without events' : 'Leave out users without events';
    case 'drop-undescribed':
      return fix.dataset === 'ITEMS'
        ? 'Leave out events of items that have no row'
        : 'Leave out events of users that have no row';
    case 'keep-event-types':
      return `Keep the ${count(fix.most)} most frequent event types`;
    case 'empty-outside':
      return `Empty the cells of ${fix.column} outside ${columnNumber(fix.column, fix.from)} to ${columnNumber(fix.column, fix.to)}`;
    case 'drop-column':
      return `Leave out the column ${fix.column}`;
    case 'group-rare':
      return `Keep the ${count(fix.keep)} most frequent values of ${fix.column}, call the rest “other”`;
    case 'merge-values':
      return `Write ${fix.values.join(', ')} the same way`;
  }
}

/** What would happen, in numbers. */
export function fixEffect({ fix, goes, changes }: FixPreview): string {
  if (fix.kind === 'drop-column')
    return `The column ${fix.column} goes from ${NAMES[fix.dataset]} and from its schema; every row stays.`;
  if (fix.kind === 'empty-outside')
    return `${counted(changes, 'cell', 'cells')} of ${fix.column} would become empty; every row stays.`;
  const rows = goes.map((part) => `${counted(part.rows, 'row', 'rows')} of ${NAMES[part.dataset]}`);
  const parts = [
    ...(rows.length > 0 ? [`${listed(rows)} would go`] : []),
    ...(changes > 0 ? [`${counted(changes, 'cell', 'cells')} would change`] : []),
  ];
  return parts.length === 0 ? 'Nothing would change.' : `${parts.join('; ')}.`;
}
