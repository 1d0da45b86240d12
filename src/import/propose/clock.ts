import type { ColumnPlan } from '../../domain/imports';
import { hasClock, isClock } from '../cells/dates';
import { namesLater } from '../lexicon/names';
import type { SampledColumn } from './sampled-column';
import { filledCells } from './evidence';

/** Of the filled cells that must be times of day. */
const ENOUGH = 0.9;

/** A column of times of day alone, which say nothing without a date. */
export function holdsClocks({ cells }: SampledColumn): boolean {
  const filled = filledCells(cells);
  return filled.length > 0 && filled.filter(isClock).length >= filled.length * ENOUGH;
}

/**
 * The plans of the columns with the time of events read together with the time of day that stands beside its date, as
 * tills and forms write it (`Datum`, `Uhrzeit`): without it nothing tells what came first on a day.
 */
export function withClock(plans: readonly ColumnPlan[], columns: readonly SampledColumn[]): ColumnPlan[] {
  const time = plans.find(({ role }) => role === 'TIMESTAMP');
  const dates = columns.find(({ index }) => index === time?.index);
  if (dates?.facts.looksLike !== 'dates' || dates.cells.some(hasClock)) return [...plans];
  const free = new Set(plans.flatMap(({ role, index }) => (role === 'KEEP' ? [index] : [])));
  const clocks = columns.filter((column) => free.has(column.index) && holdsClocks(column));
  const clock = clocks.find(({ header }) => !namesLater(header)) ?? clocks.at(0);
  if (clock === undefined) return [...plans];
  const { index, header } = clock;
  return plans.map((plan) => {
    if (plan === time) return { ...plan, clock: { index, header } };
    return plan.index === index ? { ...plan, role: 'IGNORE', movedTo: 'TIMESTAMP' } : plan;
  });
}
