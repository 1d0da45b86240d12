import type { DataFix, FixPreview } from '../../domain/data-fix';
import { day, listed } from '../../domain/numbers';
import * as say from '../messages/insights';
import { columnNumber } from './columns';
import { DATASET_NAMES } from './finding';

/** What a fix does, as a button says it. */
export function fixTitle(fix: DataFix): string {
  switch (fix.kind) {
    case 'drop-repeats':
      return say.dropRepeats();
    case 'drop-users-under':
      return say.dropUsersUnder({ events: fix.events });
    case 'drop-users-over':
      return say.dropUsersOver({ events: fix.events });
    case 'drop-times-outside':
      return say.dropTimes({ from: day(fix.fromSec), to: day(fix.toSec) });
    case 'drop-unused':
      return fix.dataset === 'ITEMS' ? say.dropUnusedItems() : say.dropUnusedUsers();
    case 'drop-undescribed':
      return fix.dataset === 'ITEMS' ? say.dropBareItems() : say.dropBareUsers();
    case 'keep-event-types':
      return say.keepTypes({ most: fix.most });
    case 'empty-outside': {
      const { column } = fix;
      return say.emptyOutside({
        column,
        from: columnNumber(column, fix.from),
        to: columnNumber(column, fix.to),
      });
    }
    case 'drop-column':
      return say.dropColumn({ column: fix.column });
    case 'group-rare':
      return say.groupRare({ keep: fix.keep, column: fix.column });
    case 'merge-values':
      return say.mergeValues({ values: fix.values.join(', ') });
  }
}

/** What would happen, in numbers. */
export function fixEffect({ fix, goes, changes: cells }: FixPreview): string {
  if (fix.kind === 'drop-column')
    return say.columnGoes({ column: fix.column, dataset: DATASET_NAMES[fix.dataset] });
  if (fix.kind === 'empty-outside') return say.cellsEmptied({ cells, column: fix.column });
  if (goes.length === 0) return cells === 0 ? say.nothingChanges() : say.cellsChange({ cells });
  const rows = listed(
    goes.map((part) => say.rowsOf({ rows: part.rows, dataset: DATASET_NAMES[part.dataset] })),
  );
  return cells === 0 ? say.rowsGo({ rows }) : say.rowsGoCellsChange({ rows, cells });
}
