/** A table by the names it goes by, its own last. */
export type TableName = readonly string[];

/** What SQLite keeps for itself. */
export function isInternal(names: TableName): boolean {
  return /^sqlite_/i.test(names.at(-1) ?? '');
}

/**
 * What the tables of a database are called where they are offered: nothing for an only one, else its own name, or with what
 * it lies in where another has the same.
 */
export function offeredName(all: readonly TableName[], names: TableName): string {
  if (all.length === 1) return '';
  const own = names.at(-1) ?? '';
  return all.filter((other) => other.at(-1) === own).length === 1 ? own : names.join('.');
}
