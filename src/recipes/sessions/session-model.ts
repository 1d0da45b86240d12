import { isObject, objectIn } from '../../domain/json';
import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { exp, log } from '../../kernels/math';
import type { Explains } from '../capabilities';
import { largestFirst } from '../largest-first';
import { type Moments, readHistory } from '../moments/moments';
import type { Model } from '../recipe';
import { checkFormat, LEARNED64, readArray, readHistories, readJson, unreadable } from '../stored-arrays';
import { Makers, MOST_READ } from './makers';
import type { Effort } from './neighbours';
import { featuresOf, toldBy, WIDTH } from './session-features';
import { buildTables, sessionsOf, type SessionTables } from './session-tables';

export const NAME = 'aws-user-personalization';
const FORMAT = 1;

/** What a training of sessions has come to. */
export interface SessionsTrained {
  readonly moments: Moments;
  readonly effort: Effort;
  /** Of each candidate's numbers. */
  readonly weights: Float64Array<ArrayBuffer>;
  /** How often what came next was no candidate, in held-out sessions; 0 < missed < 1. */
  readonly missed: number;
  readonly seed: number;
  readonly rows: number;
}

/** The items of a query that are read: known ones, the newest, oldest first. */
export function readItems(query: Pick<UserQuery, 'items' | 'timestampSec'>, counts: Int32Array): Int32Array {
  const { items } = readHistory(query.items, query.timestampSec);
  return items.filter((item) => counts[item] > 0).slice(-MOST_READ);
}

/** Logits of candidates: their numbers, weighed. */
export function weighed(features: Float64Array, weights: Float64Array): Float64Array<ArrayBuffer> {
  const logits = new Float64Array(features.length / WIDTH);
  for (let c = 0, at = 0; c < logits.length; c++)
    for (let k = 0; k < WIDTH; k++) logits[c] += weights[k] * features[at++];
  return logits;
}

interface Answer {
  readonly candidates: Int32Array;
  readonly features: Float64Array;
  readonly logits: Float64Array;
  /** Of an item that is no candidate and as popular as any. */
  readonly level: number;
}

/** Answers out of sessions; what it looks up is built when it is first asked. */
class Sessions {
  private readonly own: Int32Array;
  private readonly makers: Makers;
  /** ln of an item's count beside the largest, and what these come to together. */
  private readonly popular: Float64Array;
  private readonly mass: number;

  constructor(
    { moments, effort, weights, missed }: SessionsTrained,
    private readonly tables: SessionTables,
  ) {
    this.weights = weights;
    this.odds = missed / (1 - missed);
    this.own = new Int32Array(moments.nUsers).fill(-1);
    sessionsOf(moments).people.forEach((person, s) => (this.own[person] = s));
    this.makers = new Makers(tables, effort);
    const most = tables.counts.reduce((a, b) => Math.max(a, b), 0);
    this.popular = Float64Array.from(tables.counts, (n) => log((n + 1) / (most + 1)));
    this.mass = tables.counts.reduce((sum, n) => (n > 0 ? sum + n + 1 : sum), 0) / (most + 1);
  }

  private readonly weights: Float64Array;
  private readonly odds: number;

  private ownOf({ userIdx }: UserQuery): number {
    return userIdx >= 0 && userIdx < this.own.length ? this.own[userIdx] : -1;
  }

  private answer(query: UserQuery, history: Int32Array): Answer {
    const found = this.makers.find(history, this.ownOf(query));
    const { candidates } = found;
    const features = featuresOf(found, history, this.tables);
    const logits = weighed(features, this.weights);
    const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    let [sum, left] = [0, this.mass];
    for (const [c, item] of candidates.entries()) {
      sum += exp(logits[c] - most);
      left -= exp(this.popular[item]);
    }
    // Were every item a candidate, nothing would be left for which a level matters.
    const level = most + log((this.odds * sum) / Math.max(left, 1e-9));
    return { candidates, features, logits, level };
  }

  score(query: UserQuery, out: Float64Array): boolean {
    const history = readItems(query, this.tables.counts);
    if (history.length === 0) {
      for (let i = 0; i < out.length; i++) out[i] = this.popular[i];
      return false;
    }
    const { candidates, logits, level } = this.answer(query, history);
    for (let i = 0; i < out.length; i++) out[i] = level + this.popular[i];
    for (const [c, item] of candidates.entries()) out[item] = logits[c];
    return true;
  }

  explain(query: UserQuery, item: number): Contribution[] {
    const history = readItems(query, this.tables.counts);
    const popularity = (value: number): Contribution => ({ part: 'popularity', value });
    if (history.length === 0) return [popularity(this.popular[item])];
    const { candidates, features, level } = this.answer(query, history);
    const c = candidates.indexOf(item);
    if (c < 0) return [popularity(this.popular[item]), { part: 'bias', value: level }];
    const byItem = new Map<number, number>();
    const give = (held: number, value: number): void =>
      void byItem.set(held, (byItem.get(held) ?? 0) + value);
    const sums = { popularity: 0, fashion: 0 };
    const divided = this.makers.divide(history, this.ownOf(query), item);
    for (let k = 0; k < WIDTH; k++) {
      const value = this.weights[k] * features[c * WIDTH + k];
      const told = toldBy(k);
      if (told.of === 'own') give(item, value);
      else if (told.of !== 'maker') sums[told.of] += value;
      else if (value !== 0) divided[told.maker].forEach((part, p) => give(history[p], value * part));
    }
    return [
      ...Array.from(byItem)
        .filter(([held]) => query.items.includes(held))
        .map(([held, value]): Contribution => {
          return { part: 'history', historyPosition: query.items.lastIndexOf(held), value };
        })
        .sort(largestFirst),
      popularity(sums.popularity),
      { part: 'fashion', value: sums.fashion },
    ];
  }
}

/** The model behind the recipe contract. @param tables of all its sessions, where they are there. */
export function sessionModel(trained: SessionsTrained, tables?: SessionTables): Model & Explains {
  const { moments } = trained;
  let made: Sessions | null = null;
  const sessions = (): Sessions =>
    (made ??= new Sessions(trained, tables ?? buildTables(sessionsOf(moments).rows)));
  return {
    recipe: NAME,
    nItems: moments.nItems,
    hasScores: true,
    scoreUser: (query, out) => sessions().score(query, out),
    explain: (query, item) => sessions().explain(query, item),
    store: () => storeSessions(trained),
  };
}

function storeSessions({ moments, effort, weights, missed, seed, rows }: SessionsTrained): StoredModel {
  const { nUsers, nItems, userPtr, items, timestampSec, rowWeight } = moments;
  return {
    header: {
      format: FORMAT,
      recipe: NAME,
      seed,
      nUsers,
      nItems,
      rows,
      config: { sessions: JSON.stringify({ ...effort, missed }) },
    },
    arrays: { userPtr, items, timestampSec, ...(rowWeight && { rowWeight }), sessionWeights: weights },
  };
}

/** @throws AppError MODEL_UNREADABLE when the format is unknown or something is missing. */
export function readSessions(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nUsers, nItems, seed, rows, config } = stored.header;
  const settings = readJson(stored, 'sessions', config.sessions);
  const numbers = isObject(settings as never) ? objectIn(settings as never) : {};
  const within = (name: string, least: number, most: number): number => {
    const value = numbers[name];
    if (typeof value !== 'number' || !(value >= least && value <= most))
      throw unreadable(stored, { config: 'sessions' });
    return value;
  };
  return sessionModel({
    moments: readHistories(stored, nUsers, nItems),
    effort: {
      looks: within('looks', 1, 1e6),
      neighbours: within('neighbours', 1, 1e6),
      candidates: within('candidates', 1, 1e6),
    },
    missed: within('missed', 1e-9, 1 - 1e-9),
    weights: readArray(stored, 'sessionWeights', LEARNED64, WIDTH) as Float64Array<ArrayBuffer>,
    seed,
    rows,
  });
}
