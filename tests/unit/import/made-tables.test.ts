import { describe, expect, it } from 'vitest';
import { tallyWords } from '../../../src/words/copy/row-tally';
import { describeIssue } from '../../../src/words/copy/issues';
import { answerWords } from '../../../src/words/copy/readings';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { ItemWords } from '../../../src/data/item-words';
import { memorySource } from '../../../src/import/open/bytes/source';
import { bytesOf, job, inspectTexts } from './importing';

/** Orders of 40 customers, two to four lines each, of 30 products. */
const ORDERS = 600;
const linesOf = (order: number): number => 2 + (order % 3);
const orders = Array.from({ length: ORDERS }, (_, i) => ({
  id: `A${1000 + i}`,
  customer: `c${(i * 7) % 40}`,
  date: new Date(Date.UTC(2024, 0, 1 + (i % 360), 9, i % 60)).toISOString().slice(0, 19),
}));
const lines = orders.flatMap(({ id }, i) =>
  Array.from({ length: linesOf(i) }, (_, line) => {
    const product = (i * 7 + line * 11) % 30;
    return `${id},${line + 1},sku-${product},Lamp number ${product},${1 + (i % 4)}`;
  }),
);
const csv = (head: string, rows: readonly string[]): string => `${[head, ...rows].join('\n')}\n`;
const ORDER_LINES = csv('order_id,line,sku,product_name,quantity', lines);
const ORDER_FILE = csv(
  'order_id,customer_id,ordered_at',
  orders.map(({ id, customer, date }) => `${id},${customer},${date}`),
);

async function importDrop(files: Readonly<Record<string, string>>) {
  const { proposal, sources } = await inspectTexts(files);
  return { proposal, ...(await importTables(sources, proposal.plan, null, job)) };
}

describe('order lines and orders dropped together', () => {
  it('in several files of lines are put together before they are joined', async () => {
    const half = lines.length / 2;
    const { proposal, tables } = await importDrop({
      'order_lines_1.csv': csv('order_id,line,sku,product_name,quantity', lines.slice(0, half)),
      'order_lines_2.csv': csv('order_id,line,sku,product_name,quantity', lines.slice(half)),
      'orders.csv': ORDER_FILE,
    });
    expect(proposal.plan.made?.map(({ kind }) => kind)).toEqual(['gathered', 'join', 'entities']);
    expect(tables.interactions.nRows).toBe(lines.length);
    expect([tables.userIds.length, tables.itemIds.length]).toEqual([40, 30]);
  });

  it('are joined by the order, and the names of the products become the Items data', async () => {
    const { proposal, tables, report } = await importDrop({
      'order_lines.csv': ORDER_LINES,
      'orders.csv': ORDER_FILE,
    });
    expect(proposal.plan.made).toMatchObject([
      { kind: 'join', left: 'order_lines.csv', right: 'orders.csv', leftColumn: 0, rightColumn: 0 },
      { kind: 'entities', dataset: 'ITEMS' },
    ]);
    expect(tables.interactions.nRows).toBe(lines.length);
    expect([tables.userIds.length, tables.itemIds.length]).toEqual([40, 30]);
    const name = tables.items?.columns.find((column) => column.name === 'PRODUCT_NAME');
    expect(name).toBeDefined();
    expect(report.warnings).toContainEqual(
      expect.objectContaining({
        code: 'TABLES_JOINED',
        details: expect.objectContaining({ rows: lines.length, matched: lines.length }) as unknown,
      }),
    );
  });

  it('lines without their order are left out and counted', async () => {
    const some = csv('order_id,customer_id,ordered_at', ORDER_FILE.split('\n').slice(1, 501));
    const { proposal, sources } = await inspectTexts({ 'order_lines.csv': ORDER_LINES, 'orders.csv': some });
    const { files, issues } = await check(sources, proposal.plan, null, job);
    const matched = orders.slice(0, 500).reduce((sum, _, i) => sum + linesOf(i), 0);
    const joined = files.find(({ dataset }) => dataset === 'INTERACTIONS');
    expect(joined).toMatchObject({ rows: lines.length, kept: matched, dropped: lines.length - matched });
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: 'TABLES_JOINED',
        details: expect.objectContaining({ matched }) as unknown,
      }),
    );
  });

  it('are joined through a third file where only that says who came', async () => {
    const sessions = Array.from({ length: 200 }, (_, i) => `s${i},u${i % 50}`);
    const { proposal, tables } = await importDrop({
      'order_lines.csv': ORDER_LINES,
      'orders.csv': csv(
        'order_id,visit,ordered_at',
        orders.map(({ id, date }, i) => `${id},s${i % 200},${date}`),
      ),
      'visits.csv': csv('visit,user_id', sessions),
    });
    expect(proposal.plan.made?.filter(({ kind }) => kind === 'join')).toHaveLength(2);
    expect([tables.interactions.nRows, tables.userIds.length]).toEqual([lines.length, 50]);
  });

  it('of a database whose numbers all count from 1 are joined by what their columns are called', async () => {
    const at = (i: number): string => new Date(Date.UTC(2024, 0, 1, i)).toISOString().slice(0, 19);
    const changed = '2024-06-01 00:00:00';
    const table = (rows: readonly (readonly string[])[]): string =>
      rows.map((row) => row.join(',')).join('\n');
    const { proposal, tables, schemas } = await importDrop({
      'actor.csv': table([['actor_id', 'name', 'last_update'], ...Array.from({ length: 60 }, (_, i) => [`${i + 1}`, `A${i}`, changed])]),
      'film.csv': table([['film_id', 'title', 'last_update'], ...Array.from({ length: 80 }, (_, i) => [`${i + 1}`, `Film ${i}`, changed])]),
      'film_actor.csv': table([['actor_id', 'film_id', 'last_update'], ...Array.from({ length: 200 }, (_, i) => [`${1 + (i % 60)}`, `${1 + (i % 80)}`, changed])]),
      'inventory.csv': table([['inventory_id', 'film_id', 'last_update'], ...Array.from({ length: 160 }, (_, i) => [`${i + 1}`, `${1 + (i % 80)}`, changed])]),
      'customers.csv': table([['id', 'email', 'password', 'created_at'], ...Array.from({ length: 50 }, (_, i) => [`${i + 1}`, `a${i}@example.com`, `$2y$${i}`, at(i)])]),
      'rental.csv': table([['rental_id', 'rental_date', 'inventory_id', 'customer_id'], ...Array.from({ length: 400 }, (_, i) => [`${i + 1}`, at(i), `${1 + ((i * 7) % 160)}`, `${1 + ((i * 3) % 50)}`])]),
    }); // prettier-ignore
    expect(proposal.plan.made).toMatchObject([
      { kind: 'join', left: 'rental.csv', right: 'inventory.csv', leftColumn: 2, rightColumn: 0 },
    ]);
    expect([tables.interactions.nRows, tables.userIds.length, tables.itemIds.length]).toEqual([400, 50, 80]);
    expect(tables.items?.columns.map(({ name }) => name)).toContain('TITLE');
    // What opens an account is nobody's to see.
    expect(schemas.USERS?.fields.map(({ name }) => name)).toEqual(['USER_ID', 'EMAIL', 'CREATED_AT']);
  });

  it('a join that would multiply rows is not proposed', async () => {
    const { proposal } = await inspectTexts({
      'order_lines.csv': ORDER_LINES,
      'orders.csv': `${ORDER_FILE}A1000,c9,2024-03-01T10:00:00\n`,
    });
    expect(proposal.plan.made?.some(({ kind }) => kind === 'join') ?? false).toBe(false);
  });

  it('one that multiplies all the same is refused with a sentence', async () => {
    const { proposal, sources } = await inspectTexts({
      'order_lines.csv': ORDER_LINES,
      'orders.csv': ORDER_FILE,
    });
    const made = proposal.plan.made?.map((table) =>
      table.kind === 'join' ? { ...table, rightColumn: 1, leftColumn: 0 } : table,
    );
    const { importable, issues } = await check(sources, { ...proposal.plan, made }, null, job);
    expect(importable).toBe(false);
    expect(issues.map(({ code }) => code)).toContain('JOIN_REPEATS');
  });
});

describe('what events tell of their items and users', () => {
  const countries = ['France', 'Korea', 'Chile', 'Kenya'];
  const events = Array.from({ length: 3000 }, (_, i) => {
    const [user, item] = [(i * 7) % 60, (i * 13) % 90];
    const price = ((i * 31) % 50) / 10;
    return `u${user},i${item},${1_700_000_000 + i * 60},Title ${item},${countries[user % 4]},${price}`;
  });
  const EVENTS = csv('user,item,time,title,country,paid', events);

  it('becomes Items and Users data; what belongs to the event stays there', async () => {
    const { tables } = await importDrop({ 'events.csv': EVENTS });
    expect(tables.items?.columns.map(({ name }) => name)).toEqual(['TITLE']);
    expect(tables.users?.columns.map(({ name }) => name)).toEqual(['COUNTRY']);
    expect(tables.interactions.columns.map(({ name }) => name)).toEqual(['PAID']);
  });

  it('of bookings is the stars of each hotel and the name of each guest, who is known by a number', async () => {
    const bookings = Array.from({ length: 3000 }, (_, i) => {
      const [guest, hotel] = [(i * 7) % 60, (i * 13) % 90];
      return `${200_000 + guest},Guest ${guest % 40},H${hotel},${2 + (hotel % 4)},2024-01-${10 + (i % 20)},${1 + (i % 7)}`;
    });
    const text = csv('Guest no,Guest,Hotel code,Stars,Booked on,Nights', bookings);
    const { tables } = await importDrop({ 'bookings.csv': text });
    expect([tables.userIds.length, tables.userIds[0]]).toEqual([60, '200000']);
    expect(tables.users?.columns.map(({ name }) => name)).toEqual(['GUEST']);
    expect(tables.items?.columns.map(({ name }) => name)).toEqual(['STARS']);
    // How many came is no number of theirs, and what differs from visit to visit is of the visit.
    const counted = csv(
      'Guest,Guest number,Hotel code,Stars,Booked on',
      bookings.map((row, i) => {
        const [, guest, hotel, , day] = row.split(',');
        return `${guest},${1 + (i % 7)},${hotel},${1 + (i % 7)},${day}`;
      }),
    );
    const visits = await importDrop({ 'bookings.csv': counted });
    expect(visits.tables.userIds[0]).toBe('Guest 0');
    expect(visits.tables.interactions.columns.map(({ name }) => name)).toContain('EVENT_VALUE');
  });

  it('is not looked for where an Items file says it', async () => {
    const items = csv(
      'item,colour',
      Array.from({ length: 90 }, (_, i) => `i${i},${i % 3 ? 'red' : 'blue'}`),
    );
    const { proposal, tables } = await importDrop({ 'events.csv': EVENTS, 'items.csv': items });
    expect(proposal.plan.made?.map((made) => made.kind === 'entities' && made.dataset)).toEqual(['USERS']);
    expect(tables.items?.columns.map(({ name }) => name)).toEqual(['COLOUR']);
  });

  it('a value that nearly all rows share hangs on nobody', async () => {
    const rows = events.map(
      (row, i) => `${row.split(',').slice(0, 3).join(',')},${(i * 7919) % 997 < 50 ? 'app' : 'web'}`,
    );
    const { proposal } = await inspectTexts({ 'events.csv': csv('user,item,time,channel', rows) });
    expect(proposal.plan.made).toBeUndefined();
  });
});

describe('a survey with a person in each row and a thing in each column', () => {
  const films = ['Inception', 'Amelie', 'Parasite', 'Alien', 'Up', 'Heat'];
  const answers = ['Love it', 'Like it', 'Not for me', 'Never seen', ''];
  const answerOf = (pupil: number, film: number): string => answers[(pupil * 3 + film * film) % 5];
  const pupils = Array.from({ length: 28 }, (_, i) => i);
  const SURVEY = csv(
    `Timestamp,What is your name?,${films.map((film) => `"How do you like these films? [${film}]"`).join(',')}`,
    pupils.map(
      (i) =>
        `2024/03/${String(1 + (i % 28)).padStart(2, '0')} 9:10:00 AM GMT+9,Pupil ${i},${films.map((_, film) => answerOf(i, film)).join(',')}`,
    ),
  );
  const given = pupils.flatMap((i) =>
    films.map((_, film) => answerOf(i, film)).filter((answer) => answer !== '' && answer !== 'Never seen'),
  );

  it('is turned into a row for each answer, with words of liking as numbers, under the relaxed rules', async () => {
    const sources = [memorySource('Class survey.csv', bytesOf(SURVEY))];
    const { proposal, sources: opened } = await inspect(sources, null, job);
    expect(proposal.plan.profile).toBe('relaxed');
    const shown = proposal.files.find(({ plan }) => plan.dataset === 'INTERACTIONS')?.preview ?? [];
    expect(new Set(shown.map(({ line }) => line)).size).toBe(shown.length);
    const { tables, report } = await importTables(opened, proposal.plan, null, job);
    expect(tables.interactions.nRows).toBe(given.length);
    expect(tables.userIds.length).toBe(28);
    expect([...tables.itemIds].sort()).toEqual([...films].sort());
    const values = tables.interactions.columns.find(({ name }) => name === 'EVENT_VALUE');
    expect(values?.kind === 'number' && [...new Set(values.values)].sort()).toEqual([2, 4, 5]);
    const times = new Set(tables.interactions.timestampSec);
    expect(times).toEqual(new Set(pupils.map((i) => Date.UTC(2024, 2, 1 + (i % 28), 0, 10) / 1000)));
    const turned = report.warnings.find(({ code }) => code === 'TABLE_TURNED');
    expect(turned && describeIssue(turned).what).toContain(
      '“Love it” counts as 5, “Like it” counts as 4 and “Not for me” counts as 2. “Never seen” and blank answers are left out.',
    );
  });

  it('accounts for every answer, before the import and after it', async () => {
    const all = pupils.flatMap((i) => films.map((_, film) => answerOf(i, film)));
    const blank = all.filter((answer) => answer === '').length;
    const unseen = all.filter((answer) => answer === 'Never seen').length;
    const { proposal, sources } = await inspectTexts({ 'Class survey.csv': SURVEY });
    const { tallies } = await check(sources, proposal.plan, null, job);
    const { report } = await importTables(sources, proposal.plan, null, job);
    for (const { rows, kept, lost = [], notMeant = [] } of [tallies[0], report.datasets[0]]) {
      expect({ rows, kept }).toEqual({ rows: all.length, kept: given.length });
      expect(lost).toEqual([]);
      expect(Object.fromEntries(notMeant.map(({ reason, count }) => [reason, count]))).toEqual({
        'no-answer': blank,
        'not-chosen': unseen,
      });
    }
    expect(tallyWords(tallies[0])).toContain(`${unseen}\u00a0answers of “no” or “never seen”`);
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'ROWS_NOT_MEANT' }));
  });

  it('says of each word what it counts as, of several that count alike together', () => {
    const words = [
      { word: 'yes', means: 4 },
      { word: 'good', means: 4 },
      { word: 'kind of', means: 'chosen' },
      { word: '0', means: 'not-chosen' },
    ] as const;
    expect(answerWords(words)).toBe(
      '“yes” and “good” count as 4. “kind of”: chosen, but nobody can tell how much it is liked. “0” and blank answers are left out.',
    );
    expect(answerWords([])).toBe('Blank answers are left out.');
  });

  it('marks that describe items are left as they are', async () => {
    const flags = ['Comedy', 'Drama', 'Horror', 'Crime', 'War'];
    const rows = pupils.map((i) => `m${i},Title ${i},${flags.map((_, j) => (i + j) % 2).join(',')}`);
    const { proposal } = await inspectTexts({
      'catalogue.csv': csv(`movie_id,title,${flags.join(',')}`, rows),
    });
    expect(proposal.plan.made).toBeUndefined();
  });
});

it('takes the number of an article for its key, so that lists show its name', async () => {
  const rows = lines.map((line, i) => {
    const [order, , sku, name] = line.split(',');
    return `#${order},c${i % 40},${sku.replace('sku-', 'A-')},${name},2024-03-${String(1 + (i % 28)).padStart(2, '0')}`;
  });
  const { tables } = await importDrop({ 'orders.csv': csv('Order No.,Cust. #,Art.-Nr,Article,Date', rows) });
  expect(tables.itemIds).toContain('A-7');
  const words = new ItemWords(tables);
  expect(words.titleOf(tables.itemIds.indexOf('A-7'))).toBe('Lamp number 7');
});
