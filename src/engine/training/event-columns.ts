import { personalKindOf } from '../../import/propose/personal';
import type { InteractionTable } from '../../domain/columns';
import { isContextField, MOST_CONTEXT_VALUES, type ContextChoice } from '../../domain/context-fields';
import type { EventColumn } from '../../domain/histories';
import { byFrequency } from '../../domain/tallies';

/** What a request may give a value of; without columns of no values or of too many, and those that say who somebody is. */
export function eventColumnsOf({ columns }: InteractionTable, excluded?: ReadonlySet<string>): EventColumn[] {
  const beside = columns.map(({ name }) => name);
  return columns.filter(
    (column): column is EventColumn =>
      column.kind !== 'number' &&
      column.kind !== 'text' &&
      isContextField(column.name) &&
      excluded?.has(column.name) !== true &&
      textsOf(column).length > 0 &&
      textsOf(column).length <= MOST_CONTEXT_VALUES &&
      personalKindOf('INTERACTIONS', column.name, textsOf(column), beside) === null,
  );
}

function textsOf(column: EventColumn): readonly string[] {
  return column.kind === 'boolean' ? ['false', 'true'] : column.vocabulary;
}

/** The same with their values, the most frequent first; one that says the same of every event tells no moment from another. O(cells). */
export function contextChoices(table: InteractionTable): ContextChoice[] {
  return eventColumnsOf(table).flatMap((column) => {
    const texts = textsOf(column);
    const counts = new Int32Array(texts.length);
    for (const code of column.kind === 'boolean' ? column.values : column.codes)
      if (code >= 0 && code < counts.length) counts[code]++;
    const there = texts.map((value, code) => [value, counts[code]] as const).filter(([, count]) => count > 0);
    const values = byFrequency(there).map(([value]) => value);
    const isAlways = counts.some((count) => count === table.nRows);
    return values.length === 0 || isAlways ? [] : [{ field: column.name, values }];
  });
}
