import { Rng } from '../../../src/kernels/rng';

/** Somebody had something at a moment. */
export interface Event {
  readonly user: string;
  readonly item: string;
  readonly sec: number;
}

/** A kind of data that is not in hand, made of data that are. Events of one person come in the order in which they happened. */
export interface Twin {
  readonly known: readonly Event[];
  /** What is to be found: of known people one event each, or whole histories of strangers. */
  readonly asked: readonly Event[];
  readonly by: 'newest' | 'histories';
}

const DAY_SEC = 86_400;
/** A pause that ends a session, as shops count. */
const PAUSE_SEC = 3600;
/** Of the newest sessions one in so many is asked for. */
const ASKED_SESSIONS = 10;
const SMALL = 100;
/** Of all events, those before the moment from which on nothing is known. */
const BEFORE = 0.9;

type Made = (events: readonly Event[], seed: number) => Twin;

/** By name; each is made by the seed alone. */
export const TWINS: { readonly [name: string]: Made } = {
  'as it is': (events) => newestHidden(events),
  sparse: (events, seed) => newestHidden(sparse(events, seed)),
  sessions: (events) => newestSessions(sessions(events)),
  'no order': (events, seed) => {
    const sec = firstSec(events);
    return retimed(newestHidden(shuffled(events, seed)), () => sec);
  },
  'false order': (events, seed) => newestHidden(shuffled(events, seed)),
  'days only': (events) => retimed(newestHidden(events), ({ sec }) => sec - (sec % DAY_SEC)),
  small: (events, seed) => newestHidden(fewPeople(events, SMALL, seed)),
  wide: (events, seed) => newestHidden(wide(events, seed)),
  'by time': (events) => nextAfter(events, BEFORE),
};

/** Everybody's newest five to ten. */
export function sparse(events: readonly Event[], seed: number): Event[] {
  const rng = new Rng(seed, 'twin-sparse');
  return [...byUser(events).values()].flatMap((own) => own.slice(-(5 + rng.below(6))));
}

/** What somebody did without a pause of an hour is somebody of its own, who never comes back; whoever has one event is left out. */
export function sessions(events: readonly Event[]): Event[] {
  const made: Event[] = [];
  for (const [user, own] of byUser(events)) {
    let from = 0;
    for (let at = 1; at <= own.length; at++) {
      if (at < own.length && own[at].sec - own[at - 1].sec < PAUSE_SEC) continue;
      if (at - from > 1)
        for (const event of own.slice(from, at)) made.push({ ...event, user: `${user}, ${from}` });
      from = at;
    }
  }
  return made;
}

/** Each thing that somebody had once, in an order that means nothing, a second apart. */
export function shuffled(events: readonly Event[], seed: number): Event[] {
  const rng = new Rng(seed, 'twin-order');
  const start = firstSec(events);
  return [...byUser(events).values()].flatMap((own) => {
    const once = [...new Map(own.map((event) => [event.item, event])).values()];
    return rng.shuffle(once).map((event, k) => ({ ...event, sec: start + k }));
  });
}

/** So many of the people. */
export function fewPeople(events: readonly Event[], n: number, seed: number): Event[] {
  const people = new Rng(seed, 'twin-people').shuffle([...byUser(events).values()]);
  return people.slice(0, n).flat();
}

/** People one to four items. */
export function wide(events: readonly Event[], seed: number): Event[] {
  const items = new Set(events.map(({ item }) => item)).size;
  return fewPeople(events, Math.floor(items / 4), seed);
}

/** Whoever has three events is asked for the newest of them. */
export function newestHidden(events: readonly Event[]): Twin {
  const people = [...byUser(events).values()];
  const isAsked = (own: readonly Event[]): boolean => own.length >= 3;
  return {
    known: people.flatMap((own) => (isAsked(own) ? own.slice(0, -1) : own)),
    asked: people.filter(isAsked).map((own) => own[own.length - 1]),
    by: 'newest',
  };
}

/** From one moment on nobody's events are known; whoever was there before is asked for what came next. */
export function nextAfter(events: readonly Event[], share: number): Twin {
  const from = events.map(({ sec }) => sec).sort((a, b) => a - b)[Math.floor(share * events.length)];
  const known = events.filter(({ sec }) => sec < from);
  const people = new Set(known.map(({ user }) => user));
  const next = [...byUser(events.filter(({ sec }) => sec >= from))].filter(([user]) => people.has(user));
  return { known, asked: next.map(([, own]) => own[0]), by: 'newest' };
}

/** The newest tenth of the people, by how they begin, is asked for and unknown. */
export function newestSessions(events: readonly Event[]): Twin {
  const people = [...byUser(events).values()].sort((a, b) => a[0].sec - b[0].sec);
  const cut = Math.floor(people.length * (1 - 1 / ASKED_SESSIONS));
  return { known: people.slice(0, cut).flat(), asked: people.slice(cut).flat(), by: 'histories' };
}

function retimed(twin: Twin, secOf: (event: Event) => number): Twin {
  const at = (event: Event): Event => ({ ...event, sec: secOf(event) });
  return { ...twin, known: twin.known.map(at), asked: twin.asked.map(at) };
}

function firstSec(events: readonly Event[]): number {
  return events.reduce((first, { sec }) => Math.min(first, sec), Infinity);
}

/** Everybody's events by time, people in the order of their first line. */
function byUser(events: readonly Event[]): Map<string, Event[]> {
  const people = new Map<string, Event[]>();
  for (const event of events) {
    const own = people.get(event.user) ?? [];
    people.set(event.user, own);
    own.push(event);
  }
  for (const own of people.values()) own.sort((a, b) => a.sec - b.sec);
  return people;
}
