import type { ColumnProfile, DatasetProfile } from '../domain/column-profiles';
import { count, counted, day, percent, ungrouped } from '../domain/numbers';
import { sentence, type ChartSummary } from './summary';

const KINDS: { readonly [kind in ColumnProfile['kind']]: string } = {
  id: 'ids',
  time: 'times',
  number: 'numbers',
  category: 'categories',
  text: 'text',
  boolean: 'yes or no',
};
const NAMES = { INTERACTIONS: 'Interactions', ITEMS: 'Items', USERS: 'Users' } as const;

export function kindWords({ kind }: ColumnProfile): string {
  return KINDS[kind];
}

/** The values from the smallest to the largest, or the most frequent ones. */
export function valuesWords(profile: ColumnProfile): string {
  const { kind, range, bars } = profile;
  if (range !== null) {
    const [from, to] = kind === 'time' ? range.map((at) => day(at)) : range.map((value) => ungrouped(value));
    return from === to ? from : `${from} to ${to}`;
  }
  if (kind === 'category' || kind === 'boolean')
    return bars
      .slice(0, 2)
      .map(({ label }) => label)
      .join(', ');
  return '';
}

export function missingWords({ missing }: ColumnProfile, rows: number): string {
  return missing === 0 ? 'none missing' : `${percent(missing / Math.max(1, rows))} missing`;
}

/** One dataset column by column, with a sentence about what is missing. */
export function summarizeColumns({ dataset, rows, columns }: DatasetProfile): ChartSummary {
  const worst = columns.reduce<ColumnProfile | null>(
    (found, column) => (column.missing > (found?.missing ?? 0) ? column : found),
    null,
  );
  const opening = `${counted(rows, 'row', 'rows')} of ${counted(columns.length, 'column', 'columns')}`;
  const text =
    worst === null
      ? `${opening}, and *no cell is empty*.`
      : `${opening}; ${worst.name} has the most gaps, *${percent(worst.missing / Math.max(1, rows))} of its cells*.`;
  return {
    sentence: sentence(text),
    label: `${NAMES[dataset]} by column. ${text.replaceAll('*', '')}`,
    table: {
      caption: `Columns of ${NAMES[dataset]}`,
      columns: [
        { label: 'Column' },
        { label: 'Holds' },
        { label: 'Different', numeric: true },
        { label: 'Missing', numeric: true },
        { label: 'Values' },
      ],
      rows: columns.map((column) => [
        column.name,
        kindWords(column),
        count(column.distinct),
        count(column.missing),
        valuesWords(column),
      ]),
    },
    points: columns.map(
      (column) =>
        `${column.name}: ${kindWords(column)}, ${count(column.distinct)} different, ${missingWords(column, rows)}`,
    ),
  };
}

/** What a column’s bars show, for a screen reader. */
export function barsLabel(profile: ColumnProfile): string {
  const most = profile.bars.reduce<{ label: string; count: number } | null>(
    (best, bar) => (best === null || bar.count > best.count ? bar : best),
    null,
  );
  if (most === null) return '';
  const value =
    profile.kind === 'time'
      ? day(Number(most.label))
      : profile.range === null
        ? most.label
        : ungrouped(Number(most.label));
  return profile.kind === 'id'
    ? `${profile.name}: rows per id in doubling bins, most often from ${value}`
    : `${profile.name}: most often ${value}, ${counted(most.count, 'time', 'times')}`;
}
