import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from 'svelte/server';
import { beforeAll, expect, test } from 'vitest';
import { isReading, NUMBER_NAMES, READING_WORDS, TIME_NAMES } from '../../../../src/words/copy/readings';
import { NUMBER_WRITINGS, type UnplainNumbers } from '../../../../src/import/cells/number-writings';
import { TIME_WRITINGS, type TimeWriting } from '../../../../src/import/cells/time-writings';
import type { JsonObject } from '../../../../src/domain/errors';
import type { ImportProposal } from '../../../../src/domain/imports';
import { inspect } from '../../../../src/import/propose/inspect';
import { memorySource } from '../../../../src/import/open/bytes/source';
import ColumnHead from '../../../../src/page/views/mapping/ColumnHead.svelte';
import { importContent, job } from '../importing';

/*
 * Two ways to write cells that nobody reads: `1'234.5`, as in Switzerland, and hours since 1970 with an h behind them.
 * What follows up to the tests is all that each takes: its entry in the list, and its words.
 */
const apostrophes = {
  key: 'apostrophes',
  isUsed: (cells) => cells.some((cell) => /^\d{1,3}('\d{3})+(\.\d+)?$/.test(cell)),
  plain: (cell) => cell.replaceAll("'", ''),
  notice: {
    code: 'APOSTROPHES',
    facts: (cells): { example: string } => ({ example: cells.find((cell) => cell.includes("'")) ?? '' }),
  },
} satisfies UnplainNumbers;

const hours = {
  key: 'hours',
  isDate: true,
  isUsed: ({ cells }) => cells.every((cell) => /^\d+h$/.test(cell)),
  seconds: (cell) => Number(/^(\d+)h$/.exec(cell)?.[1] ?? NaN) * 3600,
  notice: { code: 'DATES_PARSED', facts: () => ({ unit: 'hours' }) },
} satisfies TimeWriting;

const lists = [NUMBER_WRITINGS, TIME_WRITINGS] as readonly (readonly object[])[] as object[][];
lists[0].push(apostrophes);
lists[1].push(hours);
Object.assign(NUMBER_NAMES, { apostrophes: { label: 'apostrophes between thousands' } });
Object.assign(TIME_NAMES, { hours: { label: 'hours', said: 'hours since 1970' } });
Object.assign(READING_WORDS, {
  APOSTROPHES: ({ example }: { example: string }, { at }: { at: string }) => ({
    what: `${at}read with apostrophes between thousands, as in ${example}.`,
    fix: '',
  }),
});

const csv = [
  'customer,sku,price,when',
  ...Array.from({ length: 1000 }, (_, i) => `u${i % 50},i${i % 97},1'${200 + (i % 800)}.5,${444_000 + i}h`),
].join('\n');
let folder: string;
let importCommand: (args: readonly string[]) => Promise<JsonObject>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foretaste-quirk-'));
  // The words of all findings are gathered as their module is read.
  ({ importCommand } = await import('../../../../src/programs/cli/import-command'));
});

async function proposed(): Promise<ImportProposal> {
  const source = memorySource('sales.csv', new TextEncoder().encode(csv));
  return (await inspect([source], 'relaxed', job)).proposal;
}

test('is proposed, with a notice of its own', async () => {
  const [{ plan, evidence, issues }] = (await proposed()).files;
  expect(plan.columns.slice(2)).toMatchObject([
    { header: 'price', type: 'float', numbers: 'apostrophes' },
    { header: 'when', role: 'TIMESTAMP', timeUnit: 'hours' },
  ]);
  expect(evidence.slice(2)).toMatchObject([
    { looksLike: 'number', min: '1200.5' },
    { looksLike: 'dates', min: String(444_000 * 3600) },
  ]);
  expect(issues).toContainEqual(
    expect.objectContaining({ code: 'APOSTROPHES', column: 'price', details: { example: "1'200.5" } }),
  );
  expect(issues).toContainEqual(
    expect.objectContaining({ code: 'DATES_PARSED', details: { unit: 'hours' } }),
  );
});

test('is read, and said in the report of the import', async () => {
  const { tables, report } = await importContent({ interactions: csv, profile: 'relaxed' });
  const { columns, timestampSec } = tables.interactions;
  expect(columns).toMatchObject([{ kind: 'number', name: 'PRICE' }]);
  expect([...(columns[0] as { values: Float32Array }).values.subarray(0, 3)]).toEqual([
    1200.5, 1201.5, 1202.5,
  ]);
  expect([...timestampSec.subarray(0, 2)]).toEqual([444_000 * 3600, 444_001 * 3600]);
  expect(report.warnings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['APOSTROPHES', 'DATES_PARSED']),
  );
});

test('is said in words on the command line', async () => {
  const path = join(folder, 'sales.csv');
  writeFileSync(path, csv);
  const { warnings } = await importCommand(['--interactions', path, '--profile', 'relaxed']);
  expect(warnings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: 'APOSTROPHES',
        message:
          "Interactions, sales.csv, column price: read with apostrophes between thousands, as in 1'200.5.",
      }),
      expect.objectContaining({
        message: expect.stringContaining('column when: read as hours since 1970, in UTC.') as unknown,
      }),
    ]),
  );
});

test('is on the menu above its column, among the readings and not the problems', async () => {
  const [{ plan, issues }] = (await proposed()).files;
  const [price, when] = plan.columns.slice(2).map((column) => {
    const props = { column, dataset: plan.dataset, evidence: undefined, unreadable: 0 };
    return render(ColumnHead, { props: { ...props, onrole: () => {}, onwriting: () => {} } }).body;
  });
  expect(price).toMatch(/<option value="apostrophes" selected[^>]*>apostrophes between thousands<\/option>/);
  expect(price).toMatch(/<option value="plain">plain numbers<\/option>/);
  expect(when).toMatch(/<option value="hours" selected[^>]*>hours<\/option>/);
  expect(issues.filter(({ code }) => !isReading(code))).toEqual([]);
});
