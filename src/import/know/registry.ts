import { youtube } from './youtube';
import { steam } from './steam';
import { movielens } from './movielens';
import { ga4 } from './ga4';
import { browser } from './browser';
import { animeList } from './anime-list';
import { appleMusic } from './apple-music';
import { amazonOrders } from './amazon-orders';
import { audible } from './audible';
import { boardGames } from './board-games';
import { calibre } from './calibre';
import { goodreads } from './goodreads';
import { imdb } from './imdb';
import { kindle } from './kindle';
import { kindleClippings } from './kindle-clippings';
import { lastfm } from './lastfm';
import { letterboxd } from './letterboxd';
import { netflix } from './netflix';
import type { Form, Head, Service } from './service';
import { reddit } from './reddit';
import { bookmarks, pocket } from './saved-pages';
import { spotify } from './spotify';
import { storygraph } from './storygraph';
import { strava } from './strava';
import { trakt } from './trakt';
import { untappd } from './untappd';

/** Every service whose exports are known by their form; the first that tells a file has it. */
export const services: readonly Service[] = [
  netflix,
  spotify,
  letterboxd,
  goodreads,
  storygraph,
  calibre,
  imdb,
  lastfm,
  amazonOrders,
  animeList,
  browser,
  ga4,
  movielens,
  steam,
  youtube,
  strava,
  appleMusic,
  reddit,
  trakt,
  untappd,
  kindle,
  kindleClippings,
  audible,
  bookmarks,
  pocket,
  boardGames,
];

/** A file of a known service. */
export interface Recognised {
  readonly service: Service;
  readonly form: Form;
}

export function recognise(head: Head, among: readonly Service[] = services): Recognised | null {
  for (const service of among) {
    const form = service.forms.find(({ tells }) => tells(head));
    if (form !== undefined) return { service, form };
  }
  return null;
}
