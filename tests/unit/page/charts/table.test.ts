import { describe, expect, it } from 'vitest';
import { formulaCells, formulaWords, tableCsv, withApostrophes } from '../../../../src/page/charts/csv';
import { sortedTable } from '../../../../src/page/charts/sort-table';
import type { ChartTable } from '../../../../src/page/charts/summary';

const table: ChartTable = {
  caption: 'Months',
  columns: [{ label: 'Month' }, { label: 'Events', numeric: true }, { label: 'Share', numeric: true }],
  rows: [
    ['Nov 2017', '1,200', '16\u00a0%'],
    ['Feb 2018', '−3', '0.5\u00a0%'],
    ['Jan 2017', '', '<0.01\u00a0%'],
    ['=SUM(A1)', '20', '4.5\u00a0%'],
  ],
};
const column = (sorted: ChartTable, at: number) => sorted.rows.map((row) => row[at]);

describe('the table behind a chart', () => {
  it('sorts numbers by size, as they are written, with empty cells last either way', () => {
    expect(column(sortedTable(table, { column: 1, descending: false }), 1)).toEqual([
      '−3',
      '20',
      '1,200',
      '',
    ]);
    expect(column(sortedTable(table, { column: 1, descending: true }), 1)).toEqual(['1,200', '20', '−3', '']);
    expect(column(sortedTable(table, { column: 2, descending: true }), 2)[0]).toBe('16\u00a0%');
  });

  it('sorts months and days by time and words with numbers by the numbers', () => {
    const dates = sortedTable(
      { ...table, rows: [['3 Feb 2018'], ['12 Jan 2018'], ['Dec 2017'], ['2 Feb 2018']] },
      { column: 0, descending: false },
    );
    expect(column(dates, 0)).toEqual(['Dec 2017', '12 Jan 2018', '2 Feb 2018', '3 Feb 2018']);
    const korean = sortedTable(
      {
        ...table,
        rows: [['2018년 2월 3일'], ['2018년\u00a01월 12일'], ['2017년 12월'], ['2018년 10월 2일']],
      },
      { column: 0, descending: false },
    );
    expect(column(korean, 0)).toEqual([
      '2017년 12월',
      '2018년\u00a01월 12일',
      '2018년 2월 3일',
      '2018년 10월 2일',
    ]);
    const bins = sortedTable(
      { ...table, rows: [['128 to 255'], ['16 to 31'], ['2']] },
      { column: 0, descending: false },
    );
    expect(column(bins, 0)).toEqual(['2', '16 to 31', '128 to 255']);
  });

  it('leaves the order alone without a sort', () => {
    expect(sortedTable(table, null)).toBe(table);
  });

  it('is CSV with plain numbers, ordinary spaces and cells as they are', () => {
    expect(tableCsv(table).split('\r\n')).toEqual([
      'Month,Events,Share',
      'Nov 2017,1200,16 %',
      'Feb 2018,-3,0.5 %',
      'Jan 2017,,<0.01 %',
      '=SUM(A1),20,4.5 %',
      '',
    ]);
  });

  const run = ['=1', '@a', '+1+1', '-1+1', '"=1,2"', 'x,=1'];
  const plain = ['-3', '+49', '-0.5', '1e-5', 'a=b', '"a ""=1"', '-5 %', '', '"a\n=1"'];

  it('warns of what a spreadsheet would run, not of numbers', () => {
    expect(formulaWords(formulaCells(tableCsv(table)))).toMatch(/^1\u00a0cell begins with =/);
    for (const line of run) expect(formulaCells(`a\r\n${line}\r\n`), line).toBe(1);
    for (const line of plain) expect(formulaCells(`a\r\n${line}\r\n`), line).toBe(0);
    expect(formulaWords(0)).toBe('');
  });

  it('puts an apostrophe before these cells alone, and then none is run', () => {
    const spared = withApostrophes([...run, ...plain].join('\r\n'));
    expect(spared.split('\r\n').slice(0, run.length)).toEqual([
      "'=1",
      "'@a",
      "'+1+1",
      "'-1+1",
      `"'=1,2"`,
      "x,'=1",
    ]);
    expect(spared.split('\r\n').slice(run.length)).toEqual(plain);
    expect(formulaCells(spared)).toBe(0);
  });
});
