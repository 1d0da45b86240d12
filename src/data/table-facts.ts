import { isNull, type InteractionTable, type NumberColumn, type Tables } from '../domain/columns';
import type { TableFacts } from '../domain/imports';
import { ItemWords } from './item-words';

const MOST_KINDS = 20;
const SOME_ITEMS = 3;

/** The interactions and items of some tables at a glance. O(rows). @param isTimed whether the events say when they were: of rows in their order no days are told. */
export function factsOf(tables: Tables, isTimed: boolean): TableFacts[] {
  const { interactions, items, itemIds } = tables;
  const words = new ItemWords(tables);
  const named = (index: number): TableFacts['items'][number] => ({
    id: itemIds[index],
    name: words.titleOf(index),
  });
  const facts: TableFacts[] = [];
  if (interactions.nRows > 0) {
    const all = eventFacts(interactions, itemIds.length, named);
    facts.push(isTimed ? all : { ...all, firstSec: null, lastSec: null });
  }
  if (items !== null)
    facts.push({
      dataset: 'ITEMS',
      rows: items.nRows,
      firstSec: null,
      lastSec: null,
      values: null,
      kinds: [],
      items: Array.from(items.entityIdx.subarray(0, SOME_ITEMS), named),
    });
  return facts;
}

function eventFacts(
  interactions: InteractionTable,
  nItems: number,
  named: (index: number) => TableFacts['items'][number],
): TableFacts {
  const { nRows, timestampSec, itemIdx, eventType, eventTypes, columns } = interactions;
  const kinds = new Float64Array(eventTypes.length);
  const chosen = new Int32Array(nItems);
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < nRows; row++) {
    if (timestampSec[row] < first) first = timestampSec[row];
    if (timestampSec[row] > last) last = timestampSec[row];
    chosen[itemIdx[row]]++;
    if (eventType[row] < kinds.length) kinds[eventType[row]]++;
  }
  const most = Array.from(chosen.keys())
    .sort((a, b) => chosen[b] - chosen[a] || a - b)
    .slice(0, SOME_ITEMS);
  const value = columns.find(({ name, kind }) => name === 'EVENT_VALUE' && kind === 'number');
  return {
    dataset: 'INTERACTIONS',
    rows: nRows,
    firstSec: first,
    lastSec: last,
    values: value?.kind === 'number' ? rangeOf(value, nRows) : null,
    kinds: eventTypes
      .map((name, i) => ({ name, count: kinds[i] }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_KINDS),
    items: most.map(named),
  };
}

function rangeOf({ values, nulls }: NumberColumn, nRows: number): TableFacts['values'] {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < nRows; row++) {
    if (isNull(nulls, row)) continue;
    if (values[row] < least) least = values[row];
    if (values[row] > most) most = values[row];
  }
  return least > most ? null : { least, most };
}
