import { beforeAll, describe, expect, it } from 'vitest';
import { filmClubSeed, simulateFilmClub, type FilmClub } from '../../../../src/data/samples/film-club';
import type { Job } from '../../../../src/domain/ports';
import { AppError, isCancelled } from '../../../../src/domain/errors';
import { filmClubHashes, hashesOf } from '../../../support/film-club-hashes';
import { full } from '../../../support/full';
import { processorMs } from '../../../support/processor-time';

interface Row {
  readonly user: number;
  readonly item: number;
  readonly atSec: number;
  readonly type: string;
  readonly value: number | null;
  /** Of the two years, from 0. */
  readonly quarter: number;
}

const quarterOf = (club: FilmClub, atSec: number) => {
  const starts = club.truth.quarterStartSec;
  let quarter = starts.length - 1;
  while (quarter > 0 && starts[quarter] > atSec) quarter--;
  return quarter;
};

const table = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the film club', () => {
  let club: FilmClub;
  let cells: string[][];
  let rows: Row[];
  let items: string[][];
  let users: string[][];
  let watched: Row[];

  beforeAll(async () => {
    club = await simulateFilmClub(filmClubSeed);
    items = table(club.itemsCsv).slice(1);
    users = table(club.usersCsv).slice(1);
    const userOf = new Map(club.truth.userIds.map((id, i) => [id, i]));
    const itemOf = new Map(club.truth.itemIds.map((id, i) => [id, i]));
    cells = table(club.interactionsCsv);
    rows = cells.slice(1).map(([user, item, atSec, type, value]) => ({
      user: userOf.get(user) ?? -1,
      item: itemOf.get(item) ?? -1,
      atSec: Number(atSec),
      type,
      value: value === '' ? null : Number(value),
      quarter: quarterOf(club, Number(atSec)),
    }));
    watched = rows.filter((row) => row.type === 'watch');
  });

  it('has the same bytes for the same seed, in every engine', async () => {
    expect(hashesOf(club)).toEqual(filmClubHashes);
    const small = { people: 40, films: 120, events: 2000 };
    expect(hashesOf(await simulateFilmClub(3, small))).toEqual(hashesOf(await simulateFilmClub(3, small)));
    expect(hashesOf(await simulateFilmClub(3, small))).not.toEqual(
      hashesOf(await simulateFilmClub(4, small)),
    );
  });

  it('has the size that the product announces', () => {
    expect(users).toHaveLength(900);
    expect(items).toHaveLength(1800);
    expect(rows.length).toBeGreaterThan(98_000);
    expect(rows.length).toBeLessThan(102_000);
    const days = (rows[rows.length - 1].atSec - rows[0].atSec) / 86_400;
    expect(days).toBeGreaterThan(720);
    expect(days).toBeLessThan(732);
  });

  it('keeps the rules of the aws profile', () => {
    expect(club.interactionsCsv.split('\n', 1)[0]).toBe('USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE');
    expect(club.itemsCsv.split('\n', 1)[0]).toBe('ITEM_ID,TITLE,GENRES,YEAR,DURATION,CREATION_TIMESTAMP');
    expect(club.usersCsv.split('\n', 1)[0]).toBe('USER_ID,AGE,REGION');
    const width = (lines: readonly string[][]) => [...new Set(lines.map(({ length }) => length))];
    expect([cells, items, users].map(width)).toEqual([[5], [6], [3]]);
    expect(rows.every((row) => row.user >= 0 && row.item >= 0 && Number.isInteger(row.atSec))).toBe(true);
    expect([...new Set(rows.map((row) => row.type))].sort()).toEqual(['click', 'save', 'watch']);
    const valued = rows.filter((row) => row.value !== null);
    expect(valued).toHaveLength(watched.length);
    expect(valued.every((row) => row.value! > 0 && row.value! <= 1)).toBe(true);
    expect(new Set(club.interactionsCsv.trimEnd().split('\n')).size).toBe(rows.length + 1);
    expect(`${club.itemsCsv}${club.usersCsv}${club.interactionsCsv}`).not.toMatch(/"|undefined|NaN|,null/);
  });

  it('has distinct people, distinct titles and plausible facts', () => {
    expect(new Set(users.map(([id]) => id)).size).toBe(900);
    expect(new Set(items.map(([, title]) => title)).size).toBe(1800);
    expect(users.every(([, age]) => Number(age) >= 16 && Number(age) <= 90)).toBe(true);
    expect(new Set(users.map(([, , region]) => region)).size).toBe(6);
    for (const [, , genres, year, minutes, added] of items) {
      const list = genres.split('|');
      expect(list.every((genre) => club.truth.genres.includes(genre))).toBe(true);
      expect(new Set(list).size).toBe(list.length);
      expect(Number(year)).toBeGreaterThan(1930);
      expect(Number(minutes)).toBeGreaterThan(60);
      // No film is in the catalogue before the year it was made.
      expect(new Date(Number(added) * 1000).getUTCFullYear()).toBeGreaterThanOrEqual(Number(year));
    }
  });

  it('never shows a film before it was added, and some arrive in the two years', () => {
    const early = rows.filter((row) => row.atSec < Number(items[row.item][5]));
    expect(early).toHaveLength(0);
    const arriving = items.filter((item) => Number(item[5]) >= club.truth.quarterStartSec[0]).length;
    expect(arriving).toBeGreaterThan(150);
    expect(arriving).toBeLessThan(600);
  });

  it('has a few very popular titles and a long tail', () => {
    const people = items.map(() => new Set<number>());
    for (const row of rows) people[row.item].add(row.user);
    const reach = people.map((set) => set.size).sort((a, b) => b - a);
    expect(reach[0]).toBeGreaterThan(0.4 * 900);
    expect(reach[9]).toBeGreaterThan(0.25 * 900);
    const share = (n: number) =>
      reach.slice(0, n).reduce((a, b) => a + b, 0) / reach.reduce((a, b) => a + b, 0);
    expect(share(180)).toBeGreaterThan(0.27);
    expect(share(180)).toBeLessThan(0.6);
    expect(reach[1620]).toBeLessThan(0.02 * 900);
  });

  it('has quiet and busy people, and every one has something to learn from', () => {
    const counts = users.map(() => 0);
    for (const row of rows) counts[row.user]++;
    counts.sort((a, b) => a - b);
    expect(counts[0]).toBeGreaterThanOrEqual(5);
    expect(counts[90]).toBeLessThan(45);
    expect(counts[450]).toBeGreaterThan(50);
    expect(counts[895]).toBeGreaterThan(400);
  });

  it('comes in sessions, mostly in the evening', () => {
    const last = new Map<number, number>();
    let close = 0;
    for (const row of rows) {
      const before = last.get(row.user);
      if (before !== undefined && row.atSec - before < 6 * 3600) close++;
      last.set(row.user, row.atSec);
    }
    expect(close / rows.length).toBeGreaterThan(0.5);
    const hour = (row: Row) => Math.floor((row.atSec % 86_400) / 3600);
    const evening = rows.filter((row) => hour(row) >= 18).length / rows.length;
    expect(evening).toBeGreaterThan(0.45);
  });

  it('repeats itself rarely', () => {
    const pairs = new Set(watched.map((row) => row.user * 10_000 + row.item));
    expect(1 - pairs.size / watched.length).toBeLessThan(0.05);
    expect(1 - pairs.size / watched.length).toBeGreaterThan(0.001);
  });

  it('follows series and moods: the next film is related far more often than a random one', () => {
    const stem = (item: number) => items[item][1].replace(/ \d+$|: .*$/, '');
    const genres = items.map((item) => new Set(item[2].split('|')));
    const shares = (a: number, b: number) => [...genres[a]].some((genre) => genres[b].has(genre));
    const last = new Map<number, Row>();
    let sequels = 0;
    let sameGenre = 0;
    let inSession = 0;
    let chanceSequels = 0;
    let chanceGenre = 0;
    watched.forEach((row, i) => {
      const before = last.get(row.user);
      // The same moment for somebody else: what chance alone would give.
      const other = watched[(i + 7919) % watched.length];
      if (before && row.atSec - before.atSec < 6 * 3600) {
        inSession++;
        if (stem(before.item) === stem(row.item)) sequels++;
        if (stem(before.item) === stem(other.item)) chanceSequels++;
        if (shares(before.item, row.item)) sameGenre++;
        if (shares(before.item, other.item)) chanceGenre++;
      }
      last.set(row.user, row);
    });
    expect(inSession).toBeGreaterThan(30_000);
    expect(sequels).toBeGreaterThan(10 * chanceSequels);
    expect(sameGenre).toBeGreaterThan(1.4 * chanceGenre);
  });

  it('has fashions: the share of a genre moves between quarters', () => {
    const genres = items.map((item) => item[2].split('|'));
    const byQuarter = club.truth.quarterStartSec.map((_, quarter) =>
      watched.filter((row) => row.quarter === quarter),
    );
    const swings = club.truth.genres.map((genre) => {
      const shares = byQuarter.map(
        (then) => then.filter((row) => genres[row.item].includes(genre)).length / then.length,
      );
      return Math.max(...shares) / Math.min(...shares);
    });
    expect(Math.max(...swings)).toBeGreaterThan(1.25);
  });

  it('is driven by the truth beside it', () => {
    const { truth } = club;
    // What people watch, they like much more than films drawn at random from what was there.
    const chosen: number[] = [];
    const random: number[] = [];
    watched.forEach((row, i) => {
      if (i % 5 !== 0) return;
      chosen.push(truth.likingOf(row.user, row.item, row.quarter));
      random.push(truth.likingOf(row.user, watched[(i * 31 + 17) % watched.length].item, row.quarter));
    });
    const chance = mean(random);
    const spread = Math.sqrt(mean(random.map((value) => (value - chance) ** 2)));
    expect(mean(chosen) - chance).toBeGreaterThan(0.8 * spread);
    // A person's favourites are watched several times as often as by somebody else of equal activity.
    let own = 0;
    let others = 0;
    const favourite = truth.userIds.map(
      (_, u) => new Set(truth.favourites.subarray(u * truth.nFavourites, (u + 1) * truth.nFavourites)),
    );
    for (const row of watched) {
      if (favourite[row.user].has(row.item)) own++;
      if (favourite[(row.user + 101) % 900].has(row.item)) others++;
    }
    expect(own).toBeGreaterThan(2.5 * others);
  });

  it('sees more of a film the more it is liked', () => {
    const liked = watched.map((row) => club.truth.likingOf(row.user, row.item, row.quarter));
    const order = liked.map((_, i) => i).sort((a, b) => liked[a] - liked[b]);
    const third = Math.floor(order.length / 3);
    const share = (part: number[]) => mean(part.map((i) => watched[i].value!));
    expect(share(order.slice(-third)) - share(order.slice(0, third))).toBeGreaterThan(0.15);
  });

  it('has tastes that drift: some people love another genre at the end, and watch it', () => {
    const { truth } = club;
    const g = truth.genres.length;
    const nQuarters = truth.quarterStartSec.length;
    const taste = (user: number, quarter: number) =>
      truth.taste.subarray((user * nQuarters + quarter) * g, (user * nQuarters + quarter + 1) * g);
    const turned = truth.userIds
      .map((_, user) => user)
      .filter((user) => Math.max(...taste(user, 7).map((value, i) => value - taste(user, 0)[i])) > 1);
    expect(turned.length).toBeGreaterThan(180);
    expect(turned.length).toBeLessThan(540);
    let before = 0;
    let after = 0;
    let nBefore = 0;
    let nAfter = 0;
    const gained = new Map(
      turned.map((user) => {
        const change = [...taste(user, 7)].map((value, i) => value - taste(user, 0)[i]);
        return [user, truth.genres[change.indexOf(Math.max(...change))]];
      }),
    );
    for (const row of watched) {
      const genre = gained.get(row.user);
      if (!genre) continue;
      const has = items[row.item][2].split('|').includes(genre) ? 1 : 0;
      const { quarter } = row;
      if (quarter === 0) {
        before += has;
        nBefore++;
      } else if (quarter === 7) {
        after += has;
        nAfter++;
      }
    }
    expect(after / nAfter).toBeGreaterThan(1.8 * (before / nBefore));
  });

  it('names as favourites the films with the greatest liking of all', () => {
    const { truth } = club;
    for (const user of [0, 123, 899]) {
      const liking = truth.itemIds.map((_, item) => truth.likingOf(user, item, 7));
      const sorted = [...liking].sort((a, b) => b - a);
      const named = [...truth.favourites.subarray(user * truth.nFavourites, (user + 1) * truth.nFavourites)];
      expect(named.map((item) => liking[item])).toEqual(sorted.slice(0, truth.nFavourites));
    }
  });
});

describe('simulating as a job', () => {
  it('reports often and stops when asked', async () => {
    let calls = 0;
    const job: Job = {
      stopped: false,
      checkpoint: async () => {
        if (++calls === 40) throw new AppError('CANCELLED');
      },
    };
    const stopped = await simulateFilmClub(1, {}, job).catch((error: unknown) => error);
    expect(isCancelled(stopped)).toBe(true);
    expect(calls).toBe(40);
  });

  it('never computes longer than 50 ms without letting messages in, with room for compiling and clearing up', async () => {
    const stretches: number[] = [];
    let last = processorMs();
    const job: Job = {
      stopped: false,
      checkpoint: async () => {
        stretches.push(processorMs() - last);
        last = processorMs();
      },
    };
    await simulateFilmClub(filmClubSeed, full ? {} : { people: 300, films: 600, events: 33_000 }, job);
    stretches.sort((a, b) => b - a);
    expect(stretches[0]).toBeLessThan(150);
    expect(stretches[3]).toBeLessThan(50);
  });
});
