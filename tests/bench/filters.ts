import type { AvroSchema, DatasetType, Schemas } from '../../src/domain/schema';
import { checkFilter } from '../../src/filters/check';
import { compileFilter } from '../../src/filters/compile';
import { continuationsAt } from '../../src/filters/complete';
import { fixesOf } from '../../src/filters/fixes';
import { filterSteps } from '../../src/filters/steps';
import { dataWarnings } from '../../src/filters/warnings';
import { largeTables } from '../support/large-tables';
import { atMost, type Figure } from './figures/figure';
import { quantile } from './figures/statistics';
import { avroSchema } from '../support/avro-schema';
const schemas: Schemas & { readonly [type in DatasetType]?: AvroSchema } = {
  ITEMS: avroSchema('Items', [
    'ITEM_ID',
    { name: 'GENRES', type: 'string', categorical: true },
    { name: 'PRICE', type: 'double' },
  ]),
  INTERACTIONS: avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']),
};
const where = 'INCLUDE ItemID WHERE Items.GENRES IN ("G1", "G2") AND Items.PRICE < 50';
const expression = `${where} | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")`;

/** How long filters keep a request and the person who writes one: 50,000 items, 200,000 events. */
export function measureFilters(tell: (figure: Figure) => void): void {
  const tables = largeTables();
  const given = `${expression} | EXCLUDE ItemID WHERE Items.GENRES IN ($G) OR Items.PRICE > $P`;
  const { filter } = checkFilter(given, schemas);
  if (filter === null) throw new Error('The filter of the benchmark is none');
  const compiled = compileFilter(filter, tables);
  let user = 0;
  const request = times(() =>
    compiled.itemsFor({ userIdx: user++ % 1000, values: { G: '"G1","G2"', P: '50' } }),
  );
  tell({
    section: 'filters',
    name: 'a request, two parameters, 50,000 items, p50',
    value: quantile(request, 0.5),
    unit: 'ms',
    target: atMost(5),
  });
  tell({
    section: 'filters',
    name: 'the same, p99',
    value: quantile(request, 0.99),
    unit: 'ms',
  });
  const misspelt = 'EXCLUDE ItemID WHERE Items.ITEM_ID IN ("i4999x", "j17", "item 5")';
  const keys = { 'a key typed, checked and counted': expression, 'a key, three ids misspelt': misspelt };
  for (const [name, text] of Object.entries(keys)) {
    const key = times(() => look(text), 50);
    const value = quantile(key, 0.5);
    tell({ section: 'filters', name: `${name}, p50`, value, unit: 'ms', target: atMost(100) });
  }
  const begun = `${expression} | EXCLUDE ItemID WHERE Items.`;
  const offer = times(() => continuationsAt(begun, begun.length, schemas), 50);
  const name = `proposals behind ${begun.length} characters, p50`;
  tell({ section: 'filters', name, value: quantile(offer, 0.5), unit: 'ms', target: atMost(100) });

  function look(text: string): void {
    const check = checkFilter(text, schemas);
    for (const warning of dataWarnings(text, check, tables)) fixesOf(text, warning, schemas);
    if (check.filter) filterSteps(check.filter, tables, { userIdx: 3 });
  }
}

/** Milliseconds of each call, after some that warm up. */
function times(work: () => unknown, calls = 200): number[] {
  for (let i = 0; i < 20; i++) work();
  return Array.from({ length: calls }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}
