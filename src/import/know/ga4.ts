import { events, hasHeaders, items, type Cells, type Head, type Making, type Service } from './service';

/** Dimensions of an exploration by what they say, the best first. */
const WHO =
  /^(effective user id|user id|user[- ]pseudo id|app[- ]instance id|client id)$|^(ga )?session id$|^transaction id$/i;
const WHAT =
  /^item id$|^item name$|^content id$|^video (title|url)$|^page path( and screen class)?$|^page path \+ query string$|^page title( and screen (class|name))?$|^page location$/i;
const WHEN = /^date( \+| hour)?( hour)?( and minute)?( \(yyyymmdd(hh(mm)?)?\))?$/i;
const COUNT = /^(items (purchased|viewed|added to cart|clicked.*)|event count|views)$/i;

/** The header that fits best: of the alternatives of a pattern, the one that stands first in it. */
function bestOf({ headers }: Head, pattern: RegExp): string | undefined {
  return pattern.source
    .split('$|^')
    .map((one) => new RegExp(`^${one.replace(/^\^|\$$/g, '')}$`, 'i'))
    .flatMap((one) => headers.find((header) => one.test(header)) ?? [])
    .at(0);
}

/** `202401312259` → `2024-01-31 22:59`. */
function dateOf(digits: string): string {
  const [, year, month, day, hour = '00', minute = '00'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?$/.exec(digits) ?? [];
  return year === undefined ? digits : `${year}-${month}-${day} ${hour}:${minute}`;
}

function exploration(head: Head): readonly Making[] {
  const [who = '', what = '', when = ''] = [WHO, WHAT, WHEN].map((pattern) => bestOf(head, pattern));
  const [type, count] = [head.headers.find((header) => /^event name$/i.test(header)), bestOf(head, COUNT)];
  const isTotal = (cells: Cells): boolean =>
    cells(who) === '' || cells(what) === '' || !/^\d/.test(cells(when));
  return [
    events(
      {
        [who]: 'USER_ID',
        [what]: 'ITEM_ID',
        [when]: 'TIMESTAMP',
        ...(type === undefined ? {} : { [type]: 'EVENT_TYPE' as const }),
        ...(count === undefined ? {} : { [count]: 'EVENT_VALUE' as const }),
      },
      (cells) => {
        if (isTotal(cells)) return 'total';
        const more = [type, count].flatMap((header) => (header === undefined ? [] : [cells(header)]));
        return [cells(who), told(cells(what)), dateOf(cells(when)), ...more];
      },
    ),
    ...named(head, what, isTotal),
  ];
}

/** Names of items, where they stand beside their ids. */
function named(head: Head, what: string, isTotal: (cells: Cells) => boolean): Making[] {
  const name = head.headers.find((header) => /^item name$/i.test(header));
  if (name === undefined || name === what) return [];
  return [
    items({ [what]: 'ITEM_ID', Title: 'KEEP' }, (cells) =>
      isTotal(cells) ? 'total' : [told(cells(what)), told(cells(name))],
    ),
  ];
}

/** What Google writes where it knows nothing is nothing. */
function told(cell: string): string {
  return cell === '(not set)' ? '' : cell;
}

/** What is no time comes back as it is, to be reported as such. */
function isoOfMicros(cell: string): string {
  const date = new Date(Math.floor(Number(cell) / 1000));
  return cell === '' || Number.isNaN(date.getTime()) ? cell : date.toISOString();
}

function bigQuery(head: Head): readonly Making[] {
  const param = (cells: Cells, key: string): string => cells(`event_params.${key}.string_value`);
  const who = (cells: Cells): string => cells('user_id') || cells('user_pseudo_id');
  const when = (cells: Cells): string => isoOfMicros(cells('event_timestamp'));
  const page = (cells: Cells): string => param(cells, 'page_location').replace(/[?#].*$/, '');
  const item = (cells: Cells, field: string): string => told(cells(field));
  const columns = { User: 'USER_ID', Item: 'ITEM_ID', Time: 'TIMESTAMP', Event: 'EVENT_TYPE' } as const;
  if (!hasHeaders('item_id')(head))
    return [
      events(columns, (cells) => [who(cells), page(cells), when(cells), cells('event_name')]),
      items({ Item: 'ITEM_ID', Title: 'KEEP' }, (cells) => [page(cells), param(cells, 'page_title')]),
    ];
  return [
    events({ ...columns, Quantity: 'EVENT_VALUE' }, (cells) => [
      who(cells),
      item(cells, 'item_id'),
      when(cells),
      cells('event_name'),
      item(cells, 'quantity'),
    ]),
    items({ Item: 'ITEM_ID', Title: 'KEEP', Category: 'KEEP', Brand: 'KEEP', Price: 'KEEP' }, (cells) =>
      ['item_id', 'item_name', 'item_category', 'item_brand', 'price'].map((field) => item(cells, field)),
    ),
  ];
}

/** Google Analytics: an exploration as a file, or the rows that it exports to BigQuery. */
export const ga4: Service = {
  key: 'ga4',
  forms: [
    {
      tells: (head) =>
        head.beginning.startsWith('#') &&
        [WHO, WHAT, WHEN].every((pattern) => bestOf(head, pattern) !== undefined),
      makes: exploration,
    },
    {
      tells: hasHeaders('event_timestamp', 'event_name', 'user_pseudo_id'),
      each: 'items',
      makes: bigQuery,
    },
  ],
};
