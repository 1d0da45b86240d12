import { expect, it } from 'vitest';
import type { ColumnSpec } from '../../../../../src/import/read/columns/column-spec';
import { NumberBuilder } from '../../../../../src/import/read/columns/number-builder';

const spec: ColumnSpec = {
  dataset: 'ITEMS',
  name: 'N',
  type: 'int',
  nullable: false,
  categorical: false,
  textual: false,
  adapts: false,
  trims: false,
};

/** The codes by which cells are refused, in their order. */
function refused(type: ColumnSpec['type'], ...cells: readonly string[]): readonly (string | null)[] {
  const codes: (string | null)[] = cells.map(() => null);
  const builder = new NumberBuilder({ ...spec, type });
  const bad = (i: number, code: string): void => void (codes[i] = code);
  builder.read(
    cells.map((cell) => [cell]),
    0,
    0,
    { bad, notice: () => undefined },
  );
  return codes;
}

it('takes whole numbers to the last of their type on either side, and no further', () => {
  expect(refused('int', '2147483647', '-2147483648', '0')).toEqual([null, null, null]);
  expect(refused('int', '2147483648', '-2147483649', '1.5')).toEqual(['D19', 'D19', 'D10']);
  expect(refused('long', '2147483648', '-2147483649')).toEqual([null, null]);
});
