import { cellSaid } from '../../domain/item-names';
import { greatest } from 'd3-array';
import type { ColumnProfile, DatasetProfile } from '../../domain/column-profiles';
import { count, day, ungrouped } from '../../domain/numbers';
import * as columnsWords from '../../words/messages/columns';
import * as chart from '../../words/messages/chart';
import * as say from '../../words/messages/data-charts';
import * as datasets from '../../words/messages/datasets';
import { finding, plain, type ChartSummary } from './summary';

const KINDS: { readonly [kind in ColumnProfile['kind']]: () => string } = {
  id: say.ids,
  time: say.times,
  number: say.numbers,
  category: say.categories,
  text: columnsWords.text,
  boolean: say.yesOrNo,
};
const NAMES = {
  INTERACTIONS: datasets.interactions,
  ITEMS: datasets.items,
  USERS: datasets.users,
  ACTIONS: datasets.actions,
  ACTION_INTERACTIONS: datasets.actionInteractions,
} as const;

export function kindWords({ kind }: ColumnProfile): string {
  return KINDS[kind]();
}

/** The values from the smallest to the largest, or the most frequent ones. */
export function valuesWords(profile: ColumnProfile): string {
  const { kind, range, bars } = profile;
  if (range !== null) {
    const [from, to] = kind === 'time' ? range.map((at) => day(at)) : range.map((value) => ungrouped(value));
    return from === to ? from : chart.fromTo({ from, to });
  }
  if (kind === 'category' || kind === 'boolean')
    return bars
      .slice(0, 2)
      .map(({ label }) => cellSaid(label))
      .join(', ');
  return '';
}

export function missingWords({ missing }: ColumnProfile, rows: number): string {
  return missing === 0 ? say.noneMissing() : say.missing({ share: missing / Math.max(1, rows) });
}

/** One dataset column by column, with a sentence about what is missing. */
export function summarizeColumns({ dataset, rows, columns }: DatasetProfile): ChartSummary {
  const worst = greatest(columns, ({ missing }) => missing);
  const size = { rows, columns: columns.length };
  const said = finding(
    worst === undefined || worst.missing === 0
      ? say.noEmptyCell(size)
      : say.mostGaps({
          ...size,
          name: worst.name,
          share: worst.missing / Math.max(1, rows),
        }),
  );
  return {
    sentence: said,
    label: say.byColumn({ dataset: NAMES[dataset](), said: plain(said) }),
    table: {
      caption: say.columnsOf({ dataset: NAMES[dataset]() }),
      columns: [
        { label: say.column() },
        { label: say.holds() },
        { label: say.different(), numeric: true },
        { label: say.missingHead(), numeric: true },
        { label: say.values() },
      ],
      rows: columns.map((column) => [
        column.name,
        kindWords(column),
        count(column.distinct),
        count(column.missing),
        valuesWords(column),
      ]),
    },
    points: columns.map((column) =>
      say.columnPoint({
        column: column.name,
        kind: kindWords(column),
        distinct: column.distinct,
        missing: missingWords(column, rows),
      }),
    ),
  };
}

/** What a column’s bars show, for a screen reader. */
export function barsLabel(profile: ColumnProfile): string {
  const { bars, name } = profile;
  if (bars.length === 0) return '';
  const counts = bars.map((bar) => bar.count);
  const at = counts.indexOf(Math.max(...counts));
  return profile.kind === 'id'
    ? say.idBars({ column: name, value: cellSaid(bars[at].label) })
    : say.valueBars({ column: name, value: barValue(profile, at), times: bars[at].count });
}

/** The value of a bar; of several in a bin, from where to where it goes. */
function barValue({ kind, range, bars, distinct }: ColumnProfile, at: number): string {
  if (range === null) return cellSaid(bars[at].label);
  const written = (value: number): string => (kind === 'time' ? day(value) : ungrouped(value));
  const from = written(Number(bars[at].label));
  const to = written(Number(bars[at + 1]?.label ?? range[1]));
  return distinct > bars.length && from !== to ? chart.fromTo({ from, to }) : from;
}
