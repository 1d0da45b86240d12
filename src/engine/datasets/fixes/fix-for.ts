import { LIMITS } from '../../../domain/limits';
import type { Tables } from '../../../domain/columns';
import type { DataFix } from '../../../domain/data-fix';
import type { Issue } from '../../../domain/issue';
import { isAboutActions } from '../../../domain/schema';

/** Values of a category column that are left when rare ones are grouped, `other` not counted. */
const KEPT_CATEGORIES = 29;

/** The fix on offer for a finding; null where only new data can mend it. */
export function fixFor(issue: Issue, tables: Tables): DataFix | null {
  const { dataset, column } = issue;
  const isMendable = dataset !== undefined && !isAboutActions(dataset) && column !== undefined;
  const at = isMendable ? { dataset, column } : null;
  switch (issue.code) {
    case 'QUALITY_REPEATS':
      return { kind: 'drop-repeats' };
    case 'QUALITY_SINGLE_EVENT':
      return { kind: 'drop-users-under', events: 2 };
    case 'QUALITY_BUSY_USERS':
      return { kind: 'drop-users-over', events: issue.details.limit };
    case 'QUALITY_FAR_TIMES':
      return { kind: 'drop-times-outside', fromSec: issue.details.fromSec, toSec: issue.details.toSec };
    case 'INSIGHT_ITEMS_WITHOUT_INTERACTIONS':
      return { kind: 'drop-unused', dataset: 'ITEMS' };
    case 'INSIGHT_USERS_WITHOUT_INTERACTIONS':
      return { kind: 'drop-unused', dataset: 'USERS' };
    case 'INSIGHT_INTERACTIONS_WITHOUT_ITEM':
      return { kind: 'drop-undescribed', dataset: 'ITEMS' };
    case 'INSIGHT_INTERACTIONS_WITHOUT_USER':
      return { kind: 'drop-undescribed', dataset: 'USERS' };
    case 'INSIGHT_EVENT_TYPES':
      return { kind: 'keep-event-types', most: LIMITS.eventTypes };
    case 'QUALITY_ONE_VALUE':
    case 'INSIGHT_MISSING_VALUES':
    case 'INSIGHT_SPARSE_TEXT':
      return at !== null && canDrop(at.dataset, tables) ? { kind: 'drop-column', ...at } : null;
    case 'INSIGHT_OUTLIERS':
      return at !== null && issue.details.apart !== undefined
        ? { kind: 'empty-outside', ...at, from: issue.details.from, to: issue.details.to }
        : null;
    case 'INSIGHT_MANY_CATEGORIES':
      return at && { kind: 'group-rare', ...at, keep: KEPT_CATEGORIES };
    case 'INSIGHT_NEAR_DUPLICATE_CATEGORIES':
      return at && { kind: 'merge-values', ...at, values: issue.details.values };
    default:
      return null;
  }
}

/** Items and Users need a column besides their id. */
function canDrop(dataset: Issue['dataset'], { items, users }: Tables): boolean {
  const table = dataset === 'ITEMS' ? items : users;
  return dataset === 'INTERACTIONS' || (table?.columns.length ?? 0) > 1;
}
