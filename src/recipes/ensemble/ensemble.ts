import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import { log } from '../../kernels/math';
import type { ContextTilt } from './context-tilt';
import { type Asking, type Evidence, addLogEvidence } from './evidence';
import { readHistory, type AskingHistory, type Moments } from './moments';
import { liftOf, shareLift } from './lift';
import { OWN_FEATURES, ownItems } from './own-items';
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

/** Everything that answers a request: parts, priors, and how they are weighed. */
export class Ensemble {
  private readonly scratch: Float64Array;
  /** The share of every logit that does not depend on who asks. */
  private readonly prior: Float64Array;
  private readonly popular: Float64Array;

  constructor(
    readonly moments: Moments,
    private readonly parts: ReadonlyMap<string, Evidence>,
    readonly priors: Priors,
    readonly weights: BlendWeights,
    private readonly described: Described,
  ) {
    this.scratch = new Float64Array(moments.nItems);
    this.popular = Float64Array.from(priors.users, (n) => log(n + 1));
    this.prior = new Float64Array(moments.nItems);
    priors.columns.forEach((column, f) => {
      const weight = this.weight(`prior${f}`);
      for (let i = 0; i < this.prior.length; i++) this.prior[i] += weight * column[i];
    });
  }

  private weight(name: string): number {
    return this.weights.get(name) ?? 0;
  }

  /**
   * Calibrated logits of the whole catalogue.
   * @returns false when no item of the history is known here; `out` then holds the popular order, tilted by what is
   * known of the user and of the moment.
   */
  scoreUser(query: UserQuery, out: Float64Array): boolean {
    const personal = this.scorePlain(query, out);
    if (!personal) return false;
    this.described.kin?.applyTo(out);
    this.described.thin?.addTo(query.items, out);
    return true;
  }

  /** The same with thin items as all others. */
  private scorePlain(query: UserQuery, out: Float64Array): boolean {
    const { scratch } = this;
    const history = readHistory(query.items, query.timestampSec);
    if (!this.isKnown(history)) {
      out.set(this.popular);
      this.described.tilt?.addTo(query.userIdx, 0, out);
      this.described.context?.addTo(query.context, false, out);
      return false;
    }
    out.set(this.prior);
    this.described.tilt?.addTo(query.userIdx, history.items.length, out);
    this.described.context?.addTo(query.context, true, out);
    const asking = this.asking(query, history);
    for (const [name, part] of this.parts) {
      const weight = this.weight(name);
      if (weight === 0) continue;
      addLogEvidence(part, asking, weight, scratch, out);
    }
    const weights = OWN_FEATURES.map((name) => this.weight(name));
    const own = ownItems(history);
    own.items.forEach((item, i) => {
      weights.forEach((weight, f) => {
        out[item] += weight * own.features[i * weights.length + f];
      });
    });
    return true;
  }

  private isKnown(history: AskingHistory): boolean {
    return history.items.some((item) => this.priors.users[item] > 0);
  }

  private asking(query: UserQuery, history: AskingHistory): Asking {
    const { userPtr, nUsers } = this.moments;
    const known = query.userIdx >= 0 && query.userIdx < nUsers;
    const [ownFrom, ownTo] = known ? [userPtr[query.userIdx], userPtr[query.userIdx + 1]] : [0, 0];
    return { ...history, query, ownFrom, ownTo };
  }

  /**
   * The logit of one item in shares: what each past item adds through the parts it feeds and for having been there
   * itself, what popularity, fashion, the metadata and the context add, and the level of an item that nothing speaks for. Costs
   * about as much as scoring the catalogue.
   */
  explain(query: UserQuery, item: number): Contribution[] {
    const shares = this.explainPlain(query, item);
    const { kin, thin } = this.described;
    if (thin !== null && this.isKnown(readHistory(query.items, query.timestampSec)))
      return withMetadata(shares, thin.of(query.items, item));
    if (kin?.has(item) !== true) return shares;
    const logits = new Float64Array(this.moments.nItems);
    if (!this.scorePlain(query, logits)) return shares;
    const terms = kin.termsOf(logits, item);
    const scaled = shares.map((share) => ({ ...share, value: terms.left * share.value }));
    return withMetadata(scaled, terms.added);
  }

  private explainPlain(query: UserQuery, item: number): Contribution[] {
    const history = readHistory(query.items, query.timestampSec);
    const tilt = (age: number): number => this.described.tilt?.of(query.userIdx, age, item) ?? 0;
    if (!this.isKnown(history)) {
      const popularity = { part: 'popularity', value: this.popular[item] } as const;
      return withMetadata([popularity, ...this.contextShares(query, false, item)], tilt(0));
    }
    const asking = this.asking(query, history);
    const byItem = new Map<number, number>();
    const give = (held: number, value: number): void =>
      void byItem.set(held, (byItem.get(held) ?? 0) + value);
    let bias = 0;
    let pattern: number | null = null;
    for (const [name, part] of this.parts) {
      const weight = this.weight(name);
      if (weight === 0) continue;
      bias += weight * log(part.floor);
      const shares = part.shares(asking, item);
      if (shares !== null) shareLift(shares, part.floor, (held, lift) => give(held, weight * lift));
      else {
        part.score(asking, this.scratch);
        pattern = (pattern ?? 0) + weight * liftOf(this.scratch[item], part.floor);
      }
    }
    const own = ownItems(history);
    const at = own.items.indexOf(item);
    if (at >= 0) {
      OWN_FEATURES.forEach((name, f) =>
        give(item, this.weight(name) * own.features[at * OWN_FEATURES.length + f]),
      );
    }
    const [popularity, ...fashions] = this.priors.columns.map(
      (column, f) => this.weight(`prior${f}`) * column[item],
    );
    const shares: Contribution[] = [
      ...Array.from(byItem, ([held, value]): Contribution => {
        return { part: 'history', historyPosition: query.items.lastIndexOf(held), value };
      }).sort((a, b) => b.value - a.value || (b.historyPosition ?? 0) - (a.historyPosition ?? 0)),
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

function withMetadata(shares: Contribution[], value: number): Contribution[] {
  if (value === 0) return shares;
  const before = shares.find(({ part }) => part === 'metadata')?.value ?? 0;
  return [...shares.filter(({ part }) => part !== 'metadata'), { part: 'metadata', value: before + value }];
}
