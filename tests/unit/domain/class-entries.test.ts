import { expect, it } from 'vitest';
import { grouped, lettersOf, type Liking, readCode, writeCode } from '../../../src/domain/class-code';
import { classEntries, holdsTable } from '../../../src/domain/class-entries';
import type { ClassSet } from '../../../src/domain/class-set';

const set: ClassSet = { ready: 'snacks' };
const codes = [0, 1, 2].map((from) =>
  writeCode(
    Array.from({ length: 20 }, (_, thing) => ((from + thing) % 5) as Liking),
    set,
  ),
);
const spaced = codes.map((code) => grouped(code).join(' '));

it('finds one code a line, with a name before it or alone', () => {
  expect(classEntries(`Mina: ${spaced[0]}\r\n\n김 하나 ： ${codes[1]}\n${spaced[2]}\n`, set)).toEqual([
    { name: 'Mina', code: spaced[0] },
    { name: '김 하나', code: codes[1] },
    { name: null, code: spaced[2] },
  ]);
  expect(classEntries(`Max Power ${spaced[1]}`, set)).toEqual([{ name: 'Max Power', code: spaced[1] }]);
});

it('finds several on a line, with commas or without', () => {
  const alone = codes.map((code) => ({ name: null, code }));
  expect(classEntries(codes.join(', '), set)).toEqual(alone);
  expect(classEntries(spaced.join(' '), set)).toEqual(alone);
  expect(classEntries(codes.join(';'), set)).toEqual(alone);
});

it('keeps what is no code as it is, so that it can be told', () => {
  expect(classEntries('K7M2\n---\n', set)).toEqual([{ name: null, code: 'K7M2' }]);
  expect(classEntries(`${codes[0]}22`, set)).toEqual([{ name: null, code: `${codes[0]}22` }]);
});

it('ends at once with a book, a hundred thousand letters or two thousand codes, and keeps all of it to be told', () => {
  const words = Array.from({ length: 20_000 }, (_, k) => `word${k}`).join(' ');
  const texts = [
    words,
    `${words} ${spaced[0]}`,
    'A'.repeat(100_003),
    `${codes[0]}, `.repeat(2000),
    ':'.repeat(50_000),
  ];
  for (const text of texts) {
    const sinceMs = performance.now();
    const entries = classEntries(text, set);
    expect(performance.now() - sinceMs, text.slice(0, 20)).toBeLessThan(4000);
    expect(entries.length).toBeLessThanOrEqual(301);
    const letters = entries.reduce((sum, { name, code }) => sum + lettersOf((name ?? '') + code).length, 0);
    expect(letters).toBe(lettersOf(text).length);
    for (const { code } of entries.slice(-1)) expect(readCode(code, set)).toBeDefined();
  }
});

it('tells rows of a spreadsheet from codes', () => {
  const table = (separator: string): string =>
    ['When,Name,Tea,Coffee,Milk,Juice,Water', '2026-05-03 12:33:00,Ana,5,4,,2,Love it']
      .join('\n')
      .replaceAll(',', separator);
  for (const separator of ['\t', ',', ';']) expect(holdsTable(table(separator), set), separator).toBe(true);
  const many = Array.from({ length: 3 }, () => [...codes, ...codes].join(', ')).join('\n');
  for (const text of ['', 'Tea\tMilk', codes.join('\n'), many, `Mina: ${spaced[0]}\nTom: ${spaced[1]}`])
    expect(holdsTable(text, set), text).toBe(false);
});
