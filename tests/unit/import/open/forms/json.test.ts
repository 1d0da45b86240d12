import { describe, expect, it } from 'vitest';
import { bytes } from '../../../../fixtures/corpus/making';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { openTables } from '../../../../../src/import/open/forms/open-tables';
import { gz, only, opened, read } from './tables';

const json = (value: unknown): string => JSON.stringify(value);
async function listsIn(text: string) {
  const [{ table }] = await openTables(memorySource('orders.json', bytes(text)), () => Promise.resolve());
  return table?.lists ?? [];
}

describe('a JSON document', () => {
  it('that is an array of objects has a row for each, and a column for each name', async () => {
    const table = await only(
      json([
        { user: 'u1', rating: 4.5, new: true },
        { user: 'u2', note: null },
      ]),
    );
    expect(table).toMatchObject({
      path: 'export.json',
      headers: ['user', 'rating', 'new', 'note'],
      rows: [
        ['u1', '4.5', 'true', ''],
        ['u2', '', '', ''],
      ],
      lines: [1, 2],
    });
  });

  it('has dotted names for what lies in one another, and takes the first of several, but for their names', async () => {
    const { headers, rows } = await only(
      json([
        {
          user: { id: 'u1', home: { town: 'Ulm' } },
          tags: ['a', 'b', 3],
          subtitles: [{ name: 'Ann', url: 'x' }, { name: 'Bob' }],
          none: [],
          params: [
            { key: 'page', value: { string: 'p1' } },
            { key: 'n', value: 3 },
          ],
          _id: { $oid: '5f' },
          at: { $date: { $numberLong: '1600000000000' } },
        },
      ]),
    );
    expect(Object.fromEntries(headers.map((name, i) => [name, rows[0][i]]))).toEqual({
      'user.id': 'u1',
      'user.home.town': 'Ulm',
      tags: 'a|b|3',
      'subtitles.name': 'Ann|Bob',
      'subtitles.0.url': 'x',
      'params.page.string': 'p1',
      'params.n': '3',
      _id: '5f',
      at: '1600000000000',
    });
  });

  it.each([
    ['an array', 'export.json', (records: readonly object[]) => json(records)],
    ['lines', 'log.jsonl', (records: readonly object[]) => records.map(json).join('\n')],
  ])('of records has the columns that only its last ones have, as %s', async (_, path, write) => {
    const filling = 'x'.repeat(1000);
    const records: object[] = Array.from({ length: 5000 }, (_record, i) => ({ user: `u${i}`, filling }));
    records.push({ user: 'last', note: 'late', place: { town: 'Ulm' } });
    const { headers, rows } = await only(write(records), path);
    expect(headers).toEqual(['user', 'filling', 'note', 'place.town']);
    expect(rows[0]).toEqual(['u0', filling, '', '']);
    expect(rows.at(-1)).toEqual(['last', '', 'late', 'Ulm']);
  });

  it('takes nothing for a cell that its records do not have themselves', async () => {
    const { rows } = await only('[{"constructor":"c","__proto__":"p","a":1},{"a":2}]');
    expect(rows).toEqual([
      ['c', 'p', '1'],
      ['', '', '2'],
    ]);
  });

  it('keeps digits that a number cannot hold, wherever they stand', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `${'7'.repeat(16)}${i + 10}`);
    const { rows } = await only(`[${ids.map((id, i) => `{"n":${i},"id":${id}}`).join(',')}]`);
    expect(rows.map(([, id]) => id)).toEqual(ids);
  });

  it('gives a row to each element of a list where that is asked for', async () => {
    const orders = [
      {
        id: 1,
        lines: [
          { id: 7, sku: 'a' },
          { id: 8, sku: 'b', size: 'L' },
        ],
        marks: ['x', 'y'],
      },
      { id: 2, lines: [] },
      { id: 3, lines: [{ id: 9, sku: 'c' }], marks: ['z'] },
      { id: 4 },
    ];
    for (const text of [json(orders), orders.map(json).join('\n')]) {
      const [lines, marks] = await listsIn(text);
      expect([lines.path, lines.outer]).toEqual([['lines'], 2]);
      expect(await read(lines.table)).toEqual({
        headers: ['id', 'marks', 'line.id', 'sku', 'size'],
        rows: [
          ['1', 'x|y', '7', 'a', ''],
          ['1', 'x|y', '8', 'b', 'L'],
          ['2', '', '', '', ''],
          ['3', 'z', '9', 'c', ''],
          ['4', '', '', '', ''],
        ],
        lines: [1, 1, 2, 3, 4],
      });
      const { headers, rows } = await read(marks.table);
      expect([headers, rows.map((row) => row.at(-1))]).toEqual([
        ['id', 'lines.0.id', 'lines.0.sku', 'mark'],
        ['x', 'y', '', 'z', ''],
      ]);
    }
  });

  it('gives a row to each element of a list in a list', async () => {
    const people = [
      {
        name: 'Ann',
        orders: [
          { date: 'May', lines: [{ sku: 'a' }, { sku: 'b' }] },
          { date: 'June', lines: [{ sku: 'c' }] },
        ],
      },
      { name: 'Bob', orders: [] },
    ];
    const lists = await listsIn(json(people));
    expect(lists.map(({ path }) => path.join('/'))).toEqual(['orders', 'orders/lines']);
    expect(await read(lists[1].table)).toMatchObject({
      headers: ['name', 'date', 'sku'],
      rows: [
        ['Ann', 'May', 'a'],
        ['Ann', 'May', 'b'],
        ['Ann', 'June', 'c'],
        ['Bob', '', ''],
      ],
    });
  });

  it('that is an array of arrays is headed by its first row, or by nothing', async () => {
    const head = await only('[["user","item"],["u1",7],["u2",null]]');
    expect([head.headers, head.rows]).toEqual([
      ['user', 'item'],
      [
        ['u1', '7'],
        ['u2', ''],
      ],
    ]);
    expect(head.lines).toEqual([2, 3]);
    expect((await only('[["u1",1600000000],["u2",1600000001]]')).headers).toEqual(['column 1', 'column 2']);
  });

  it('may be columns: lists, or objects that count the rows', async () => {
    const rows = [
      ['u1', '1'],
      ['u2', '2'],
    ];
    expect(await only(json({ user: ['u1', 'u2'], n: [1, 2] }))).toMatchObject({
      headers: ['user', 'n'],
      rows,
    });
    expect(await only(json({ user: { 0: 'u1', 1: 'u2' }, n: { 0: 1, 1: 2 } }))).toMatchObject({ rows });
    expect(
      await only(json({ columns: ['user', 'n'], index: [0, 1], data: [['u1', 1], ['u2', 2]] })), // prettier-ignore
    ).toMatchObject({ headers: ['user', 'n'], rows });
  });

  it('may hold its records somewhere inside, or several kinds of them, or under their ids', async () => {
    const inside = await only(json({ meta: { n: 1, tags: ['x'] }, data: { items: [{ a: 1 }, { a: 2 }] } }));
    expect([inside.path, inside.rows]).toEqual(['export.json', [['1'], ['2']]]);
    const both = await opened('export.json', json({ orders: [{ id: 1 }], people: [{ id: 2 }, { id: 3 }] }));
    expect(both.map(({ path, rows }) => [path, rows.length])).toEqual([
      ['export.json/orders', 1],
      ['export.json/people', 2],
    ]);
    expect(await only(json({ u1: { age: 7 }, u2: { age: 9 } }))).toMatchObject({
      headers: ['key', 'age'],
      rows: [
        ['u1', '7'],
        ['u2', '9'],
      ],
    });
  });

  it('keeps fractions of as many digits, on lines and in arrays', async () => {
    const fraction = '{"id":"a","score":0.3333333333333333,"low":-1.2345678901234566e-9}';
    expect((await only(`[${fraction}]`)).rows).toEqual([
      ['a', '0.3333333333333333', '-1.2345678901234566e-9'],
    ]);
    expect((await only(`${fraction}\n${fraction}\n`)).rows).toHaveLength(2);
  });

  it('keeps every digit of a long id, and what looks like one inside a text', async () => {
    const { rows } = await only('[{"id":1234567890123456789,"text":"a: 1234567890123456789, b","n":1e21}]');
    expect(rows[0]).toEqual(['1234567890123456789', 'a: 1234567890123456789, b', '1e+21']);
  });

  it('reads the same however its bytes are cut, packed and encoded', async () => {
    const records = Array.from({ length: 8000 }, (_, i) => ({
      id: `u${i}`,
      text: i % 3 === 0 ? `say "x\\${'\\'.repeat(i % 5)}" ]}, {[` : 'né 茶',
      list: [i, [i]],
    }));
    const wanted = records.map(({ id, text, list }) => [id, text, String(list[0])]);
    for (const content of [json(records), json({ a: 1, data: records }), JSON.stringify(records, null, 2)])
      for (const dressed of [
        bytes(content),
        gz(content),
        bytes(`\ufeff${content}`),
        bytes(`\ufeff${content}`, 'utf-16le'),
      ])
        expect((await only(dressed)).rows).toEqual(wanted);
  });

  it.each([
    ['lists', { ann: { age: 30, plays: [{ game: 'Go', hours: 2 }] }, bob: { age: 31, plays: [{ game: 'Set', hours: 5 }, { game: 'Go', hours: 1 }] } }], // prettier-ignore
    ['lists in an object', { users: { ann: { plays: [{ game: 'Go', hours: 2 }] }, bob: { plays: [{ game: 'Set', hours: 5 }, { game: 'Go', hours: 1 }] } } }], // prettier-ignore
    ['numbered records', { ann: { orders: { '-N1': { game: 'Go', hours: 2 } } }, bob: { orders: { '-N2': { game: 'Set', hours: 5 }, '-N3': { game: 'Go', hours: 1 } } } }], // prettier-ignore
  ])('has a row for each choice of people who stand above %s', async (_, whole) => {
    expect(await only(json(whole))).toMatchObject({
      headers: ['user', 'game', 'hours'],
      rows: [
        ['ann', 'Go', '2'],
        ['bob', 'Set', '5'],
        ['bob', 'Go', '1'],
      ],
    });
  });

  it.each([
    { m1: { title: 'Heat', ratings: [{ stars: 5 }] }, m2: { title: 'Up', ratings: [{ stars: 4 }] } },
    { m1: { year: 1995, genres: ['Crime', 'Drama'] }, m2: { year: 2009, genres: ['Drama'] } },
  ])('takes no things for people, whatever is told of them', async (whole) => {
    for (const { headers } of await opened('export.json', json(whole))) expect(headers).not.toContain('user');
  });

  it('leaves out a record that cannot be read, and says where it is', async () => {
    const { rows, unread } = await only('[{"a":1},{"a":oops},{"a":"x,]"},5]');
    expect(rows).toEqual([['1'], ['x,]']]);
    expect(unread).toEqual([
      { line: 2, value: '{"a":oops}' },
      { line: 4, value: '5' },
    ]);
  });

  it.each([
    ['cut', 2, '[{"a":1},{"a":'],
    ['cut', null, '{"a":[{"b":1}],"c":'],
    ['malformed', 2, '[{"a":1},{"a":[}]'],
    ['malformed', null, '{"a":1}}'],
    ['too-deep', 1, `[${'['.repeat(200)}1${']'.repeat(200)}]`],
    ['too-deep', null, `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`],
    ['too-deep', 1, '['.repeat(1e6)],
    ['too-wide', null, json([Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`c${i}`, i]))])],
  ])('is refused as %s with the place %s', async (reason, record, content) => {
    await expect(opened('export.json', content)).rejects.toMatchObject({
      code: 'TABLE_UNREADABLE',
      details: { file: 'export.json', form: 'json', reason, record },
    });
  });

  it.each(['{}', '[]', '{"a":1}', '[1,2]', '[2024-01-01] log', '{"type":"record","fields":[{"name":"a"}]}'])(
    'without a table in it is none: %s',
    async (content) => {
      expect((await only(content)).headers).toEqual([]);
    },
  );
});

describe('JSON Lines', () => {
  const wanted = { headers: ['a', 'b'], rows: [['1', 'x'], ['2', '']] }; // prettier-ignore

  it.each([
    '{"a":1,"b":"x"}\n{"a":2}\n',
    '\ufeff\r\n{"a":1,"b":"x"}\r\n\r\n{"a":2}',
    '[\n{"a":1,"b":"x"},\n{"a":2}\n]\n',
    '{"a":1,"b":"x"},\n{"a":2},\n',
    '["a","b"]\n[1,"x"]\n[2,null]',
  ])('has a row for each line', async (content) => {
    expect(await only(content, 'log.jsonl')).toMatchObject(wanted);
    expect(await only(gz(content), 'log.jsonl.gz')).toMatchObject(wanted);
  });

  it('tells the line of each row and of each that is none', async () => {
    const table = await only('{"a":1}\n\n{"a":\n{"a":3}\n{"a":4},{"a":5}\n', 'log.jsonl');
    expect([table.rows, table.lines]).toEqual([
      [['1'], ['3']],
      [1, 4],
    ]);
    expect(table.unread).toEqual([
      { line: 3, value: '{"a":' },
      { line: 5, value: '{"a":4},{"a":5}' },
    ]);
  });

  it('refuses lines that lie too deep in one another', async () => {
    const nested = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
    await expect(only(`${nested}\n${nested}\n`)).rejects.toMatchObject({ details: { reason: 'too-deep' } });
  });
});
