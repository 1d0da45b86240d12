import { lastPart } from '../../../domain/arn';
import { finding, type SentencePart } from '../../charts/summary';
import type { AttributedMetric } from '../../../domain/metric-attribution';
import type { ProjectState } from '../../../domain/resources';
import { legalName } from '../../../domain/names';
import { isNumeric } from '../../../domain/schema';
import { hundredths } from '../../../domain/numbers';
import { LIMITS } from '../../../domain/limits';
import * as say from '../../../words/messages/attribution';

/** A metric as it is typed. */
export interface MetricForm {
  readonly metricName: string;
  readonly eventType: string;
  readonly expression: string;
}

/** Numbers whose sum says nothing. */
const POINTLESS = ['TIMESTAMP', 'CREATION_TIMESTAMP', 'YEAR'];

/** The expressions that the datasets allow and that mean something, the plain count first. */
export function expressionsOf({ datasets }: ProjectState): readonly string[] {
  const sums = (type: 'ITEMS' | 'INTERACTIONS', prefix: string): string[] =>
    (datasets.find((dataset) => dataset.type === type)?.schema.fields ?? [])
      .filter(isNumeric)
      .filter(({ name }) => !POINTLESS.includes(name))
      .map(({ name }) => `SUM(${prefix}.${name})`);
  return ['SAMPLECOUNT()', ...sums('INTERACTIONS', 'Interactions'), ...sums('ITEMS', 'Items')];
}

/** A name for the metric of an event type and expression that none of the others has. */
export function metricName(
  form: Pick<MetricForm, 'eventType' | 'expression'>,
  taken: readonly string[],
): string {
  const column = /\.(\w+)/.exec(form.expression)?.[1];
  const words = column === undefined ? form.eventType : `${column.toLowerCase()}-of-${form.eventType}`;
  const base = legalName(words, 'metric');
  const ending = (suffix: string): string => base.slice(0, LIMITS.nameChars - suffix.length) + suffix;
  let name = ending('');
  for (let n = 2; taken.includes(name); n++) name = ending(`-${n}`);
  return name;
}

/** What a source is called: a campaign by its name. */
export function sourceName(source: string): string {
  if (source === 'SOURCE_NAME_UNDEFINED') return say.noSource();
  return source.startsWith('arn:') ? lastPart(source) : source;
}

/** The whole of a metric by source, the largest first. */
export function totals(
  rows: readonly AttributedMetric[],
): readonly { readonly metricName: string; readonly source: string; readonly value: number }[] {
  const sums = new Map<string, { metricName: string; source: string; value: number }>();
  for (const row of rows) {
    const key = JSON.stringify([row.metricName, row.eventAttributionSource]);
    const before = sums.get(key)?.value ?? 0;
    const { metricName: name, eventAttributionSource: source, value } = row;
    sums.set(key, { metricName: name, source, value: before + value });
  }
  return [...sums.values()].sort((a, b) =>
    a.metricName === b.metricName ? b.value - a.value : a.metricName < b.metricName ? -1 : 1,
  );
}

/** The finding of a report: which source leads the first metric. */
export function leadingSource(rows: readonly AttributedMetric[]): readonly SentencePart[] {
  const [first] = rows;
  if (first === undefined) return [{ text: say.nothingYet() }];
  const own = totals(rows).filter((total) => total.metricName === first.metricName);
  const whole = own.reduce((sum, { value }) => sum + value, 0);
  const [top] = own;
  const share = whole === 0 ? 0 : Math.round((100 * top.value) / whole);
  return finding(
    say.leads({
      source: sourceName(top.source),
      share: `${share}\u00a0%`,
      metric: first.metricName,
      value: hundredths(top.value),
      whole: hundredths(whole),
    }),
  );
}
