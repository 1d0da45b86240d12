import type { NotMeant } from '../../domain/imports';
import { events, items, hasHeaders, type Cells, type Making, type Service } from './service';

function makings(id: string, title: string, price: string): () => readonly Making[] {
  const cut = (cells: Cells): NotMeant | null =>
    /^cancel/i.test(cells('Order Status'))
      ? 'cancelled'
      : cells(id) === '' && cells(title) === ''
        ? 'no-item'
        : null;
  const article = (cells: Cells): string => cells(id) || cells(title);
  return () => [
    events(
      { Article: 'ITEM_ID', Ordered: 'TIMESTAMP', Quantity: 'EVENT_VALUE', 'Order ID': 'KEEP' },
      (cells) => {
        const quantity = cells('Quantity') || cells('Original Quantity');
        return cut(cells) ?? [[article(cells), cells('Order Date'), quantity, cells('Order ID')]];
      },
    ),
    items(
      { Article: 'ITEM_ID', Title: 'KEEP', Price: 'KEEP', Category: 'KEEP' },
      (cells) =>
        cut(cells) ?? [
          [article(cells), cells(title), cells(price).replace(/[^\d.]/g, ''), cells('Category')],
        ],
    ),
  ];
}

/** Orders of a customer: from the request for personal data, or the report that was there before. */
export const amazonOrders: Service = {
  key: 'amazon-orders',
  splits: true,
  forms: [
    {
      tells: hasHeaders('ASIN', 'Product Name', 'Order Date', 'Order ID'),
      makes: makings('ASIN', 'Product Name', 'Unit Price'),
    },
    {
      tells: hasHeaders('ASIN/ISBN', 'Title', 'Order Date', 'Order ID', 'Quantity'),
      makes: makings('ASIN/ISBN', 'Title', 'Purchase Price Per Unit'),
    },
  ],
};
