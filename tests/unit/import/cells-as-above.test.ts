import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { withCellsBlank, type ImportPlan, type ImportProposal } from '../../../src/domain/imports';
import type { Tables } from '../../../src/domain/columns';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import type { SourceMap } from '../../../src/import/open/open-sources';
import { memorySource } from '../../../src/import/open/bytes/source';
import { workbook } from '../../support/workbook';
import { bytesOf, job } from './importing';

/** A line of an order: its number, who ordered, when, whether it stood, and what it is of. */
interface Line {
  readonly order: number;
  readonly first: boolean;
  readonly who: string;
  readonly at: string;
  readonly status: string;
  readonly thing: string;
}

/** Orders of one to three things. Every seventh is a guest's where `guests`. */
function linesOf(orders: number, guests = false): Line[] {
  return Array.from({ length: orders }, (_, order) =>
    Array.from({ length: 1 + ((order * 5) % 3) }, (_, line) => ({
      order,
      first: line === 0,
      who: guests && order % 7 === 3 ? '' : `구매자${(order * 11) % 29}`,
      at: new Date(Date.UTC(2025, 2, 1, 0, order * 97)).toISOString().slice(0, 16).replace('T', ' '),
      status: order % 10 === 9 ? '취소완료' : '배송완료',
      thing: `찻잔 ${(order * 7 + line * 3) % 31}`,
    })),
  ).flat();
}

const HEAD = ['주문번호', '주문일시', '구매자ID', '주문상태', '상품번호', '상품명', '수량'];
const cellsOf = ({ order, first, who, at, status, thing }: Line, isBlank: boolean): string[] => [
  ...(first || !isBlank ? [`20250301${1000 + order}`, at, who, status] : ['', '', '', '']),
  thing.replace('찻잔 ', 'P'),
  thing,
  '1',
];
const csv = (rows: readonly (readonly string[])[], head = HEAD): string =>
  [head, ...rows].map((row) => row.join(',')).join('\n');
const blank = (lines: readonly Line[]): string => csv(lines.map((line) => cellsOf(line, true)));
const whole = (lines: readonly Line[]): string => csv(lines.map((line) => cellsOf(line, false)));

interface Dropped {
  readonly proposal: ImportProposal;
  readonly sources: SourceMap;
}

async function drop(content: string | Uint8Array<ArrayBuffer>, path = '주문.csv'): Promise<Dropped> {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return inspect([memorySource(path, bytes)], 'relaxed', job);
}

/** Who did what and when, line by line, and what was said of blank cells. */
async function imported({ proposal, sources }: Dropped, plan: ImportPlan = proposal.plan) {
  const { tables, report } = await importTables(sources, plan, null, job);
  const said = report.warnings
    .filter(({ code }) => code === 'CELLS_AS_ABOVE')
    .map((issue) => describeIssue(issue).what);
  return { events: eventsOf(tables), said, interactions: report.datasets[0] };
}

function eventsOf({ userIds, itemIds, interactions }: Tables): string[] {
  return Array.from(
    { length: interactions.nRows },
    (_, row) =>
      `${userIds[interactions.userIdx[row]]} ${itemIds[interactions.itemIdx[row]]} ${interactions.timestampSec[row]}`,
  );
}

/** The same events as of another file. */
async function expectSame(blanks: Dropped, plainly: string): Promise<void> {
  const { events, said } = await imported(blanks);
  expect(events).toEqual((await imported(await drop(plainly))).events);
  expect(said).toHaveLength(1);
}

/** Of a file in which nothing stands for what is above. */
async function expectNothing(content: string): Promise<Awaited<ReturnType<typeof imported>>> {
  const found = await drop(content);
  const after = await imported(found);
  expect(found.proposal.plan.files.filter(({ format }) => format.asAbove)).toEqual([]);
  expect(after.said).toEqual([]);
  return after;
}

const lines = linesOf(400);
const below = lines.filter(({ first }) => !first).length;

describe('cells that are blank below the first line of an order', () => {
  it('stand for those above, which is said', async () => {
    const { events, said, interactions } = await imported(await drop(blank(lines)));
    expect(events).toEqual((await imported(await drop(whole(lines)))).events);
    expect(said).toEqual([
      `Interactions, 주문.csv: ${below}\u00a0of ${lines.length} rows leave 구매자ID, 주문일시 and 주문번호 blank: they belong to the row above, whose cells count for them.`,
    ]);
    // The status of an order is that of all its lines.
    const cancelled = lines.filter(({ status }) => status === '취소완료').length;
    expect(interactions).toMatchObject({ notMeant: [{ reason: 'cancelled', count: cancelled }] });
    expect(interactions.lost ?? []).toEqual([]);
  });

  it('stay blank where somebody says so, and can be taken back', async () => {
    const { proposal, sources } = await drop(blank(lines));
    const files = proposal.plan.files.map((file) => withCellsBlank(file, true));
    const { said, interactions } = await imported({ proposal, sources }, { ...proposal.plan, files });
    expect(said[0]).toMatch(/ rows leave 구매자ID, 주문일시 and 주문번호 blank\. The cells stay blank\.$/);
    expect(interactions.lost).toEqual([{ reason: 'no-user', count: below }]);
    expect(files.map((file) => withCellsBlank(file, false))).toEqual(proposal.plan.files);
    const shown = await check(sources, { ...proposal.plan, files }, null, job);
    expect(shown.files[0].preview.map(({ cells }) => cells[2]).includes('')).toBe(true);
    const asRead = await check(sources, proposal.plan, null, job);
    expect(asRead.files[0].preview.map(({ cells }) => cells[2]).includes('')).toBe(false);
  });

  it('are the same however the bytes come', async () => {
    const many = linesOf(4000);
    const bytes = bytesOf(blank(many));
    const plainly = (await imported(await drop(whole(many)))).events;
    expect(bytes.length).toBeGreaterThan(1 << 18);
    for (const size of [65_537, 4099]) {
      const source = {
        path: '주문.csv',
        sizeBytes: bytes.length,
        stream: () =>
          new ReadableStream<Uint8Array>({
            start(controller) {
              for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
              controller.close();
            },
          }),
      };
      expect((await imported(await inspect([source], 'relaxed', job))).events).toEqual(plainly);
    }
  });

  it('leave guests without a name', async () => {
    const withGuests = linesOf(400, true);
    const { events, said, interactions } = await imported(await drop(blank(withGuests)));
    expect(events).toEqual((await imported(await drop(whole(withGuests)))).events);
    expect(said).toHaveLength(1);
    const guests = withGuests.filter(({ who, status }) => who === '' && status !== '취소완료').length;
    expect(interactions.lost).toEqual([{ reason: 'no-user', count: guests }]);
  });

  it('are those of nobody below a row that is broken', async () => {
    const rows = blank(lines).split('\n');
    const at = lines.findIndex(({ first }, i) => first && i > 20 && lines[i + 1].first === false);
    rows[at + 1] = rows[at + 1].split(',').slice(0, 3).join(',');
    const { interactions } = await imported(await drop(rows.join('\n')));
    const after = lines.slice(at + 1).findIndex(({ first }) => first);
    expect(after).toBe(1);
    expect(interactions.lost).toEqual([
      { reason: 'ragged', count: 1 },
      { reason: 'no-user', count: 1 },
    ]);
  });

  it('are none in lines of sums', async () => {
    const sums = Array.from({ length: 3 }, () => ['', '', '', '', '', '소계', '3']);
    const rows = lines.map((line) => cellsOf(line, true));
    rows.splice(40, 0, sums[0]);
    rows.splice(80, 0, sums[1]);
    const { events } = await imported(
      await drop(csv([...rows, sums[2], ['', '', '', '', '', '합계', '900']])),
    );
    expect(events).toEqual((await imported(await drop(whole(lines)))).events);
  });

  it('are found where the number stands in each line and only the first says who and when', async () => {
    const rows = (isBlank: boolean) =>
      csv(lines.map((line) => cellsOf(line, isBlank).map((cell, at) => (at === 0 ? `${line.order}` : cell))));
    await expectSame(await drop(rows(true)), rows(false));
  });

  it('are found in a workbook, and are cells joined there no question', async () => {
    const rows = lines.map((line) => cellsOf(line, true).map((cell) => (cell === '' ? null : cell)));
    const plainly = (await imported(await drop(whole(lines)))).events;
    const left = await imported(await drop(workbook({ 주문: [HEAD, ...rows] }), '주문.xlsx'));
    expect(left.events).toEqual(plainly);
    expect(left.said).toHaveLength(1);
    const merged = lines.flatMap(({ first, order }, i) => {
      const last = lines.findLastIndex((line) => line.order === order);
      return first && last > i
        ? ['A', 'B', 'C', 'D'].map((letter) => `${letter}${i + 2}:${letter}${last + 2}`)
        : [];
    });
    const joined = await imported(await drop(workbook({ 주문: [HEAD, ...rows] }, { merged }), '주문.xlsx'));
    expect(joined.events).toEqual(plainly);
    expect(joined.said).toEqual([]);
  });

  it('are said of the table that is made from theirs', async () => {
    const rows = (isBlank: boolean) =>
      [
        'order no,ordered at,buyer,goods',
        ...lines.map(({ first, order, at, who }) =>
          [
            ...(first || !isBlank ? [`${order}`, at, who] : ['', '', '']),
            `"cup ${order % 7}, cup ${(order * 3 + 1) % 7}"`,
          ].join(','),
        ),
      ].join('\n');
    const found = await drop(rows(true), 'orders.csv');
    expect(found.proposal.plan.made?.map(({ kind }) => kind)).toContain('split');
    const { events, said } = await imported(found);
    expect(events).toEqual((await imported(await drop(rows(false), 'orders.csv'))).events);
    expect(said).toEqual([expect.stringContaining(`${below}\u00a0of ${lines.length} rows leave `)]);
  });
});

describe('a list in which each person stands once', () => {
  const names = Array.from({ length: 24 }, (_, i) => `학생${String.fromCharCode(0xac00 + i * 400)}`);
  const of = (name: string, i: number) =>
    Array.from({ length: 2 + (i % 3) }, (_, k) => [k === 0 ? name : '', `책 ${(i * 5 + k * 3) % 17}`, name]);

  it('is theirs down to the next', async () => {
    const rows = names.flatMap(of);
    const mixed = [...names]
      .reverse()
      .sort((a, b) => (a.charCodeAt(2) % 7) - (b.charCodeAt(2) % 7))
      .flatMap(of);
    for (const each of [rows, mixed]) {
      const plainly = each.map(([, book, name]) => [name, book]);
      await expectSame(
        await drop(
          csv(
            each.map(([name, book]) => [name, book]),
            ['학생', '책'],
          ),
        ),
        csv(plainly, ['학생', '책']),
      );
    }
  });

  it('is an outline where the people are in order, though each row has its time', async () => {
    const day = (i: number) => `2025-03-${String(1 + (i % 28)).padStart(2, '0')} 10:00`;
    const head = ['customer', 'date', 'product id', 'quantity'];
    const rows = names
      .flatMap(of)
      .map(([name, book, whose], i) => ({ name, whose, rest: [day(i * 11), book.replace('책 ', 'p'), '1'] }));
    const outline = csv(
      rows.map(({ name, rest }) => [name, ...rest]),
      head,
    );
    await expectSame(
      await drop(outline),
      csv(
        rows.map(({ whose, rest }) => [whose, ...rest]),
        head,
      ),
    );
    // In any other order those without a name are guests.
    const shuffled = rows.filter((_, i) => i % 2 === 1).concat(rows.filter((_, i) => i % 2 === 0));
    await expectNothing(
      csv(
        shuffled.map(({ name, rest }) => [name, ...rest]),
        head,
      ),
    );
    // People who are numbered as they come, in the order of time, are no outline.
    const log = rows.map(({ name, rest }, i) => [
      name && `${1000 + i}`,
      `2025-03-01 10:${10 + (i % 50)}`,
      ...rest.slice(1),
    ]);
    await expectNothing(csv(log.slice(0, 50), head));
  });

  it('is none where few stand below the persons', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => [
      i % 3 === 1 ? '' : `person${(i * 37) % 200}@example.com`,
      `p${i % 23}`,
    ]);
    await expectNothing(csv(rows, ['email', 'product']));
  });

  it('has orders below people, and lines below orders', async () => {
    const head = ['customer', 'order no', 'date', 'product id'];
    const rows = names.flatMap((name, i) =>
      Array.from({ length: 1 + (i % 3) }, (_, order) =>
        Array.from({ length: 1 + ((i + order) % 3) }, (_, line) => {
          const own = [
            name,
            `${100 + i * 3 + order}`,
            `2025-03-${String(1 + ((i + order) % 28)).padStart(2, '0')}`,
          ];
          const shown = own.map((cell, at) =>
            at === 0 ? (order + line === 0 ? cell : '') : line === 0 ? cell : '',
          );
          return { own, shown, thing: `p${(i * 5 + order * 3 + line) % 13}` };
        }),
      ).flat(),
    );
    const found = await drop(
      csv(
        rows.map(({ shown, thing }) => [...shown, thing]),
        head,
      ),
    );
    expect(found.proposal.plan.files[0].format.asAbove?.levels).toEqual([
      { keys: [0], columns: [0] },
      { keys: [2, 1], columns: [1, 2] },
    ]);
    await expectSame(
      found,
      csv(
        rows.map(({ own, thing }) => [...own, thing]),
        head,
      ),
    );
  });
});

describe('cells that are blank for another reason', () => {
  it('stay so: guests have a time or a number', async () => {
    const withGuests = linesOf(400, true);
    const after = await expectNothing(whole(withGuests));
    expect(after.interactions.lost).toEqual([
      {
        reason: 'no-user',
        count: withGuests.filter(({ who, status }) => who === '' && status !== '취소완료').length,
      },
    ]);
    const without = (columns: readonly number[]) =>
      csv(
        withGuests.map((line) => cellsOf(line, false).filter((_, at) => !columns.includes(at))),
        HEAD.filter((_, at) => !columns.includes(at)),
      );
    await expectNothing(without([0]));
    await expectNothing(without([1]));
  });

  it('stay so where only times or only numbers are missing, and in what programs write', async () => {
    await expectNothing(
      csv(
        lines.map((line, i) => cellsOf(line, false).map((cell, at) => (at === 1 && i % 4 === 2 ? '' : cell))),
      ),
    );
    await expectNothing(
      csv(
        lines.map((line, i) => cellsOf(line, false).map((cell, at) => (at === 0 && i % 4 === 2 ? '' : cell))),
      ),
    );
    const records = lines.map((line) =>
      Object.fromEntries(cellsOf(line, true).map((cell, at) => [HEAD[at], cell === '' ? null : cell])),
    );
    const found = await drop(JSON.stringify(records), '주문.json');
    expect(found.proposal.plan.files[0].format.asAbove).toBeUndefined();
  });
});
