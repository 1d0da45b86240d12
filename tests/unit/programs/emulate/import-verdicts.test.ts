import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';
import type { JsonObject } from '../../../../src/domain/errors';
import { openAccount } from '../../../support/emulate/account-clients';
import { full } from '../../../support/full';
import { newFolder } from './requests';

/** In the short run the command line is asked about every so many of the files, and import jobs about all. */
const ASKED = full ? 1 : 6;

type Kind = 'Interactions' | 'Items' | 'Users';
type Row = Record<string, string>;

const field = (name: string, type: unknown, flags: object = {}) => ({ name, type, ...flags });
const maybe = (type: string) => [type, 'null'];
const SCHEMAS: Readonly<Record<Kind, readonly object[]>> = {
  Interactions: [
    field('USER_ID', 'string'),
    field('ITEM_ID', 'string'),
    field('TIMESTAMP', 'long'),
    field('EVENT_TYPE', 'string'),
    field('EVENT_VALUE', maybe('float')),
    field('IMPRESSION', maybe('string')),
    field('DEVICE', maybe('string'), { categorical: true }),
    field('NOTE', maybe('string')),
    field('COUNT', 'int'),
    field('PAID', 'boolean'),
  ],
  Items: [
    field('ITEM_ID', 'string'),
    field('CREATION_TIMESTAMP', 'long'),
    field('YEAR', 'int'),
    field('PRICE', maybe('float')),
    field('WEIGHT', maybe('float')),
    field('GENRE', 'string', { categorical: true }),
    field('NAME', maybe('string')),
    field('DESCRIPTION', maybe('string'), { textual: true }),
    field('IN_STOCK', 'boolean'),
  ],
  Users: [
    field('USER_ID', 'string'),
    field('AGE', 'int'),
    field('GENDER', maybe('string'), { categorical: true }),
  ],
};
const KINDS = ['Interactions', 'Items', 'Users'] as const;
const ROWS = { Interactions: 1001, Items: 60, Users: 40 };

function rowsOf(kind: Kind): Row[] {
  return Array.from({ length: ROWS[kind] }, (_, n): Row => {
    if (kind === 'Users') return { USER_ID: `u${n}`, AGE: String(20 + n), GENDER: 'f' };
    const item = { ITEM_ID: `i${n % 60}` };
    if (kind === 'Items')
      return {
        ...item,
        CREATION_TIMESTAMP: String(1600000000 + n),
        YEAR: String(1960 + n),
        PRICE: '9.5',
        WEIGHT: '0.5',
        GENRE: 'Drama|War',
        NAME: `Film ${n}`,
        DESCRIPTION: 'A long day.',
        IN_STOCK: 'true',
      };
    return {
      USER_ID: `u${n % 40}`,
      ...item,
      TIMESTAMP: String(1600000000 + n),
      EVENT_TYPE: 'watch',
      EVENT_VALUE: '1.5',
      IMPRESSION: 'i1|i2',
      DEVICE: 'tv',
      NOTE: '',
      COUNT: String(n),
      PAID: 'false',
    };
  });
}

function csvOf(rows: readonly Row[]): string {
  return [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}

/** The seventh row is made wrong. */
const cell =
  (name: string, value: string) =>
  (kind: Kind): string =>
    csvOf(rowsOf(kind).map((row, n) => (n === 6 ? { ...row, [name]: value } : row)));
/** The file's lines, its header the first. */
const lines =
  (change: (lines: string[]) => string[]) =>
  (kind: Kind): string =>
    change(csvOf(rowsOf(kind)).trimEnd().split('\n')).join('\n');
const text =
  (change: (csv: string) => string | Buffer) =>
  (kind: Kind): string | Buffer =>
    change(csvOf(rowsOf(kind)));

const ROWS_SAID =
  /^Input csv has rows that do not conform to the dataset schema\. Please ensure all required data fields are present and that they are of the type specified in the schema\. .*line 8/i;
const lengthSaid = (limit: number, column: string): RegExp =>
  new RegExp(
    `^Length cannot be more than ${limit} characters for ${column}\\. If no values exceed .*line 8`,
    'i',
  );
const columnsSaid = (columns: string): RegExp =>
  new RegExp(`Input CSV is missing the following columns:\\[${columns}\\]`);

/** FAILED with this said, or ACTIVE with so many rows of the file not kept. */
type Verdict = RegExp | { readonly dropped: number };
const whole = { dropped: 0 };
const long = (length: number): string => 'x'.repeat(length);

const faults: readonly (readonly [Kind, string, (kind: Kind) => string | Buffer, Verdict])[] = [
  ['Interactions', 'nothing wrong', text((csv) => csv), whole],
  ['Interactions', 'nobody', cell('USER_ID', ''), ROWS_SAID],
  ['Interactions', 'nothing', cell('ITEM_ID', ''), ROWS_SAID],
  ['Interactions', 'no time', cell('TIMESTAMP', ''), ROWS_SAID],
  ['Interactions', 'no kind', cell('EVENT_TYPE', ''), ROWS_SAID],
  ['Interactions', 'an empty required number', cell('COUNT', ''), ROWS_SAID],
  ['Interactions', 'an empty required boolean', cell('PAID', ''), ROWS_SAID],
  ['Interactions', 'an empty cell that may be', cell('EVENT_VALUE', ''), whole],
  ['Interactions', 'an empty category that may be', cell('DEVICE', ''), whole],
  ['Interactions', 'a word for a time', cell('TIMESTAMP', 'yesterday'), ROWS_SAID],
  ['Interactions', 'a date for a time', cell('TIMESTAMP', '2020-09-13T12:26:40Z'), ROWS_SAID],
  ['Interactions', 'a time in milliseconds', cell('TIMESTAMP', '1600000000000'), /milliseconds/],
  ['Interactions', 'a time with a fraction', cell('TIMESTAMP', '1600000000.5'), ROWS_SAID],
  ['Interactions', 'a time before all', cell('TIMESTAMP', '-5'), ROWS_SAID],
  ['Interactions', 'a text in an int column', cell('COUNT', 'many'), ROWS_SAID],
  ['Interactions', 'a fraction in an int column', cell('COUNT', '1.5'), ROWS_SAID],
  ['Interactions', 'an int beyond its range', cell('COUNT', '3000000000'), ROWS_SAID],
  ['Interactions', 'a text in a float column', cell('EVENT_VALUE', 'much'), ROWS_SAID],
  ['Interactions', 'a decimal comma', cell('EVENT_VALUE', '"1,5"'), ROWS_SAID],
  ['Interactions', 'infinity', cell('EVENT_VALUE', 'Infinity'), ROWS_SAID],
  ['Interactions', 'a currency', cell('EVENT_VALUE', '$1.50'), ROWS_SAID],
  ['Interactions', 'a yes for a boolean', cell('PAID', 'yes'), ROWS_SAID],
  ['Interactions', 'a long user', cell('USER_ID', long(257)), lengthSaid(256, 'USER_ID')],
  ['Interactions', 'a long item', cell('ITEM_ID', long(257)), lengthSaid(256, 'ITEM_ID')],
  ['Interactions', 'the longest user', cell('USER_ID', long(256)), whole],
  ['Interactions', '1,001 characters of a category', cell('DEVICE', long(1001)), lengthSaid(1000, 'DEVICE')],
  ['Interactions', '1,001 characters of text', cell('NOTE', long(1001)), lengthSaid(1000, 'NOTE')],
  [
    'Interactions',
    '1,001 characters of impressions',
    cell('IMPRESSION', long(1001)),
    lengthSaid(1000, 'IMPRESSION'),
  ],
  ['Interactions', '1,000 characters', cell('NOTE', long(1000)), whole],
  ['Interactions', 'a keyword for a value', cell('DEVICE', 'ITEM_ID'), ROWS_SAID],
  [
    'Interactions',
    'a cell too many',
    lines((all) => all.map((line, n) => (n === 7 ? `${line},x` : line))),
    ROWS_SAID,
  ],
  [
    'Interactions',
    'a cell too few',
    lines((all) => all.map((line, n) => (n === 7 ? line.replace(/,[^,]*$/, '') : line))),
    ROWS_SAID,
  ],
  [
    'Interactions',
    'a quote that never ends',
    lines((all) => all.map((line, n) => (n === 7 ? line.replace('tv', '"tv') : line))),
    ROWS_SAID,
  ],
  [
    'Interactions',
    'a letter behind a quote',
    lines((all) => all.map((line, n) => (n === 7 ? line.replace('tv', '"tv"x') : line))),
    ROWS_SAID,
  ],
  ['Interactions', 'quotes escaped by backslashes', cell('NOTE', '"a \\"b\\" c"'), whole],
  ['Interactions', 'quotes that are doubled', cell('NOTE', '"a ""b"" c"'), whole],
  [
    'Interactions',
    'the header once more',
    lines((all) => [...all.slice(0, 7), all[0], ...all.slice(7)]),
    ROWS_SAID,
  ],
  [
    'Interactions',
    'bytes of Latin 1',
    text((csv) => Buffer.from(csv.replace('tv', 't\u00e9'), 'latin1')),
    /UTF-8/,
  ],
  ['Interactions', 'UTF-16', text((csv) => Buffer.from(`\ufeff${csv}`, 'utf16le')), /UTF-8|UTF-16/],
  ['Interactions', 'a byte order mark', text((csv) => `\ufeff${csv}`), whole],
  [
    'Interactions',
    'one column not there',
    text((csv) => csv.replace('ITEM_ID', 'THING')),
    columnsSaid('ITEM_ID'),
  ],
  [
    'Interactions',
    'two columns not there',
    text((csv) => csv.replace('USER_ID,ITEM_ID', 'WHO,THING')),
    columnsSaid('USER_ID, ITEM_ID'),
  ],
  [
    'Interactions',
    'a custom column not there',
    text((csv) => csv.replace('COUNT', 'NUMBER')),
    columnsSaid('COUNT'),
  ],
  ['Interactions', 'semicolons', text((csv) => csv.replaceAll(',', ';')), /semicolon/],
  ['Interactions', 'tabs', text((csv) => csv.replaceAll(',', '\t')), /tab/],
  ['Interactions', 'no header', lines((all) => all.slice(1)), columnsSaid('USER_ID, .*')],
  ['Interactions', 'a column twice', text((csv) => csv.replace('NOTE', 'DEVICE')), /DEVICE|NOTE/],
  ['Interactions', 'a header in quotes', text((csv) => csv.replace('USER_ID', '"USER_ID"')), /quote/],
  [
    'Interactions',
    'a header in small letters',
    lines(([head, ...rest]) => [head.toLowerCase(), ...rest]),
    whole,
  ],
  [
    'Interactions',
    'a blank line in the middle',
    lines((all) => [...all.slice(0, 7), '', ...all.slice(7)]),
    whole,
  ],
  [
    'Interactions',
    'one column more',
    lines((all) => all.map((line, n) => `${line},${n === 0 ? 'MORE' : 'x'}`)),
    whole,
  ],
  ['Interactions', 'lines that end as on Windows', text((csv) => csv.replaceAll('\n', '\r\n')), whole],
  ['Interactions', 'a blank line at the end', text((csv) => `${csv}\n`), whole],
  ['Interactions', '999 rows', lines((all) => all.slice(0, 1000)), /999\srows/],
  ['Interactions', 'a header alone', lines((all) => all.slice(0, 1)), /header/],
  ['Interactions', 'nothing at all', text(() => ''), /empty/],
  ['Interactions', 'a row twice', lines((all) => [...all, all[1]]), { dropped: 1 }],
  ['Items', 'nothing wrong', text((csv) => csv), whole],
  ['Items', 'nothing described', cell('ITEM_ID', ''), ROWS_SAID],
  ['Items', 'an empty time', cell('CREATION_TIMESTAMP', ''), ROWS_SAID],
  ['Items', 'an empty year, as in AWS\u2019s own samples', cell('YEAR', ''), whole],
  ['Items', 'two years, as in AWS\u2019s own samples', cell('YEAR', '2006\u20132007'), { dropped: 1 }],
  ['Items', 'a yes for a boolean', cell('IN_STOCK', 'yes'), { dropped: 1 }],
  ['Items', 'a text in a float column', cell('WEIGHT', 'light'), { dropped: 1 }],
  ['Items', 'a text in a column that domains require', cell('PRICE', 'cheap'), ROWS_SAID],
  ['Items', '1,001 characters of a category', cell('GENRE', long(1001)), lengthSaid(1000, 'GENRE')],
  ['Items', '1,001 characters of text', cell('NAME', long(1001)), lengthSaid(1000, 'NAME')],
  ['Items', '20,001 characters of free text', cell('DESCRIPTION', long(20_001)), whole],
  ['Items', 'a long item', cell('ITEM_ID', long(257)), lengthSaid(256, 'ITEM_ID')],
  ['Items', 'an item twice', lines((all) => [...all, all[1]]), { dropped: 1 }],
  ['Items', 'a column not there', text((csv) => csv.replace('YEAR', 'WHEN')), columnsSaid('YEAR')],
  ['Items', 'ids in small letters', text((csv) => csv.replace('ITEM_ID', 'item_id')), whole],
  ['Users', 'nothing wrong', text((csv) => csv), whole],
  ['Users', 'nobody described', cell('USER_ID', ''), ROWS_SAID],
  ['Users', 'a text in an int column', cell('AGE', 'old'), { dropped: 1 }],
  ['Users', '1,001 characters of a category', cell('GENDER', long(1001)), lengthSaid(1000, 'GENDER')],
  ['Users', 'a long user', cell('USER_ID', long(257)), lengthSaid(256, 'USER_ID')],
  [
    'Users',
    'a cell too many',
    lines((all) => all.map((line, n) => (n === 7 ? `${line},x` : line))),
    ROWS_SAID,
  ],
];

describe('an import under the profile aws ends as the service documents', () => {
  const folder = newFolder();
  const schemaText = (kind: Kind): string =>
    JSON.stringify({ type: 'record', name: kind, namespace: 'n', fields: SCHEMAS[kind], version: '1.0' });
  let at: Awaited<ReturnType<typeof openAccount>>;
  const datasets: Partial<Record<Kind, string>> = {};

  beforeAll(async () => {
    at = await openAccount(newFolder(), 'aws');
    const { datasetGroupArn } = await at.personalize.createDatasetGroup({ name: 'group' });
    for (const kind of KINDS) {
      const { schemaArn } = await at.personalize.createSchema({ name: kind, schema: schemaText(kind) });
      const asked = { name: kind, datasetGroupArn, datasetType: kind, schemaArn };
      datasets[kind] = (await at.personalize.createDataset(asked)).datasetArn;
      writeFileSync(join(folder, `${kind}.csv`), csvOf(rowsOf(kind)));
      writeFileSync(join(folder, `${kind}.json`), schemaText(kind));
    }
  });
  afterAll(() => at.account.close());

  /** What became of the job: its status and reason, and what its report counts. */
  async function importJob(kind: Kind, jobName: string, content: string | Buffer) {
    const dataLocation = `s3://in/${jobName}.csv`;
    at.files.put(dataLocation, new Blob([new Uint8Array(Buffer.from(content))]));
    const { datasetImportJobArn } = await at.personalize.createDatasetImportJob({
      jobName,
      datasetArn: datasets[kind],
      dataSource: { dataLocation },
      roleArn: 'arn:aws:iam::000000000000:role/any',
    });
    await at.account.idle();
    const { datasetImportJob } = await at.personalize.describeDatasetImportJob({ datasetImportJobArn });
    const { state } = at.account.groups.all[0].project;
    const report = state.importJobs.find(({ arn }) => arn === datasetImportJobArn)?.report;
    return { ...datasetImportJob, report: report?.datasets[0] };
  }

  async function headless(kind: Kind, content: string | Buffer) {
    const path = join(folder, 'changed.csv');
    writeFileSync(path, content);
    const files = (kind === 'Interactions' ? [kind] : (['Interactions', kind] as const)).flatMap((each) => [
      `--${each.toLowerCase()}`,
      each === kind ? path : join(folder, `${each}.csv`),
      '--schema',
      join(folder, `${each}.json`),
    ]);
    const { document, status } = await runCommand(['import', ...files, '--profile', 'aws']);
    return { status, document: document as JsonObject };
  }

  it.each(faults.map(([kind, what, make, verdict], n) => ({ kind, what, make, verdict, n })))(
    '$kind: $what',
    async ({ kind, make, verdict, n }) => {
      const content = make(kind);
      const said = vi.spyOn(console, 'warn').mockReturnValue(undefined);
      const job = await importJob(kind, `job-${n}`, content);
      const told = said.mock.calls.flat().join('\n');
      said.mockRestore();
      const asked = n % ASKED === 0 ? await headless(kind, content) : null;
      if (verdict instanceof RegExp) {
        const failureReason: unknown = expect.stringMatching(verdict);
        expect(job).toMatchObject({ status: 'CREATE FAILED', failureReason });
        if (asked !== null)
          expect(asked).toMatchObject({ status: 1, document: { error: { message: failureReason } } });
        return;
      }
      const counted = { kept: expect.any(Number), dropped: verdict.dropped };
      expect(job).toMatchObject({ status: 'ACTIVE', report: counted });
      // Nothing is left out without a number.
      if (verdict.dropped === 0) expect(told).toBe('');
      else expect(told).toMatch(`Import job-${n}: ${verdict.dropped} of ${job.report?.rows} rows left out (`);
      expect(job.report?.rows).toBe((job.report?.kept ?? NaN) + verdict.dropped);
      if (asked !== null)
        expect(asked).toMatchObject({ status: 0, document: { datasets: { [kind.toUpperCase()]: counted } } });
    },
  );
});
