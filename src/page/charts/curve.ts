import { greatest } from 'd3-array';
import type { EpochPoint } from '../../domain/resources';
import { count, metric } from '../../domain/numbers';
import * as listCharts from '../../words/messages/list-charts';
import * as say from '../../words/messages/training-charts';
import { finding, type ChartSummary, type SentencePart } from './summary';
import { hasEpochs, turnOf, type Curve, type Turn } from './turn';

/** Whether a step of it was measured: otherwise there is nothing to draw. */
export function isMeasured({ points }: Curve): boolean {
  return points.some(({ ndcgAt10 }) => ndcgAt10 !== null);
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

/** What the steps of a curve are: epochs, or steps where each is another part. */
export type Unit = 'epoch' | 'other';

export function unitOf(curve: Pick<Curve, 'points'>): Unit {
  return hasEpochs(curve) ? 'epoch' : 'other';
}

export function summarizeCurve(curve: Curve): ChartSummary {
  const measured = curve.points.filter((point) => point.ndcgAt10 !== null);
  const last = measured.at(-1);
  const best = greatest(measured, ({ ndcgAt10 }) => ndcgAt10 ?? 0) ?? null;
  const { name, baseline } = curve;
  const unit = unitOf(curve);
  const turn = turnOf(curve);
  const total = count(curve.total);
  const value = (point: EpochPoint): string => metric(point.ndcgAt10 ?? 0);
  const states = [
    last === undefined
      ? say.noPoint({ name })
      : say.standsAt({ name, value: value(last), done: last.epoch, total }),
    ...(baseline === null ? [] : [say.popularityReaches({ value: metric(baseline) })]),
    ...(turn === null ? [] : [say.bestAfterAt({ epoch: turn.best.epoch, value: value(turn.best) })]),
  ];
  return {
    sentence: turn === null ? found(curve, measured, best) : turned(curve, turn),
    label: say.curveLabel({ unit, states: states.join('; ') }),
    table: {
      caption: say.afterEach({ name, unit }),
      columns: [
        { label: unit === 'epoch' ? say.epochHead() : say.stepHead(), numeric: true },
        { label: listCharts.what() },
        { label: 'nDCG@10', numeric: true },
        { label: say.loss(), numeric: true },
      ],
      rows: curve.points.map((point) => [
        count(point.epoch),
        point === turn?.best ? say.theBest({ label: point.label }) : point.label,
        point.ndcgAt10 === null ? '–' : value(point),
        point.loss === null ? '–' : metric(point.loss),
      ]),
    },
    points: measured.map((point) => {
      const of = {
        at: count(point.epoch),
        total,
        name: partName(curve, point) ?? say.unitAt({ unit, at: point.epoch }),
        value: value(point),
      };
      const words =
        point.loss === null ? say.point(of) : say.pointWithLoss({ ...of, loss: metric(point.loss) });
      return point === turn?.best ? say.theBest({ label: words }) : words;
    }),
  };
}

/** What a curve says that has stopped to gain. */
function turned({ baseline }: Curve, { best, last, kind, lossFalls }: Turn): readonly SentencePart[] {
  const top = best.ndcgAt10 ?? 0;
  const facts = { epoch: count(best.epoch), top: metric(top), now: metric(last.ndcgAt10 ?? 0) };
  const said = kind === 'levels' ? say.levels(facts) : lossFalls ? say.fallsByHeart(facts) : say.falls(facts);
  const beaten = baseline === null || top > baseline ? [] : [{ text: ` ${say.notPassed()}` }];
  return [...finding(said), ...beaten];
}

function found(
  curve: Curve,
  measured: readonly EpochPoint[],
  best: EpochPoint | null,
): readonly SentencePart[] {
  const last = measured.at(-1);
  const unit = unitOf(curve);
  if (last === undefined || best === null)
    return [{ text: curve.running ? say.firstPointAppears() : say.nothingMeasured() }];
  const now = last.ndcgAt10 ?? 0;
  const gain = now - (measured.at(-2)?.ndcgAt10 ?? 0);
  const trend = measured.length < 2 ? 'other' : gain > 0.0005 ? 'gains' : best !== last ? 'best' : 'level';
  const facts = { unit, trend, best: count(best.epoch), value: metric(now) } as const;
  if (curve.baseline === null) return finding(say.standsNow(facts));
  const passed = passedAt(curve);
  if (passed === null) {
    if (curve.running) return finding(say.belowSoFar(facts));
    return finding(
      best === last
        ? say.endedBelow(facts)
        : say.endedBelowAfterBest({ ...facts, top: metric(best.ndcgAt10 ?? 0) }),
    );
  }
  const when = {
    first: passed === measured[0] ? ('yes' as const) : ('other' as const),
    passed: count(passed.epoch),
  };
  return finding(now <= curve.baseline ? say.fellBack({ unit, ...when }) : say.passed({ ...facts, ...when }));
}
