import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/import/open/bytes/source';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { bytesOf, job, rowsOf } from './importing';

const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
const at = (i: number): string => new Date(Date.UTC(2025, 2, 1, 8, i * 37)).toISOString().slice(0, 19);

async function take(path: string, text: string | Uint8Array<ArrayBuffer>) {
  const source = memorySource(path, typeof text === 'string' ? bytesOf(text) : text);
  const { proposal, sources } = await inspect([source], 'relaxed', job);
  const imported = await importTables(sources, proposal.plan, null, job);
  const fields = imported.schemas.INTERACTIONS?.fields.map(({ name }) => name) ?? [];
  return { proposal, sources, fields, ...imported };
}

describe('numbers that a program puts before the rows', () => {
  it.each([
    ['pandas', ',user_id,item_id,rating,timestamp', (i: number) => `${i},`],
    ['pandas, twice', ',Unnamed: 0,user_id,item_id,rating,timestamp', (i: number) => `${i},${i},`],
    ['R', '"","user_id","item_id","rating","timestamp"', (i: number) => `"${i + 1}",`],
  ])('%s: are no column', async (_, head, before) => {
    const rows = range(60).map((i) => `${before(i)}u${i % 7},i${i % 11},${1 + (i % 5)},${at(i)}`);
    const { fields, tables } = await take('ratings.csv', [head, ...rows].join('\n'));
    expect(fields).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_VALUE']);
    expect(tables.interactions.nRows).toBe(60);
  });

  it('cut by blanks as R does it', async () => {
    const rows = range(60).map((i) => `"${i + 1}" "u${i % 7}" "Sheet ${i % 11}" "${at(i)}" ${i % 5}`);
    const { proposal, fields, tables } = await take('log.txt', ['"user" "item" "time" "score"', ...rows].join('\n'));
    expect(proposal.plan.files[0].format.delimiter).toBe(' ');
    expect(fields).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_VALUE']);
    expect(rowsOf(tables)[0]).toMatchObject({ ITEM_ID: 'Sheet 0' });
  });
}); // prettier-ignore

it.each(['NA', 'NaN', '\\N', 'NULL', '-', '#N/A'])('among numbers %s is an empty cell', async (word) => {
  const rows = range(80).map((i) => `u${i % 7},i${i % 11},${i % 3 === 0 ? word : i % 5},${i % 2 === 0 ? word : i},${at(i)}`);
  const { schemas, tables, report } = await take('log.csv', ['user,item,rating,minutes,time', ...rows].join('\n'));
  expect(schemas.INTERACTIONS?.fields.map(({ name, type }) => [name, type])).toEqual([
    ['USER_ID', 'string'],
    ['ITEM_ID', 'string'],
    ['TIMESTAMP', 'long'],
    ['EVENT_VALUE', ['float', 'null']],
    ['MINUTES', ['int', 'null']],
  ]);
  expect(tables.interactions.nRows).toBe(80);
  expect(report.datasets[0].dropped).toBe(0);
}); // prettier-ignore

it('a word among words stays one', async () => {
  const rows = range(60).map((i) => `u${i % 7},i${i % 11},${['NA', 'EU', 'ASIA'][i % 3]},${at(i)}`);
  const { tables } = await take('log.csv', ['user,item,region,time', ...rows].join('\n'));
  expect(rowsOf(tables).map(({ REGION }) => REGION)).toContain('NA');
});

it('commas between thousands make no text, and no fractions', async () => {
  const rows = range(60).map(
    (i) => `u${i % 7},i${i % 11},"${1 + i},${i % 2 === 0 ? '500' : '900'}",${at(i)}`,
  );
  const { tables, report } = await take('log.csv', ['user,item,amount,time', ...rows].join('\n'));
  expect(rowsOf(tables)[0]).toMatchObject({ AMOUNT: '1500' });
  expect(report.warnings.map(({ code }) => code)).toContain('GROUPS_READ');
  const fractions = range(60).map(
    (i) => `u${i % 7};i${i % 11};${1 + i},${i % 2 === 0 ? '5' : '125'};${at(i)}`,
  );
  const european = await take('log.csv', ['user;item;amount;time', ...fractions].join('\n'));
  expect(rowsOf(european.tables)[0]).toMatchObject({ AMOUNT: '1.5' });
});

it('the one course of a file is not what was chosen in it', async () => {
  const rows = range(60).map((i) => `u${i % 7},99,https://lms.example/courses/99/units/${i % 25},${at(i)}`);
  const { tables } = await take('requests.csv', ['user_id,course_id,url,timestamp', ...rows].join('\n'));
  expect(tables.itemIds).toHaveLength(25);
});

it('the line below the head of a table in Markdown is none of its rows', async () => {
  const rows = range(60).map((i) => `| Pupil ${i % 7} | Book ${i % 11} | ${at(i).slice(0, 10)} |`);
  const text = ['# Loans', '', '| Pupil | Book | Date |', '|-------|:----:|-----:|', ...rows].join('\n');
  const { tables, report } = await take('loans.md', text);
  expect(report.datasets[0]).toMatchObject({ rows: 60, dropped: 0 });
  expect([tables.userIds.length, tables.itemIds.length]).toEqual([7, 11]);
});

it('several kinds of a thing between commas are categories, parts of a name are not', async () => {
  const kinds = ['Action', 'Comedy', 'Drama', 'Horror', 'Romance', 'Science Fiction', 'War'];
  const films = range(60).map((i) => {
    const own = kinds.filter((_, j) => ((i + 1) * 2_654_435_761) % (11 + j * 2) < 5);
    return `${i},"Good, the Bad ${i}, The","${own.join(', ')}","Kim ${i % 9}, Ann","${i} Main St, Phoenix, AZ"`;
  });
  const { proposal, sources } = await inspect(
    [
      memorySource('movies.csv', bytesOf(['movieId,name,listed_in,director,address', ...films].join('\n'))),
      memorySource('ratings.csv', bytesOf(['userId,movieId,rating,timestamp', ...range(900).map((i) => `${i % 30},${(i * 7 + (i % 13)) % 60},4,${at(i)}`)].join('\n'))), // prettier-ignore
    ],
    'relaxed',
    job,
  );
  const { tables, report } = await importTables(sources, proposal.plan, null, job);
  const column = (name: string) => tables.items?.columns.find((each) => each.name === name);
  expect(column('LISTED_IN')).toMatchObject({ kind: 'multi', categorical: true });
  const listed = column('LISTED_IN');
  expect(listed?.kind === 'multi' && listed.vocabulary.toSorted()).toEqual(kinds);
  expect(['NAME', 'DIRECTOR', 'ADDRESS'].map((name) => column(name)?.kind)).not.toContain('multi');
  expect(report.warnings.filter(({ code }) => code === 'LISTS_READ')).toMatchObject([
    { column: 'listed_in', details: { takes: 'parts', separator: ',' } },
  ]);
});

describe('what a terminal prints', () => {
  const cells = range(60).map((i) => [`${i % 7}`, `Book ${i % 11}`, `${1 + (i % 5)}`, at(i).slice(0, 10)]);
  const head = ['user_id', 'book', 'rating', 'created_at'];
  const lines = (bar: string, edge: string): string[] =>
    [head, ...cells].map((row) => `${edge}${row.map((cell) => cell.padEnd(12)).join(` ${bar} `)}${edge}`);
  const ruled = (ruler: string, [first, ...rest]: readonly string[]): string[] => [first, ruler, ...rest];
  const frame = `+${'-'.repeat(14)}+${'-'.repeat(14)}+${'-'.repeat(14)}+${'-'.repeat(14)}+`;

  it.each([
    ['psql', [...ruled(frame.slice(1, -1), lines('|', ' ')), '(60 rows)', '', 'Time: 3.141 ms']],
    [
      'mysql',
      [
        'mysql> select * from loans;',
        frame,
        ...ruled(frame, lines('|', '|')),
        frame,
        '60 rows in set (0.01 sec)',
      ],
    ],
  ])(
    'is read without what %s draws around the rows; what it says below them is left out and counted',
    async (_, text) => {
      const { tables, report } = await take('loans.txt', `${text.join('\n')}\n`);
      expect(report.datasets[0]).toMatchObject({ kept: 60 });
      expect(rowsOf(tables)[0]).toMatchObject({ USER_ID: '0', ITEM_ID: 'Book 0', EVENT_VALUE: '1' });
    },
  );
});

it('a day with points comes before its month, also where both fit', async () => {
  const rows = range(60).map((i) => `u${i % 7},i${i % 11},0${1 + (i % 9)}.0${1 + (i % 8)}.2025`);
  const { proposal, sources } = await take('log.csv', ['user,item,date', ...rows].join('\n'));
  const time = proposal.plan.files[0].columns.find(({ role }) => role === 'TIMESTAMP');
  expect(time).toMatchObject({ timeUnit: 'day-first' });
  expect(time?.undecided).toBeUndefined();
  const { issues } = await check(sources, proposal.plan, null, job);
  expect(issues.map(({ code }) => code)).not.toContain('DATES_EITHER_WAY');
});

it('answers that say their number and what it means are numbers', async () => {
  const words = ['1 = not at all', '2 = little', '3 = so so', '4 = much', '5 = very much', '-99'];
  const rows = range(40).map((i) => `R_${i},${range(6).map((k) => words[(i + k) % 6]).join(',')}`);
  const { tables } = await take('survey.csv', ['ResponseId,Tea,Coffee,Juice,Milk,Water,Cocoa', ...rows].join('\n'));
  expect(tables.interactions.nRows).toBe(200);
  expect(rowsOf(tables)[0]).toMatchObject({ ITEM_ID: 'Tea', EVENT_VALUE: '1' });
}); // prettier-ignore
