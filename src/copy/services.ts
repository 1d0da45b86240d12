import type { ImportCheck, NotMeant, VisitMatches } from '../domain/imports';
import { count, counted, day, percent, ungrouped, type Noun } from '../domain/numbers';

/** What people call a service's export and what is in it. */
interface ServiceWords {
  /** Behind “This looks like ”. */
  readonly yours: string;
  readonly event: Noun;
  readonly item: Noun;
}

const FILM: Noun = ['film', 'films'];
const SONG: Noun = ['song', 'songs'];
const PLAY: Noun = ['play', 'plays'];

const WORDS: { readonly [service: string]: ServiceWords } = {
  netflix: {
    yours: 'your Netflix history',
    event: PLAY,
    item: ['show or film', 'shows and films'],
  },
  spotify: { yours: 'your Spotify history', event: PLAY, item: SONG },
  letterboxd: { yours: 'your Letterboxd diary', event: ['viewing', 'viewings'], item: FILM },
  goodreads: { yours: 'your Goodreads library', event: ['entry', 'entries'], item: ['book', 'books'] },
  imdb: { yours: 'your IMDb ratings', event: ['rating', 'ratings'], item: ['title', 'titles'] },
  lastfm: { yours: 'your Last.fm scrobbles', event: ['scrobble', 'scrobbles'], item: SONG },
  'amazon-orders': {
    yours: 'your Amazon orders',
    event: ['order line', 'order lines'],
    item: ['article', 'articles'],
  },
  youtube: { yours: 'your YouTube history', event: ['view', 'views'], item: ['video', 'videos'] },
  steam: { yours: 'your Steam library', event: ['game played', 'games played'], item: ['game', 'games'] },
  browser: { yours: 'your browser history', event: ['visit', 'visits'], item: ['site', 'sites'] },
  'anime-list': { yours: 'your anime list', event: ['entry', 'entries'], item: ['series', 'series'] },
  ga4: { yours: 'an export of Google Analytics', event: ['event', 'events'], item: ['item', 'items'] },
  movielens: { yours: 'the ratings of MovieLens', event: ['rating', 'ratings'], item: FILM },
  strava: { yours: 'your Strava activities', event: ['activity', 'activities'], item: ['sport', 'sports'] },
};

const LEFT_OUT: { readonly [reason in NotMeant]: readonly [one: string, other: string, why: string] } = {
  advert: ['advert', 'adverts', 'not chosen'],
  autoplay: ['preview', 'previews', 'started by themselves'],
  cancelled: ['cancelled order line', 'cancelled order lines', 'not bought in the end'],
  'listed-before': ['row', 'rows', 'already in another of your files'],
  'no-answer': ['blank answer', 'blank answers', 'nothing was said'],
  'no-day': ['entry', 'entries', 'without a day'],
  'no-item': ['row', 'rows', 'with nothing that could be an item'],
  'not-there': ['event', 'events', 'their items are not in that project'],
  'not-chosen': ['answer of “no” or “never seen”', 'answers of “no” or “never seen”', 'nothing chosen'],
  'not-started': ['game', 'games', 'never played'],
  podcast: ['podcast episode', 'podcast episodes', 'not songs'],
  total: ['line of totals', 'lines of totals', 'only sums of the others'],
  trailer: ['trailer', 'trailers', 'not the film itself'],
};

export function isNamedService(service: string): boolean {
  return Object.hasOwn(WORDS, service);
}

function serviceWords(service: string): ServiceWords {
  return isNamedService(service)
    ? WORDS[service]
    : { yours: 'your own history', event: ['event', 'events'], item: ['item', 'items'] };
}

/** “This looks like your Netflix history: 2,341 plays of 412 shows and films between 2015 and 2024.” */
export function lifeWords(service: string, counts: ImportCheck['counts'], timed: boolean): string {
  const { yours, event, item } = serviceWords(service);
  if (counts === null || counts.events === 0) return `This looks like ${yours}.`;
  const { events, items, users, firstSec, lastSec } = counts;
  const whose = users > 1 ? ` by ${counted(users, 'person', 'people')}` : '';
  const when = timed ? ` ${between(firstSec, lastSec)}` : '';
  return `This looks like ${yours}: ${counted(events, ...event)} of ${counted(items, ...item)}${whose}${when}.`;
}

/** Whole years where there are several, else days. */
function between(firstSec: number, lastSec: number): string {
  const [first, last] = [firstSec, lastSec].map((sec) => new Date(sec * 1000).getUTCFullYear());
  if (first < last) return `between ${ungrouped(first)} and ${ungrouped(last)}`;
  return firstSec === lastSec ? `on ${day(firstSec)}` : `from ${day(firstSec)} to ${day(lastSec)}`;
}

/** “14 trailers”, or “350 rows already told by another of your files”, among reasons. */
export function leftOutNoun(reason: string, count: number): string {
  const [one, other, why] = leftOut(reason);
  return `${counted(count, one, other)}${one === 'row' ? ` ${why}` : ''}`;
}

/** “14 trailers left out: not the film itself.” */
export function leftOutWords(reason: string, count: number): string {
  const [one, other, why] = leftOut(reason);
  return `${counted(count, one, other)} left out: ${why}.`;
}

function isNotMeant(reason: string): reason is NotMeant {
  return Object.hasOwn(LEFT_OUT, reason);
}

function leftOut(reason: string): readonly [one: string, other: string, why: string] {
  return isNotMeant(reason) ? LEFT_OUT[reason] : ['row', 'rows', 'that nobody chose'];
}

/** “84 % of your plays are of shows and films that are in Films: 318 of 412.” */
export function visitWords(
  service: string,
  project: string,
  matches: VisitMatches,
  accepted: Accepted,
): string {
  const { event, item } = serviceWords(service);
  const items = matches.sure.length + accepted.items;
  const events = matches.sureEvents + accepted.events;
  if (items === 0) return `None of the ${item[1]} is in ${project} under the same title.`;
  const share = percent(events / Math.max(1, matches.events));
  return `${count(items)} of ${counted(matches.items, ...item)} are in ${project}, with ${share} of the ${event[1]}.`;
}

/** Doubtful pairs that were said to be the same. */
export interface Accepted {
  readonly items: number;
  readonly events: number;
}
