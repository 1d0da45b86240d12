import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { memorySource } from '../../../src/import/open/bytes/source';
import type { ImportPlan } from '../../../src/domain/imports';
import { fixesFor } from '../../../src/page/state/fixes';
import { bytesOf, job } from './importing';

const ENGLISH = 'user,product,date';
const KOREAN = '회원번호,상품명,구매일시';
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2023, 0, 2);
const COUNT = 90;
const two = (value: number): string => String(value).padStart(2, '0');
/** Days of 2023, a few each month. */
const parts = (i: number): readonly [number, number, number] => {
  const at = new Date(FIRST + (i % 350) * DAY_MS);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
};

async function read(head: string, time: (i: number) => string) {
  const rows = Array.from({ length: COUNT }, (_, i) => `u${(i * i) % 23},item${(i * 7) % 31},${time(i)}`);
  const content = bytesOf([head, ...rows, ''].join('\n'));
  const { proposal, sources } = await inspect([memorySource('log.csv', content)], 'relaxed', job);
  const ask = async (plan: ImportPlan) => {
    const found = await check(sources, plan, null, job);
    return { ...found, all: [...found.issues, ...found.files.flatMap(({ issues }) => issues)] };
  };
  const { plan } = proposal;
  const time_ = plan.files[0].columns.find(({ role }) => role === 'TIMESTAMP');
  return { plan, unit: time_?.timeUnit, ask, ...(await ask(plan)) };
}

const dateOf = (sec: number | undefined): string => new Date((sec ?? NaN) * 1000).toISOString().slice(0, 10);

describe.each([
  ['English', ENGLISH],
  ['Korean', KOREAN],
])('times under a header in %s that make no sense as they look', (_, head) => {
  it.each<[string, (i: number) => string, string, string]>([
    ['excel', (i) => String(44_928 + i), '2023-01-02', 'seconds'],
    ['excel', (i) => (44_928.43 + i).toFixed(2), '2023-01-02', 'seconds'],
    [
      'short-year-first',
      (i) =>
        parts(i)
          .map((part) => two(part % 100))
          .join(''),
      '2023-01-02',
      'seconds',
    ],
    ['day-first', (i) => parts(i).toReversed().map(two).join(''), '2023-01-02', 'seconds'],
    ['year-month', (i) => `2023${two(1 + (i % 12))}`, '2023-01-01', 'seconds'],
    ['buddhist', (i) => `${parts(i)[2]}/${parts(i)[1]}/${parts(i)[0] + 543}`, '2023-01-02', 'day-first'],
    ['buddhist', (i) => `${parts(i)[2]} ม.ค. 2566`, '2023-01-01', 'iso'],
    ['minguo', (i) => `112${two(parts(i)[1])}${two(parts(i)[2])}`, '2023-01-02', 'seconds'],
    ['days', (i) => String(19_359 + i), '2023-01-02', 'seconds'],
  ])('are read as %s, which is said, and as they look by one press', async (unit, time, first, plainUnit) => {
    const { unit: read_, counts, all, plan, ask } = await read(head, time);
    expect(read_).toBe(unit);
    expect(dateOf(counts?.firstSec)).toBe(first);
    const said = all.find(({ code }) => code === 'TIMES_DOUBTED');
    if (said === undefined) throw new Error('nothing is said');
    expect(said.details).toMatchObject({ unit, other: { unit: plainUnit } });
    expect(describeIssue(said).what).toContain(time(0));
    const [press] = fixesFor(said, plan);
    expect(press.plan.files[0].columns[2].timeUnit).toBe(plainUnit);
    // And back again.
    const again = (await ask(press.plan)).all.find(({ code }) => code === 'TIMES_DOUBTED');
    expect(again && fixesFor(again, press.plan)[0].plan.files[0].columns[2].timeUnit).toBe(unit);
  });

  it.each<[string, (i: number) => string]>([
    ['jalali', (i) => `1401/${two(1 + (i % 12))}/${two(1 + (i % 28))}`],
    ['jalali', (i) => `۱۴۰۲/۰۱/${two(1 + (i % 28))}`],
    ['minguo', (i) => `112/${two(parts(i)[1])}/${two(parts(i)[2])}`],
    ['year-month', (i) => `2023-${two(1 + (i % 12))}`],
    ['year-month', (i) => `2023년 ${1 + (i % 12)}월`],
    ['iso', (i) => `2023.${parts(i)[1]}.${parts(i)[2]}(월)`],
    ['milliseconds', (i) => `${FIRST / 1000 + i * 4000}123456`],
    ['seconds', (i) => String(FIRST / 1000 + i * 4000)],
  ])('that can be nothing but %s are not doubted', async (unit, time) => {
    const found = await read(head, time);
    expect(found.unit).toBe(unit);
    expect(found.all.map(({ code }) => code)).not.toContain('TIMES_DOUBTED');
    expect(dateOf(found.counts?.firstSec)).toMatch(/^202[23]/);
  });

  it.each([
    ['10:2{}', /is a time of day without a date/],
    ['4월 1{}일', /is a day without a year/],
    ['moon {} of spring', /is a way to write times that is not known here/],
  ])(
    'that nobody can read, such as %s, leave their place to the order of the rows, and say so',
    async (form, why) => {
      const { plan, all, importable, counts } = await read(head, (i) => form.replace('{}', String(i % 10)));
      expect(plan.files[0].rowOrderAsTime).toBe(true);
      expect(importable).toBe(true);
      expect(counts?.events).toBe(COUNT);
      const said = all.find(({ code }) => code === 'ROW_ORDER_AS_TIME');
      const words = said && describeIssue(said).what;
      expect(words).toContain(form.replace('{}', '0'));
      expect(words).toMatch(why);
    },
  );
});

it('day numbers of a spreadsheet with a decimal comma are times', async () => {
  const rows = Array.from({ length: COUNT }, (_, i) => `k${i % 23};Artikel ${i % 31};${44_928 + i},43`);
  const content = bytesOf(['Kunde;Artikel;Zeitpunkt', ...rows, ''].join('\n'));
  const { proposal, sources } = await inspect([memorySource('kasse.csv', content)], 'relaxed', job);
  const { counts } = await check(sources, proposal.plan, null, job);
  expect(new Date((counts?.firstSec ?? NaN) * 1000).toISOString()).toBe('2023-01-02T10:19:12.000Z');
});

it('day numbers of nobody knows which year keep their order and distances, and that is said', async () => {
  const { unit, counts, all } = await read('household_key,PRODUCT_ID,DAY', (i) => String(1 + 2 * i));
  expect(unit).toBe('days');
  expect(counts).toMatchObject({ firstSec: 366 * 86_400, lastSec: (366 + 2 * (COUNT - 1)) * 86_400 });
  const said = all.find(({ code }) => code === 'TIMES_DOUBTED');
  expect(said && describeIssue(said).what).toMatch(/days from a first day that nothing tells/);
});

it('times that nothing makes sense of are taken as they look, and doubted', async () => {
  const { unit, all } = await read(ENGLISH, (i) => String(i * 577));
  expect(unit).toBe('seconds');
  expect(all.find(({ code }) => code === 'TIMES_DOUBTED')?.details).toMatchObject({ other: null });
});

it('a column that is said by hand to hold times, and holds none, is named with a cell, and given up by one press', async () => {
  const { plan, ask } = await read(ENGLISH, (i) => `moon ${i}`);
  const [file] = plan.files;
  const columns = file.columns.map((column, i) =>
    i === 2
      ? {
          ...column,
          role: 'TIMESTAMP' as const,
          field: 'TIMESTAMP',
          type: 'long' as const,
          timeUnit: 'iso' as const,
        }
      : column,
  );
  const byHand = { ...plan, files: [{ ...file, columns, rowOrderAsTime: undefined }] };
  const found = await ask(byHand);
  const lost = found.all.find(({ code }) => code === 'D01');
  if (lost === undefined) throw new Error('nothing is lost');
  expect(describeIssue(lost).what).toMatch(/“moon 0” in column date/);
  expect(describeIssue(lost).fix).not.toMatch(/delimiter/);
  const [press] = fixesFor(lost, byHand, found);
  expect((await ask(press.plan)).importable).toBe(true);
});
