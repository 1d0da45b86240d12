import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { JsonObject } from '../../domain/errors';
import type { StoredModel } from '../../domain/model';
import { readHistory } from '../moments/moments';
import { OWN_FEATURES, ownItems } from '../moments/own-items';
import { unreadable } from '../stored-arrays';

/** Far beyond anything learned. */
const LARGEST = 1e6;

/**
 * What held-out rows have taught about a network's logits: they are multiplied by `factor`, and items of the history
 * that is asked with gain `own` times what is known of them (see OWN_FEATURES).
 */
export interface Calibration extends Scale {
  /** The same for people who come back; null = as for all others. */
  readonly returns: Scale | null;
}

/** How logits are served; see `Calibration`. */
export interface Scale {
  readonly factor: number;
  readonly own: readonly number[];
}

/** Of models that nobody was held out for. */
export const UNCALIBRATED: Calibration = { factor: 1, own: OWN_FEATURES.map(() => 0), returns: null };

function scaleFor(calibration: Calibration, query: UserQuery): Scale {
  return (query.returns === true ? calibration.returns : null) ?? calibration;
}

/** A network's logits as they are served, in place. */
export function calibrate(calibration: Calibration, query: UserQuery, logits: Float64Array): void {
  const scale = scaleFor(calibration, query);
  const { factor } = scale;
  if (factor !== 1) for (let i = 0; i < logits.length; i++) logits[i] *= factor;
  for (const [item, value] of ownValues(scale, query)) if (item < logits.length) logits[item] += value;
}

/** The shares of one logit as they are served: an item that was there before has gained by having been there. */
export function calibrateShares(
  calibration: Calibration,
  query: UserQuery,
  itemIdx: number,
  shares: readonly Contribution[],
): readonly Contribution[] {
  const scale = scaleFor(calibration, query);
  const scaled = shares.map((share) => ({ ...share, value: scale.factor * share.value }));
  const own = ownValues(scale, query).get(itemIdx);
  if (own === undefined) return scaled;
  const historyPosition = query.items.lastIndexOf(itemIdx);
  const isIts = (share: Contribution): boolean =>
    share.part === 'history' && share.historyPosition === historyPosition;
  const value = own + scaled.filter(isIts).reduce((sum, share) => sum + share.value, 0);
  const others = scaled.filter((share) => !isIts(share));
  const past = others.filter(({ part }) => part === 'history');
  return [
    ...[...past, { part: 'history', historyPosition, value } as const].sort((a, b) => b.value - a.value),
    ...others.filter(({ part }) => part !== 'history'),
  ];
}

/** What each item of the history gains; empty where nothing was learned of them. */
function ownValues({ own }: Scale, { items, timestampSec }: UserQuery): Map<number, number> {
  if (own.every((weight) => weight === 0)) return new Map();
  const found = ownItems(readHistory(items, timestampSec));
  return new Map(
    Array.from(found.items, (item, i) => [
      item,
      own.reduce((sum, weight, f) => sum + weight * found.features[i * own.length + f], 0),
    ]),
  );
}

/** As a model keeps it in its header; nothing where there is nothing to keep. */
export function calibrationFacts({ returns, ...newest }: Calibration): JsonObject {
  const isLearned = newest.factor !== 1 || newest.own.some((weight) => weight !== 0);
  return {
    ...(isLearned && { calibration: [newest.factor, ...newest.own] }),
    ...(returns && { calibrationOfReturns: [returns.factor, ...returns.own] }),
  };
}

/** The names under which it is kept. */
export const CALIBRATION_FACTS = ['calibration', 'calibrationOfReturns'] as const;

/** The same networks under another calibration. */
export function recalibrated({ header, arrays }: StoredModel, calibration: Calibration): StoredModel {
  const names: readonly string[] = CALIBRATION_FACTS;
  const others = Object.entries(header.config).filter(([name]) => !names.includes(name));
  const config = { ...Object.fromEntries(others), ...calibrationFacts(calibration) };
  return { header: { ...header, config }, arrays };
}

/** Models of before have none. @throws AppError MODEL_UNREADABLE */
export function readCalibration(stored: StoredModel): Calibration {
  return {
    ...(readScale(stored, 'calibration') ?? UNCALIBRATED),
    returns: readScale(stored, 'calibrationOfReturns'),
  };
}

function readScale(stored: StoredModel, config: (typeof CALIBRATION_FACTS)[number]): Scale | null {
  const kept = stored.header.config[config];
  if (kept === undefined) return null;
  const numbers = Array.isArray(kept) ? kept.map(Number) : [];
  const [factor, ...own] = numbers;
  const isLearned = numbers.every((value) => Math.abs(value) < LARGEST) && factor > 0;
  if (own.length !== OWN_FEATURES.length || !isLearned) throw unreadable(stored, { config });
  return { factor, own };
}
