import { csvText } from '../../charts/csv';
import { stampWords } from '../price-stamp';
import type { Bill } from '../../interop/pricing/bill';
import * as say from '../../words/cost';
import { ITEM_NAMES, quantityWords, unitPrice, type Formulas } from './words';
import { dollars } from '../../domain/numbers';

export interface BillToExport {
  readonly title: string;
  readonly bill: Bill;
  readonly formulas: Formulas;
}

/** One row for each tier of each line, with amounts unrounded and as shown; then the total. */
export function billAsCsv({ bill, formulas }: BillToExport): string {
  const rows = bill.lines.flatMap(({ item, unit, slices }) =>
    (slices.length === 0 ? [{ quantity: 0, price: '', cost: 0, shown: 0 }] : slices).map(
      ({ quantity, price, cost, shown }) => [
        ITEM_NAMES[item](),
        formulas[item].join('; '),
        quantity,
        unit,
        price,
        cost,
        shown.toFixed(2),
      ],
    ),
  );
  const head = ['item', 'formula', 'quantity', 'unit', 'unit_price_usd', 'amount_usd', 'shown_usd'];
  const total = [
    say.total(),
    say.pricesOf({ stamp: stampWords(bill.stamp) }),
    '',
    '',
    '',
    bill.total,
    bill.shown.toFixed(2),
  ];
  return csvText([head, ...rows, total].map((row) => row.map(String)));
}

/** A table for a document or an issue. */
export function billAsMarkdown({ title, bill, formulas }: BillToExport): string {
  const rows = bill.lines.flatMap(({ item, quantity, slices, shown }) => {
    const name = `**${ITEM_NAMES[item]()}**<br>${formulas[item].join('<br>')}`;
    const [only, ...more] = slices;
    if (only === undefined || more.length === 0) {
      const price = only === undefined ? '' : unitPrice(only.price, item);
      return [[name, quantityWords(item, quantity), price, dollars(shown)]];
    }
    return [
      [name, quantityWords(item, quantity), '', dollars(shown)],
      ...slices.map((slice) => [
        '',
        quantityWords(item, slice.quantity),
        unitPrice(slice.price, item),
        dollars(slice.shown),
      ]),
    ];
  });
  const table = [
    [say.item(), say.quantity(), say.unitPrice(), say.amount()],
    ['---', '---:', '---:', '---:'],
    ...rows,
    [`**${say.total()}**`, '', '', `**${dollars(bill.shown)}**`],
  ];
  const lines = table.map((row) => `| ${row.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`);
  return `### ${title}\n\n${lines.join('\n')}\n\n${say.pricesUsDollars({ stamp: stampWords(bill.stamp) })}\n`;
}
