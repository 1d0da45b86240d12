import { filmClubSeed, simulateFilmClub, type FilmClubOptions } from '../../src/data/samples/film-club';
import type { AvroSchema, DatasetDomain, SchemaField } from '../../src/domain/schema';
import { avroSchema } from './avro-schema';

/** What the sample's people do, in the words of a domain. */
const EVENTS: { readonly [domain in DatasetDomain]: { readonly [event: string]: string } } = {
  // A shop where what the club watches is bought and what it opens is viewed; types are compared ignoring case.
  ECOMMERCE: { watch: 'purchase', click: 'View', save: 'AddToCart' },
  VIDEO_ON_DEMAND: { watch: 'Watch', click: 'Click', save: 'Save' },
};

const category = (name: string): SchemaField => ({ name, type: 'string', categorical: true });
const ITEM_FIELDS: { readonly [domain in DatasetDomain]: readonly (string | SchemaField)[] } = {
  ECOMMERCE: ['TITLE', { name: 'PRICE', type: 'float' }, category('CATEGORY_L1')],
  VIDEO_ON_DEMAND: ['TITLE', category('GENRES'), { name: 'CREATION_TIMESTAMP', type: 'long' }],
};

export interface DomainClub {
  readonly interactionsCsv: string;
  readonly itemsCsv: string;
  readonly interactionsSchema: AvroSchema;
  readonly itemsSchema: AvroSchema;
  /** Every event, in the order of the file. */
  readonly events: readonly { readonly userId: string; readonly itemId: string; readonly type: string }[];
}

/**
 * The bundled sample with fewer people, as a shop or a film service would import it.
 *
 * @param most of an event type; absent = all.
 */
export async function domainClub(
  domain: DatasetDomain,
  most: { readonly [type: string]: number } = {},
  size: FilmClubOptions = { people: 120, films: 200, events: 12_000 },
): Promise<DomainClub> {
  const job = { stopped: false, checkpoint: async () => undefined };
  const club = await simulateFilmClub(filmClubSeed, size, job);
  const rows = club.interactionsCsv.trim().split('\n').slice(1);
  const left = new Map(Object.entries(most));
  const events = rows.flatMap((row) => {
    const [userId, itemId, time, event] = row.split(',');
    const type = EVENTS[domain][event];
    const more = left.get(type) ?? Infinity;
    left.set(type, more - 1);
    return more > 0 ? [{ userId, itemId, time, type }] : [];
  });
  const [head, ...films] = club.itemsCsv.trim().split('\n');
  const columns = head.split(',');
  const items = films.map((film) => {
    const cells = film.split(',');
    const cell = (name: string): string => cells[columns.indexOf(name)];
    // In the shop a film costs as much as it is long.
    return domain === 'ECOMMERCE'
      ? [cell('ITEM_ID'), cell('TITLE'), cell('DURATION'), cell('GENRES')].join(',')
      : [cell('ITEM_ID'), cell('TITLE'), cell('GENRES'), cell('CREATION_TIMESTAMP')].join(',');
  });
  return {
    events,
    interactionsCsv: [
      'USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP',
      ...events.map(({ userId, itemId, type, time }) => `${userId},${itemId},${type},${time}`),
    ].join('\n'),
    itemsCsv: [
      domain === 'ECOMMERCE' ? 'ITEM_ID,TITLE,PRICE,CATEGORY_L1' : 'ITEM_ID,TITLE,GENRES,CREATION_TIMESTAMP',
      ...items,
    ].join('\n'),
    interactionsSchema: avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'EVENT_TYPE', 'TIMESTAMP']),
    itemsSchema: avroSchema('Items', ['ITEM_ID', ...ITEM_FIELDS[domain]]),
  };
}
