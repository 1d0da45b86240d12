import type { ImportCheck, NotMeant, ItemMatches } from '../../domain/imports';
import { day, ungrouped } from '../../domain/numbers';
import * as counts from '../messages/counts';
import * as say from '../messages/services';

/** What is counted: `412 films`, and the films. */
interface Counted {
  readonly counted: (facts: { readonly count: number }) => string;
  readonly all: () => string;
}

/** What people call a service's export and what is in it. */
interface ServiceWords {
  /** Behind “This looks like ”. */
  readonly yours: () => string;
  readonly event: Counted;
  readonly item: Counted;
}

const EVENT: Counted = { counted: counts.events, all: say.theEvents };
const PLAY: Counted = { counted: say.plays, all: say.thePlays };
const ENTRY: Counted = { counted: say.entries, all: say.theEntries };
const RATING: Counted = { counted: say.ratings, all: say.theRatings };
const ITEM: Counted = { counted: counts.items, all: say.theItems };
const FILM: Counted = { counted: say.films, all: say.theFilms };
const SONG: Counted = { counted: say.songs, all: say.theSongs };

const WORDS: { readonly [service: string]: ServiceWords } = {
  netflix: { yours: say.netflix, event: PLAY, item: { counted: say.shows, all: say.theShows } },
  spotify: { yours: say.spotify, event: PLAY, item: SONG },
  letterboxd: {
    yours: say.letterboxd,
    event: { counted: say.viewings, all: say.theViewings },
    item: FILM,
  },
  goodreads: { yours: say.goodreads, event: ENTRY, item: { counted: say.books, all: say.theBooks } },
  storygraph: { yours: say.storygraph, event: ENTRY, item: { counted: say.books, all: say.theBooks } },
  imdb: { yours: say.imdb, event: RATING, item: { counted: say.titles, all: say.theTitles } },
  lastfm: {
    yours: say.lastfm,
    event: { counted: say.scrobbles, all: say.theScrobbles },
    item: SONG,
  },
  'amazon-orders': {
    yours: say.amazonOrders,
    event: { counted: say.orderLines, all: say.theOrderLines },
    item: { counted: say.articles, all: say.theArticles },
  },
  youtube: {
    yours: say.youtube,
    event: { counted: say.views, all: say.theViews },
    item: { counted: say.videos, all: say.theVideos },
  },
  steam: {
    yours: say.steam,
    event: { counted: say.gamesPlayed, all: say.theGamesPlayed },
    item: { counted: say.games, all: say.theGames },
  },
  browser: {
    yours: say.browser,
    event: { counted: say.visits, all: say.theVisits },
    item: { counted: say.sites, all: say.theSites },
  },
  'apple-music': { yours: say.appleMusic, event: PLAY, item: SONG },
  reddit: {
    yours: say.reddit,
    event: ENTRY,
    item: { counted: say.communities, all: say.theCommunities },
  },
  kindle: {
    yours: say.kindle,
    event: { counted: say.readings, all: say.theReadings },
    item: { counted: say.books, all: say.theBooks },
  },
  audible: {
    yours: say.audible,
    event: { counted: say.listenings, all: say.theListenings },
    item: { counted: say.books, all: say.theBooks },
  },
  bookmarks: {
    yours: say.bookmarks,
    event: { counted: say.savedPages, all: say.theSavedPages },
    item: { counted: say.sites, all: say.theSites },
  },
  pocket: {
    yours: say.pocket,
    event: { counted: say.savedPages, all: say.theSavedPages },
    item: { counted: say.sites, all: say.theSites },
  },
  'board-games': {
    yours: say.boardGames,
    event: ENTRY,
    item: { counted: say.games, all: say.theGames },
  },
  trakt: { yours: say.trakt, event: ENTRY, item: { counted: say.titles, all: say.theTitles } },
  untappd: {
    yours: say.untappd,
    event: { counted: say.checkIns, all: say.theCheckIns },
    item: { counted: say.beers, all: say.theBeers },
  },
  'anime-list': { yours: say.animeList, event: ENTRY, item: { counted: say.series, all: say.theSeries } },
  ga4: { yours: say.analytics, event: EVENT, item: ITEM },
  movielens: { yours: say.movielens, event: RATING, item: FILM },
  strava: {
    yours: say.strava,
    event: { counted: say.activities, all: say.theActivities },
    item: { counted: say.sports, all: say.theSports },
  },
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
  return isNamedService(service) ? WORDS[service] : { yours: say.own, event: EVENT, item: ITEM };
}

/** “This looks like your Netflix history: 2,341 plays of 412 shows and films between 2015 and 2024.” */
export function lifeWords(service: string, found: ImportCheck['counts'], timed: boolean): string {
  const { yours, event, item } = serviceWords(service);
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
  const { event, item } = serviceWords(service);
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
