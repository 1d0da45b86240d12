import { fromEpoch, siteOf } from './browser';
import { events, hasHeaders, type Head, type Making, type Service } from './service';

/** Pages that somebody saved: as with those that were visited, the site is what comes again. */
function pages(time: string): (head: Head) => readonly Making[] {
  return ({ headers, rows }) => {
    const at = headers.indexOf(time);
    const isDated = rows.some((row) => (row[at] ?? '') !== '');
    return [
      events(
        {
          Site: 'ITEM_ID',
          ...(isDated ? { Saved: 'TIMESTAMP' as const } : {}),
          Page: 'KEEP',
          Tags: 'KEEP',
        },
        (cells) => {
          const when = isDated ? [fromEpoch(cells(time))] : [];
          const tags = cells('tags').replaceAll(/\s*,\s*/g, '|');
          return [siteOf(cells('url')), ...when, cells('title'), tags];
        },
      ),
    ];
  };
}

/** The bookmarks of a browser, as every one of them saves them. */
export const bookmarks: Service = {
  key: 'bookmarks',
  forms: [{ tells: hasHeaders('url', 'title', 'add_date', 'tags'), makes: pages('add_date') }],
};

/** What was saved to be read later, as a page or a table. */
export const pocket: Service = {
  key: 'pocket',
  splits: true,
  forms: [{ tells: hasHeaders('url', 'title', 'time_added', 'tags'), makes: pages('time_added') }],
};
