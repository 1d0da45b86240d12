import { describe, expect, test } from 'vitest';
import {
  type Event,
  fewPeople,
  newestHidden,
  newestSessions,
  sessions,
  shuffled,
  sparse,
  TWINS,
  wide,
} from '../../bench/twins/twins';

/** Person p had item k a minute after item k − 1, but for a pause of two hours before every fourth. */
function eventsOf(people: number, each: number): Event[] {
  return Array.from({ length: people }, (_, p) =>
    Array.from({ length: each }, (_unused, k) => ({
      user: `p${p}`,
      item: `i${k}`,
      sec: 1_600_000_030 + 100_000 * p + 60 * k + 7200 * Math.floor(k / 4),
    })),
  ).flat();
}

const of = (events: readonly Event[], user: string): Event[] => events.filter((event) => event.user === user);
const people = (events: readonly Event[]): Set<string> => new Set(events.map(({ user }) => user));

describe('twins', () => {
  const events = eventsOf(40, 12);

  test('sparse: five to ten of the newest, by the seed', () => {
    const made = sparse(events, 1);
    const lengths = [...people(made)].map((user) => of(made, user).length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([5, 10]);
    for (const user of people(made)) expect(of(made, user).at(-1)?.item).toBe('i11');
    expect(sparse(events, 1)).toEqual(made);
    expect(sparse(events, 2)).not.toEqual(made);
  });

  test('sessions: a pause makes somebody new, and who has one event is left out', () => {
    const made = sessions(eventsOf(1, 9));
    expect([...people(made)]).toEqual(['p0, 0', 'p0, 4']);
    expect(of(made, 'p0, 4').map(({ item }) => item)).toEqual(['i4', 'i5', 'i6', 'i7']);
  });

  test('the newest tenth of the sessions is asked for and not known', () => {
    const { known, asked } = newestSessions(sessions(events));
    expect([people(known).size, people(asked).size]).toEqual([108, 12]);
    expect([...people(known)].filter((user) => people(asked).has(user))).toEqual([]);
    const newestKnown = Math.max(...known.map(({ sec }) => sec));
    expect(Math.min(...asked.map(({ sec }) => sec))).toBeGreaterThan(newestKnown - 7200);
  });

  test('no order and false order hide the same, each thing once', () => {
    const twice = [...events, { user: 'p0', item: 'i0', sec: 1_600_000_000 }];
    const [none, wrong] = [TWINS['no order'](twice, 3), TWINS['false order'](twice, 3)];
    const items = (all: readonly Event[]): string[] => all.map(({ user, item }) => `${user} ${item}`);
    expect(items(none.asked)).toEqual(items(wrong.asked));
    expect(items(none.known)).toEqual(items(wrong.known));
    expect(new Set(none.known.map(({ sec }) => sec))).toEqual(new Set([1_600_000_000]));
    expect(of(wrong.known, 'p0').map(({ sec }) => sec - 1_600_000_000)).toEqual(
      Array.from({ length: 11 }, (_, k) => k),
    );
    expect(items(shuffled(twice, 3))).not.toEqual(items(shuffled(twice, 4)));
    // Last is anything, not the newest.
    expect(new Set(wrong.asked.map(({ item }) => item)).size).toBeGreaterThan(5);
  });

  test('days only: midnight, and what is hidden is the newest all the same', () => {
    const { known, asked } = TWINS['days only'](events, 1);
    for (const { sec } of [...known, ...asked]) expect(sec % 86_400).toBe(0);
    expect(new Set(asked.map(({ item }) => item))).toEqual(new Set(['i11']));
  });

  test('by time: nothing is known from a moment on, and who was there before is asked once', () => {
    const { known, asked } = TWINS['by time'](events, 1);
    const from = Math.min(...asked.map(({ sec }) => sec));
    expect(Math.max(...known.map(({ sec }) => sec))).toBeLessThan(from);
    expect(known.length).toBeGreaterThan(0.85 * events.length);
    expect(people(asked).size).toBe(asked.length);
    expect([...people(asked)].every((user) => people(known).has(user))).toBe(true);
  });

  test('small and wide take whole people', () => {
    expect(people(fewPeople(events, 7, 1)).size).toBe(7);
    // Twelve items to three people.
    expect(people(wide(events, 1)).size).toBe(3);
    for (const user of people(wide(events, 1))) expect(of(wide(events, 1), user)).toEqual(of(events, user));
  });

  test('whoever has two events is not asked', () => {
    const { known, asked } = newestHidden([...eventsOf(1, 2), ...eventsOf(2, 3).slice(3)]);
    expect(asked).toMatchObject([{ user: 'p1', item: 'i2' }]);
    expect(known.length).toBe(4);
  });
});
