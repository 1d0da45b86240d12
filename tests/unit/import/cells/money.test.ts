import { expect, it } from 'vitest';
import { plainMoney } from '../../../../src/import/cells/money';

it.each([
  ['40,67 €', '40.67'],
  ['40,67 EUR', '40.67'],
  ['€1,234', '1234'],
  ['1.234,50 €', '1234.50'],
  ['$1,234.50', '1234.50'],
  ['-$5', '-5'],
  ['$-5.5', '-5.5'],
  ['$3.459', '3.459'],
  ['3.459 €', '3459'],
  ['$0.005', '0.005'],
  ['32,000원', '32000'],
  ['₩1,032,000', '1032000'],
  ['CHF 1’234.50', '1234.50'],
  ['1 234,50 zł', '1234.50'],
  ['199 kr', '199'],
])('reads %s as %s', (cell, plain) => expect(plainMoney(cell)).toBe(plain));

it.each(['12.50', '1,234', 'EUR', 'USB 3', 'A-1069', '$', '12 kg', '$1,23,4', '5 € 6 €', ''])(
  'takes “%s” for no money',
  (cell) => expect(plainMoney(cell)).toBeNull(),
);
