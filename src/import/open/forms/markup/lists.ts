import { plainText, type MarkupList } from './records';

/** A page of Google Takeout: what was done, on what, of whom, and when, in the language of the account. */
const ACTIVITY: MarkupList = {
  begin: 'class="outer-cell',
  headers: () => ['title', 'titleUrl', 'subtitles.name', 'time', 'details.name'],
  cellsOf: (record) => {
    const content = /class="content-cell[^>]*body-1">([\s\S]*?)<\/div>/.exec(record)?.[1];
    if (content === undefined) return null;
    const lines = content.split(/<br\s*\/?>/i).filter((line) => plainText(line) !== '');
    if (lines.length < 2) return null;
    const link = /<a[^>]*href="([^"]*)"/.exec(lines[0])?.[1] ?? '';
    return new Map([
      ['title', plainText(lines[0])],
      ['titleUrl', plainText(link)],
      ['subtitles.name', lines.length > 2 ? plainText(lines[1]) : ''],
      ['time', plainText(lines[lines.length - 1])],
      ['details.name', /google ads/i.test(record) ? 'From Google Ads' : ''],
    ]);
  },
};

/** Elements of a record that hold text and nothing else. */
const LEAF = /<([\w.-]+)>((?:<!\[CDATA\[[\s\S]*?\]\]>|[^<])*)<\/\1>/g;

function leavesOf(record: string): Map<string, string> {
  return new Map([...record.matchAll(LEAF)].map(([, name, text]) => [name, plainText(text)]));
}

/** MyAnimeList’s export. */
const ANIME: MarkupList = {
  begin: '<anime>',
  headers: (first) => [...leavesOf(first).keys()],
  cellsOf: (record) => {
    const cells = leavesOf(record);
    return cells.has('series_title') ? cells : null;
  },
};

/** Links with when they were saved: a browser’s bookmarks, or what Pocket handed out. */
function links(begin: string, time: string): MarkupList {
  const headers = ['title', 'url', time, 'tags'];
  return {
    begin,
    headers: () => headers,
    cellsOf: (record) => {
      const [link, attributes, title] = /^([^>]*)>([\s\S]*?)<\/a>/i.exec(record) ?? [];
      if (link === undefined) return null;
      const told = (name: string): string =>
        plainText(new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(attributes)?.[1] ?? '');
      const [url, when, tags] = [told('href'), told(time), told('tags')];
      return url === ''
        ? null
        : new Map([
            ['title', plainText(title)],
            ['url', url],
            [time, when],
            ['tags', tags],
          ]);
    },
  };
}
const BOOKMARKS = links('<A ', 'add_date');
const POCKET = links('<a ', 'time_added');

/** The list that a text begins, or null. */
export function listOf(beginning: string): MarkupList | null {
  if (!beginning.startsWith('<')) return null;
  if (beginning.includes('<myanimelist>')) return ANIME;
  if (/^<!doctype netscape-bookmark/i.test(beginning)) return BOOKMARKS;
  if (beginning.includes('<title>Pocket Export</title>')) return POCKET;
  return beginning.includes(ACTIVITY.begin) || /mdl-typography/.test(beginning) ? ACTIVITY : null;
}
