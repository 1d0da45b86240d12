import type { EpochPoint } from '../../domain/resources';

/** A learning curve as it stands: finished epochs, how many are planned, and what popularity reaches. */
export interface Curve {
  readonly points: readonly EpochPoint[];
  readonly total: number;
  readonly baseline: number | null;
  /** The recipe's own name, e.g. "user-personalization". */
  readonly name: string;
  readonly running: boolean;
}

/** Where learning stopped paying on held-out people, and how it went on from there. */
export interface Turn {
  /** The best epoch. */
  readonly best: EpochPoint;
  /** The newest measured epoch, after `best`. */
  readonly last: EpochPoint;
  /** `falls`: the newest epoch is clearly worse; `levels`: about as good. */
  readonly kind: 'falls' | 'levels';
  /** The loss went on falling meanwhile: what is learned is the rows themselves. */
  readonly lossFalls: boolean;
}

/** A loss of more than this share of the best value is a fall. */
const CLEARLY = 0.03;
/** While it runs, so many epochs without a new best are needed to call it a turn. */
const PATIENCE = 2;

/** Epochs repeat one kind of work; the parts of an ensemble are different ones. */
export function hasEpochs({ points }: Pick<Curve, 'points'>): boolean {
  return points.length > 0 && points.every(({ label }) => /^epoch\b/i.test(label));
}

/** The turn of a curve of epochs; null where it still gains, or has too few points to tell. */
export function turnOf(curve: Curve): Turn | null {
  if (!hasEpochs(curve)) return null;
  const measured = curve.points.filter(({ ndcgAt10 }) => ndcgAt10 !== null);
  const last = measured.at(-1);
  if (last === undefined) return null;
  const value = ({ ndcgAt10 }: EpochPoint): number => ndcgAt10 ?? 0;
  const best = measured.reduce((top, point) => (value(point) > value(top) ? point : top));
  const since = measured.length - 1 - measured.indexOf(best);
  if (since < (curve.running ? PATIENCE : 1)) return null;
  return {
    best,
    last,
    kind: value(last) < (1 - CLEARLY) * value(best) ? 'falls' : 'levels',
    lossFalls: best.loss !== null && last.loss !== null && last.loss < best.loss,
  };
}
