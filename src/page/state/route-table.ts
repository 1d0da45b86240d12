import { isLanguage, LANGUAGES } from '../../domain/language';

/** The one table of what the address says after `#`, with pure parse and serialize. Never data, only choices. */

export const VIEWS = [
  'home',
  'import',
  'overview',
  'schemas',
  'train',
  'versions',
  'campaigns',
  'recommenders',
  'export',
  'filters',
  'batch',
  'cost',
  'simulation',
  'attribution',
  'recommendations',
  'actions',
  'map',
  'lesson',
  'bubble',
  'world',
  'class',
  'storage',
  'settings',
  'about',
] as const;
export type View = (typeof VIEWS)[number];

/** Whom a printed sheet is for: pupils find room to write on it, teachers the answers. */
export const SHEET_READERS = ['pupils', 'teacher'] as const;
export type SheetReader = (typeof SHEET_READERS)[number];

interface Entry<Value> {
  /** Returns undefined for a value that cannot be meant. */
  readonly read: (text: string) => Value | undefined;
  readonly write: (value: Value) => string;
  readonly fallback: Value;
}

const text: Entry<string | null> = {
  read: (value) => (value === '' ? undefined : value),
  write: (value) => value ?? '',
  fallback: null,
};
function oneOf<Value extends string>(values: readonly Value[]): Entry<Value | null> {
  return {
    read: (text) => values.find((value) => value === text),
    write: (value) => value ?? '',
    fallback: null,
  };
}
function number(written: RegExp, most = Infinity): Entry<number | null> {
  return {
    read: (text) => (written.test(text) && Number(text) <= most ? Number(text) : undefined),
    write: String,
    fallback: null,
  };
}
const share = number(/^(0(\.\d{1,3})?|1)$/);

const view: Entry<View> = {
  read: (text) => VIEWS.find((known) => known === text),
  write: (known) => known,
  fallback: 'home',
};

/** What the address says, in the order in which it is written; null of a choice: none is made. */
const TABLE = {
  view,
  project: text,
  user: text,
  /** The item that a list goes with, for recipes that answer for items. */
  item: text,
  /** ARN of the solution version on screen. */
  version: text,
  /** ARN of the version whose list stands beside it; null: what everybody gets. */
  beside: text,
  /** A filter expression of the service's own language. */
  filter: text,
  /** A quick filter, `COLUMN:value`. */
  category: text,
  /** What a list is told of the moment that it is for, as `writeContext` says it. */
  context: text,
  /** The part of a long screen that it opens at; gone with the screen. */
  part: oneOf(['segments']),
  /** Item of the list whose place is being explained. */
  why: text,
  /** The selection on the data page, as `writeBrush` says it. */
  brush: text,
  /** Lesson that is open. */
  lesson: text,
  /** Its step, or that of the class game, from 1. */
  step: number(/^[1-9]\d?$/),
  /** A student link: the only screens to be offered, with commas; null: all there are. */
  only: text,
  /** What a student link is called. */
  title: text,
  /** A question of whoever made the link, to be answered above a list; null: none. */
  asks: text,
  /** The data a link was made on, `name|rows|checksum`; null: the sample. */
  expects: text,
  /** The language of a link, whatever the browser's is; null: the person's own. */
  lang: oneOf(Object.keys(LANGUAGES).filter(isLanguage)),
  /** explorationWeight of the list, 0 … 1; null: none. */
  explore: share,
  /** How readily people follow their lists in the bubble machine, 0 … 1. */
  follow: share,
  /** Recipe that the bubble machine shows, or a training begins with; null: their own choice. */
  recipe: text,
  /** Where the knobs of the invented world stand, in tenths with hyphens; null: in the middle. */
  knobs: text,
  /** The window beside the wall: notes, clock and what comes next. */
  presenter: oneOf(['yes']),
  /** The lesson, or the class game, as a sheet of paper, and for whom; gone with the screen. */
  sheet: oneOf(SHEET_READERS),
  /** In a page elsewhere: the screen alone, without the bars around it. */
  embed: oneOf(['yes']),
  /** There, the one chart that is shown, by what its files are called; gone with the screen. */
  chart: text,
  /** popularity_discount_factor that a list of related items is asked with; null: the trained one. */
  discount: share,
  /** The walk of a network's state along the history is shown. */
  trace: oneOf(['state']),
  seed: number(/^\d{1,10}$/, 2 ** 32 - 1),
};
type Known = {
  readonly [Key in keyof typeof TABLE]: (typeof TABLE)[Key] extends Entry<infer Value> ? Value : never;
};

export interface RouteState extends Known {
  /** Keys this version does not know, kept as they came so that a newer link survives a round trip. */
  readonly unknown: readonly (readonly [string, string])[];
}

const KEYS = Object.keys(TABLE) as (keyof Known)[];

export interface ParsedRoute {
  readonly route: RouteState;
  /** `key=value` pairs that were not understood and fell back. */
  readonly refused: readonly string[];
}

/** Reads `#view=train&project=…`; bad values fall back and are named in `refused`. */
export function parseRoute(hash: string): ParsedRoute {
  const pairs = new URLSearchParams(hash.replace(/^#/, ''));
  const refused: string[] = [];
  const known = Object.fromEntries(KEYS.map((key) => [key, readKey(key, pairs, refused)])) as Known;
  const unknown = [...pairs].filter(([key]) => !Object.hasOwn(TABLE, key));
  return { route: { ...known, unknown }, refused };
}

function readKey(key: keyof Known, pairs: URLSearchParams, refused: string[]): unknown {
  const given = pairs.get(key);
  if (given === null) return TABLE[key].fallback;
  const value = TABLE[key].read(given);
  if (value !== undefined) return value;
  refused.push(`${key}=${given}`);
  return TABLE[key].fallback;
}

/** Writes the address; what equals its fallback is left out, so the front page has an empty hash. */
export function serializeRoute(route: RouteState): string {
  const pairs = new URLSearchParams();
  for (const key of KEYS) {
    const entry = TABLE[key] as Entry<unknown>;
    if (route[key] !== entry.fallback) pairs.set(key, entry.write(route[key]));
  }
  for (const [key, value] of route.unknown) pairs.append(key, value);
  const written = pairs.toString();
  return written === '' ? '' : `#${written}`;
}

/** The route after a change. Another project takes none of the old one's choices along. */
export function changeRoute(route: RouteState, change: Partial<RouteState>): RouteState {
  const moved = change.project !== undefined && change.project !== route.project;
  const cleared = moved
    ? {
        user: null,
        item: null,
        version: null,
        beside: null,
        explore: null,
        discount: null,
        trace: null,
        filter: null,
        category: null,
        context: null,
        why: null,
        brush: null,
        // What a student link was made on stays with it; any other link was about the data that are left.
        ...(route.only === null && { expects: null }),
      }
    : {};
  const left = change.view !== undefined && change.view !== route.view;
  // The machine's own choices are of the machine, a training's of the training, and the steps of a class of the class.
  const machine = route.view === 'bubble' ? { recipe: null, follow: null, explore: null, seed: null } : {};
  const world = route.view === 'world' ? { knobs: null, seed: null } : {};
  const training = route.view === 'train' ? { recipe: null } : {};
  const game = route.view === 'class' ? { step: null } : {};
  const own = { part: null, sheet: null, chart: null, ...machine, ...world, ...training, ...game };
  return { ...route, ...cleared, ...(left && own), ...change };
}
