import { floorTo, MINUTE_SEC, together, valued, type MetricValues } from './metric-values';

/** What was counted of a metric within one minute. */
export interface Counted {
  readonly name: string;
  /** `CampaignArn=arn:…` */
  readonly dimension: string;
  readonly atSec: number;
  readonly values: MetricValues;
}

/** Metrics that are told value by value, too often to keep each: those of a minute are taken together. */
export class Counters {
  #counted = new Map<string, Counted>();

  /** @param nowSec epoch seconds. */
  count(name: string, dimension: string, value: number, nowSec: number): void {
    const atSec = floorTo(nowSec, MINUTE_SEC);
    const key = `${atSec} ${name} ${dimension}`;
    const before = this.#counted.get(key);
    const values = before === undefined ? valued(value) : together(before.values, valued(value));
    this.#counted.set(key, { name, dimension, atSec, values });
  }

  /** What is being counted. */
  get open(): Iterable<Counted> {
    return this.#counted.values();
  }

  /** Lets go of the minutes that are over; of all, where no time is given. @returns what was counted in them. */
  close(nowSec = Infinity): readonly Counted[] {
    const over = [...this.#counted].filter(([, { atSec }]) => atSec + MINUTE_SEC <= nowSec);
    for (const [key] of over) this.#counted.delete(key);
    return over.map(([, counted]) => counted);
  }
}
