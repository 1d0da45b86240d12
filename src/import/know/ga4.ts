import { columnOf, type Cells, type Head, type Told } from './service';

/** Dimensions of an exploration by what they say, the best first. */
const WHO =
  'effective user id|user id|user[- ]pseudo id|app[- ]instance id|client id|(ga )?session id|transaction id';
const WHAT =
  'item id|item name|content id|video (title|url)|page path( and screen class)?|page path \\+ query string|page title( and screen (class|name))?|page location';
const WHEN = 'date( \\+| hour)?( hour)?( and minute)?( \\(yyyymmdd(hh(mm)?)?\\))?';
const COUNT = 'items (purchased|viewed|added to cart|clicked.*)|event count|views';

/** The header that fits best: of the alternatives of a pattern, the one that stands first in it. */
function bestOf({ headers }: Head, pattern: string): string | undefined {
  return pattern
    .split(/\|(?![^(]*\))/)
    .flatMap((one) => headers.find((header) => new RegExp(`^(${one})$`, 'i').test(header)) ?? [])
    .at(0);
}

/** `202401312259` → `2024-01-31 22:59`. */
function dateOf(digits: string): string {
  const [, year, month, day, hour = '00', minute = '00'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?$/.exec(digits) ?? [];
  return year === undefined ? digits : `${year}-${month}-${day} ${hour}:${minute}`;
}

/** Comments stand above its head. */
export function isExploration(head: Head): boolean {
  return head.beginning.startsWith('#') && [WHO, WHAT, WHEN].every((one) => bestOf(head, one) !== undefined);
}

/** An exploration as a file: who, what and when, with totals above and below. */
export function exploration(head: Head): Told {
  const [who = '', what = '', when = ''] = [WHO, WHAT, WHEN].map((pattern) => bestOf(head, pattern));
  const [kind, count, name] = ['event name', COUNT, 'item name'].map((pattern) => bestOf(head, pattern));
  return {
    who,
    what: `${what}~told`,
    when: (cells) => dateOf(cells(when)),
    kind,
    value: count,
    thing: name === undefined || name === what ? undefined : `Title = ${name}~told`,
    cut: (cells) => (cells(who) === '' || cells(what) === '' || !/^\d/.test(cells(when)) ? 'total' : null),
  };
}

/** The rows that are exported to BigQuery: of shops their items, else the pages. */
export function bigQuery(head: Head): Told {
  const events = { who: 'user_id|user_pseudo_id', when: 'event_timestamp~epoch', kind: 'event_name' };
  const page = (cells: Cells): string =>
    cells('event_params.page_location.string_value').replace(/[?#].*$/, '');
  return columnOf(head, 'item_id').some((id) => id !== '')
    ? {
        ...events,
        what: 'item_id~told',
        value: 'quantity~told',
        thing:
          'Title = item_name~told; Category = item_category~told; Brand = item_brand~told; Price = price~told',
      }
    : { ...events, what: page, thing: 'Title = event_params.page_title.string_value' };
}
