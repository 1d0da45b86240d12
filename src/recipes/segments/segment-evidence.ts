import { transpose, type Csr } from '../../kernels/csr';
import { columnCounts, columnSums } from '../../kernels/distinct-counts';
import type { WeighedRows } from '../../kernels/ease';
import { log } from '../../kernels/math';
import { topK } from '../../kernels/top-k';
import { ContextMatch } from './context-match';
import { Fashion } from './fashion';
import { type Known, userItemsOf } from './known';
import { type People, peopleOf, rowsOf } from './people';
import { RarityProfile, ValueProfile } from './profiles';

/**
 * What speaks for a user when items are asked about: how active they are, and the square of it, so that the weights can
 * bend it; two ridge factor models, asked with the long
 * and the short bag; whether their newest moments resemble those before others took the items; items that the takers
 * have in common; what they had of the items before, how often and how lately; whether the items were in fashion when
 * they were last seen; whether they take to items as rare as this one, and to its values (of several items: how much of their history those are).
 */
export const EVIDENCE = [
  'activity',
  'veteran',
  'long',
  'short',
  'context',
  'neighbours',
  'had',
  'times',
  'recent',
  'fashion',
  'rarity',
  'values',
] as const;
export type EvidenceName = (typeof EVIDENCE)[number];

/** Most alike items that speak, and the evidence of a user for whom nothing speaks, in parts of the mean. */
const NEIGHBOURS = 200;
const FLOOR = 0.05;
/** Moments of an average history that are added to each. */
const PRIOR = 5;

/** Everything that answers for segments; one instance answers one question at a time. */
export class SegmentEvidence {
  readonly nUsers: number;
  private readonly people: People;
  private readonly userItems: WeighedRows;
  private readonly itemUsers: Csr;
  private readonly popularity: Float64Array;
  private readonly userNorm: Float64Array;
  private readonly context: ContextMatch;
  private readonly fashion: Fashion;
  private readonly rarity: RarityProfile;
  private readonly profile: ValueProfile;
  private readonly longFactors: Float64Array;
  private readonly shortFactors: Float64Array;
  private readonly alike: Float64Array;
  private readonly itemOrder: Int32Array;

  constructor(private readonly known: Known) {
    const { moments } = known;
    this.nUsers = moments.nUsers;
    this.people = peopleOf(moments);
    this.userItems = userItemsOf(moments);
    this.itemUsers = transpose(this.userItems);
    this.popularity = columnSums(this.userItems, this.userItems.values);
    this.userNorm = Float64Array.from({ length: this.nUsers }, (_, u) => {
      const n = this.userItems.indptr[u + 1] - this.userItems.indptr[u];
      return n > 0 ? 1 / Math.sqrt(n) : 0;
    });
    this.context = new ContextMatch(this.people);
    this.fashion = new Fashion(this.people);
    this.rarity = new RarityProfile(this.people, columnCounts(this.userItems));
    this.profile = new ValueProfile(this.people, known.values);
    this.longFactors = this.userFactors(this.people.long);
    this.shortFactors = this.userFactors(this.people.short);
    this.alike = new Float64Array(moments.nItems);
    this.itemOrder = Int32Array.from(this.alike, (_, i) => i);
  }

  /** Factors of every user's bag, whose weights stand by moment. */
  private userFactors(weights: Float64Array): Float64Array {
    const { moments, factors, width } = this.known;
    const out = new Float64Array(this.nUsers * width);
    for (let p = 0; p < weights.length; p++) {
      if (weights[p] === 0) continue;
      const at = this.people.rowUser[p] * width;
      const from = moments.items[p] * width;
      for (let k = 0; k < width; k++) out[at + k] += weights[p] * factors[from + k];
    }
    return out;
  }

  /**
   * The numbers of every user, one array of length nUsers for each name of EVIDENCE, in its order.
   *
   * @param items without repeats.
   */
  of(items: Int32Array): Float64Array[] {
    const { people } = this;
    const rows = rowsOf(people, items);
    const fresh = (): Float64Array => new Float64Array(this.nUsers);
    const [long, short, context, neighbours] = [fresh(), fresh(), fresh(), fresh()];
    this.addFactors(this.longFactors, people.long, items, rows, long);
    this.addFactors(this.shortFactors, people.short, items, rows, short);
    this.context.score(rows, context);
    this.addNeighbours(items, neighbours);
    shareOf(long, people.longTotal);
    shareOf(neighbours, people.longTotal);
    const [had, times, recent] = [fresh(), fresh(), fresh()];
    for (const row of rows) {
      times[people.rowUser[row]]++;
      recent[people.rowUser[row]] += people.short[row];
    }
    for (let u = 0; u < this.nUsers; u++) {
      had[u] = times[u] > 0 ? 1 : 0;
      times[u] = log(1 + times[u]);
      recent[u] = log(FLOOR + recent[u]);
    }
    const rarity = fresh();
    const values = fresh();
    if (items.length === 1) {
      this.rarity.of(this.itemUsers.indptr[items[0] + 1] - this.itemUsers.indptr[items[0]], rarity);
      this.profile.of(items[0], values);
    } else {
      for (const row of rows) values[people.rowUser[row]] += people.long[row];
      logShares(values, people.longTotal);
    }
    return [
      people.activity.map((n) => log(1 + n)),
      people.activity.map((n) => log(1 + n) * log(1 + n)),
      ...[long, short, context, neighbours].map(againstMean),
      had,
      times,
      recent,
      this.fashion.of(rows),
      rarity,
      values,
    ];
  }

  /** Bags · factors of the items, without what an item says for itself. */
  private addFactors(
    users: Float64Array,
    weights: Float64Array,
    items: Int32Array,
    rows: Int32Array,
    out: Float64Array,
  ): void {
    const { moments, factors, width } = this.known;
    const asked = new Float64Array(width);
    for (const item of items) for (let k = 0; k < width; k++) asked[k] += factors[item * width + k];
    for (let u = 0; u < out.length; u++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += users[u * width + k] * asked[k];
      out[u] = sum;
    }
    for (const row of rows) {
      const at = moments.items[row] * width;
      let square = 0;
      for (let k = 0; k < width; k++) square += factors[at + k] * factors[at + k];
      out[this.people.rowUser[row]] -= weights[row] * square;
    }
  }

  /** The mean likeness of the long bag with what the takers of the items have in common. */
  private addNeighbours(items: Int32Array, out: Float64Array): void {
    const { alike, userItems, itemUsers, people } = this;
    alike.fill(0);
    const taken = new Uint8Array(this.nUsers);
    for (const item of items) {
      for (let e = itemUsers.indptr[item]; e < itemUsers.indptr[item + 1]; e++) {
        const user = itemUsers.indices[e];
        if (taken[user] === 1) continue;
        taken[user] = 1;
        for (let p = userItems.indptr[user]; p < userItems.indptr[user + 1]; p++) {
          alike[userItems.indices[p]] += userItems.values[p] * this.userNorm[user];
        }
      }
    }
    for (const item of items) alike[item] = 0;
    for (let i = 0; i < alike.length; i++) {
      alike[i] = alike[i] > 0 ? alike[i] / Math.sqrt(this.popularity[i]) : -Infinity;
    }
    for (const item of topK(alike, this.itemOrder, NEIGHBOURS)) {
      for (let e = people.itemPtr[item]; e < people.itemPtr[item + 1]; e++) {
        const row = people.itemRows[e];
        out[people.rowUser[row]] += people.long[row] * alike[item];
      }
    }
  }
}

/**
 * Sums over long bags become shares of them, in place, with an average history added to each, so that short ones do not
 * stand out by chance.
 */
function shareOf(sums: Float64Array, totals: Float64Array): Float64Array {
  let sum = 0;
  let total = 0;
  for (let u = 0; u < sums.length; u++) {
    if (!(sums[u] > 0)) sums[u] = 0;
    sum += sums[u];
    total += totals[u];
  }
  const average = total > 0 ? sum / total : 0;
  for (let u = 0; u < sums.length; u++) sums[u] = (sums[u] + PRIOR * average) / (totals[u] + PRIOR);
  return sums;
}

/** ln of those shares; zeros where nobody has any. */
function logShares(sums: Float64Array, totals: Float64Array): void {
  shareOf(sums, totals);
  if (sums.every((share) => share > 0)) for (let u = 0; u < sums.length; u++) sums[u] = log(sums[u]);
  else sums.fill(0);
}

/** ln(value / mean + floor), in place; zeros where nothing speaks for anybody. What is negative counts as nothing. */
function againstMean(values: Float64Array): Float64Array {
  let mean = 0;
  for (let u = 0; u < values.length; u++) {
    if (!(values[u] > 0)) values[u] = 0;
    mean += values[u];
  }
  mean /= values.length;
  if (!(mean > 0)) return values.fill(0);
  for (let u = 0; u < values.length; u++) values[u] = log(values[u] / mean + FLOOR);
  return values;
}
