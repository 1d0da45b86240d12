import { getRandomValues } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { guessEncoding, looksBinary } from '../../../src/import/open/bytes/encoding';
import { zipEntries } from '../../../src/import/open/bytes/archive';
import { readBytes, memorySource } from '../../../src/import/open/bytes/source';
import { guessTimeWriting, timeWriting } from '../../../src/import/cells/time-writings';
import { headOf } from '../../../src/import/open/head';
import { roleOfName } from '../../../src/import/lexicon/names';
import { bytes, join, plain, rows, text } from '../../fixtures/corpus/making';
import { zip } from '../../fixtures/corpus/zip';
import { findings, importContent, interactionsCsv, only, rowsOf } from './importing';

const relaxed = { profile: 'relaxed' } as const;

describe('bytes', () => {
  it('a broken letter in UTF-8 costs its row and turns no other into Latin-1', async () => {
    const broken = join('user,item,time\nu1,映画,1\nu2,', [0xe6, 0x98], ',2\nu3,映画,3\n');
    const { imported, issues } = await findings({
      interactions: join(broken, 'u4,映画館でみたとてもいい映画,4\n'),
      ...relaxed,
    });
    expect(rowsOf(imported!.tables).map(({ ITEM_ID }) => ITEM_ID)).toEqual([
      '映画',
      '映画',
      '映画館でみたとてもいい映画',
    ]);
    expect(issues.filter(({ code }) => code === 'D08').map(({ line }) => line)).toEqual([3]);
  });

  it('a zero byte costs its row, in the beginning and behind it', async () => {
    for (const at of [2, 30_000]) {
      const made = text(rows(30_100, ([u, ...rest], i) => [i === at ? `${u}\0` : u, ...rest]));
      const { imported, issues } = await findings({ interactions: made, ...relaxed });
      expect(imported?.report.datasets[0].kept).toBe(30_099);
      expect(issues.filter(({ code }) => code === 'D08').map(({ line }) => line)).toEqual([at + 2]);
    }
  });

  it('UTF-16 shows by few zero bytes, a binary file by its control characters', () => {
    expect(guessEncoding(bytes('用户编号,电影名称\n'.repeat(20), 'utf-16le'))).toBe('utf-16le');
    expect(looksBinary(join(plain(), new Uint8Array(8000)))).toBe(false);
    expect(looksBinary(join([0xff, 0xfe, 0, 0], bytes('ab', 'utf-16le')))).toBe(true);
    expect(looksBinary(join('PAR1', [0, 1, 2, 3, 4, 5, 6, 7, 8]))).toBe(true);
  });
});

describe('times', () => {
  const DAY = Date.UTC(2021, 0, 31) / 1000;
  it.each([
    ['20210131', DAY],
    ['20210131102030', DAY + 37_230],
    ['31 Jan 2021', DAY],
    ['Jan 31, 2021', DAY],
    ['31-Jan-2021 10:20:30', DAY + 37_230],
    ['January 31, 2021 10:20 PM', DAY + 80_400],
    ['Sun, 31 Jan 2021 10:20:30 GMT', DAY + 37_230],
    ['31/Jan/2021:10:20:30 +0200', DAY + 30_030],
    ['2021-01-31 10:20:30+02', DAY + 30_030],
  ])('%s is a date', (cell, sec) => {
    expect(guessTimeWriting([cell])?.key).toBe('iso');
    expect(timeWriting('iso').seconds(cell)).toBe(sec);
  });

  it('no word is a month, no day is the 32nd', () => {
    for (const cell of ['31 Foo 2021', '32 Jan 2021', '20211301', '31 may', 'May 2021'])
      expect(timeWriting('iso').seconds(cell)).toBeNaN();
  });

  it('the size of a number says what parts of a second it counts', () => {
    for (const cell of ['1600000000', '1600000000123', '1600000000123456', '1600000000123456789'])
      expect(timeWriting('milliseconds').seconds(cell)).toBe(1_600_000_000);
  });

  it('parts of a second are cut, but not under Amazon’s rules', async () => {
    const cut = await importContent({ interactions: 'user,item,time\nu,i,16.75\nu,j,17.25\n', ...relaxed });
    expect(rowsOf(cut.tables).map(({ TIMESTAMP }) => TIMESTAMP)).toEqual(['16', '17']);
    await only('D12', { interactions: interactionsCsv(['u1,i1,16.75']) });
  });

  it('a whole column of milliseconds or dates stops an import under Amazon’s rules', async () => {
    const milliseconds = interactionsCsv([], { count: 1000 }).replace(/(\d{10})\n/g, '$1000\n');
    expect((await only('D13', { interactions: milliseconds })).details).toEqual({ seconds: 1_600_000_000 });
    const dates = interactionsCsv([], { count: 1000 }).replace(/,\d{10}\n/g, ',2021-01-31\n');
    expect((await only('D12', { interactions: dates })).details).toEqual({ door: 'aws', epoch: DAY });
  });
});

describe('headers', () => {
  it('RecBole’s types behind the names are none of them', () => {
    expect(roleOfName('user_id:token')).toBe('USER_ID');
    expect(roleOfName('timestamp:float')).toBe('TIMESTAMP');
  });

  it('stand below a title that fills one cell', () => {
    expect(
      headOf([
        ['A report', '', ''],
        ['', '', ''],
        ['user', 'item', 'time'],
        ['u', 'i', '1'],
      ])?.last,
    ).toBe(2);
    expect(
      headOf([
        ['user', '', 'time'],
        ['u', 'i', '1'],
      ])?.last,
    ).toBe(0);
  });

  it('count where every row ends in a delimiter, or begins with its number', async () => {
    // Numbers of days begin a year after 1970: some count down to a day that is theirs.
    for (const row of [(i: number) => `u${i},i${i},${i},`, (i: number) => `"${i + 1}",u${i},i${i},${i}`]) {
      const made = ['user,item,time', ...Array.from({ length: 30 }, (_, i) => row(i))].join('\n');
      const { tables, report } = await importContent({ interactions: made, ...relaxed });
      expect(report.datasets[0].kept).toBe(30);
      expect(rowsOf(tables)[1]).toMatchObject({
        USER_ID: 'u1',
        ITEM_ID: 'i1',
        TIMESTAMP: String(366 * 86_400),
      });
    }
  });

  it('are found a second time however far down they stand', async () => {
    const made = `${'\n'.repeat(70_000)}user,item,time\nu,i,1\n`;
    const { report } = await importContent({ interactions: made, ...relaxed });
    expect(report.datasets[0]).toMatchObject({ rows: 1, kept: 1 });
  });

  it('are no row where they come again', async () => {
    const { imported, issues } = await findings({
      interactions: 'user,item\nu,i\nuser,item\nu,j\n',
      ...relaxed,
    });
    expect(rowsOf(imported!.tables).map(({ USER_ID }) => USER_ID)).toEqual(['u', 'u']);
    expect(issues.find(({ code }) => code === 'D16')).toMatchObject({ line: 3, value: 'user' });
  });

  it('of three lines leave the type of a column as its numbers have it', async () => {
    const made = 'user,item,time,price\nstring,string,long,float\nu,i,1,2.5\nu,j,2,3.5\n';
    const { schemas } = await importContent({ interactions: made, ...relaxed });
    expect(schemas.INTERACTIONS?.fields.find(({ name }) => name === 'PRICE')?.type).toEqual([
      'float',
      'null',
    ]);
  });
});

describe('cells', () => {
  it('digits that a number would lose make a column text, wherever they come', async () => {
    for (const cell of ['9007199254740993', '01234']) {
      const made = text(
        rows(30_000, (cells, i) => [...cells, i === 29_999 ? cell : String(i)]),
        { head: ['user', 'item', 'rating', 'time', 'code'] },
      );
      const { tables } = await importContent({ interactions: made, ...relaxed });
      const read = rowsOf(tables);
      expect(read[29_999].CODE).toBe(cell);
      expect(read[7].CODE).toBe('7');
    }
  });

  it('a row without an event type is left out, and the schema stays one that is allowed', async () => {
    const made = 'user,item,time,event\nu,i,1,view\nu,j,2,\n';
    const { report, schemas } = await importContent({ interactions: made, ...relaxed });
    expect(report.datasets[0]).toMatchObject({ kept: 1, dropped: 1 });
    expect(schemas.INTERACTIONS?.fields.find(({ name }) => name === 'EVENT_TYPE')?.type).toBe('string');
  });

  it('rows of delimiters alone are no rows, but under Amazon’s rules', async () => {
    const { report } = await importContent({ interactions: 'user,item,time\nu,i,1\n,,\n,,\n', ...relaxed });
    expect(report.datasets[0]).toMatchObject({ rows: 1, kept: 1, dropped: 0 });
    await only('D09', { interactions: interactionsCsv([',,']) });
  });
});

describe('zips', () => {
  const read = async (archive: Uint8Array<ArrayBuffer>): Promise<string[]> => {
    const texts: string[] = [];
    for (const entry of await zipEntries(memorySource('data.zip', archive))) {
      const parts: Uint8Array[] = [];
      for await (const chunk of readBytes(entry, false)) parts.push(chunk);
      texts.push(new TextDecoder().decode(join(...parts)));
    }
    return texts;
  };

  it('of two entries of one name each is read', async () => {
    expect(
      await read(
        zip([
          { name: 'a', content: 'one' },
          { name: 'a', content: 'two' },
        ]),
      ),
    ).toEqual(['one', 'two']);
  });

  it('an entry whose path leads up is read as any other', async () => {
    expect(
      await read(
        zip([
          { name: '../a', content: 'one' },
          { name: '..\\b', content: 'two' },
        ]),
      ),
    ).toEqual(['one', 'two']);
  });

  it.each([
    ['another checksum', { saysCrc: 1 }],
    ['another checksum, stored', { saysCrc: 1, method: 0 }],
    ['a smaller size', { saysSize: 1 }],
    ['a larger size', { saysSize: 99 }],
  ])('an entry under %s is refused', async (_, lie) => {
    await expect(read(zip([{ name: 'a', content: 'some text', ...lie }]))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  it.each([
    ['a password', { flags: 1 }, 'locked-archive'],
    ['another packing', { method: 93 }, 'archive-packing'],
  ])('an entry under %s says so, and the others are read', async (_, how, reason) => {
    const archive = zip([
      { name: 'a', content: 'some text', ...how },
      { name: 'b', content: 'text' },
    ]);
    const entries = await zipEntries(memorySource('data.zip', archive));
    expect(entries.map(({ refusal }) => refusal?.details)).toMatchObject([
      { file: 'data.zip', reason },
      undefined,
    ]);
    await expect(read(archive)).rejects.toMatchObject({ code: 'TABLE_UNREADABLE' });
  });

  it('are never in memory whole, whatever is not read of them', async () => {
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    const noise = new Uint8Array(8 << 20);
    for (let at = 0; at < noise.length; at += 1 << 16) getRandomValues(noise.subarray(at, at + (1 << 16)));
    const archive = zip([
      { name: 'stored', content: noise, method: 0 },
      { name: 'packed', content: noise },
      { name: 'a', content: 'text' },
    ]);
    const held = async (): Promise<number> => {
      // What is found to be free is given back a little later.
      for (let round = 0; round < 3; round++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return process.memoryUsage().arrayBuffers;
    };
    const before = await held();
    let [asked, most] = [0, 0];
    const slice = (from: number, to: number): Promise<Uint8Array> => {
      asked += Math.min(to, archive.length) - from;
      return Promise.resolve(archive.slice(from, to));
    };
    const stream = (): ReadableStream<Uint8Array> => new Blob([archive]).stream();
    const entries = await zipEntries({ path: 'data.zip', sizeBytes: archive.length, stream, slice });
    for await (const chunk of readBytes(entries[2], false))
      expect(new TextDecoder().decode(chunk)).toBe('text');
    // What lies before an entry is not read for it.
    expect(asked).toBeLessThan(1 << 18);
    for await (const chunk of readBytes(entries[1], false))
      if (chunk.length > 0 && asked < 2 << 20) most = Math.max(most, (await held()) - before);
    expect(most).toBeLessThan(noise.length);
  });

  it('without its directory is cut short', async () => {
    await expect(read(zip([{ name: 'a', content: 'text' }]).slice(0, -30))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});
