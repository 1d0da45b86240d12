import { NO_EVENT_TYPE, type Tables } from '../../../src/domain/columns';
import { type AppError, isAppError } from '../../../src/domain/errors';
import type { ImportPlan } from '../../../src/domain/imports';
import type { ProjectId } from '../../../src/domain/resources';
import type { SourceFile } from '../../../src/import/open/bytes/source';
import { nodeJob, type NodeStudio } from '../../support/studio-in-node';
import { loss, type Finding } from './target';

/**
 * More files on their way into a project that is there: what it had stays, row by row and id by id, whatever becomes
 * of them; what is counted as kept is what has come to it.
 *
 * @returns what is wrong, and why they were refused, if they were.
 */
export async function addFiles(
  { studio, catalogue }: NodeStudio,
  into: ProjectId,
  sources: readonly SourceFile[],
  profile: ImportPlan['profile'],
): Promise<{ readonly wrong: Finding | null; readonly refused: AppError | null }> {
  const read = async (): Promise<Tables> => {
    const tables = await (await catalogue.open(into)).readTables();
    if (tables === null) throw new RangeError('a project without its tables');
    return tables;
  };
  const before = await read();
  try {
    const { id, name, plan } = await studio.inspectFiles(nodeJob(), sources);
    const { report } = await studio.importFiles(
      nodeJob(),
      id,
      { ...plan, profile, mode: 'INCREMENTAL' },
      { into, name },
    );
    const after = await read();
    const events = report.datasets.find(({ dataset }) => dataset === 'INTERACTIONS');
    const grown = after.interactions.nRows - before.interactions.nRows;
    if (grown !== (events?.kept ?? 0))
      return { wrong: loss(`${events?.kept} rows are reported and ${grown} came`), refused: null };
    return { wrong: isMissing(before, after), refused: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const after = await read();
    const wrong =
      after.interactions.nRows === before.interactions.nRows
        ? isMissing(before, after)
        : loss('half of what was refused is there');
    return { wrong, refused: error };
  }
}

function isMissing(before: Tables, after: Tables): Finding | null {
  for (let row = 0; row < before.interactions.nRows; row++)
    if (eventAt(before, row) !== eventAt(after, row)) return loss(`row ${row} was ${eventAt(before, row)}`);
  for (const type of ['ITEMS', 'USERS'] as const) {
    const there = new Set(idsOf(after, type));
    const gone = idsOf(before, type).find((id) => !there.has(id));
    if (gone !== undefined) return loss(`${gone} of ${type} is gone`);
  }
  return null;
}

function eventAt({ userIds, itemIds, interactions }: Tables, row: number): string {
  const { userIdx, itemIdx, timestampSec, eventType, eventTypes } = interactions;
  const type = eventType[row] === NO_EVENT_TYPE ? null : eventTypes[eventType[row]];
  return JSON.stringify([userIds[userIdx[row]], itemIds[itemIdx[row]], timestampSec[row], type]);
}

function idsOf({ items, users, itemIds, userIds }: Tables, type: 'ITEMS' | 'USERS'): string[] {
  const [table, ids] = type === 'ITEMS' ? [items, itemIds] : [users, userIds];
  return Array.from(table?.entityIdx ?? [], (idx) => ids[idx]);
}
