import { describe, expect, it } from 'vitest';
import type { AsAbove } from '../../../../src/domain/imports';
import { RowsAbove } from '../../../../src/import/open/rows-above';

const ORDERS: AsAbove = { levels: [{ keys: [0, 1], columns: [0, 1, 2] }], width: 5 };
const completed = (asAbove: AsAbove, rows: readonly (readonly string[])[]) => {
  const above = new RowsAbove(asAbove, ['no', 'who', 'status', 'item', 'n']);
  return { rows: rows.map((row) => above.complete([...row])), count: above.count };
};

describe('what blank cells stand for', () => {
  it('is above where all keys are blank, and what a cell says itself stays', () => {
    const rows = [
      ['1', 'kim', 'paid', 'cup', '2'],
      ['', ' ', '', 'pot', '1'],
      ['', '', 'sent back', 'pan', ''],
      ['', '', '', 'lid', '1'],
      ['2', '', '', 'jar', '1'],
      ['', '', '', 'mug', '1'],
      ['', 'lee', '', 'mug', '1'],
    ];
    expect(completed(ORDERS, rows)).toEqual({
      rows: [
        rows[0],
        ['1', 'kim', 'paid', 'pot', '1'],
        ['1', 'kim', 'sent back', 'pan', ''],
        ['1', 'kim', 'paid', 'lid', '1'],
        rows[4],
        ['2', '', '', 'mug', '1'],
        rows[6],
      ],
      count: 4,
    });
    expect(completed({ ...ORDERS, blank: true }, rows)).toEqual({ rows, count: 4 });
  });

  it('is nothing at the top, in sums, in rows of nothing and below a row of another width', () => {
    const rows = [
      ['', '', '', 'cup', '1'],
      ['1', 'kim', 'paid', 'cup', '2'],
      ['', '', '', '', ''],
      ['', '', '', '소계', '2'],
      ['', '', '', 'Total', '₩2,000'],
      ['no', 'who', 'status', 'item', 'n'],
      ['', '', '', 'pot', '1'],
      ['2', 'lee', 'paid'],
      ['', '', '', 'pan', '1'],
    ];
    const { rows: whole, count } = completed(ORDERS, rows);
    expect(whole).toEqual(rows.map((row, i) => (i === 6 ? ['1', 'kim', 'paid', 'pot', '1'] : row)));
    expect(count).toBe(1);
  });

  it('is above under the same number alone, where each row has one', () => {
    const rows = [
      ['1', 'kim', '', 'cup', '2'],
      ['1', '', '', 'pot', '1'],
      ['2', '', '', 'cup', '1'],
      ['', '', '', 'cup', '1'],
      ['', '', '', 'cup', '1'],
    ];
    const { rows: whole } = completed({ levels: [{ keys: [1], columns: [1] }], order: 0, width: 5 }, rows);
    expect(whole.map(([, who]) => who)).toEqual(['kim', 'kim', '', '', '']);
  });

  it('is above level by level', () => {
    const levels = [
      { keys: [0], columns: [0] },
      { keys: [1], columns: [1, 2] },
    ];
    const rows = [
      ['kim', '1', 'paid', 'cup', '2'],
      ['', '', '', 'pot', '1'],
      ['', '2', 'sent', 'cup', '1'],
      ['', '', '', 'pan', '1'],
      ['lee', '', '', 'jar', '1'],
      ['', '', '', 'lid', '1'],
    ];
    expect(completed({ levels, width: 5 }, rows).rows.map((row) => row.slice(0, 3).join())).toEqual([
      'kim,1,paid',
      'kim,1,paid',
      'kim,2,sent',
      'kim,2,sent',
      'lee,,',
      'lee,,',
    ]);
  });
});
