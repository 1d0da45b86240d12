import type { EpochPoint } from '../domain/resources';
import { metric } from '../domain/numbers';
import { sentence, type ChartSummary } from './summary';
import { hasEpochs, turnOf, type Turn } from './turn';

/** A learning curve as it stands: finished epochs, how many are planned, and what popularity reaches. */
export interface Curve {
  readonly points: readonly EpochPoint[];
  readonly total: number;
  readonly baseline: number | null;
  /** The recipe's own name, e.g. "user-personalization". */
  readonly name: string;
  readonly running: boolean;
}

/** First epoch that beat popularity and stayed measured, or null. */
export function passedAt(curve: Curve): EpochPoint | null {
  const { baseline } = curve;
  if (baseline === null) return null;
  return curve.points.find((point) => point.ndcgAt10 !== null && point.ndcgAt10 > baseline) ?? null;
}

/** The part names of an ensemble differ from epoch to epoch; a plain "epoch" label repeats and says nothing. */
export function partName(curve: Curve, point: EpochPoint): string | null {
  const generic = point.label === '' || /^epoch\b/i.test(point.label) || point.label === String(point.epoch);
  const repeated = curve.points.length > 1 && curve.points.every((other) => other.label === point.label);
  return generic || repeated ? null : point.label;
}

/** What the steps of a curve are called: “epoch”, or “step” where each is another part. */
export function unitOf(curve: Pick<Curve, 'points'>): 'epoch' | 'step' {
  return hasEpochs(curve) ? 'epoch' : 'step';
}

export function summarizeCurve(curve: Curve): ChartSummary {
  const measured = curve.points.filter((point) => point.ndcgAt10 !== null);
  const last = measured.at(-1);
  const best = measured.reduce<EpochPoint | null>(
    (top, point) => (top === null || (point.ndcgAt10 ?? 0) > (top.ndcgAt10 ?? 0) ? point : top),
    null,
  );
  const unit = unitOf(curve);
  const turn = turnOf(curve);
  const named = (point: EpochPoint): string => partName(curve, point) ?? `${unit} ${point.epoch}`;
  const value = (point: EpochPoint): string => metric(point.ndcgAt10 ?? 0);
  return {
    sentence: sentence(turn === null ? finding(curve, measured, best) : turned(curve, turn)),
    label: `nDCG@10 on held-out users after each ${unit}. ${
      last
        ? `${curve.name} stands at ${value(last)} after ${last.epoch} of ${curve.total}`
        : `${curve.name} has no point yet`
    }${curve.baseline === null ? '' : `; popularity reaches ${metric(curve.baseline)}`}${
      turn === null ? '' : `; best after epoch ${turn.best.epoch} at ${value(turn.best)}`
    }.`,
    table: {
      caption: `${curve.name}, after each ${unit}`,
      columns: [
        { label: unit === 'epoch' ? 'Epoch' : 'Step', numeric: true },
        { label: 'What' },
        { label: 'nDCG@10', numeric: true },
        { label: 'Loss', numeric: true },
      ],
      rows: curve.points.map((point) => [
        String(point.epoch),
        point === turn?.best ? `${point.label}, the best` : point.label,
        point.ndcgAt10 === null ? '–' : value(point),
        point.loss === null ? '–' : metric(point.loss),
      ]),
    },
    points: measured.map(
      (point) =>
        `${point.epoch} of ${curve.total}, ${named(point)}: nDCG@10 ${value(point)}${
          point.loss === null ? '' : `, loss ${metric(point.loss)}`
        }${point === turn?.best ? ', the best' : ''}`,
    ),
  };
}

/** What a curve says that has stopped to gain. */
function turned(curve: Curve, { best, last, kind, lossFalls }: Turn): string {
  const top = metric(best.ndcgAt10 ?? 0);
  const beaten =
    curve.baseline === null
      ? ''
      : (best.ndcgAt10 ?? 0) > curve.baseline
        ? ''
        : ' It did not pass popularity.';
  if (kind === 'levels')
    return `It was best after epoch ${best.epoch}, at ${top}, and *has not gained since*.${beaten}`;
  const fall = `It was best after epoch ${best.epoch}, at ${top}, and *has fallen to ${metric(last.ndcgAt10 ?? 0)} since*`;
  return lossFalls
    ? `${fall}, while the loss went on falling: it learns its own rows by heart.${beaten}`
    : `${fall}.${beaten}`;
}

function finding(curve: Curve, measured: readonly EpochPoint[], best: EpochPoint | null): string {
  const last = measured.at(-1);
  const unit = unitOf(curve);
  if (last === undefined || best === null) {
    return curve.running
      ? 'The first point appears when the first step is finished.'
      : 'No step was measured, so there is no curve.';
  }
  const gain = (last.ndcgAt10 ?? 0) - (measured.at(-2)?.ndcgAt10 ?? 0);
  const trend =
    measured.length < 2
      ? ''
      : gain > 0.0005
        ? ` and still gains with the last ${unit}`
        : best !== last
          ? ` and was best after ${unit} ${best.epoch}`
          : ' and has levelled off';
  if (curve.baseline === null) return `It stands at *${metric(last.ndcgAt10 ?? 0)}*${trend}.`;
  const passed = passedAt(curve);
  if (passed === null) {
    return curve.running
      ? `It stands at ${metric(last.ndcgAt10 ?? 0)}, *below popularity so far*.`
      : `It ended at ${metric(last.ndcgAt10 ?? 0)}${best === last ? '' : `, after ${metric(best.ndcgAt10 ?? 0)} in ${unit} ${best.epoch},`} and *did not pass popularity*.`;
  }
  const when = passed === measured[0] ? `with its first ${unit}` : `in ${unit} ${passed.epoch}`;
  const now = last.ndcgAt10 ?? 0;
  if (now <= curve.baseline) return `It passed popularity ${when}, but *has fallen back below it*.`;
  return `It passed popularity *${when}*${trend}.`;
}
