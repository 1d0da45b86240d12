import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/import/judge/check';
import { inspect } from '../../../../src/import/propose/inspect';
import { importTables } from '../../../../src/import/store/import-tables';
import { memorySource } from '../../../../src/import/open/bytes/source';
import { trainingDataFor } from '../../../../src/engine/training/training-data';
import { contextChoices } from '../../../../src/engine/training/event-columns';
import { encodersOf } from '../../../../src/recipes/hrnn/features';
import type { ImportProposal } from '../../../../src/domain/imports';
import { personalInPlan, withoutPersonal, withPersonal } from '../../../../src/domain/withhold';
import { DataIndex } from '../../../../src/engine/project/data-index';
import { searchUsers } from '../../../../src/engine/serving/search';
import { withRole } from '../../../../src/import/plan/edit-plan';
import { articlesCsv, customersCsv, PERSONAL_HEADERS, purchasesCsv } from '../../../support/customers';
import { avroSchema } from '../../../support/avro-schema';
import { bytesOf, job } from '../../import/importing';

async function drop(files: Readonly<Record<string, string>>, profile: 'aws' | 'relaxed' = 'relaxed') {
  const sources = Object.entries(files).map(([path, text]) => memorySource(path, bytesOf(text)));
  return inspect(sources, profile, job);
}
const evidenceOf =
  ({ files }: ImportProposal) =>
  (file: string) =>
    files.find(({ plan }) => plan.file === file)?.evidence ?? [];
const foundIn = (proposal: ImportProposal) => personalInPlan(proposal.plan, evidenceOf(proposal));
const SHOP = { 'customers.csv': customersCsv(), 'purchases.csv': purchasesCsv() };

describe('the customers of a shop', () => {
  it('are imported with all that is known of them, and found by name', async () => {
    const { proposal, sources } = await drop({ ...SHOP, 'articles.csv': articlesCsv() });
    expect(foundIn(proposal).map(({ file, header, is }) => [file, header, is])).toEqual(
      PERSONAL_HEADERS.map((header) => ['customers.csv', header, 'kept']),
    );
    const { tables, schemas } = await importTables(sources, proposal.plan, null, job);
    expect(schemas.USERS?.fields.map(({ name }) => name.toLowerCase())).toEqual(
      expect.arrayContaining(PERSONAL_HEADERS),
    );
    expect(searchUsers(new DataIndex(tables), 'cleo', 3)[0].name).toMatch(/^Cleo /);
  });

  it('are learned from by what sorts them, and by nothing that says who they are', async () => {
    const { proposal, sources } = await drop(SHOP);
    const { tables, schemas } = await importTables(sources, proposal.plan, null, job);
    const { userColumns } = trainingDataFor('aws-hrnn-metadata', tables, { seed: 1 }, 'relaxed');
    expect(encodersOf(userColumns).map(({ name }) => name)).toEqual(['CITY', 'AGE_GROUP']);
    const personal = new Set(PERSONAL_HEADERS.map((header) => header.toUpperCase()));
    expect(schemas.USERS?.fields.filter(({ name }) => personal.has(name))).toEqual(
      PERSONAL_HEADERS.map((header) => ({ name: header.toUpperCase(), type: 'string' })),
    );
  });

  it('keep a schema that somebody gave, which says what trains', async () => {
    const fields = [{ name: 'FIRST_NAME', type: 'string', categorical: true } as const];
    const schema = avroSchema('Users', [{ name: 'USER_ID', type: 'string' }, ...fields]);
    const source = memorySource('users.csv', bytesOf('USER_ID,FIRST_NAME\nu1,Ann\nu2,Bo\n'));
    const known = new Map([['users.csv', { dataset: 'USERS' as const, schema }]]);
    const { proposal } = await inspect([source], 'aws', job, known);
    expect(proposal.plan.files[0].schema).toEqual(schema);
  });

  it('can come without it', async () => {
    const { proposal, sources } = await drop(SHOP);
    const plan = withoutPersonal(proposal.plan, evidenceOf(proposal));
    const judged = await check(sources, plan, null, job);
    expect(judged.importable).toBe(true);
    const { schemas } = await importTables(sources, plan, null, job);
    expect(schemas.USERS?.fields.map(({ name }) => name)).toEqual(['USER_ID', 'CITY', 'AGE_GROUP']);
    // And the way back leads to what was there before.
    expect(withPersonal(plan)).toEqual(proposal.plan);
  });

  it('of whom only ids would be left stay behind as a dataset, and are known from what they did', async () => {
    const customers = customersCsv(['customer_id', 'name', 'email']);
    const { proposal, sources } = await drop({ ...SHOP, 'customers.csv': customers });
    const plan = withoutPersonal(proposal.plan, evidenceOf(proposal));
    expect(plan.files.find(({ file }) => file === 'customers.csv')?.dataset).toBeNull();
    expect(personalInPlan(plan, evidenceOf(proposal)).map(({ is }) => is)).toEqual(['withheld', 'withheld']);
    const { tables, schemas } = await importTables(sources, plan, null, job);
    expect([tables.userIds.length, tables.users, schemas.USERS]).toEqual([60, null, undefined]);
    const back = withPersonal(plan);
    expect((await importTables(sources, back, null, job)).tables.users?.nRows).toBe(60);
  });

  it('keep a column that is brought back by its menu as a text', async () => {
    const { proposal } = await drop(SHOP);
    const [file] = proposal.files.filter(({ plan }) => plan.file === 'customers.csv');
    const at = file.plan.columns.findIndex(({ header }) => header === 'phone');
    const out = withRole(file.plan, at, 'IGNORE', file.evidence);
    const back = withRole(out, at, 'KEEP', file.evidence).columns[at];
    expect(back).toMatchObject({ role: 'KEEP', type: 'string', categorical: false });
  });

  it('who go by their e-mail addresses keep them', async () => {
    const mail = (i: number): string => `p${i}@example.com`;
    const { proposal } = await drop({ 'purchases.csv': purchasesCsv(mail) });
    expect(foundIn(proposal)).toEqual([
      { file: 'purchases.csv', header: 'customer_id', kind: 'email', is: 'key' },
    ]);
    expect(withoutPersonal(proposal.plan, evidenceOf(proposal))).toEqual(proposal.plan);
  });
});

it('an order’s own words on who bought it are told, too, and give no context', async () => {
  const rows = Array.from({ length: 1200 }, (_, i) => {
    const who = ['Ann', 'Bo', 'Cleo', 'Eva', 'Finn', 'Gus', 'Ida'][i % 7];
    return `c${(i * 7) % 60},s${i % 40},${1_700_000_000 + i * 60},${who} Lee,0170${5_000_000 + (i % 7)},web`;
  });
  const head = 'customer_id,sku,timestamp,recipient_name,recipient_phone,channel';
  const { proposal, sources } = await drop({ 'orders.csv': `${[head, ...rows].join('\n')}\n` });
  expect(foundIn(proposal).map(({ header, kind }) => [header, kind])).toEqual([
    ['recipient_name', 'name'],
    ['recipient_phone', 'phone'],
  ]);
  const { tables } = await importTables(sources, proposal.plan, null, job);
  expect(tables.interactions.columns.map(({ name }) => name)).toContain('RECIPIENT_NAME');
  const named = { ...tables.interactions.columns[0], name: 'DEVICE' };
  const interactions = { ...tables.interactions, columns: [...tables.interactions.columns, named] };
  expect(contextChoices(interactions).map(({ field }) => field)).toEqual(['DEVICE']);
});

describe('nothing is said of', () => {
  const events = (head: string, row: (i: number) => string): string =>
    `${[head, ...Array.from({ length: 1200 }, (_, i) => row(i))].join('\n')}\n`;
  it.each([
    [
      'people by age and gender, as the Retail Demo Store has them',
      {
        'users.csv': `USER_ID,AGE,GENDER\n${Array.from({ length: 60 }, (_, i) => `${i},${20 + (i % 50)},${'MF'[i % 2]}`).join('\n')}\n`,
        'interactions.csv': events(
          'ITEM_ID,USER_ID,EVENT_TYPE,TIMESTAMP,DISCOUNT',
          (i) => `a${i % 40},${i % 60},View,${1_600_000_000 + i},No`,
        ),
      },
    ],
    [
      'people by age, gender, occupation and zip, as MovieLens has them',
      {
        'users.csv': `user_id,age,gender,occupation,zip_code\n${Array.from({ length: 60 }, (_, i) => `${i},${20 + (i % 50)},${'MF'[i % 2]},${['writer', 'other', 'student'][i % 3]},${10_000 + i * 37}`).join('\n')}\n`,
        'ratings.csv': events(
          'user_id,item_id,rating,timestamp',
          (i) => `${i % 60},${i % 40},${1 + (i % 5)},${1_600_000_000 + i}`,
        ),
      },
    ],
    [
      'people by town, as Book-Crossing has them',
      {
        'BX-Users.csv': `"User-ID";"Location";"Age"\n${Array.from({ length: 60 }, (_, i) => `"${i}";"${['nyc, new york', 'seoul, n/a', 'berlin, berlin'][i % 3]}, land ${i}";"${20 + (i % 50)}"`).join('\n')}\n`,
        'BX-Book-Ratings.csv': events(
          '"User-ID";"ISBN";"Book-Rating"',
          (i) => `"${i % 60}";"03441${10_000 + (i % 40)}";"${i % 11}"`,
        ),
      },
    ],
    [
      'what articles are called, and by whom',
      { 'articles.csv': articlesCsv(), 'purchases.csv': purchasesCsv() },
    ],
  ] as [string, Record<string, string>][])('%s', async (_, files) => {
    const { proposal } = await drop(files);
    expect(proposal.plan.files.every(({ dataset }) => dataset !== null)).toBe(true);
    expect(foundIn(proposal)).toEqual([]);
  });
});
