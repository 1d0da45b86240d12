import type { NumberColumn } from '../../../domain/columns';
import { epochSeconds, epochUnit, type EpochUnit } from '../../../domain/epoch';
import type { CellWriting, TimeUnit } from '../../../domain/imports';
import { atClock } from '../../cells/dates';
import { parseDigits, parseNumber } from '../../cells/number';
import {
  guessTimeWriting,
  TIME_WRITINGS,
  timeWriting,
  type KnownTimeWriting,
} from '../../cells/time-writings';
import { LIMITS } from '../../../domain/limits';
import { isReservedWord } from '../../../data/schema/reserved';
import { nullBitmap, NullableNumbers, type CellSink, type TableColumnBuilder } from './column-builder';
import type { ColumnSpec } from './column-spec';

/** Cells that are tried in every other way: the rest will be alike. */
const MOST_TRIED = 10_000;

/** Cells that cannot be read as times are written here, and how else they might be. */
class UnreadTimes {
  /** By the other ways to write times that read them. */
  readonly #readOtherwise = new Map<TimeUnit, number>();
  #count = 0;

  /** @param writing that does not read it. */
  add(cell: string, writing: KnownTimeWriting): void {
    if (this.#count === MOST_TRIED) return;
    this.#count++;
    for (const other of TIME_WRITINGS)
      if (other !== writing && !('isSecond' in other) && !Number.isNaN(other.seconds(cell)))
        this.#readOtherwise.set(other.key, (this.#readOtherwise.get(other.key) ?? 0) + 1);
  }

  /** The way to write times that reads most of them; null where none reads the half. */
  get otherWriting(): TimeUnit | null {
    const [best] = [...this.#readOtherwise].sort((a, b) => b[1] - a[1]);
    return best !== undefined && best[1] > this.#count / 2 ? best[0] : null;
  }
}

/** TIMESTAMP and CREATION_TIMESTAMP in epoch seconds. Strict (aws door): only whole seconds; else `spec.timeUnit`. */
export class TimeBuilder extends NullableNumbers implements TableColumnBuilder {
  /** How many epoch times count what; a zero may count anything. */
  readonly epochUnits = new Map<EpochUnit, number>();
  #writing: KnownTimeWriting;
  /** Where the times of day stand that belong to the dates. */
  #clock: number | undefined;
  readonly unread = new UnreadTimes();
  #lastCell = '';
  #lastValue = NaN;

  constructor(
    readonly spec: ColumnSpec,
    readonly strict: boolean,
  ) {
    super();
    this.#writing = timeWriting(spec.timeUnit ?? 'seconds');
  }

  begin({ timeUnit = 'seconds', clock }: CellWriting): void {
    this.#writing = timeWriting(timeUnit);
    this.#clock = clock?.index;
    this.#lastCell = '';
  }

  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void {
    const n = rows.length;
    this.reserve(base + n);
    const { values } = this;
    const plain = this.#isSeconds;
    let seconds = 0;
    for (let i = 0; i < n; i++) {
      const cell = this.#clock === undefined ? rows[i][index] : atClock(rows[i][index], rows[i][this.#clock]);
      const value = plain ? parseDigits(cell) : -1;
      if (value >= 0 && value < LIMITS.millisecondsFrom) {
        values[base + i] = value;
        if (value > 0) seconds++;
      } else values[base + i] = this.#readCarefully(cell, i, sink);
    }
    this.#count('seconds', seconds);
  }

  #count(unit: EpochUnit, times: number): void {
    if (times > 0) this.epochUnits.set(unit, (this.epochUnits.get(unit) ?? 0) + times);
  }

  #readCarefully(raw: string, i: number, sink: CellSink): number {
    const cell = this.spec.trims ? raw.trim() : raw;
    if (cell === '') {
      if (this.spec.nullable) this.sawNull = true;
      else sink.bad(i, 'D09', raw, {});
      return NaN;
    }
    if (!this.#writing.isDate && parseNumber(cell) > 0 && this.#writing.key !== 'year')
      this.#count(epochUnit(parseNumber(cell)), 1);
    if (cell === this.#lastCell) return this.#lastValue;
    const value = this.#writing.seconds(cell);
    if (Number.isNaN(value)) {
      if (isReservedWord(this.spec.dataset, cell)) sink.bad(i, 'D16', cell, {});
      else if (this.#isSeconds && this.#takesFractions && isSecond(parseNumber(cell)))
        return Math.floor(parseNumber(cell));
      else {
        this.unread.add(cell, this.#writing);
        sink.bad(i, 'D12', raw, { door: this.strict ? 'aws' : 'mapping', epoch: secondsOfDate(cell) });
      }
      return NaN;
    }
    if (this.#isSeconds && value >= LIMITS.millisecondsFrom) {
      if (this.strict) sink.bad(i, 'D13', raw, { seconds: epochSeconds(value) });
      return epochSeconds(value);
    }
    this.#lastCell = cell;
    this.#lastValue = value;
    return value;
  }

  get #isSeconds(): boolean {
    return this.#writing.key === 'seconds';
  }

  /** Parts of a second are cut where the service's own rules do not ask for whole ones. */
  get #takesFractions(): boolean {
    return !this.strict || this.spec.type !== 'long';
  }

  finish(n: number, keep: Int32Array | null): NumberColumn {
    const values = this.gather(n, keep);
    const nulls = this.sawNull ? nullBitmap(values.length, (row) => Number.isNaN(values[row])) : null;
    if (nulls) for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) values[row] = 0;
    return { kind: 'number', name: this.spec.name, values, nulls };
  }

  /** The kept seconds as a new array; NaN where there is none. */
  gather(n: number, keep: Int32Array | null): Float64Array<ArrayBuffer> {
    if (!keep) return this.values.slice(0, n);
    const values = new Float64Array(keep.length);
    for (let row = 0; row < keep.length; row++) values[row] = this.values[keep[row]];
    return values;
  }
}

function isSecond(value: number): boolean {
  return value >= 0 && value <= LIMITS.latestSec;
}

/** The epoch value of what looks like a date, for the message. */
function secondsOfDate(cell: string): number | null {
  const writing = guessTimeWriting([cell]);
  const epoch = writing?.isDate ? writing.seconds(cell) : NaN;
  return Number.isNaN(epoch) ? null : epoch;
}
