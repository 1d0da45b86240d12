import type { NotMeant } from '../../domain/imports';
import { countEach } from '../../domain/tallies';
import { localTime } from './local-time';
import { events, hasHeaders, items, type Cells, type Head, type Service } from './service';

/** A word or two in front of each title, or behind it, in the language of the account. */
interface Affix {
  readonly front: string;
  readonly back: string;
}

/** How many of the titles have to agree on what surrounds them. */
const SHARE = 0.8;
const MOST_WORDS = 3;

/** `Watched Heat` is Heat: what most titles begin or end with is what the service says of them, in any language. */
function affixOf(titles: readonly string[]): Affix {
  return {
    front: shared(titles, (words, n) => `${words.slice(0, n).join(' ')} `),
    back: shared(titles, tailOf),
  };
}

const tailOf = (words: readonly string[], n: number): string => ` ${words.slice(-n).join(' ')}`;

/** The longest of up to three words that most texts have in this place. */
function shared(titles: readonly string[], part: (words: readonly string[], n: number) => string): string {
  for (let n = MOST_WORDS; n > 0; n--) {
    const long = titles.map((title) => title.split(' ')).filter((words) => words.length > n);
    const [best, count] = [...countEach(long.map((words) => part(words, n)))].reduce<[string, number]>(
      (most, one) => (one[1] > most[1] ? one : most),
      ['', 0],
    );
    if (count > 1 && count >= titles.length * SHARE) return best;
  }
  return '';
}

function without(title: string, { front, back }: Affix): string {
  const begun = front !== '' && title.startsWith(front) ? title.slice(front.length) : title;
  return back !== '' && begun.endsWith(back) ? begun.slice(0, -back.length) : begun;
}

const videoOf = (cells: Cells): string =>
  /[?&]v=([\w-]{6,})|youtu\.be\/([\w-]{6,})|\/shorts\/([\w-]{6,})/
    .exec(cells('titleUrl'))
    ?.slice(1)
    .find((id) => id !== undefined) ?? '';

const cut = (cells: Cells): NotMeant | null => (/google ads/i.test(cells('details.name')) ? 'advert' : null);

/** What was typed into the search box: beside adverts that were shown there, no row of it is a video that was watched. */
function areSearches({ headers, rows }: Head): boolean {
  const cellsOf = (row: readonly string[]): Cells => {
    return (header) => row[headers.indexOf(header)] ?? '';
  };
  return (
    rows.some((row) => /\/results\?search_query=/.test(cellsOf(row)('titleUrl'))) &&
    rows.every((row) => cut(cellsOf(row)) !== null || videoOf(cellsOf(row)) === '')
  );
}

function titlesOf({ headers, rows }: Head): string[] {
  const at = headers.indexOf('title');
  return rows.map((row) => row[at] ?? '').filter((title) => title !== '' && !title.includes('://'));
}

/** The watch history of Google Takeout, as JSON or as a page. */
export const youtube: Service = {
  key: 'youtube',
  splits: true,
  forms: [
    {
      tells: (head) => hasHeaders('title', 'titleUrl', 'time')(head) && areSearches(head),
      spare: true,
    },
    {
      tells: (head) =>
        hasHeaders('title', 'titleUrl', 'time')(head) &&
        head.rows.some((row) => /youtu/.test(row[head.headers.indexOf('titleUrl')] ?? '')),
      makes: (head) => {
        const affix = affixOf(titlesOf(head));
        return [
          events(
            { Video: 'ITEM_ID', Watched: 'TIMESTAMP' },
            (cells) => cut(cells) ?? [videoOf(cells), localTime(cells('time'), 'dmy')],
          ),
          items(
            { Video: 'ITEM_ID', Title: 'KEEP', Channel: 'KEEP' },
            (cells) =>
              cut(cells) ?? [videoOf(cells), without(cells('title'), affix), cells('subtitles.name')],
          ),
        ];
      },
    },
  ],
};
