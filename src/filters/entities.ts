import { cellTexts } from '../domain/cell-texts';
import { isNull, rowOfEntity, type Column, type EntityTable } from '../domain/columns';
import { AppError } from '../domain/errors';
import { add, complement, emptySet, type Bitset } from './bitset';
import {
  listOperator,
  numberOperator,
  type Comparison,
  type ListOperator,
  type Membership,
  type NumberOperator,
} from './operators';

/**
 * The items or users of a dataset group and their metadata, indexed for filters. Ids known only from
 * Interactions have no row: all their fields are null.
 */
export class Entities {
  readonly size: number;
  readonly #columns: ReadonlyMap<string, Column>;
  /** Row of each entity, or −1; built when first needed. */
  #rowOf: Int32Array | null = null;
  #indexOf: ReadonlyMap<string, number> | null = null;
  readonly #codes = new Map<string, ReadonlyMap<string, number>>();
  readonly #texts = new Map<string, readonly string[]>();

  /** @param idField ITEM_ID or USER_ID: filterable, though no column holds it. */
  constructor(
    readonly ids: readonly string[],
    readonly table: EntityTable | null,
    readonly idField: string,
  ) {
    this.size = ids.length;
    this.#columns = new Map((table?.columns ?? []).map((column) => [column.name, column]));
  }

  /** Entities whose text field passes the operator with these values. O(rows). */
  withText(field: string, name: Membership, values: readonly string[]): Bitset {
    const operator = listOperator(name);
    const set = this.#fitting(field, operator, values);
    return operator.negated ? complement(set, this.size) : set;
  }

  /** Entities of which some value of a text field fits. */
  #fitting(field: string, operator: ListOperator, values: readonly string[]): Bitset {
    const set = emptySet(this.size);
    if (field === this.idField) {
      for (const entity of placesOf(operator, values, this.ids, (id) => this.indexOf(id))) add(set, entity);
      return set;
    }
    if (!this.table) return set;
    const { nRows, entityIdx } = this.table;
    const column = this.#column(field);
    if (column.kind === 'text') {
      const fits = operator.fits(values);
      column.values.forEach((value, row) => {
        if (value !== null && fits(value)) add(set, entityIdx[row]);
      });
      return set;
    }
    if (column.kind !== 'code' && column.kind !== 'multi') throw this.#unfit(column);
    const codes = this.#codesOf(column.name, column.vocabulary);
    const wanted = new Uint8Array(column.vocabulary.length + 1);
    const fitting = placesOf(operator, values, column.vocabulary, (value) => codes.get(value) ?? -1);
    if (fitting.length === 0) return set;
    for (const code of fitting) wanted[code] = 1;
    if (column.kind === 'code') {
      for (let row = 0; row < nRows; row++) {
        const code = column.codes[row];
        if (code >= 0 && wanted[code] === 1) add(set, entityIdx[row]);
      }
      return set;
    }
    for (let row = 0; row < nRows; row++) {
      for (let p = column.offsets[row]; p < column.offsets[row + 1]; p++) {
        if (wanted[column.codes[p]] === 1) {
          add(set, entityIdx[row]);
          break;
        }
      }
    }
    return set;
  }

  /** Entities whose number compares so; null on either side fails, and passes where the operator is negated. O(rows). */
  withNumber(field: string, operator: Comparison, value: number | null): Bitset {
    const { holds, negated } = numberOperator(operator);
    const set = this.#comparing(field, holds, value);
    return negated ? complement(set, this.size) : set;
  }

  #comparing(field: string, holds: NumberOperator['holds'], value: number | null): Bitset {
    const set = emptySet(this.size);
    if (value === null || !this.table) return set;
    const { nRows, entityIdx } = this.table;
    const column = this.#column(field);
    if (column.kind !== 'number') throw this.#unfit(column);
    for (let row = 0; row < nRows; row++) {
      if (holds(column.values[row], value) && !isNull(column.nulls, row)) add(set, entityIdx[row]);
    }
    return set;
  }

  /** One entity's values of a text field; none for null, for a missing row and for an unknown entity (−1). */
  textOf(entity: number, field: string): readonly string[] {
    if (entity < 0) return [];
    if (field === this.idField) return [this.ids[entity]];
    const row = this.#row(entity);
    if (row < 0) return [];
    const column = this.#column(field);
    if (column.kind === 'number' || column.kind === 'boolean') throw this.#unfit(column);
    return cellTexts(column, row);
  }

  /** One entity's number; null also for a missing row and for an unknown entity (−1). */
  numberOf(entity: number, field: string): number | null {
    const row = entity < 0 ? -1 : this.#row(entity);
    if (row < 0) return null;
    const column = this.#column(field);
    if (column.kind !== 'number') throw this.#unfit(column);
    return isNull(column.nulls, row) ? null : column.values[row];
  }

  /** Whether some row holds this text, and what else the field holds; for warnings. */
  vocabularyOf(field: string): readonly string[] {
    if (field === this.idField) return this.ids;
    const column = this.#columns.get(field);
    if (column?.kind === 'code' || column?.kind === 'multi') return column.vocabulary;
    if (column?.kind !== 'text') return [];
    const texts = this.#texts.get(field) ?? column.values.filter((value) => value !== null);
    this.#texts.set(field, texts);
    return texts;
  }

  /** Dense index of an id, or −1. */
  indexOf(id: string): number {
    this.#indexOf ??= new Map(this.ids.map((known, index) => [known, index]));
    return this.#indexOf.get(id) ?? -1;
  }

  #row(entity: number): number {
    if (!this.table) return -1;
    this.#rowOf ??= rowOfEntity(this.table, this.size);
    return this.#rowOf[entity];
  }

  #codesOf(field: string, vocabulary: readonly string[]): ReadonlyMap<string, number> {
    let codes = this.#codes.get(field);
    if (!codes) {
      codes = new Map(vocabulary.map((value, code) => [value, code]));
      this.#codes.set(field, codes);
    }
    return codes;
  }

  #column(field: string): Column {
    const column = this.#columns.get(field);
    if (!column) throw new AppError('INTERNAL', { reason: 'The data lack a column of their schema', field });
    return column;
  }

  #unfit(column: Column): AppError {
    return new AppError('INTERNAL', {
      reason: 'A column is not of the type its schema says',
      field: column.name,
    });
  }
}

/** Places in `known` of the texts that fit. */
function placesOf(
  operator: ListOperator,
  values: readonly string[],
  known: readonly string[],
  find: (text: string) => number,
): readonly number[] {
  if (operator.exact) return values.map(find).filter((place) => place >= 0);
  const fits = operator.fits(values);
  return known.flatMap((text, place) => (fits(text) ? [place] : []));
}
