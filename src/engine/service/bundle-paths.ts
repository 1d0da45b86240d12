import { LIMITS } from '../../domain/limits';
import type { DatasetType } from '../../domain/schema';

/** Where things lie in the bundle. Folders end in a slash: an import job of the service takes all files in one. */
export const bundlePaths = {
  folder: (type: DatasetType) => `data/${type.toLowerCase()}/`,
  /** Rows as they were imported, where the folder's own table has others: the service must not see them twice. */
  imported: (type: DatasetType) => `foretaste/imported-${type.toLowerCase()}.csv`,
  put: 'foretaste/put.jsonl',
  schema: (name: string) => `schemas/${name}.avsc`,
} as const;

/** A name for what the group has one of: unique where the group's is. */
export function nameInGroup(group: string, what: string): string {
  return `${group.slice(0, LIMITS.nameChars - what.length - 1)}-${what}`;
}
