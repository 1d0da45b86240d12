import { largestFirst } from '../largest-first';
import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { JsonObject } from '../../domain/errors';
import { isObject, type Json } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { NumberArray } from '../../domain/ports';
import { isSameList } from '../../domain/number-lists';
import { can, having, type Explains, type Traces } from '../capabilities';
import { scoreUsers, type Model } from '../recipe';
import { unreadable } from '../stored-arrays';
import {
  CALIBRATION_FACTS,
  calibrate,
  calibrateShares,
  calibrationFacts,
  readCalibration,
  type Calibration,
} from './calibration';

/** More than are ever trained. */
const MOST_BESIDE = 7;

/** What a stored average says beside what its first network would say. */
const OF_THE_AVERAGE: ReadonlySet<string> = new Set(['beside', ...CALIBRATION_FACTS]);

/** Networks over one catalogue, none calibrated, whose chances are multiplied: their logits' mean. */
class AveragedNetworks implements Model, Explains {
  readonly recipe;
  readonly nItems: number;
  readonly hasScores = true;
  readonly tellsReturns: boolean;

  constructor(
    protected readonly networks: readonly Model[],
    private readonly calibration: Calibration,
  ) {
    const [{ recipe, nItems }] = networks;
    this.recipe = recipe;
    this.tellsReturns = calibration.returns !== null;
    this.nItems = nItems;
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    return this.scoreUsers([query], [out])[0];
  }

  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const { networks, nItems, calibration } = this;
    const personal = scoreUsers(networks[0], queries, outs);
    // Whoever has no history gets the first network's list.
    const asked = Array.from(queries.keys()).filter((q) => personal[q]);
    const histories = asked.map((q) => queries[q]);
    const others = asked.map(() => new Float64Array(nItems));
    for (const network of networks.slice(1)) {
      scoreUsers(network, histories, others);
      for (const [a, q] of asked.entries()) for (let i = 0; i < nItems; i++) outs[q][i] += others[a][i];
    }
    for (const q of asked) {
      for (let i = 0; i < nItems; i++) outs[q][i] /= networks.length;
      calibrate(calibration, queries[q], outs[q]);
    }
    return personal;
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const [first, ...others] = this.networks.map((network) => having(network, 'explains'));
    const shares = first.explain(query, itemIdx);
    if (!first.scoreUser(query, new Float64Array(this.nItems))) return shares;
    const mean = meanShares([shares, ...others.map((other) => other.explain(query, itemIdx))]);
    return calibrateShares(this.calibration, query, itemIdx, mean);
  }

  /** The first network as if alone; of each other one its header, and arrays where they are not the first one's. */
  store(): StoredModel {
    const [first, ...others] = this.networks.map((network) => network.store());
    const { header } = first;
    const beside: JsonObject[] = [];
    const arrays = { ...first.arrays };
    for (const [k, other] of others.entries()) {
      const own = Object.keys(other.arrays).filter(
        (name) => !(name in first.arrays && isSameList(first.arrays[name], other.arrays[name])),
      );
      beside.push({ header: { ...other.header }, own });
      for (const name of own) arrays[arrayOf(k, name)] = other.arrays[name];
    }
    const config = { ...header.config, ...calibrationFacts(this.calibration), beside };
    return { header: { ...header, format: header.format + 1, config }, arrays };
  }
}

/** Several networks have as many walks; the first one's stands for them. */
class TracedNetworks extends AveragedNetworks implements Traces {
  trace(...asked: Parameters<Traces['trace']>): ReturnType<Traces['trace']> {
    return having(this.networks[0], 'traces').trace(...asked);
  }
}

/** @param networks at least one, none calibrated. */
export function averaged(networks: readonly Model[], calibration: Calibration): Model {
  return can(networks[0], 'traces')
    ? new TracedNetworks(networks, calibration)
    : new AveragedNetworks(networks, calibration);
}

/**
 * A stored model of one network or of several, in a format one above that of one.
 *
 * @param load reads a model of one network. @param loadBeside reads another one's, of the same kind unless it is given.
 * @throws AppError MODEL_UNREADABLE
 */
export function loadNetworks(
  stored: StoredModel,
  load: (one: StoredModel) => Model,
  loadBeside = load,
): Model {
  const { beside } = stored.header.config;
  if (beside === undefined) return load(stored);
  if (!Array.isArray(beside) || beside.length === 0 || beside.length > MOST_BESIDE)
    throw unreadable(stored, { config: 'beside' });
  const config = Object.entries(stored.header.config).filter(([name]) => !OF_THE_AVERAGE.has(name));
  const header = { ...stored.header, format: stored.header.format - 1, config: Object.fromEntries(config) };
  const first = load({ header, arrays: stored.arrays });
  const others = beside.map((document, k) => {
    const other = loadBeside(storedBeside(stored, document, k));
    if (other.nItems !== first.nItems) throw unreadable(stored, { config: 'beside' });
    return other;
  });
  return averaged([first, ...others], readCalibration(stored));
}

function storedBeside(stored: StoredModel, document: Json, k: number): StoredModel {
  const { header, own } = isObject(document) ? document : {};
  if (!isObject(header) || !isObject(header.config) || !Array.isArray(own))
    throw unreadable(stored, { config: 'beside' });
  const arrays = own.map(String).map((name) => {
    const array: NumberArray | undefined = stored.arrays[arrayOf(k, name)];
    if (array === undefined) throw unreadable(stored, { array: arrayOf(k, name) });
    return [name, array] as const;
  });
  return {
    header: header as JsonObject as StoredModel['header'],
    arrays: { ...stored.arrays, ...Object.fromEntries(arrays) },
  };
}

function arrayOf(beside: number, name: string): string {
  return `network${beside + 2}.${name}`;
}

/** Of the same part, and of the same event of the history; what a network does not name is 0 there. */
function meanShares(each: readonly (readonly Contribution[])[]): readonly Contribution[] {
  const sums = new Map<string, Contribution>();
  for (const share of each.flat()) {
    const key = `${share.part} ${share.historyPosition}`;
    const value = (sums.get(key)?.value ?? 0) + share.value / each.length;
    sums.set(key, { ...share, value });
  }
  const shares = [...sums.values()];
  const past = shares.filter(({ part }) => part === 'history');
  return [...past.sort(largestFirst), ...shares.filter(({ part }) => part !== 'history')];
}
