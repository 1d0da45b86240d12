import { cellTexts } from '../domain/cell-texts';
import { isCategorical, rowOfEntity, type Column, type EntityTable, type Tables } from '../domain/columns';
import type { CategoryColumn } from '../domain/recommendations';
import { nameableColumns, titleField } from '../domain/title-field';
import { byFrequency } from '../domain/tallies';
import { yearOfTitle } from '../domain/title-year';

const YEAR_NAMES = ['YEAR', 'RELEASE_YEAR'];
/** What has a genre came out in some year; goods were first sold in one, which says nothing of them. */
const GENRE_NAMES = ['GENRE', 'GENRES'];

/** What an item is called and what it is like, for people: title, categories and year out of the Items columns. */
export class ItemWords {
  readonly #rowOf: Int32Array;
  readonly #title: Column | null;
  readonly #category: Column | null;
  readonly #year: Column | null;
  readonly #cameOut: Column | null;
  readonly #table: EntityTable | null;
  #lowerTitles: readonly string[] | null = null;

  constructor(tables: Tables) {
    this.#table = tables.items;
    this.#rowOf = rowOfEntity(tables.items, tables.itemIds.length);
    this.#title = titleField(nameableColumns(tables.items?.columns))?.column ?? null;
    this.#category =
      tables.items?.columns.find((column) => column !== this.#title && isCategorical(column)) ?? null;
    this.#year = this.#find(YEAR_NAMES, (column) => column.kind !== 'boolean');
    const hasGenre = this.#find(GENRE_NAMES, () => true) !== null;
    this.#cameOut = hasGenre
      ? this.#find(['CREATION_TIMESTAMP'], (column) => column.kind === 'number')
      : null;
  }

  titleOf(itemIdx: number): string | null {
    return this.#title === null ? null : (cellTexts(this.#title, this.#rowOf[itemIdx])[0] ?? null);
  }

  /** Values of the first categorical column, in the order of the file. */
  categoriesOf(itemIdx: number): readonly string[] {
    return this.#category === null ? [] : cellTexts(this.#category, this.#rowOf[itemIdx]);
  }

  /** The YEAR column, else the "(1995)" that ends the title, else for what has a genre the year of CREATION_TIMESTAMP. */
  yearOf(itemIdx: number): number | null {
    const row = this.#rowOf[itemIdx];
    const written = this.#year === null ? undefined : cellTexts(this.#year, row)[0];
    for (const text of [written, yearOfTitle(this.titleOf(itemIdx) ?? '')]) {
      const year = Number.parseInt(text ?? '', 10);
      if (Number.isInteger(year)) return year;
    }
    const cameOut = this.#cameOut === null ? undefined : cellTexts(this.#cameOut, row)[0];
    return cameOut === undefined ? null : new Date(Number(cameOut) * 1000).getUTCFullYear();
  }

  /** Items whose title contains the text, ignoring case. */
  withTitle(text: string): Set<number> {
    const wanted = text.toLowerCase();
    this.#lowerTitles ??= Array.from(this.#rowOf, (_, item) => this.titleOf(item)?.toLowerCase() ?? '');
    const found = new Set<number>();
    this.#lowerTitles.forEach((title, item) => {
      if (title.includes(wanted)) found.add(item);
    });
    return found;
  }

  /** Every categorical Items column with its values, most frequent first, ties by value. O(cells). */
  categoryColumns(): readonly CategoryColumn[] {
    return (this.#table?.columns ?? []).filter(isCategorical).map((column) => {
      const counts = new Map<string, number>();
      for (let row = 0; row < (this.#table?.nRows ?? 0); row++) {
        for (const value of new Set(cellTexts(column, row))) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const values = byFrequency(counts).map(([value, items]) => ({ value, items }));
      return { column: column.name, values };
    });
  }

  #find(names: readonly string[], fits: (column: Column) => boolean): Column | null {
    const columns = this.#table?.columns.filter(fits) ?? [];
    for (const name of names) {
      const found = columns.find((column) => column.name.toUpperCase() === name);
      if (found !== undefined) return found;
    }
    return null;
  }
}
