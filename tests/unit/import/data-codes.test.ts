import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import type { SchemaField } from '../../../src/domain/schema';
import { errorsOf, findings, importContent, interactionsCsv, only } from './importing';
import { avroSchema } from '../../support/avro-schema';

const KEYS: SchemaField[] = [
  { name: 'USER_ID', type: 'string' },
  { name: 'ITEM_ID', type: 'string' },
  { name: 'TIMESTAMP', type: 'long' },
];
/** Imports 1000 good rows of USER_ID, ITEM_ID, TIMESTAMP, X and one more with the cell `x`, on line 1002. */
const withCell = (field: SchemaField, x: string) => {
  const type = String([field.type].flat()[0]);
  const good = type === 'string' ? 'a' : type === 'boolean' ? 'true' : '1';
  const header = `USER_ID,ITEM_ID,TIMESTAMP,${field.name}`;
  return {
    interactions: interactionsCsv([`u1,i1,1700000000,${x}`], { header, rest: `,${good}` }),
    schemas: { INTERACTIONS: avroSchema('Interactions', [...KEYS, field]) },
  };
};

describe('the aws door', () => {
  it('imports a file in order without an error', async () => {
    const { report } = await importContent({ interactions: interactionsCsv() });
    expect(report.errors).toEqual([]);
    expect(report.datasets[0]).toMatchObject({ rows: 1000, kept: 1000, dropped: 0, duplicates: 0 });
  });

  it('D01: an empty file, and a header alone', async () => {
    expect(await only('D01', { interactions: '' })).toMatchObject({
      file: 'interactions.csv',
      severity: 'error',
    });
    const header = await only('D01', { interactions: 'USER_ID,ITEM_ID,TIMESTAMP\n' });
    expect(describeIssue(header).what).toContain('interactions.csv');
    expect(describeIssue(header).what).toContain('no rows');
  });

  it('D02: a project needs interactions', async () => {
    await only('D02', { items: 'ITEM_ID,COLOUR\na,red\nb,blue\n' });
  });

  it('D03: names all missing columns and the found ones', async () => {
    const given = {
      interactions: 'USER_ID,TIMESTAMP\nu1,1600000000\n',
      schemas: { INTERACTIONS: avroSchema('Interactions', [...KEYS, 'DEVICE']) },
    };
    const issue = await only('D03', given);
    expect(issue.details).toMatchObject({ missing: ['ITEM_ID', 'DEVICE'], found: ['USER_ID', 'TIMESTAMP'] });
    expect(describeIssue(issue).what).toContain(
      'Input CSV is missing the following columns:[ITEM_ID, DEVICE]',
    );
    const timeless = await only('D03', { interactions: 'USER_ID,ITEM_ID\nu1,i1\nu2,i2\n' });
    expect(timeless.details).toMatchObject({ missing: ['TIMESTAMP'] });
  });

  it('D04: names the delimiter that was found', async () => {
    for (const [sign, name] of [
      [';', 'semicolon'],
      ['\t', 'tab'],
    ]) {
      const issue = await only('D04', { interactions: interactionsCsv().replaceAll(',', sign) });
      expect(issue).toMatchObject({ severity: 'error', details: { delimiter: sign } });
      expect(describeIssue(issue).what).toContain(name);
      expect(describeIssue(issue).fix).toContain('relaxed');
    }
  });

  it('D05: a doubled column, a quoted header', async () => {
    const doubled = interactionsCsv([], { header: 'USER_ID,ITEM_ID,TIMESTAMP,DEVICE,DEVICE', rest: ',a,b' });
    expect(await only('D05', { interactions: doubled })).toMatchObject({
      column: 'DEVICE',
      severity: 'error',
    });
    const quoted = interactionsCsv([], { header: '"USER_ID","ITEM_ID","TIMESTAMP"' });
    expect(await only('D05', { interactions: quoted })).toMatchObject({ column: 'USER_ID', line: 1 });
  });

  it('D06: a row with too few or too many cells', async () => {
    const short = await only('D06', { interactions: interactionsCsv(['u1,i1']) });
    expect(short).toMatchObject({ line: 1002, severity: 'error', details: { cells: 2, expected: 3 } });
    const long = await only('D06', { interactions: interactionsCsv(['u1,i1,1600000000,x']) });
    expect(long.details).toEqual({ cells: 4, expected: 3 });
  });

  it('D07: a quote that never closes, with the line where it opened', async () => {
    const issue = await only('D07', {
      interactions: interactionsCsv(['u1,"i1,1600000000', 'u2,i2,1600000001']),
    });
    expect(issue).toMatchObject({ line: 1002, severity: 'error' });
  });

  it('D07: a cell that goes on behind its quote and takes the next line in', async () => {
    const rows = ['u1,"i1"x,1', 'u2,"i2",1600000001', 'u3,i3,1600000002'];
    const issue = await only('D07', { interactions: interactionsCsv(rows) });
    expect(issue).toMatchObject({ line: 1002, severity: 'error', details: { reason: 'inside' } });
    expect(describeIssue(issue).what).toContain('line 1,002: text follows a closing quote');
    const interactions = interactionsCsv(rows, { header: 'user,item,time' });
    const { tables, report } = await importContent({ interactions, profile: 'relaxed' });
    expect(tables.itemIds.filter((id) => id.includes('"') || id.includes('\n'))).toEqual([]);
    expect(tables.userIds).toContain('u3');
    expect(report.datasets[0]).toMatchObject({ rows: 1002, dropped: 1 });
    // What was meant is plain where nothing is taken in.
    const whole = interactionsCsv(['u1,"The "Best" Film",1600000000'], { header: 'user,item,time' });
    expect((await importContent({ interactions: whole })).tables.itemIds).toContain('The "Best" Film');
  });

  it('D08: UTF-16 without a mark, which can be read as UTF-8 with a zero in each character', async () => {
    const text = interactionsCsv();
    const bytes = new Uint8Array(2 * text.length);
    for (let i = 0; i < text.length; i++) bytes[2 * i] = text.charCodeAt(i);
    const issue = await only('D08', { interactions: bytes });
    expect(describeIssue(issue).what).toContain('the file is UTF-16, not UTF-8');
  });

  it('D08: the line and offset of the first byte that is not UTF-8', async () => {
    const start = interactionsCsv();
    const bytes = new TextEncoder().encode(start + 'u1,caf?,1700000000\n');
    const at = new TextEncoder().encode(start).length + 6;
    bytes[at] = 0xe9;
    const issue = await only('D08', { interactions: bytes });
    expect(issue).toMatchObject({ line: 1002, severity: 'error', details: { byteOffset: at, byte: 0xe9 } });
  });

  it('D09: an empty cell in a column that is never null; quoted empty is empty', async () => {
    for (const row of ['u1,,1600000000', 'u1,"",1600000000'])
      expect(await only('D09', { interactions: interactionsCsv([row]) })).toMatchObject({
        line: 1002,
        column: 'ITEM_ID',
        severity: 'error',
      });
    await only('D09', withCell({ name: 'EVENT_VALUE', type: 'float' }, ''));
    expect(await errorsOf(withCell({ name: 'EVENT_VALUE', type: ['float', 'null'] }, ''))).toEqual([]);
  });

  it('D10: a cell that is no number of its type', async () => {
    for (const value of ['abc', '1 000', '$5', 'Infinity', 'NaN', '0x10', '1.5.2'])
      expect(await only('D10', withCell({ name: 'EVENT_VALUE', type: 'float' }, value))).toMatchObject({
        line: 1002,
        column: 'EVENT_VALUE',
        value,
        details: { type: 'float' },
      });
    await only('D10', withCell({ name: 'AGE', type: 'int' }, '12.5'));
    for (const value of ['12', '12.0', '-3', '1e3'])
      expect(await errorsOf(withCell({ name: 'AGE', type: 'int' }, value))).toEqual([]);
  });

  it('D11: a boolean other than true and false', async () => {
    const field: SchemaField = { name: 'MEMBER', type: 'boolean' };
    for (const value of ['True', '1', 'yes'])
      expect(await only('D11', withCell(field, value))).toMatchObject({
        line: 1002,
        column: 'MEMBER',
        value,
      });
    expect(await errorsOf(withCell(field, 'false'))).toEqual([]);
  });

  it('D12: a timestamp that is no whole number ≥ 0; a date shows its epoch value', async () => {
    for (const value of ['-1', '1600000000.5', 'yesterday'])
      expect(await only('D12', { interactions: interactionsCsv([`u1,i1,${value}`]) })).toMatchObject({
        line: 1002,
        column: 'TIMESTAMP',
        value,
      });
    const date = await only('D12', { interactions: interactionsCsv(['u1,i1,2020-09-13 12:26:40']) });
    expect(date.details).toEqual({ door: 'aws', epoch: 1_600_000_000 });
    expect(describeIssue(date).fix).toContain('1600000000');
  });

  it('D13: milliseconds, with the value in seconds', async () => {
    const issue = await only('D13', { interactions: interactionsCsv(['u1,i1,1600000000123']) });
    expect(issue).toMatchObject({ line: 1002, value: '1600000000123', details: { seconds: 1_600_000_000 } });
    expect(await errorsOf({ interactions: interactionsCsv(['u1,i1,99999999999']) })).toEqual([]);
    await only('D13', { interactions: interactionsCsv(['u1,i1,100000000000']) });
  });

  it('D14: an id longer than 256', async () => {
    expect(await errorsOf({ interactions: interactionsCsv([`u1,${'x'.repeat(256)},1600000000`]) })).toEqual(
      [],
    );
    const issue = await only('D14', { interactions: interactionsCsv([`u1,${'x'.repeat(257)},1600000000`]) });
    expect(issue).toMatchObject({ line: 1002, column: 'ITEM_ID', details: { length: 257, limit: 256 } });
    expect(issue.value).toHaveLength(80);
  });

  it('D15: strings longer than 1000', async () => {
    for (const field of [
      { name: 'DEVICE', type: 'string', categorical: true },
      { name: 'IMPRESSION', type: 'string' },
      { name: 'NOTE', type: 'string' },
    ] satisfies SchemaField[]) {
      expect(await errorsOf(withCell(field, 'x'.repeat(1000)))).toEqual([]);
      const issue = await only('D15', withCell(field, 'x'.repeat(1001)));
      expect(issue).toMatchObject({ line: 1002, column: field.name, details: { length: 1001, limit: 1000 } });
    }
  });

  it('D16: a reserved keyword as a value, in every kind of column but textual ones', async () => {
    const repeated = await only('D16', { interactions: interactionsCsv(['USER_ID,ITEM_ID,TIMESTAMP']) });
    expect(repeated).toMatchObject({ line: 1002, column: 'USER_ID', value: 'USER_ID' });
    expect(await only('D16', { interactions: interactionsCsv(['u1,i1,TIMESTAMP']) })).toMatchObject({
      column: 'TIMESTAMP',
    });
    await only('D16', withCell({ name: 'DEVICE', type: 'string', categorical: true }, 'EVENT_TYPE'));
    expect(await errorsOf(withCell({ name: 'DEVICE', type: 'string' }, 'event_type'))).toEqual([]);
    const items = avroSchema('Items', ['ITEM_ID', { name: 'ABOUT', type: 'string', textual: true }]);
    const textual = {
      interactions: interactionsCsv(),
      items: 'ITEM_ID,ABOUT\na,ITEM_ID\n',
      schemas: { ITEMS: items },
    };
    expect(await errorsOf(textual)).toEqual([]);
  });

  it('D17: fewer than 1000 rows stop under aws and warn under relaxed', async () => {
    const small = interactionsCsv([], { count: 999 });
    const issue = await only('D17', { interactions: small });
    expect(issue).toMatchObject({ severity: 'error', details: { rows: 999, needed: 1000 } });
    expect(describeIssue(issue).fix).toContain('relaxed');
    const { imported, issues } = await findings({ interactions: small, profile: 'relaxed' });
    expect(imported?.tables.interactions.nRows).toBe(999);
    expect(issues.map((found) => found.code)).toContain('FEW_INTERACTIONS');
  });

  it('D18: INCREMENTAL without an earlier FULL', async () => {
    const issue = await only('D18', { interactions: interactionsCsv(), mode: 'INCREMENTAL' });
    expect(issue).toMatchObject({ dataset: 'INTERACTIONS', severity: 'error' });
  });

  it('D19: a number out of the range of int and long', async () => {
    await only('D19', withCell({ name: 'AGE', type: 'int' }, '2147483648'));
    expect(await errorsOf(withCell({ name: 'AGE', type: 'int' }, '2147483647'))).toEqual([]);
    await only('D19', withCell({ name: 'AGE', type: 'long' }, '9007199254740992'));
    expect(await errorsOf(withCell({ name: 'AGE', type: 'long' }, '9007199254740991'))).toEqual([]);
  });
});

describe('findings', () => {
  it('lists 100 rows and counts the rest', async () => {
    const issues = await errorsOf({ interactions: interactionsCsv(Array<string>(250).fill('u1,i1')) });
    expect(issues.filter((issue) => issue.code === 'D06')).toHaveLength(100);
    expect(issues.at(-1)).toMatchObject({ code: 'MORE_ISSUES', severity: 'error', details: { count: 150 } });
  });

  it('warns once per column about words that look like null', async () => {
    const { issues } = await findings(withCell({ name: 'DEVICE', type: 'string' }, 'N/A'));
    expect(issues.filter((issue) => issue.code === 'NULL_WORDS')).toMatchObject([
      { column: 'DEVICE', value: 'N/A' },
    ]);
  });
});
