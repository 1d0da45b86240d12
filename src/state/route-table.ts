import { isLanguage, type Language } from '../domain/language';

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
  'class',
  'storage',
  'settings',
  'about',
] as const;
export type View = (typeof VIEWS)[number];

/** Whom a printed sheet is for: pupils find room to write on it, teachers the answers. */
export const SHEET_READERS = ['pupils', 'teacher'] as const;
export type SheetReader = (typeof SHEET_READERS)[number];

export interface RouteState {
  readonly view: View;
  readonly project: string | null;
  readonly user: string | null;
  /** The item that a list goes with, for recipes that answer for items. */
  readonly item: string | null;
  /** ARN of the solution version on screen. */
  readonly version: string | null;
  /** ARN of the version whose list stands beside it; null: what everybody gets. */
  readonly beside: string | null;
  /** explorationWeight of the list, 0 … 1; null: none. */
  readonly explore: number | null;
  /** popularity_discount_factor that a list of related items is asked with; null: the trained one. */
  readonly discount: number | null;
  /** The walk of a network's state along the history is shown: `state`. */
  readonly trace: 'state' | null;
  /** A filter expression of the service's own language. */
  readonly filter: string | null;
  /** A quick filter, `COLUMN:value`. */
  readonly category: string | null;
  /** What a list is told of the moment that it is for, as `writeContext` says it. */
  readonly context: string | null;
  /** The part of a long screen that it opens at; gone with the screen. */
  readonly part: 'segments' | null;
  /** Item of the list whose place is being explained. */
  readonly why: string | null;
  readonly seed: number | null;
  /** The selection on the data page, as `writeBrush` says it. */
  readonly brush: string | null;
  /** Lesson that is open. */
  readonly lesson: string | null;
  /** Its step, or that of the class game, from 1. */
  readonly step: number | null;
  /** A student link: the only screens to be offered, with commas; null: all there are. */
  readonly only: string | null;
  /** What a student link is called. */
  readonly title: string | null;
  /** A question of whoever made the link, to be answered above a list; null: none. */
  readonly asks: string | null;
  /** The data a link was made on, `name|rows|checksum`; null: the sample. */
  readonly expects: string | null;
  /** Recipe that the bubble machine shows, or a training begins with; null: their own choice. */
  readonly recipe: string | null;
  /** How readily people follow their lists there, 0 … 1. */
  readonly follow: number | null;
  /** The window beside the wall: notes, clock and what comes next. */
  readonly presenter: 'yes' | null;
  /** The lesson, or the class game, as a sheet of paper, and for whom; gone with the screen. */
  readonly sheet: SheetReader | null;
  /** In a page elsewhere: the screen alone, without the bars around it. */
  readonly embed: 'yes' | null;
  /** There, the one chart that is shown, by what its files are called; gone with the screen. */
  readonly chart: string | null;
  /** The language of a link, whatever the browser's is; null: the person's own. */
  readonly lang: Language | null;
  /** Keys this version does not know, kept as they came so that a newer link survives a round trip. */
  readonly unknown: readonly (readonly [string, string])[];
}

interface Entry<Value> {
  /** Returns undefined for a value that cannot be meant. */
  readonly read: (text: string) => Value | undefined;
  readonly write: (value: Value) => string;
  readonly fallback: Value;
}
type Known = Omit<RouteState, 'unknown'>;
type RouteTable = { readonly [Key in keyof Known]: Entry<Known[Key]> };

const text: Entry<string | null> = {
  read: (value) => (value === '' ? undefined : value),
  write: (value) => value ?? '',
  fallback: null,
};
const share: Entry<number | null> = {
  read: (value) => (/^(0(\.\d{1,3})?|1)$/.test(value) ? Number(value) : undefined),
  write: (value) => String(value),
  fallback: null,
};
const yes: Entry<'yes' | null> = {
  read: (value) => (value === 'yes' ? value : undefined),
  write: (value) => value ?? '',
  fallback: null,
};
const TABLE: RouteTable = {
  view: {
    read: (value) => VIEWS.find((view) => view === value),
    write: (value) => value,
    fallback: 'home',
  },
  project: text,
  user: text,
  item: text,
  version: text,
  beside: text,
  filter: text,
  category: text,
  context: text,
  part: {
    read: (value) => (value === 'segments' ? value : undefined),
    write: (value) => value ?? '',
    fallback: null,
  },
  why: text,
  brush: text,
  lesson: text,
  step: {
    read: (value) => (/^[1-9]\d?$/.test(value) ? Number(value) : undefined),
    write: (value) => String(value),
    fallback: null,
  },
  only: text,
  title: text,
  asks: text,
  expects: text,
  lang: {
    read: (value) => (isLanguage(value) ? value : undefined),
    write: (value) => value ?? '',
    fallback: null,
  },
  explore: share,
  follow: share,
  recipe: text,
  presenter: yes,
  sheet: {
    read: (value) => SHEET_READERS.find((reader) => reader === value),
    write: (value) => value ?? '',
    fallback: null,
  },
  embed: yes,
  chart: text,
  discount: share,
  trace: {
    read: (value) => (value === 'state' ? value : undefined),
    write: (value) => value ?? '',
    fallback: null,
  },
  seed: {
    read: (value) => (/^\d{1,10}$/.test(value) && Number(value) < 2 ** 32 ? Number(value) : undefined),
    write: (value) => String(value),
    fallback: null,
  },
};
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
  const known = Object.fromEntries(
    KEYS.map((key) => [key, readKey(key, pairs, refused)]),
  ) as unknown as Known;
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
  const training = route.view === 'train' ? { recipe: null } : {};
  const game = route.view === 'class' ? { step: null } : {};
  const own = { part: null, sheet: null, chart: null, ...machine, ...training, ...game };
  return { ...route, ...cleared, ...(left && own), ...change };
}
