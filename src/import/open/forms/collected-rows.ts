import type { CellRows, UnreadRecord } from '../cell-table';

/** Of a record that cannot be read, as much is kept. */
const UNREAD_CHARS = 200;

/** Rows of a table that are collected until they are handed on together. */
export class CollectedRows {
  #rows: string[][] = [];
  #lines: number[] = [];
  #unread: UnreadRecord[] = [];

  /** Records so far, those that could not be read among them. */
  get length(): number {
    return this.#rows.length + this.#unread.length;
  }

  add(row: string[], line: number): void {
    this.#rows.push(row);
    this.#lines.push(line);
  }

  /** @param value what there is of a record that cannot be read. */
  addUnread(line: number, value: string): void {
    this.#unread.push({ line, value: value.slice(0, UNREAD_CHARS) });
  }

  /** What has come since it was taken last. */
  take(): CellRows {
    const [rows, lines, unread] = [this.#rows, Int32Array.from(this.#lines), this.#unread];
    [this.#rows, this.#lines, this.#unread] = [[], [], []];
    return { rows, lines, ...(unread.length === 0 ? {} : { unread }) };
  }
}
