import type { ImportCheck, NotMeant, ItemMatches } from '../../domain/imports';
import { day, ungrouped } from '../../domain/numbers';
import * as counts from '../messages/counts';
import * as say from '../messages/services';

/** What is counted: `412 films`, and the films. */
interface Counted {
  readonly counted: (facts: { readonly count: number }) => string;
  readonly all: () => string;
}

/** What people call a service's export behind “This looks like ”, and what is in it. */
type ServiceWords = readonly [yours: () => string, event: Counted, item: Counted];

const noun = (counted: Counted['counted'], all: Counted['all']): Counted => ({ counted, all });

const EVENT = noun(counts.events, say.theEvents);
const PLAY = noun(say.plays, say.thePlays);
const ENTRY = noun(say.entries, say.theEntries);
const RATING = noun(say.ratings, say.theRatings);
const ITEM = noun(counts.items, say.theItems);
const FILM = noun(say.films, say.theFilms);
const SONG = noun(say.songs, say.theSongs);
const BOOK = noun(say.books, say.theBooks);
const GAME = noun(say.games, say.theGames);
const TITLE = noun(say.titles, say.theTitles);
const SITE = noun(say.sites, say.theSites);
const SAVED_PAGE = noun(say.savedPages, say.theSavedPages);

const WORDS: { readonly [service: string]: ServiceWords } = {
  netflix: [say.netflix, PLAY, noun(say.shows, say.theShows)],
  spotify: [say.spotify, PLAY, SONG],
  letterboxd: [say.letterboxd, noun(say.viewings, say.theViewings), FILM],
  goodreads: [say.goodreads, ENTRY, BOOK],
  storygraph: [say.storygraph, ENTRY, BOOK],
  imdb: [say.imdb, RATING, TITLE],
  lastfm: [say.lastfm, noun(say.scrobbles, say.theScrobbles), SONG],
  'amazon-orders': [
    say.amazonOrders,
    noun(say.orderLines, say.theOrderLines),
    noun(say.articles, say.theArticles),
  ],
  youtube: [say.youtube, noun(say.views, say.theViews), noun(say.videos, say.theVideos)],
  steam: [say.steam, noun(say.gamesPlayed, say.theGamesPlayed), GAME],
  browser: [say.browser, noun(say.visits, say.theVisits), SITE],
  'apple-music': [say.appleMusic, PLAY, SONG],
  reddit: [say.reddit, ENTRY, noun(say.communities, say.theCommunities)],
  kindle: [say.kindle, noun(say.readings, say.theReadings), BOOK],
  audible: [say.audible, noun(say.listenings, say.theListenings), BOOK],
  bookmarks: [say.bookmarks, SAVED_PAGE, SITE],
  pocket: [say.pocket, SAVED_PAGE, SITE],
  'board-games': [say.boardGames, ENTRY, GAME],
  trakt: [say.trakt, ENTRY, TITLE],
  untappd: [say.untappd, noun(say.checkIns, say.theCheckIns), noun(say.beers, say.theBeers)],
  'anime-list': [say.animeList, ENTRY, noun(say.series, say.theSeries)],
  ga4: [say.analytics, EVENT, ITEM],
  movielens: [say.movielens, RATING, FILM],
  strava: [say.strava, noun(say.activities, say.theActivities), noun(say.sports, say.theSports)],
};

/** What is left out, and why. Rows say nothing without their reason. */
interface LeftOut {
  readonly counted: Counted['counted'];
  readonly why: () => string;
}

const LEFT_OUT: { readonly [reason in NotMeant]: LeftOut } = {
  advert: { counted: say.adverts, why: say.advertsWhy },
  autoplay: { counted: say.previews, why: say.previewsWhy },
  cancelled: { counted: say.cancelledLines, why: say.cancelledLinesWhy },
  'listed-before': { counted: say.rows, why: say.listedBeforeWhy },
  'no-answer': { counted: say.blankAnswers, why: say.blankAnswersWhy },
  'no-day': { counted: say.entries, why: say.noDayWhy },
  'no-item': { counted: say.rows, why: say.noItemWhy },
  'not-there': { counted: counts.events, why: say.notThereWhy },
  'not-chosen': { counted: say.noAnswers, why: say.noAnswersWhy },
  'not-started': { counted: say.games, why: say.notStartedWhy },
  podcast: { counted: say.podcasts, why: say.podcastsWhy },
  'taken-back': { counted: say.takenBack, why: say.takenBackWhy },
  'test-order': { counted: say.testOrders, why: say.testOrdersWhy },
  total: { counted: say.totals, why: say.totalsWhy },
  trailer: { counted: say.trailers, why: say.trailersWhy },
};

export function isNamedService(service: string): boolean {
  return Object.hasOwn(WORDS, service);
}

function serviceWords(service: string): ServiceWords {
  return isNamedService(service) ? WORDS[service] : [say.own, EVENT, ITEM];
}

/** “This looks like your Netflix history: 2,341 plays of 412 shows and films between 2015 and 2024.” */
export function lifeWords(service: string, found: ImportCheck['counts'], timed: boolean): string {
  const [yours, event, item] = serviceWords(service);
  if (found === null || found.events === 0) return say.looksLike({ yours: yours() });
  const { events, items, users, firstSec, lastSec } = found;
  return say.looksLikeCounted({
    yours: yours(),
    events: event.counted({ count: events }),
    items: item.counted({ count: items }),
    who: users > 1 ? 'several' : 'other',
    people: counts.people({ count: users }),
    when: timed ? 'other' : 'untimed',
    span: between(firstSec, lastSec),
  });
}

/** Whole years where there are several, else days. */
function between(firstSec: number, lastSec: number): string {
  const [first, last] = [firstSec, lastSec].map((sec) => new Date(sec * 1000).getUTCFullYear());
  if (first < last) return say.betweenYears({ first: ungrouped(first), last: ungrouped(last) });
  return firstSec === lastSec
    ? say.onDay({ day: day(firstSec) })
    : say.fromDayTo({ first: day(firstSec), last: day(lastSec) });
}

/** What is kept of the same file is called so too: it takes a reason to tell them apart. */
const NEEDS_REASON: ReadonlySet<LeftOut['counted']> = new Set([say.rows, say.entries, say.games]);

/** “14 trailers”, or “350 rows already told by another of your files”, among reasons. */
export function leftOutNoun(reason: string, count: number): string {
  const { counted, why } = leftOut(reason);
  const what = counted({ count });
  return NEEDS_REASON.has(counted) ? say.rowsBecause({ rows: what, why: why() }) : what;
}

/** “14 trailers left out: not the film itself.” */
export function leftOutWords(reason: string, count: number): string {
  const { counted, why } = leftOut(reason);
  return say.leftOutBecause({ what: counted({ count }), why: why() });
}

function isNotMeant(reason: string): reason is NotMeant {
  return Object.hasOwn(LEFT_OUT, reason);
}

function leftOut(reason: string): LeftOut {
  return isNotMeant(reason) ? LEFT_OUT[reason] : { counted: say.rows, why: say.nobodyChoseWhy };
}

/** “84 % of your plays are of shows and films that are in Films: 318 of 412.” */
export function matchWords(
  service: string,
  project: string,
  matches: ItemMatches,
  accepted: Accepted,
): string {
  const [, event, item] = serviceWords(service);
  const items = matches.sure.length + accepted.items;
  const events = matches.sureEvents + accepted.events;
  if (items === 0) return say.noneThere({ items: item.all(), project });
  return say.someThere({
    found: items,
    items: item.counted({ count: matches.items }),
    project,
    share: events / Math.max(1, matches.events),
    events: event.all(),
  });
}

/** Doubtful pairs that were said to be the same. */
export interface Accepted {
  readonly items: number;
  readonly events: number;
}
