import type { InteractionTable } from '../domain/columns';
import { isContextField, MOST_CONTEXT_VALUES, type ContextChoice } from '../domain/context-fields';
import type { EventColumn } from '../domain/histories';

/** What a request may give a value of. */
export function eventColumnsOf({ columns }: InteractionTable, excluded?: ReadonlySet<string>): EventColumn[] {
  return columns.filter(
    (column): column is EventColumn =>
      column.kind !== 'number' &&
      column.kind !== 'text' &&
      isContextField(column.name) &&
      excluded?.has(column.name) !== true,
  );
}

/** The same with their values, the most frequent first; without columns of too many values. O(cells). */
export function contextChoices(table: InteractionTable): ContextChoice[] {
  return eventColumnsOf(table).flatMap((column) => {
    const texts = column.kind === 'boolean' ? ['false', 'true'] : column.vocabulary;
    if (texts.length > MOST_CONTEXT_VALUES) return [];
    const counts = new Int32Array(texts.length);
    for (const code of column.kind === 'boolean' ? column.values : column.codes)
      if (code >= 0 && code < counts.length) counts[code]++;
    const values = texts
      .map((value, code) => ({ value, count: counts[code] }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .map(({ value }) => value);
    return values.length === 0 ? [] : [{ field: column.name, values }];
  });
}
