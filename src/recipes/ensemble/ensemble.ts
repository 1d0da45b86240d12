import { largestFirst } from '../largest-first';
import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import { log, takeLogs } from '../../kernels/math';
import type { ContextTilt } from './context-tilt';
import { type Asking, askingOf, type Evidence, scoreEach } from '../moments/evidence';
import { readHistory, readUnordered, type AskingHistory, type Moments } from '../moments/moments';
import { liftOf, shareLift } from '../moments/lift';
import { OWN_FEATURES, ownItems } from '../moments/own-items';
import type { Priors } from './priors';
import type { ThinItems } from './thin-items';
import type { ThinLikeness } from './thin-likeness';
import type { UserTilt } from './user-tilt';

export type BlendWeights = ReadonlyMap<string, number>;

/** What the metadata tell of users without much of a history, of items without much of one, and of single events. */
export interface Described {
  readonly tilt: UserTilt | null;
  /** Only models of before have it. */
  readonly kin: ThinItems | null;
  readonly thin: ThinLikeness | null;
  readonly context: ContextTilt | null;
}

/** Parts and priors as they are weighed. */
class Blend {
  /** Those that have a weight. */
  readonly parts: readonly { readonly part: Evidence; readonly weight: number }[];
  /** The share of every logit that does not depend on who asks. */
  readonly prior: Float64Array;

  constructor(
    parts: ReadonlyMap<string, Evidence>,
    { columns, users }: Priors,
    private readonly weights: BlendWeights,
  ) {
    this.parts = Array.from(parts, ([name, part]) => ({ part, weight: this.weight(name) })).filter(
      ({ weight }) => weight !== 0,
    );
    this.prior = new Float64Array(users.length);
    columns.forEach((column, f) => {
      const weight = this.weight(`prior${f}`);
      for (let i = 0; i < this.prior.length; i++) this.prior[i] += weight * column[i];
    });
  }

  weight(name: string): number {
    return this.weights.get(name) ?? 0;
  }
}

/** How everything is weighed. */
export interface Weights {
  readonly weights: BlendWeights;
  /** For people who come back; null = as for all others. */
  readonly returns: BlendWeights | null;
}

/** Everything that answers a request: parts, priors, and how they are weighed. */
export class Ensemble {
  /** What a part finds, for each of those that are asked for at once. */
  private readonly scratch: Float64Array[] = [];
  private readonly visiting: Blend;
  private readonly returning: Blend;
  private readonly popular: Float64Array;

  constructor(
    readonly moments: Moments,
    private readonly parts: ReadonlyMap<string, Evidence>,
    readonly priors: Priors,
    { weights, returns }: Weights,
    private readonly described: Described,
    private readonly isOrdered = true,
  ) {
    this.visiting = new Blend(parts, priors, weights);
    this.returning = returns === null ? this.visiting : new Blend(parts, priors, returns);
    this.popular = Float64Array.from(priors.users, (n) => log(n + 1));
  }

  private read({ items, timestampSec }: UserQuery): AskingHistory {
    return this.isOrdered ? readHistory(items, timestampSec) : readUnordered(items);
  }

  private blendFor({ returns }: UserQuery): Blend {
    return returns === true ? this.returning : this.visiting;
  }

  /**
   * Calibrated logits of the whole catalogue for each query. Every part is asked for all of them before the next.
   * @returns false for those of whose history no item is known here; their logits are then the popular order, tilted by
   * what is known of the user and of the moment.
   */
  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const personal = this.scorePlain(queries, outs);
    for (const [q, { items }] of queries.entries()) {
      if (!personal[q]) continue;
      this.described.kin?.applyTo(outs[q]);
      this.described.thin?.addTo(items, outs[q]);
    }
    return personal;
  }

  /** The same with thin items as all others. */
  private scorePlain(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const { tilt, context } = this.described;
    const askings = new Map<Blend, { asking: Asking; out: Float64Array }[]>();
    const personal = queries.map((query, q) => {
      const history = this.read(query);
      const known = this.isKnown(history);
      const blend = this.blendFor(query);
      outs[q].set(known ? blend.prior : this.popular);
      tilt?.addTo(query.userIdx, known ? history.items.length : 0, outs[q]);
      context?.addTo(query.context, known, outs[q]);
      if (!known) return false;
      const asked = askings.get(blend) ?? [];
      askings.set(blend, asked);
      asked.push({ asking: askingOf(query, history, this.moments), out: outs[q] });
      return true;
    });
    for (const [blend, asked] of askings) {
      this.addParts(
        blend,
        asked.map(({ asking }) => asking),
        asked.map(({ out }) => out),
      );
    }
    return personal;
  }

  private addParts(blend: Blend, askings: readonly Asking[], outs: readonly Float64Array[]): void {
    const { scratch } = this;
    while (scratch.length < askings.length) scratch.push(new Float64Array(this.moments.nItems));
    const found = scratch.slice(0, askings.length);
    for (const { part, weight } of blend.parts) {
      scoreEach(part, askings, found);
      for (const [a, out] of outs.entries()) {
        takeLogs(found[a], part.floor);
        addTimes(weight, found[a], out);
      }
    }
    const weights = OWN_FEATURES.map((name) => blend.weight(name));
    for (const [a, asking] of askings.entries()) {
      const { items, features } = ownItems(asking);
      const out = outs[a];
      for (let i = 0, at = 0; i < items.length; i++)
        for (const weight of weights) out[items[i]] += weight * features[at++];
    }
  }

  private isKnown(history: AskingHistory): boolean {
    return history.items.some((item) => this.priors.users[item] > 0);
  }

  /**
   * The logit of one item in shares: what each past item adds through the parts it feeds and for having been there
   * itself, what popularity, fashion, the metadata and the context add, and the level of an item that nothing speaks for. Costs
   * about as much as scoring the catalogue.
   */
  explain(query: UserQuery, item: number): Contribution[] {
    const shares = this.explainPlain(query, item);
    const { kin, thin } = this.described;
    if (thin !== null && this.isKnown(this.read(query)))
      return withMetadata(shares, thin.of(query.items, item));
    if (kin?.has(item) !== true) return shares;
    const logits = new Float64Array(this.moments.nItems);
    if (!this.scorePlain([query], [logits])[0]) return shares;
    const terms = kin.termsOf(logits, item);
    const scaled = shares.map((share) => ({ ...share, value: terms.left * share.value }));
    return withMetadata(scaled, terms.added);
  }

  private explainPlain(query: UserQuery, item: number): Contribution[] {
    const history = this.read(query);
    const tilt = (age: number): number => this.described.tilt?.of(query.userIdx, age, item) ?? 0;
    if (!this.isKnown(history)) {
      const popularity = { part: 'popularity', value: this.popular[item] } as const;
      return withMetadata([popularity, ...this.contextShares(query, false, item)], tilt(0));
    }
    const asking = askingOf(query, history, this.moments);
    const blend = this.blendFor(query);
    const byItem = new Map<number, number>();
    const give = (held: number, value: number): void =>
      void byItem.set(held, (byItem.get(held) ?? 0) + value);
    let bias = 0;
    let pattern: number | null = null;
    for (const [name, part] of this.parts) {
      const weight = blend.weight(name);
      if (weight === 0) continue;
      bias += weight * log(part.floor);
      const shares = part.shares(asking, item);
      if (shares !== null) shareLift(shares, part.floor, (held, lift) => give(held, weight * lift));
      else {
        const found = new Float64Array(this.moments.nItems);
        part.score(asking, found);
        pattern = (pattern ?? 0) + weight * liftOf(found[item], part.floor);
      }
    }
    const own = ownItems(history);
    const at = own.items.indexOf(item);
    if (at >= 0) {
      OWN_FEATURES.forEach((name, f) =>
        give(item, blend.weight(name) * own.features[at * OWN_FEATURES.length + f]),
      );
    }
    const [popularity, ...fashions] = this.priors.columns.map(
      (column, f) => blend.weight(`prior${f}`) * column[item],
    );
    const shares: Contribution[] = [
      ...Array.from(byItem, ([held, value]): Contribution => {
        return { part: 'history', historyPosition: query.items.lastIndexOf(held), value };
      }).sort(largestFirst),
      { part: 'popularity', value: popularity },
      ...(fashions.length === 0
        ? []
        : [{ part: 'fashion', value: fashions.reduce((sum, value) => sum + value, 0) } as const]),
      ...(pattern === null ? [] : [{ part: 'pattern', value: pattern } as const]),
      ...this.contextShares(query, true, item),
      { part: 'bias', value: bias },
    ];
    return withMetadata(shares, tilt(history.items.length));
  }

  private contextShares({ context }: UserQuery, personal: boolean, item: number): Contribution[] {
    return this.described.context?.sharesOf(context, personal, item) ?? [];
  }
}

/** Four a turn, as the engine looks arrays up anew in each turn. */
function addTimes(weight: number, values: Float64Array, out: Float64Array): void {
  const n = out.length;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    out[i] += weight * values[i];
    out[i + 1] += weight * values[i + 1];
    out[i + 2] += weight * values[i + 2];
    out[i + 3] += weight * values[i + 3];
  }
  for (; i < n; i++) out[i] += weight * values[i];
}

function withMetadata(shares: Contribution[], value: number): Contribution[] {
  if (value === 0) return shares;
  const before = shares.find(({ part }) => part === 'metadata')?.value ?? 0;
  return [...shares.filter(({ part }) => part !== 'metadata'), { part: 'metadata', value: before + value }];
}
