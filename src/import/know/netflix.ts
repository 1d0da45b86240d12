import type { NotMeant } from '../../domain/imports';
import { dateOrder, isDate, localTime } from './local-time';
import {
  events,
  hasHeaders,
  hasOnly,
  items,
  type Cells,
  type Head,
  type Making,
  type Service,
} from './service';

/** What stands between a show and its episode, in the languages of the service's profiles. */
const SEASON =
  /^(season|series|staffel|saison|temporada|stagione|seizoen|säsong|sæson|sesong|kausi|sezon|évad|série|сезон|시즌|シーズン|第.{1,3}季|part|teil|partie|parte|deel|część|часть|파트|パート|volume|vol\.|book|buch|livre|libro|chapter|kapitel|chapitre|cap[ií]tulo|limited series|mini-?s[eé]rie[ns]?|리미티드 시리즈|リミテッドシリーズ|collection)(?![a-z])/iu;
/** As many titles with the same beginning are episodes, though nothing says the season. */
const EPISODES = 3;

/**
 * The show of an episode, else the whole title: `Show: Season 1: Episode`, `Show: Episode` where the file has several
 * of them. A film may have a colon too.
 */
function showsOf(titles: readonly string[]): (title: string) => string {
  const begun = new Map<string, Set<string>>();
  for (const title of titles) {
    const [first, ...rest] = title.split(': ');
    if (rest.length > 0) begun.set(first, (begun.get(first) ?? new Set()).add(title));
  }
  return (title) => {
    const parts = title.split(': ');
    const season = parts.findIndex((part, i) => i > 0 && SEASON.test(part));
    if (season > 0) return parts.slice(0, season).join(': ');
    const several = parts.length > 2 || (parts.length > 1 && (begun.get(parts[0])?.size ?? 0) >= EPISODES);
    return several ? parts[0] : title;
  };
}

function column(head: Head, header: string): string[] {
  const at = head.headers.findIndex((name) => name.toLowerCase() === header.toLowerCase());
  return head.rows.map((row) => row[at] ?? '');
}

/** The shows and films of a history. */
function shows(showOf: (title: string) => string, cut: (cells: Cells) => NotMeant | null): Making {
  return items({ Title: 'ITEM_ID', Kind: 'KEEP' }, (cells) => {
    const title = cells('Title');
    const show = showOf(title);
    return cut(cells) ?? [show, show === title ? 'film' : 'series'];
  });
}

/** Rows of what ran by itself. */
function isWatched(cells: Cells): NotMeant | null {
  if (cells('Supplemental Video Type') !== '') return 'trailer';
  return /user action: none/i.test(cells('Attributes')) ? 'autoplay' : null;
}

/** `1:02:30` in minutes. */
function minutes(duration: string): string {
  const parts = duration.split(':').map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
  return parts.length < 2 || Number.isNaN(seconds) ? '' : String(Math.round(seconds / 6) / 10);
}

/** Viewing history: of one profile from its own page, or of all profiles from the download of personal data. */
export const netflix: Service = {
  key: 'netflix',
  forms: [
    {
      tells: hasHeaders('Profile Name', 'Start Time', 'Duration', 'Title', 'Supplemental Video Type'),
      makes: (head) => {
        const showOf = showsOf(column(head, 'Title'));
        return [
          events(
            {
              Profile: 'USER_ID',
              Title: 'ITEM_ID',
              Watched: 'TIMESTAMP',
              Minutes: 'EVENT_VALUE',
              Episode: 'KEEP',
              Device: 'KEEP',
            },
            (cells) => {
              const title = cells('Title');
              const length = minutes(cells('Duration'));
              const [profile, start] = [cells('Profile Name'), cells('Start Time')];
              return isWatched(cells) ?? [profile, showOf(title), start, length, title, cells('Device Type')];
            },
          ),
          shows(showOf, isWatched),
        ];
      },
    },
    {
      tells: (head) =>
        hasOnly('Title', 'Date')(head) && column(head, 'Date').every((date) => date === '' || isDate(date)),
      makes: (head) => {
        const showOf = showsOf(column(head, 'Title'));
        const order = dateOrder(column(head, 'Date').filter((date) => date !== ''));
        return [
          events({ Title: 'ITEM_ID', Watched: 'TIMESTAMP', Episode: 'KEEP' }, (cells) => {
            const title = cells('Title');
            return [showOf(title), localTime(cells('Date'), order), title];
          }),
          shows(showOf, () => null),
        ];
      },
    },
  ],
};
