import type { NotMeant } from '../../domain/imports';
import { saysCancelled } from '../lexicon/order-words';
import { events, items, hasHeaders, type Cells, type Making, type Service } from './service';

interface Names {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly date?: string;
  readonly order?: string;
}

function makings({
  id,
  title,
  price,
  date = 'Order Date',
  order = 'Order ID',
}: Names): () => readonly Making[] {
  const cut = (cells: Cells): NotMeant | null => (saysCancelled(cells('Order Status')) ? 'cancelled' : null);
  const article = (cells: Cells): string => cells(id) || cells(title);
  return () => [
    events(
      { Article: 'ITEM_ID', Ordered: 'TIMESTAMP', Quantity: 'EVENT_VALUE', 'Order ID': 'KEEP' },
      (cells) => {
        const quantity = cells('Quantity') || cells('Original Quantity') || cells('OriginalQuantity');
        return cut(cells) ?? [article(cells), cells(date), quantity, cells(order)];
      },
    ),
    items(
      { Article: 'ITEM_ID', Title: 'KEEP', Price: 'KEEP', Category: 'KEEP' },
      (cells) =>
        cut(cells) ?? [article(cells), cells(title), cells(price).replace(/[^\d.]/g, ''), cells('Category')],
    ),
  ];
}

/** Books, songs and films without a parcel; older files call what was bought a title. */
const digital = (title: 'ProductName' | 'Title'): Service['forms'][number] => ({
  tells: hasHeaders('ASIN', title, 'OrderId', 'DigitalOrderItemId', 'OrderDate'),
  makes: makings({ id: 'ASIN', title, price: 'OurPrice', date: 'OrderDate', order: 'OrderId' }),
});

/** Orders of a customer: from the request for personal data, or the report that was there before. */
export const amazonOrders: Service = {
  key: 'amazon-orders',
  splits: true,
  forms: [
    {
      tells: hasHeaders('ASIN', 'Product Name', 'Order Date', 'Order ID'),
      makes: makings({ id: 'ASIN', title: 'Product Name', price: 'Unit Price' }),
    },
    {
      tells: hasHeaders('ASIN/ISBN', 'Title', 'Order Date', 'Order ID', 'Quantity'),
      makes: makings({ id: 'ASIN/ISBN', title: 'Title', price: 'Purchase Price Per Unit' }),
    },
    digital('ProductName'),
    digital('Title'),
  ],
};
