import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/import/judge/check';
import { memorySource } from '../../../../src/import/open/bytes/source';
import { inspect, reinspect } from '../../../../src/import/propose/inspect';
import { bytesOf, job } from '../importing';

const lines = (head: string, row: (i: number) => string, count = 60): string =>
  `${head}\n${Array.from({ length: count }, (_, i) => row(i)).join('\n')}\n`;
const day = (i: number): string => `2024-03-${String(1 + (i % 28)).padStart(2, '0')}`;

const drop = (files: Readonly<Record<string, string>>) =>
  inspect(
    Object.entries(files).map(([path, text]) => memorySource(path, bytesOf(text))),
    null,
    job,
  );

describe('where nothing says who chose what, the cause is told', () => {
  it.each([
    ['things', { 'products.csv': lines('product_id,name,price', (i) => `p${i},Cup ${i},${i * 3 + 1}.5`) }],
    ['things', { '상품목록.csv': lines('상품코드,상품명,가격', (i) => `p${i},머그컵 ${i}호,${i}900`) }],
    ['people', { 'customers.csv': lines('customer_id,name,city', (i) => `c${i},Ann ${i},Seoul`) }],
    [
      'both',
      {
        'products.csv': lines('product_id,name,price', (i) => `p${i},Cup ${i},${i}.5`),
        'customers.csv': lines('customer_id,name,city', (i) => `c${i},Ann ${i},Seoul`),
      },
    ],
    [
      'totals',
      { 'best.csv': lines('Product,Units sold,Revenue', (i) => `Cup ${i},${(i * 7) % 90},${i * 31}`) },
    ],
    [
      'totals',
      { '집계.csv': lines('상품명,판매수량,매출액', (i) => `컵 ${i}호,${(i * 7) % 90},${i * 3100}`) },
    ],
    [
      'totals',
      { 'popular.csv': lines('Rank,Title,Author,Loans', (i) => `${i + 1},Book ${i},Author ${i % 9},${900 - i * 9}`) }, // prettier-ignore
    ],
    [
      'totals',
      { '인기도서.csv': lines('순위,도서명,저자,대출건수', (i) => `${i + 1},책 ${i},저자 ${i % 9},${900 - i * 9}`) }, // prettier-ignore
    ],
  ])('%s', async (lacking, files) => {
    const { proposal, sources } = await drop(files);
    const { issues } = await check(sources, proposal.plan, null, job);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'D02', details: expect.objectContaining({ lacking }) as unknown }),
    );
  });

  it.each([
    ['one-column', { 'titles.csv': lines('title', (i) => `Film ${i}`) }],
    [
      'no-columns',
      { 'letter.txt': 'Dear Ann, how are you doing these days\nI hope that all is well with you\n' },
    ],
    ['header-only', { 'table.csv': 'alpha,beta,gamma\n' }],
    ['page', { 'data.csv': '<!doctype html><html><body>Please sign in</body></html>' }],
    ['document', { 'data.csv': '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n' }],
  ])('a file that is no table: %s', async (reason, files) => {
    expect((await drop(files)).proposal.ignored).toMatchObject([{ reason }]);
  });
});

it('a list that is said to be of events is one person’s, in the order of its rows', async () => {
  const { proposal, sources } = await drop({
    'wishes.csv': lines('title_id,title,added by', (i) => `t${i},Film ${i},${day(i)}`, 30),
  });
  const plan = {
    ...proposal.plan,
    profile: 'relaxed' as const,
    files: proposal.plan.files.map((file) => ({ ...file, dataset: 'INTERACTIONS' as const })),
  };
  const again = await reinspect(sources, proposal, plan, 'wishes.csv', job);
  expect(again.plan.files[0]).toMatchObject({ dataset: 'INTERACTIONS', person: 'me' });
  const { importable, counts } = await check(sources, again.plan, null, job);
  expect([importable, counts?.events]).toEqual([true, 30]);
});
