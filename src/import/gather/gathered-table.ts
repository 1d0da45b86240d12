import type { MadeGathered } from '../../domain/imports';
import { timeWriting } from '../cells/time-writings';
import type { CellRows, CellTable } from '../open/cell-table';

/** What became of the rows of each part when the table was last read to its end, in their order. */
export type PartCounts = readonly { readonly file: string; readonly rows: number }[];

export interface GatheredTable extends CellTable {
  readonly counts: () => PartCounts;
}

/**
 * The rows of several tables one after another, the columns of each in the places that `made` gives them; what tells the
 * tables apart stands behind. Its lines are the places among all rows: a line means another row in each part.
 */
export function gatheredTable(parts: readonly CellTable[], made: MadeGathered): GatheredTable {
  const { columns, mark } = made;
  let counts: PartCounts = [];
  return {
    form: 'made',
    headers: [...columns.map(({ header }) => header), ...(mark === undefined ? [] : [mark.header])],
    counts: () => counts,
    async *rows(onRead): AsyncGenerator<CellRows> {
      const told: { file: string; rows: number }[] = [];
      let before = 0;
      for (const [at, part] of parts.entries()) {
        const places = columns.map(({ from }) => from[at]);
        const read = columns.map(({ units }) =>
          units === undefined ? null : timeWriting(units[at]).seconds,
        );
        const isAsItIs =
          mark === undefined &&
          read.every((seconds) => seconds === null) &&
          places.every((place, i) => place === i);
        const own = { file: made.parts[at], rows: 0 };
        told.push(own);
        for await (const batch of part.rows(onRead)) {
          const rows = isAsItIs
            ? batch.rows
            : batch.rows.map((row) => {
                const cells = places.map((place, i) => {
                  const cell = place === null ? '' : row[place];
                  const sec = read[i]?.(cell.trim());
                  // What cannot be read so is told as it stands.
                  return sec === undefined || Number.isNaN(sec) ? cell : String(sec);
                });
                if (mark !== undefined) cells.push(mark.values[at]);
                return cells;
              });
          own.rows += rows.length + (batch.unread?.length ?? 0);
          const lines = Int32Array.from(rows, (_, i) => before + i + 1);
          before += rows.length;
          yield { ...batch, rows, lines };
        }
      }
      counts = told;
    },
  };
}
