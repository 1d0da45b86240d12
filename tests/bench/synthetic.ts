/**
 * Made-up histories in the manner of a film site, of any size: for benchmarks and for comparing one training with
 * another. Nothing in them is real, and no figure measured on them says how well real data are served.
 */
import type { TrainingData } from '../../src/domain/histories';
import { NO_EVENT_TYPE } from '../../src/domain/columns';
import { exp, log } from '../../src/kernels/math';
import { Rng } from '../../src/kernels/rng';
import { rankIds } from '../../src/data/columns/by-user';

export interface SyntheticOptions {
  readonly users: number;
  readonly items: number;
  /** Rows in all; what comes out is this many, give or take rounding. */
  readonly interactions: number;
  readonly seed: number;
  /** Whether an item may come again; film ratings never do. */
  readonly repeats?: boolean;
}

/** How the next item comes about; the rest is drawn from what is popular in general. */
const NEXT_ON_LIST = 0.04;
const FROM_NICHE = 0.4;
const FROM_GENRE = 0.36;
/** Chance that a walk along a list goes on, item by item; that it leaves one out; that it steps aside for one. */
const STAY = 0.88;
const SKIP = 0.4;
const ASIDE = 0.3;
const LIST_LENGTH = 40;
/** Items to a niche, and niches that a person is fond of at a time. */
const NICHE = 25;
const FOND = 6;
const SPAN_SEC = 900 * 86_400;
const FROM_SEC = 1_600_000_000;
/** Fewest rows of a user. */
const FEWEST = 5;

/**
 * Users with lengths of a long tail, each fond of some genres and niches, which drift; items with a heavy-tailed
 * popularity inside their genre. Some of what comes next follows one of many lists, step by step and with gaps, which
 * is what sequence models can learn and counts cannot.
 *
 * The same options give the same bytes in every engine. About half a second a million rows.
 */
export function syntheticHistories(options: SyntheticOptions): TrainingData {
  const { users, items, seed, repeats = false } = options;
  const world = makeWorld(items, seed);
  const lengths = drawLengths(options);
  const userPtr = new Int32Array(users + 1);
  for (let u = 0; u < users; u++) userPtr[u + 1] = userPtr[u] + lengths[u];
  const nRows = userPtr[users];
  const data = { items: new Int32Array(nRows), timestampSec: new Float64Array(nRows) };
  const seenBy = new Int32Array(items).fill(-1);
  for (let u = 0; u < users; u++) {
    const rng = new Rng(seed, `user ${u}`);
    const [from, to] = [userPtr[u], userPtr[u + 1]];
    live(world, rng, data.items.subarray(from, to), repeats ? null : seenBy, u);
    let time = FROM_SEC + rng.uniform() * SPAN_SEC;
    for (let p = from; p < to; p++) {
      data.timestampSec[p] = Math.floor(time);
      // Most rows come in sittings, several to a minute and some at the same second.
      time += rng.uniform() < 0.96 ? 25 * rng.exponential() : 86_400 * 5 * rng.exponential();
    }
  }
  return {
    nUsers: users,
    nItems: items,
    userPtr,
    ...data,
    eventType: new Uint16Array(nRows).fill(NO_EVENT_TYPE),
    rowWeight: null,
    itemRank: rankIds(Array.from({ length: items }, (_, i) => itemId(i))),
    itemColumns: [],
    userColumns: [],
  };
}

/** The rows as the text of an Interactions file, in pieces of some 50 000 rows, so that ten million fit. */
export function* syntheticCsv(data: TrainingData): Generator<string, void> {
  let lines = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let u = 0; u < data.nUsers; u++) {
    for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++) {
      lines.push(`u${u},${itemId(data.items[p])},${data.timestampSec[p]}`);
    }
    if (lines.length < 50_000 && u + 1 < data.nUsers) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
}

function itemId(item: number): string {
  return `i${item}`;
}

interface World {
  /** Items of each genre, the most popular first. */
  readonly genres: readonly Int32Array[];
  readonly genreOf: Int32Array;
  /** The same of each niche; a niche lies within one genre. */
  readonly niches: readonly Int32Array[];
  readonly nichesOf: readonly number[][];
  /** Ordered lists of one genre each, and where each item stands on one of them: list · LIST_LENGTH + place. */
  readonly lists: readonly Int32Array[];
  readonly placesOf: readonly number[][];
  readonly listsOf: readonly number[][];
}

function makeWorld(nItems: number, seed: number): World {
  const rng = new Rng(seed, 'world');
  const nGenres = Math.max(2, Math.round(Math.sqrt(nItems) / 4));
  const genreOf = Int32Array.from({ length: nItems }, () => skewed(rng, nGenres));
  const genres = Array.from({ length: nGenres }, (_, g) =>
    Int32Array.from(genreOf.keys()).filter((item) => genreOf[item] === g),
  );
  const filled = genres.map((items) => (items.length > 0 ? items : Int32Array.of(rng.below(nItems))));
  const niches: Int32Array[] = [];
  const nichesOf = filled.map((items) => {
    const count = Math.ceil(items.length / NICHE);
    // Each niche has popular and rare items.
    const from = niches.length;
    for (let n = 0; n < count; n++) niches.push(items.filter((_, k) => k % count === n));
    return Array.from({ length: count }, (_, n) => from + n);
  });
  const lists: Int32Array[] = [];
  const placesOf: number[][] = Array.from({ length: nItems }, () => []);
  const listsOf: number[][] = filled.map(() => []);
  for (let l = 0; l < Math.ceil(nItems / 5); l++) {
    const genre = skewed(rng, nGenres);
    const taken = new Set<number>();
    const most = Math.min(LIST_LENGTH, Math.ceil(filled[genre].length / 2));
    while (taken.size < most) taken.add(popular(rng, filled[genre]));
    const list = rng.shuffle(Int32Array.from(taken));
    list.forEach((item, place) => placesOf[item].push(l * LIST_LENGTH + place));
    lists.push(list);
    listsOf[genre].push(l);
  }
  return { genres: filled, genreOf, niches, nichesOf, lists, placesOf, listsOf };
}

/** Lower numbers more often: the square of a uniform number, scaled. */
function skewed(rng: Rng, n: number): number {
  const x = rng.uniform();
  return Math.min(n - 1, Math.floor(n * x * x));
}

/** An item of an ordered genre, the k-th about in proportion to 1 / (k + a sixtieth of all). */
function popular(rng: Rng, items: Int32Array): number {
  const offset = Math.max(1, items.length / 60);
  const k = offset * (exp(rng.uniform() * log((items.length + offset) / offset)) - 1);
  return items[Math.min(items.length - 1, Math.floor(k))];
}

/** Row counts by user: log-normal, none below FEWEST and none above half of the catalogue, scaled to the wanted sum. */
function drawLengths({ users, items, interactions, seed, repeats }: SyntheticOptions): Int32Array {
  const rng = new Rng(seed, 'lengths');
  const raw = Float64Array.from({ length: users }, () => exp(1.05 * rng.normal()));
  const most = repeats === true ? interactions : Math.max(FEWEST, Math.floor(items / 2));
  const at = (scale: number): Int32Array =>
    Int32Array.from(raw, (x) => Math.min(most, Math.max(FEWEST, Math.round(scale * x))));
  let [low, high] = [0, (8 * interactions) / users + 1];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, n) => sum + n, 0) < interactions) low = middle;
    else high = middle;
  }
  return at(high);
}

/** Fills one history. @param seenBy last user that had each item; null = items may come again. */
function live(world: World, rng: Rng, history: Int32Array, seenBy: Int32Array | null, user: number): void {
  const nGenres = world.genres.length;
  const tastes = Int32Array.from({ length: 4 }, () => skewed(rng, nGenres));
  const fondOf = (): number => {
    const own = world.nichesOf[tastes[skewed(rng, 4)]];
    return own[rng.below(own.length)];
  };
  const fond = Int32Array.from({ length: FOND }, fondOf);
  let list = -1;
  let place = 0;
  for (let p = 0; p < history.length; p++) {
    // Tastes drift: now and then one of them is another.
    if (rng.uniform() < 0.01) tastes[rng.below(4)] = skewed(rng, nGenres);
    if (rng.uniform() < 0.03) fond[rng.below(FOND)] = fondOf();
    let item = -1;
    for (let tries = 0; item < 0 || (seenBy !== null && seenBy[item] === user); tries++) {
      if (tries >= 30) {
        item = rng.below(seenBy === null ? world.genreOf.length : seenBy.length);
        continue;
      }
      if (list >= 0 && (rng.uniform() > STAY || place >= world.lists[list].length)) list = -1;
      const kind = rng.uniform();
      if ((list >= 0 && rng.uniform() > ASIDE) || kind < NEXT_ON_LIST) {
        if (list < 0) [list, place] = openList(world, rng, p > 0 ? history[p - 1] : -1, tastes);
        place += 1 + (rng.uniform() < SKIP ? 1 : 0);
        if (place >= world.lists[list].length) list = -1;
        else item = world.lists[list][place];
      } else if (kind < NEXT_ON_LIST + FROM_NICHE) {
        item = popular(rng, world.niches[fond[skewed(rng, FOND)]]);
      } else if (kind < NEXT_ON_LIST + FROM_NICHE + FROM_GENRE) {
        item = popular(rng, world.genres[tastes[skewed(rng, 4)]]);
      } else {
        item = popular(rng, world.genres[skewed(rng, nGenres)]);
      }
    }
    history[p] = item;
    if (seenBy !== null) seenBy[item] = user;
  }
}

/** A list that holds the last item, going on from there; else one of a liked genre, near its beginning. */
function openList(world: World, rng: Rng, last: number, tastes: Int32Array): [list: number, place: number] {
  const places = last < 0 ? [] : world.placesOf[last];
  if (places.length > 0 && rng.uniform() < 0.6) {
    const at = places[rng.below(places.length)];
    return [Math.floor(at / LIST_LENGTH), at % LIST_LENGTH];
  }
  const own = world.listsOf[tastes[skewed(rng, 4)]];
  const list = own.length > 0 ? own[rng.below(own.length)] : rng.below(world.lists.length);
  return [list, rng.below(Math.max(1, Math.floor(world.lists[list].length / 4))) - 1];
}
