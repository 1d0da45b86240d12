import { defined } from '../../domain/defined';
import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import { type Json, objectIn } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import { exp, log } from '../../kernels/math';
import { can, having, type Explains, type Traces } from '../capabilities';
import { isKernelShape, within } from '../moments/kernel-shapes';
import { largestFirst } from '../largest-first';
import { scoreUsers, type Model } from '../recipe';
import { readHistories, unreadable } from '../stored-arrays';
import { Precedents, type PrecedentsPlan } from './precedents';

/** Before the names of arrays that are not the network's. */
const PREFIX = 'precedents.';
/** Far beyond anything learned. */
const LARGEST = 1e6;

/** What precedents count beside networks. */
export interface PrecedentsWeights {
  readonly weight: number;
  /** For people who come back; absent = as for all others. */
  readonly returnsWeight?: number;
}

/**
 * Networks beside what followed moments that resemble the one in hand: its logarithm, times what held-out rows have
 * taught of it, is added to the calibrated logits. Precedents know nothing of items that nobody has had; those keep
 * the chance that the networks give them.
 */
class ModelWithPrecedents implements Model, Explains {
  readonly recipe;
  readonly nItems: number;
  readonly hasScores = true;
  readonly tellsReturns: boolean;
  /** What precedents say, by query; scratch. */
  private readonly found: Float64Array[] = [];
  private readonly hasUntouched: boolean;

  constructor(
    protected readonly networks: Model,
    private readonly precedents: Precedents,
    private readonly weights: PrecedentsWeights,
  ) {
    this.recipe = networks.recipe;
    this.tellsReturns = networks.tellsReturns === true || weights.returnsWeight !== undefined;
    this.nItems = networks.nItems;
    this.hasUntouched = precedents.isTouched.includes(0);
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    return this.scoreUsers([query], [out])[0];
  }

  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const personal = scoreUsers(this.networks, queries, outs);
    // Whoever has no history has no moment that anything could resemble.
    const asked = Array.from(queries.keys()).filter((q) => personal[q]);
    this.add(
      asked.map((q) => queries[q]),
      asked.map((q) => outs[q]),
    );
    return personal;
  }

  private add(queries: readonly UserQuery[], outs: readonly Float64Array[]): void {
    const { found, precedents, nItems } = this;
    while (found.length < queries.length) found.push(new Float64Array(nItems));
    precedents.ask(queries, found.slice(0, queries.length));
    for (const [q, out] of outs.entries()) {
      const weight = this.weightFor(queries[q]);
      const before = this.hasUntouched ? this.chanceOfTouched(out) : 0;
      const said = found[q];
      for (let i = 0; i < nItems; i++) out[i] += weight * said[i];
      if (this.hasUntouched)
        this.liftUntouched(out, this.chanceOfTouched(out) - before - weight * precedents.least);
    }
  }

  private weightFor({ returns }: UserQuery): number {
    const { weight, returnsWeight = weight } = this.weights;
    return returns === true ? returnsWeight : weight;
  }

  /** ln of the sum of e^logit over the items that somebody has had. */
  private chanceOfTouched(logits: Float64Array): number {
    const { isTouched } = this.precedents;
    let most = -Infinity;
    for (let i = 0; i < logits.length; i++) if (isTouched[i] === 1 && logits[i] > most) most = logits[i];
    let sum = 0;
    for (let i = 0; i < logits.length; i++) if (isTouched[i] === 1) sum += exp(logits[i] - most);
    return most + log(sum);
  }

  private liftUntouched(logits: Float64Array, lift: number): void {
    const { isTouched } = this.precedents;
    for (let i = 0; i < logits.length; i++) if (isTouched[i] === 0) logits[i] += lift;
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const shares = having(this.networks, 'explains').explain(query, itemIdx);
    const logits = new Float64Array(this.nItems);
    if (!scoreUsers(this.networks, [query], [logits])[0]) return shares;
    const { precedents } = this;
    const weight = this.weightFor(query);
    const before = logits[itemIdx];
    if (precedents.isTouched[itemIdx] === 0) {
      this.add([query], [logits]);
      return [...shares, { part: 'bias', value: logits[itemIdx] - before }];
    }
    const withLifts = withHistory(shares, query, precedents.lifts(query, itemIdx), weight);
    return [...withLifts, { part: 'bias', value: weight * precedents.least }];
  }

  store(): StoredModel {
    const { header, arrays } = this.networks.store();
    const { moments, plan } = this.precedents;
    const { userPtr, items, timestampSec, rowWeight } = moments;
    const kept = { userPtr, items, timestampSec, ...(rowWeight && { rowWeight }) };
    const named = Object.entries(kept).map(([name, array]) => [PREFIX + name, array] as const);
    const precedents = { kernel: { ...plan.kernel }, reach: plan.reach, ...this.weights };
    return {
      header: { ...header, format: header.format + 1, config: { ...header.config, precedents } },
      arrays: { ...arrays, ...Object.fromEntries(named) },
    };
  }
}

/** Precedents have no state that walks: that of the networks stands for both. */
class TracedWithPrecedents extends ModelWithPrecedents implements Traces {
  trace(...asked: Parameters<Traces['trace']>): ReturnType<Traces['trace']> {
    return having(this.networks, 'traces').trace(...asked);
  }
}

/** @param networks calibrated. @param weights what precedents count beside them. */
export function withPrecedents(networks: Model, precedents: Precedents, weights: PrecedentsWeights): Model {
  return can(networks, 'traces')
    ? new TracedWithPrecedents(networks, precedents, weights)
    : new ModelWithPrecedents(networks, precedents, weights);
}

/** A stored model with precedents, in a format one above that of one without, or one without. @throws AppError MODEL_UNREADABLE */
export function loadWithPrecedents(stored: StoredModel, load: (networks: StoredModel) => Model): Model {
  const { precedents: kept, ...config } = stored.header.config;
  if (kept === undefined) return load(stored);
  if (!isKept(kept)) throw unreadable(stored, { config: 'precedents' });
  const { header, arrays } = stored;
  const networks = load({ header: { ...header, format: header.format - 1, config }, arrays });
  const own = Object.entries(arrays).filter(([name]) => name.startsWith(PREFIX));
  const named = Object.fromEntries(own.map(([name, array]) => [name.slice(PREFIX.length), array] as const));
  const moments = readHistories({ header, arrays: named }, header.nUsers, header.nItems);
  const { weight, returnsWeight } = kept;
  return withPrecedents(networks, new Precedents(moments, kept), {
    weight,
    ...defined({ returnsWeight }),
  });
}

function isKept(document: unknown): document is PrecedentsPlan & PrecedentsWeights {
  const { kernel, reach, weight, returnsWeight = weight } = objectIn(document as Json);
  const isWeight = (value: Json | undefined): boolean => within(value, -LARGEST, LARGEST);
  return (
    isKernelShape(objectIn(kernel)) &&
    within(reach, 1, LARGEST) &&
    isWeight(weight) &&
    isWeight(returnsWeight)
  );
}

/** Shares of past items, with what each adds beside. @param lifts by item, to be multiplied. */
function withHistory(
  shares: readonly Contribution[],
  { items }: UserQuery,
  lifts: ReadonlyMap<number, number>,
  weight: number,
): readonly Contribution[] {
  const byPosition = new Map<number, number>();
  const give = (position: number, value: number): void =>
    void byPosition.set(position, (byPosition.get(position) ?? 0) + value);
  for (const { part, historyPosition = -1, value } of shares)
    if (part === 'history') give(historyPosition, value);
  for (const [item, lift] of lifts) give(items.lastIndexOf(item), weight * lift);
  const history = Array.from(byPosition, ([historyPosition, value]): Contribution => {
    return { part: 'history', historyPosition, value };
  });
  return [...history.sort(largestFirst), ...shares.filter(({ part }) => part !== 'history')];
}
