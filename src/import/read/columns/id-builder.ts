import type { CellWriting } from '../../../domain/imports';
import { LIMITS } from '../../../domain/limits';
import { putTogether } from '../../cells/put-together';
import { parseDigits } from '../../cells/number';
import { cellWith } from '../../cells/guests';
import { isReservedWord } from '../../../data/schema/reserved';
import type { DatasetType } from '../../../domain/schema';
import { grown, NumberForEachRow, type CellSink, type ColumnBuilder } from './column-builder';

const DIRECT_LIMIT = 1 << 21;

/**
 * Maps ids to dense codes in order of first appearance. Plain whole numbers without leading zeros below two
 * million skip the hash table: their value indexes an array.
 */
export class IdBuilder extends NumberForEachRow<Int32Array<ArrayBuffer>> implements ColumnBuilder {
  readonly ids: string[] = [];
  readonly sawNull = false;
  readonly #codeOf = new Map<string, number>();
  #direct = new Int32Array(1024);
  #also: CellWriting['also'];
  #together: readonly number[] = [];

  constructor(
    readonly dataset: DatasetType,
    /** Blanks around an id are no part of it (mapping door). */
    readonly trims: boolean,
  ) {
    super(new Int32Array(1024));
  }

  get codes(): Int32Array<ArrayBuffer> {
    return this.values;
  }

  begin({ also, together = [] }: CellWriting): void {
    this.#also = also;
    this.#together = together;
  }

  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void {
    const n = rows.length;
    const also = this.#also;
    this.reserve(base + n);
    const { codes } = this;
    const others = this.#together;
    for (let i = 0; i < n; i++) {
      const row = rows[i];
      const cell =
        others.length > 0
          ? putTogether([index, ...others].map((at) => row[at]))
          : also === undefined
            ? row[index]
            : cellWith(row, index, also);
      const number = smallWhole(cell);
      if (number >= 0) {
        const direct = number < this.#direct.length ? this.#direct[number] : 0;
        codes[base + i] = direct > 0 ? direct - 1 : this.#addDirect(number, cell);
      } else {
        const code = this.#codeOf.get(cell);
        codes[base + i] = code !== undefined && code >= 0 ? code : this.#add(cell, i, sink);
      }
    }
  }

  #addDirect(number: number, cell: string): number {
    this.#direct = grown(this.#direct, number + 1);
    const code = this.ids.push(detach(cell)) - 1;
    this.#direct[number] = code + 1;
    return code;
  }

  #add(cell: string, i: number, sink: CellSink): number {
    const id = this.trims && !sink.stored ? cell.trim() : cell;
    if (id !== cell && id !== '') {
      const number = smallWhole(id);
      if (number >= 0) {
        const direct = number < this.#direct.length ? this.#direct[number] : 0;
        return direct > 0 ? direct - 1 : this.#addDirect(number, id);
      }
      const known = this.#codeOf.get(id);
      if (known !== undefined) return known;
    }
    if (id === '') sink.bad(i, 'D09', cell, {});
    else if (id.length > LIMITS.idChars)
      sink.bad(i, 'D14', cell, { length: id.length, limit: LIMITS.idChars });
    else if (isReservedWord(this.dataset, id)) sink.bad(i, 'D16', cell, {});
    else {
      const kept = detach(id);
      const code = this.ids.push(kept) - 1;
      this.#codeOf.set(kept, code);
      return code;
    }
    return 0;
  }

  /** Kept codes and ids; with `keep`, renumbered by first appearance among the kept rows. */
  gather(n: number, keep: Int32Array | null): { codes: Int32Array<ArrayBuffer>; ids: readonly string[] } {
    if (!keep) return { codes: this.codes.slice(0, n), ids: this.ids };
    const codes = new Int32Array(keep.length);
    const renumbered = new Int32Array(this.ids.length).fill(-1);
    const ids: string[] = [];
    for (let row = 0; row < keep.length; row++) {
      const code = this.codes[keep[row]];
      if (renumbered[code] < 0) renumbered[code] = ids.push(this.ids[code]) - 1;
      codes[row] = renumbered[code];
    }
    return { codes, ids };
  }
}

/** The value of a canonical whole number below the direct limit (`7`, not `007`), else −1. */
function smallWhole(cell: string): number {
  if (cell.length > 7 || (cell.length > 1 && cell.charCodeAt(0) === 48)) return -1;
  const value = parseDigits(cell);
  return value < DIRECT_LIMIT ? value : -1;
}

/** A copy that does not keep the text piece it was cut from alive. */
export function detach(cell: string): string {
  return cell.length < 13 ? cell : (' ' + cell).slice(1);
}
