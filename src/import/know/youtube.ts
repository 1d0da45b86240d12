import type { NotMeant } from '../../domain/imports';
import { countEach } from '../../domain/tallies';
import { cellsUnder, columnOf, type Cells, type Head, type Told } from './service';

/** How many of the titles have to agree on what surrounds them. */
const SHARE = 0.8;
const MOST_WORDS = 3;

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

const videoOf = (cells: Cells): string =>
  /[?&]v=([\w-]{6,})|youtu\.be\/([\w-]{6,})|\/shorts\/([\w-]{6,})/
    .exec(cells('titleUrl'))
    ?.slice(1)
    .find((id) => id !== undefined) ?? '';

const cut = (cells: Cells): NotMeant | null => (/google ads/i.test(cells('details.name')) ? 'advert' : null);

/** What was typed into the search box: beside adverts that were shown there, no row of it is a video that was watched. */
export function areSearches(head: Head): boolean {
  const rows = head.rows.map(cellsUnder(head.headers));
  return (
    rows.some((cells) => /\/results\?search_query=/.test(cells('titleUrl'))) &&
    rows.every((cells) => cut(cells) !== null || videoOf(cells) === '')
  );
}

/**
 * The watch history of Google Takeout, as JSON or as a page. `Watched Heat` is Heat: what most titles begin or end with
 * is what the service says of them, in the language of the account.
 */
export function watchedVideos(head: Head): Told {
  const titles = columnOf(head, 'title').filter((title) => title !== '' && !title.includes('://'));
  const front = shared(titles, (words, n) => `${words.slice(0, n).join(' ')} `);
  const back = shared(titles, (words, n) => ` ${words.slice(-n).join(' ')}`);
  const bare = (title: string): string => {
    const begun = front !== '' && title.startsWith(front) ? title.slice(front.length) : title;
    return back !== '' && begun.endsWith(back) ? begun.slice(0, -back.length) : begun;
  };
  return {
    what: videoOf,
    when: 'time~calendar',
    thing: { Title: (cells) => bare(cells('title')), Channel: 'subtitles.name' },
    cut,
  };
}
