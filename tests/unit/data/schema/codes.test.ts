import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../../src/words/copy/issues';
import { parseSchema } from '../../../../src/data/schema/parse';
import { validateSchema } from '../../../../src/data/schema/validate';
import type { Issue } from '../../../../src/domain/issue';
import type { AvroSchema, DatasetDomain, DatasetType } from '../../../../src/domain/schema';

const GOOD = {
  type: 'record',
  name: 'Interactions',
  namespace: 'com.amazonaws.personalize.schema',
  fields: [
    { name: 'USER_ID', type: 'string' },
    { name: 'ITEM_ID', type: 'string' },
    { name: 'EVENT_TYPE', type: 'string' },
    { name: 'EVENT_VALUE', type: ['float', 'null'] },
    { name: 'DEVICE', type: ['null', 'string'], categorical: true },
    { name: 'TIMESTAMP', type: 'long' },
  ],
  version: '1.0',
};

function judge(
  schema: unknown,
  dataset: DatasetType | null = null,
  domain: DatasetDomain | null = null,
): Issue[] {
  return parseSchema(typeof schema === 'string' ? schema : JSON.stringify(schema), dataset, domain).issues;
}
/** The one fault of a schema; anything else fails the test. */
function fault(
  schema: unknown,
  dataset: DatasetType | null = null,
  domain: DatasetDomain | null = null,
): Issue {
  const issues = judge(schema, dataset, domain);
  expect(issues).toHaveLength(1);
  expect(issues[0].severity).toBe('error');
  return issues[0];
}
const interactions = (...more: unknown[]) => ({ ...GOOD, fields: [...GOOD.fields, ...more] });
const items = (...more: unknown[]) => ({
  ...GOOD,
  name: 'Items',
  fields: [{ name: 'ITEM_ID', type: 'string' }, ...more],
});
const users = (...more: unknown[]) => ({
  ...GOOD,
  name: 'Users',
  fields: [{ name: 'USER_ID', type: 'string' }, ...more],
});
const changed = (name: string, patch: object) => ({
  ...GOOD,
  fields: GOOD.fields.map((field) => (field.name === name ? { ...field, ...patch } : field)),
});

describe('schemas', () => {
  it('takes the guide’s own example as it is', () => {
    expect(judge(GOOD, 'INTERACTIONS')).toEqual([]);
    expect(judge({ ...GOOD, name: 'INTERACTIONS' as AvroSchema['name'] }, 'INTERACTIONS')).toEqual([]);
    expect(judge(items({ name: 'GENRE', type: ['string'], categorical: true }), 'ITEMS')).toEqual([]);
  });

  it('S01: not JSON, with line, column and token', () => {
    const trailing = fault('{\n  "type": "record",\n}');
    expect(trailing).toMatchObject({
      code: 'S01',
      line: 3,
      value: '}',
      details: { column: 1, trailingComma: true },
    });
    expect(describeIssue(trailing).what).toContain('trailing comma');
    const bare = fault('{"type": record}');
    expect(bare).toMatchObject({
      code: 'S01',
      line: 1,
      details: { column: 10, token: 'record', trailingComma: false },
    });
    expect(fault('{"type": "record"')).toMatchObject({ code: 'S01', details: { token: '' } });
    expect(fault('{"a": 1} x')).toMatchObject({ code: 'S01', details: { column: 10, token: 'x' } });
  });

  it('S02: top-level keys missing or unknown, type other than record', () => {
    const { namespace, ...noNamespace } = GOOD;
    expect(fault(noNamespace)).toMatchObject({
      code: 'S02',
      details: { key: 'namespace', reason: 'missing' },
    });
    // The service takes a schema without a version, and keeps it so.
    const { version, ...noVersion } = { ...GOOD, namespace };
    expect([version, parseSchema(JSON.stringify(noVersion))]).toEqual([
      '1.0',
      { schema: noVersion, issues: [] },
    ]);
    expect(fault({ ...GOOD, doc: 'x' })).toMatchObject({
      code: 'S02',
      details: { key: 'doc', reason: 'unknown' },
    });
    expect(fault({ ...GOOD, type: 'map' })).toMatchObject({ code: 'S02', details: { key: 'type' } });
    expect(fault({ ...GOOD, version: true })).toMatchObject({ code: 'S02', details: { key: 'version' } });
    // The service takes a number.
    expect(parseSchema(JSON.stringify({ ...GOOD, version: 1 })).issues).toEqual([]);
    expect(fault({ ...GOOD, fields: {} })).toMatchObject({ code: 'S02', details: { key: 'fields' } });
  });

  it('S03: another name than a dataset type, or than the dataset’s', () => {
    expect(fault({ ...GOOD, name: 'Ratings' })).toMatchObject({ code: 'S03', details: { name: 'Ratings' } });
    const issue = fault(GOOD, 'ITEMS');
    expect(issue).toMatchObject({ code: 'S03', details: { name: 'Interactions', dataset: 'ITEMS' } });
  });

  it('D02: a domain group has no actions', () => {
    const actions = {
      ...GOOD,
      name: 'Actions',
      fields: [
        { name: 'ACTION_ID', type: 'string' },
        { name: 'VALUE', type: ['null', 'long'] },
        { name: 'KIND', type: 'string', categorical: true },
      ],
    };
    expect(validateSchema(actions as AvroSchema, 'ACTIONS')).toEqual([]);
    expect(fault(actions, 'ACTIONS', 'ECOMMERCE')).toMatchObject({
      code: 'D02',
      details: { type: 'Actions' },
    });
  });

  it('takes the schema of action interactions by either name, with all that it must have', () => {
    for (const name of ['Action_Interactions', 'ActionInteractions']) {
      const issue = fault({ ...GOOD, name });
      expect(issue).toMatchObject({ code: 'S04', details: { missing: ['ACTION_ID'] } });
    }
  });

  it('S04: names every missing field, with the domain', () => {
    const bare = { ...GOOD, fields: [{ name: 'ITEM_ID', type: 'string' }] };
    expect(fault(bare).details).toMatchObject({ missing: ['USER_ID', 'TIMESTAMP'] });
    const shop = fault(items({ name: 'COLOUR', type: 'string' }), 'ITEMS', 'ECOMMERCE');
    expect(shop).toMatchObject({
      code: 'S04',
      details: { missing: ['PRICE', 'CATEGORY_L1'], domain: 'ECOMMERCE' },
    });
    const vod = [
      { name: 'GENRES_L1', type: 'string', categorical: true },
      { name: 'CREATION_TIMESTAMP', type: 'long' },
    ];
    expect(judge(items(...vod), 'ITEMS', 'VIDEO_ON_DEMAND')).toEqual([]);
  });

  it('S05: reserved fields of another type', () => {
    expect(fault(changed('TIMESTAMP', { type: 'string' }))).toMatchObject({
      code: 'S05',
      column: 'TIMESTAMP',
    });
    expect(fault(changed('EVENT_VALUE', { type: 'int' }))).toMatchObject({
      code: 'S05',
      column: 'EVENT_VALUE',
    });
    expect(fault(interactions({ name: 'IMPRESSION', type: 'int' }))).toMatchObject({ code: 'S05' });
    // A free name in a custom group, a reserved one in a shop.
    const price = [
      { name: 'PRICE', type: 'int' },
      { name: 'CATEGORY_L1', type: 'string', categorical: true },
    ];
    expect(judge(items(...price), 'ITEMS')).toEqual([]);
    expect(fault(items(...price), 'ITEMS', 'ECOMMERCE')).toMatchObject({ code: 'S05', column: 'PRICE' });
  });

  it('S06: reserved fields with another flag', () => {
    expect(fault(changed('EVENT_TYPE', { categorical: true }))).toMatchObject({
      code: 'S06',
      column: 'EVENT_TYPE',
      details: { flag: 'categorical', wanted: false },
    });
    const shop = [
      { name: 'PRICE', type: 'float' },
      { name: 'CATEGORY_L1', type: 'string' },
    ];
    expect(fault(items(...shop), 'ITEMS', 'ECOMMERCE')).toMatchObject({
      code: 'S06',
      column: 'CATEGORY_L1',
      details: { flag: 'categorical', wanted: true },
    });
  });

  it('S07: unsupported types and bad unions', () => {
    const bad = [
      { type: 'array', items: 'string' },
      'bytes',
      'null',
      ['null'],
      ['int', 'string'],
      [['int'], 'null'],
      [],
      ['null', 'int', 'null'],
    ];
    for (const type of bad)
      expect(fault(interactions({ name: 'X', type }))).toMatchObject({ code: 'S07', column: 'X' });
    for (const type of ['double', ['int'], ['null', 'long']])
      expect(judge(interactions({ name: 'X', type }))).toEqual([]);
  });

  it('S08: one name twice, punctuation and capitals aside', () => {
    const twins = items({ name: 'GENRES_FIELD_1', type: 'string' }, { name: 'GENRESFIELD1', type: 'string' });
    expect(fault(twins)).toMatchObject({
      code: 'S08',
      details: { names: ['GENRES_FIELD_1', 'GENRESFIELD1'] },
    });
    expect(fault(interactions({ name: 'device', type: 'string' }))).toMatchObject({ code: 'S08' });
  });

  it('S09: field names', () => {
    for (const name of ['1ST', 'A-B', 'Ä', '', 'x'.repeat(151)])
      expect(judge(interactions({ name, type: 'string' })).map((issue) => issue.code)).toContain('S09');
    expect(
      judge(interactions({ name: '_x', type: 'string' }, { name: 'y'.repeat(150), type: 'int' })),
    ).toEqual([]);
  });

  it('S10: Items and Users without metadata', () => {
    expect(fault(items())).toMatchObject({ code: 'S10', dataset: 'ITEMS' });
    expect(fault(items({ name: 'CREATION_TIMESTAMP', type: 'long' }))).toMatchObject({ code: 'S10' });
    expect(fault(users())).toMatchObject({ code: 'S10', dataset: 'USERS' });
  });

  it('S11: too many metadata fields', () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `F${i}X`, type: 'int' }));
    expect(judge(interactions(...fields(4)))).toEqual([]);
    expect(fault(interactions(...fields(5)))).toMatchObject({ code: 'S11', details: { count: 6, limit: 5 } });
    expect(judge(users(...fields(25)))).toEqual([]);
    expect(fault(users(...fields(26)))).toMatchObject({ code: 'S11', details: { count: 26, limit: 25 } });
    expect(judge(items(...fields(100)))).toEqual([]);
    expect(fault(items(...fields(101)))).toMatchObject({ code: 'S11' });
  });

  it('S12: flags where they do not belong', () => {
    const flagged = (field: object, reason: string) =>
      expect(fault(items({ name: 'A', type: 'int' }, field))).toMatchObject({
        code: 'S12',
        details: { reason },
      });
    flagged({ name: 'X', type: 'int', categorical: true }, 'categorical-not-string');
    flagged({ name: 'X', type: 'float', textual: true }, 'textual-not-string');
    flagged({ name: 'X', type: 'string', textual: true, categorical: true }, 'both-flags');
    flagged({ name: 'X', type: 'string', categorical: 'true' }, 'flag-not-boolean');
    expect(fault(users({ name: 'BIO', type: 'string', textual: true }))).toMatchObject({ code: 'S12' });
    const two = items(
      { name: 'A', type: 'string', textual: true },
      { name: 'B', type: 'string', textual: true },
    );
    expect(fault(two)).toMatchObject({ code: 'S12', details: { fields: ['A', 'B'], limit: 1 } });
  });

  it('S13: more than 20 000 characters', () => {
    const text = JSON.stringify(GOOD);
    expect(judge(text.padEnd(20_000))).toEqual([]);
    expect(fault(text.padEnd(20_001))).toMatchObject({
      code: 'S13',
      details: { length: 20_001, limit: 20_000 },
    });
  });

  it('S14: required fields that may be null', () => {
    for (const name of ['USER_ID', 'ITEM_ID', 'EVENT_TYPE'])
      expect(fault(changed(name, { type: ['string', 'null'] }))).toMatchObject({ code: 'S14', column: name });
    expect(fault(changed('TIMESTAMP', { type: ['null', 'long'] }))).toMatchObject({
      code: 'S14',
      column: 'TIMESTAMP',
    });
  });

  it('every fault has a sentence that names what it must', () => {
    const words = [
      fault({ ...GOOD, doc: 1 }),
      fault(items()),
      fault(changed('TIMESTAMP', { type: 'int' })),
    ].map((issue) => describeIssue(issue));
    expect(words.map(({ what }) => what).join('\n')).toMatch(/“doc”[\s\S]*Items[\s\S]*TIMESTAMP.*int/);
    for (const { fix } of words) expect(fix).not.toBe('');
  });
});
