import type { NotMeant } from '../../domain/imports';
import { dateOrder, isDate, localTime } from './local-time';
import { columnOf, type Cells, type Head, type Told } from './service';

/** What stands between a show and its episode, in the languages of the service's profiles. */
const SEASON =
  /^(season|series|staffel|saison|temporada|stagione|seizoen|säsong|sæson|sesong|kausi|sezon|évad|série|сезон|시즌|シーズン|第.{1,3}季|part|teil|partie|parte|deel|część|часть|パート|파트|volume|vol\.|book|buch|livre|libro|chapter|kapitel|chapitre|cap[ií]tulo|limited series|mini-?s[eé]rie[ns]?|리미티드 시리즈|リミテッドシリーズ|collection)(?![a-z])/iu;
/** As many titles with the same beginning are episodes, though nothing says the season. */
const EPISODES = 3;

/**
 * What a row is of, in a history of shows and films: of an episode (`Show: Season 1: Episode`, `Show: Episode` where the
 * files have several of them) its show, else the whole title, as a film may have a colon too.
 */
function ofShows(all: readonly Head[]): Pick<Told, 'what' | 'thing' | 'groups'> {
  const begun = new Map<string, Set<string>>();
  const titles = all.flatMap((head) => columnOf(head, 'Title'));
  for (const title of titles) {
    const [first, ...rest] = title.split(': ');
    if (rest.length > 0) begun.set(first, (begun.get(first) ?? new Set()).add(title));
  }
  const showOf = (title: string): string => {
    const parts = title.split(': ');
    const season = parts.findIndex((part, i) => i > 0 && SEASON.test(part));
    if (season > 0) return parts.slice(0, season).join(': ');
    const several = parts.length > 2 || (parts.length > 1 && (begun.get(parts[0])?.size ?? 0) >= EPISODES);
    return several ? parts[0] : title;
  };
  const what = (cells: Cells): string => showOf(cells('Title'));
  const grouped = titles.some((title) => showOf(title) !== title);
  return {
    what,
    thing: { Kind: (cells) => (what(cells) === cells('Title') ? 'film' : 'series') },
    ...(grouped ? { groups: true } : {}),
  };
}

/** Rows of what ran by itself. */
function notWatched(cells: Cells): NotMeant | null {
  if (cells('Supplemental Video Type') !== '') return 'trailer';
  return /user action: none/i.test(cells('Attributes')) ? 'autoplay' : null;
}

/** `1:02:30` in minutes. */
function minutes(duration: string): string {
  const parts = duration.split(':').map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
  return parts.length < 2 || Number.isNaN(seconds) ? '' : String(Math.round(seconds / 6) / 10);
}

/** All profiles of an account, from the download of personal data. */
export function netflixAccount(_: Head, all: readonly Head[]): Told {
  return {
    ...ofShows(all),
    who: 'Profile Name',
    when: 'Start Time',
    value: (cells) => minutes(cells('Duration')),
    beside: 'Episode = Title; Device = Device Type',
    cut: notWatched,
  };
}

export function areDays(head: Head): boolean {
  return columnOf(head, 'Date').every((date) => date === '' || isDate(date));
}

/** The viewing history of one profile, from its own page: its days are written in the language of the account. */
export function netflixProfile(head: Head, all: readonly Head[]): Told {
  const order = dateOrder(columnOf(head, 'Date').filter((date) => date !== ''));
  return { ...ofShows(all), when: (cells) => localTime(cells('Date'), order), beside: 'Episode = Title' };
}
