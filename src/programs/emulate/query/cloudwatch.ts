import { join } from 'node:path';
import { defined } from '../../../domain/defined';
import { isObject, jsonIn } from '../../../domain/json';
import { withLocalArns } from '../regions';
import { ServiceError } from '../service-error';
import type { Xml } from '../xml';
import { Counters, type Counted } from './counters';
import { LineLog } from './line-log';
import { floorTo, MINUTE_SEC, STATISTICS, together, valued, type MetricValues } from './metric-values';
import {
  groups,
  optionalGroup,
  optionalText,
  text,
  type Member,
  type Members,
  type QueryOperations,
} from './query-protocol';

/** The oldest are forgotten. */
const MOST_DATA = 100_000;

/** The namespace of what the service itself tells. */
const OWN = 'AWS/Personalize';

/** Values that were put or counted together. */
interface Datum {
  readonly namespace: string;
  readonly name: string;
  /** Sorted `name=value`, so that order does not matter. */
  readonly dimensions: readonly string[];
  readonly atSec: number;
  readonly values: MetricValues;
  /** As CloudWatch names it; lines of before have none. */
  readonly unit?: string;
}
interface Period {
  readonly from: number;
  readonly to: number;
  readonly periodSec: number;
}
interface Bucket {
  readonly atSec: number;
  readonly values: MetricValues;
  readonly unit: string;
}

/**
 * Metrics as far as scripts put some and read them again, and those that Personalize tells of itself: no alarms, no
 * expressions, no percentiles.
 */
export class CloudWatch {
  readonly #log: LineLog;
  readonly #counters = new Counters();
  #data: Datum[] = [];

  constructor(folder: string) {
    this.#log = new LineLog(join(folder, 'metrics.jsonl'));
    this.#data = this.#log.read().flatMap(readLine).slice(-MOST_DATA);
  }

  /** Counts a value of one of the service's own metrics. @param dimension `CampaignArn=arn:…` */
  count(name: string, dimension: string, value: number): void {
    const nowSec = Date.now() / 1000;
    this.#keepCounted(nowSec);
    this.#counters.count(name, dimension, value, nowSec);
  }

  /** Keeps what is being counted. */
  close(): void {
    this.#keepCounted();
  }

  readonly operations: QueryOperations = {
    PutMetricData: (input) => {
      const namespace = text(input, 'Namespace');
      const data = groups(input, 'MetricData').flatMap((datum) => readData(namespace, datum));
      if (data.length === 0) throw invalid('The parameter MetricData is required.');
      this.#keep(data);
      return {};
    },
    GetMetricData: (input) => ({
      MetricDataResults: groups(input, 'MetricDataQueries').map((query) => this.#result(query, input)),
      Messages: [],
    }),
    GetMetricStatistics: (input) => {
      if (input.ExtendedStatistics !== undefined)
        throw invalid('Percentiles are not implemented here: ask for Statistics.');
      const wanted = (Array.isArray(input.Statistics) ? input.Statistics : []).map(String);
      const found = this.#found(input, periodOf(input, input.Period));
      return {
        Label: text(input, 'MetricName'),
        Datapoints: found.map(({ atSec, values, unit }) => ({
          Timestamp: new Date(atSec * 1000),
          Unit: unit,
          ...Object.fromEntries(wanted.map((name) => [name, statistic(name)(values)])),
        })),
      };
    },
    ListMetrics: (input) => {
      const namespace = optionalText(input, 'Namespace');
      const name = optionalText(input, 'MetricName');
      const metrics = new Map(
        this.#all
          .filter(
            (datum) =>
              [undefined, datum.namespace].includes(namespace) && [undefined, datum.name].includes(name),
          )
          .map((datum) => [JSON.stringify([datum.namespace, datum.name, datum.dimensions]), datum]),
      );
      return {
        Metrics: [...metrics.values()].map((datum) => ({
          Namespace: datum.namespace,
          MetricName: datum.name,
          Dimensions: datum.dimensions.map((dimension) => {
            const at = dimension.indexOf('=');
            return { Name: dimension.slice(0, at), Value: dimension.slice(at + 1) };
          }),
        })),
      };
    },
  };

  get #all(): readonly Datum[] {
    return [...this.#data, ...Array.from(this.#counters.open, ownDatum)];
  }

  #keep(data: readonly Datum[]): void {
    if (data.length === 0) return;
    this.#log.append(data.map((datum) => JSON.stringify(datum)));
    this.#remember(data);
  }

  /** Keeps what was counted in minutes that are over. A disk that has no room for it keeps nobody from an answer. */
  #keepCounted(nowSec?: number): void {
    const data = this.#counters.close(nowSec).map(ownDatum);
    try {
      this.#keep(data);
    } catch (error) {
      console.warn('metrics', error);
      this.#remember(data);
    }
  }

  #remember(data: readonly Datum[]): void {
    this.#data = [...this.#data, ...data].slice(-MOST_DATA);
  }

  #result(query: Members, input: Members): Xml {
    const id = text(query, 'Id');
    const stat = optionalGroup(query, 'MetricStat');
    if (stat === null) throw invalid('Metric expressions are not implemented here: ask with MetricStat.');
    const metric = optionalGroup(stat, 'Metric') ?? {};
    const compute = statistic(text(stat, 'Stat'));
    const found = this.#found(metric, periodOf(input, stat.Period));
    const newestFirst = input.ScanBy !== 'TimestampAscending';
    const shown = newestFirst ? found.toReversed() : found;
    return {
      Id: id,
      Label: optionalText(query, 'Label') ?? text(metric, 'MetricName'),
      Timestamps: shown.map(({ atSec }) => new Date(atSec * 1000)),
      Values: shown.map(({ values }) => compute(values)),
      StatusCode: 'Complete',
    };
  }

  /** The values of a metric by period, oldest first. */
  #found(metric: Members, { from, to, periodSec }: Period): readonly Bucket[] {
    const namespace = text(metric, 'Namespace');
    const name = text(metric, 'MetricName');
    const dimensions = JSON.stringify(dimensionsOf(metric));
    const buckets = new Map<number, Bucket>();
    for (const datum of this.#all) {
      if (datum.namespace !== namespace || datum.name !== name || datum.atSec < from || datum.atSec >= to)
        continue;
      if (JSON.stringify(datum.dimensions) !== dimensions) continue;
      const atSec = floorTo(datum.atSec, periodSec);
      const before = buckets.get(atSec);
      const values = before === undefined ? datum.values : together(before.values, datum.values);
      buckets.set(atSec, { atSec, values, unit: before?.unit ?? datum.unit ?? 'None' });
    }
    return [...buckets.values()].sort((one, other) => one.atSec - other.atSec);
  }
}

/** What a line of the file says; earlier ones have one value each. Nothing of one that is damaged. */
function readLine(line: string): Datum[] {
  const said = jsonIn(line);
  if (!isObject(said)) return [];
  const { value, ...datum } = said as unknown as Datum & { readonly value?: number };
  return [value === undefined ? datum : { ...datum, values: valued(value) }];
}

function ownDatum({ name, dimension, atSec, values }: Counted): Datum {
  const unit = name.endsWith('Latency') ? 'Milliseconds' : 'Count';
  return { namespace: OWN, name, dimensions: [dimension], atSec, values, unit };
}

function readData(namespace: string, datum: Members): Datum[] {
  const givenSec = datum.Timestamp === undefined ? Date.now() / 1000 : secondsOf(datum.Timestamp);
  // A value belongs to its minute, or to its second where the metric is said to be of high resolution.
  const atSec = floorTo(givenSec, Number(datum.StorageResolution) === 1 ? 1 : MINUTE_SEC);
  const unit = optionalText(datum, 'Unit');
  const named = {
    namespace,
    name: text(datum, 'MetricName'),
    dimensions: dimensionsOf(datum),
    atSec,
    ...defined({ unit }),
  };
  const set = optionalGroup(datum, 'StatisticValues');
  if (set !== null) {
    const [count, sum, min, max] = [set.SampleCount, set.Sum, set.Minimum, set.Maximum].map(numberOf);
    return [{ ...named, values: { count, sum, min, max } }];
  }
  const values = Array.isArray(datum.Values) ? datum.Values : [datum.Value];
  const counts = Array.isArray(datum.Counts) ? datum.Counts : [];
  return values.map((value: Member | undefined, i) => ({
    ...named,
    values: valued(numberOf(value), numberOf(counts[i] ?? 1)),
  }));
}

function numberOf(value: Member | undefined): number {
  const number = typeof value === 'object' ? NaN : Number(value ?? NaN);
  if (Number.isFinite(number)) return number;
  throw invalid('The parameter MetricData.member.Value must be a number.');
}

function dimensionsOf(metric: Members): readonly string[] {
  return groups(metric, 'Dimensions')
    .map((dimension) => `${text(dimension, 'Name')}=${withLocalArns(text(dimension, 'Value'))}`)
    .sort();
}

function periodOf(input: Members, period: Member | undefined): Period {
  const periodSec = Number(period);
  if (!Number.isInteger(periodSec) || periodSec < 1)
    throw invalid('The parameter Period must be a positive integer.');
  // As CloudWatch documents it, so that the values of the minute in which a span begins are in it.
  const from = floorTo(secondsOf(input.StartTime), Math.min(periodSec, MINUTE_SEC));
  return { from, to: secondsOf(input.EndTime), periodSec };
}

/** A time in seconds, as JSON gives it, or in ISO 8601, as forms do. */
function secondsOf(time: Member | undefined): number {
  const seconds = typeof time === 'number' ? time : Date.parse(String(time)) / 1000;
  if (Number.isFinite(seconds)) return seconds;
  throw invalid(`${String(time)} is no time.`);
}

function statistic(name: string): (values: MetricValues) => number {
  if (Object.hasOwn(STATISTICS, name)) return STATISTICS[name];
  throw invalid(`The statistic ${name} is not implemented here.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', 400, message);
}
