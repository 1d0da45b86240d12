/** A cell that is joined with those below it: its column, from 0, and the last row of them. */
export interface JoinedDown {
  readonly column: number;
  readonly lastRow: number;
}

/** Fills in what joined cells leave blank: the one value of them counts for each. */
export class JoinedCells {
  readonly #open = new Map<number, { readonly text: string; readonly lastRow: number }>();

  /** Hears of every row of a table in its order. A cell that holds something of its own keeps it. @param row its number. */
  fill(cells: string[], row: number, joined: readonly JoinedDown[] = []): void {
    for (const [column, { text, lastRow }] of this.#open) {
      if (row > lastRow) {
        this.#open.delete(column);
        continue;
      }
      while (cells.length <= column) cells.push('');
      if (cells[column] === '') cells[column] = text;
    }
    for (const { column, lastRow } of joined) {
      const text = cells[column] ?? '';
      if (text !== '') this.#open.set(column, { text, lastRow });
    }
  }
}
