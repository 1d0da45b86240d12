import { verdict, type Figure } from './figure';

/** One line of the report: what, how much, what was wanted, and whether it is reached. */
export function line(figure: Figure): string {
  const { section, name, value, unit, target } = figure;
  const wanted =
    target === undefined ? '' : `${target.bound === 'at least' ? '≥' : '≤'} ${number(target.value)}`;
  const cells = [
    section.padEnd(9),
    name.padEnd(70),
    number(value).padStart(9),
    unit.padEnd(8),
    wanted.padEnd(8),
    verdict(figure) ?? '',
  ];
  return cells.join(' ').trimEnd();
}

/** Three digits that count, and no more than are there: 0.123, 4.56, 78.9, 1234. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const rounded = value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return rounded.includes('.') ? rounded.replace(/\.?0+$/, '') : rounded;
}

/** The misses, for the last lines; says so when there are none. */
export function summary(figures: readonly Figure[]): string {
  const judged = figures.filter(({ target }) => target !== undefined);
  const missed = judged.filter((figure) => verdict(figure) === 'misses');
  if (missed.length === 0) return `${judged.length} targets, all met`;
  return [`${judged.length} targets, ${missed.length} missed:`, ...missed.map(line)].join('\n');
}
