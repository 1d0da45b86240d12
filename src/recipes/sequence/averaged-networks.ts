import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { Json } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { NumberArray } from '../../domain/ports';
import { can, having, type Explains, type Traces } from '../capabilities';
import { scoreUsers, type Model } from '../recipe';
import { readSize, unreadable } from '../stored-arrays';
import {
  calibrate,
  calibrateShares,
  calibrationFacts,
  readCalibration,
  type Calibration,
} from './calibration';

/** More than are ever trained. */
const MOST_NETWORKS = 8;

/** Networks of one recipe, shape and catalogue, none calibrated, whose chances are multiplied: their logits' mean. */
class AveragedNetworks implements Model, Explains {
  readonly recipe;
  readonly nItems: number;
  readonly hasScores = true;

  constructor(
    protected readonly networks: readonly Model[],
    private readonly calibration: Calibration,
  ) {
    const [{ recipe, nItems }] = networks;
    this.recipe = recipe;
    this.nItems = nItems;
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    return this.scoreUsers([query], [out])[0];
  }

  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const { networks, nItems, calibration } = this;
    const personal = scoreUsers(networks[0], queries, outs);
    const others = outs.map(() => new Float64Array(nItems));
    for (const network of networks.slice(1)) {
      scoreUsers(network, queries, others);
      for (const [q, out] of outs.entries()) for (let i = 0; i < nItems; i++) out[i] += others[q][i];
    }
    for (const [q, out] of outs.entries()) {
      for (let i = 0; i < nItems; i++) out[i] /= networks.length;
      if (personal[q]) calibrate(calibration, queries[q], out);
    }
    return personal;
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const shares = meanShares(
      this.networks.map((network) => having(network, 'explains').explain(query, itemIdx)),
    );
    const isPersonal = this.networks[0].scoreUser(query, new Float64Array(this.nItems));
    return isPersonal ? calibrateShares(this.calibration, query, itemIdx, shares) : shares;
  }

  /** The first network's arrays under their own names; of each other one, what it does not have in common with it. */
  store(): StoredModel {
    const [first, ...others] = this.networks.map((network) => network.store());
    const own = Object.keys(first.arrays).filter((name) =>
      others.some((other) => !isSame(first.arrays[name], other.arrays[name])),
    );
    const theirs = others.flatMap(({ arrays }, k) =>
      own.map((name): [string, NumberArray] => [arrayOf(k + 1, name), arrays[name]]),
    );
    const { header } = first;
    return {
      header: {
        ...header,
        format: header.format + 1,
        config: {
          ...header.config,
          ...calibrationFacts(this.calibration),
          networks: this.networks.length,
          ownArrays: own,
        },
      },
      arrays: { ...first.arrays, ...Object.fromEntries(theirs) },
    };
  }
}

/** Several networks have as many walks; the first one's stands for them. */
class TracedNetworks extends AveragedNetworks implements Traces {
  trace(...asked: Parameters<Traces['trace']>): ReturnType<Traces['trace']> {
    return having(this.networks[0], 'traces').trace(...asked);
  }
}

/** @param networks at least one, none calibrated, alike in all that they did not learn. */
export function averaged(networks: readonly Model[], calibration: Calibration): Model {
  return can(networks[0], 'traces')
    ? new TracedNetworks(networks, calibration)
    : new AveragedNetworks(networks, calibration);
}

/**
 * A stored model of one network or of several, in a format one above that of one.
 *
 * @param load reads a model of one network. @throws AppError MODEL_UNREADABLE
 */
export function loadNetworks(stored: StoredModel, load: (one: StoredModel) => Model): Model {
  const { networks, ownArrays, calibration, ...config } = stored.header.config;
  if (networks === undefined) return load(stored);
  const names = namesIn(stored, ownArrays);
  const header = { ...stored.header, format: stored.header.format - 1, config };
  const each = Array.from({ length: readSize(stored, 'networks', 2, MOST_NETWORKS) }, (_, n) => {
    const own = names.map((name) => [name, stored.arrays[arrayOf(n, name)]] as const);
    return load({ header, arrays: { ...stored.arrays, ...Object.fromEntries(own) } });
  });
  return averaged(each, readCalibration(stored));
}

function arrayOf(network: number, name: string): string {
  return network === 0 ? name : `network${network + 1}.${name}`;
}

function namesIn(stored: StoredModel, names: Json | undefined): readonly string[] {
  const known = Array.isArray(names) ? names.map(String).filter((name) => name in stored.arrays) : [];
  if (!Array.isArray(names) || known.length < names.length) throw unreadable(stored, { config: 'ownArrays' });
  return known;
}

function isSame(one: NumberArray, other: NumberArray): boolean {
  return one === other || (one.length === other.length && one.every((value, at) => value === other[at]));
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
  return [
    ...past.sort((a, b) => b.value - a.value || (b.historyPosition ?? 0) - (a.historyPosition ?? 0)),
    ...shares.filter(({ part }) => part !== 'history'),
  ];
}
