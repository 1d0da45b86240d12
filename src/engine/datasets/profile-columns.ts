import { numberAt } from '../../data/tables/cell-text';
import type { ColumnBar, ColumnKind, ColumnProfile, DatasetProfile } from '../../domain/column-profiles';
import { NO_EVENT_TYPE, type Column, type EntityTable, type Tables } from '../../domain/columns';
import type { Job } from '../../domain/ports';
import { entityKey, thingKey, type DatasetType, type EntityDatasetType } from '../../domain/schema';
import { inSteps, type Steps } from '../../domain/steps';

const BINS = 16;
const TOP_VALUES = 12;
/** Rows between two pauses: a few milliseconds of work. */
const STEP_ROWS = 1 << 15;

/** By tables, which never change: one version of the data is profiled once. */
const known = new WeakMap<Tables, readonly DatasetProfile[]>();

/** Every column of every dataset. Checkpoints within each column. O(cells). @throws AppError CANCELLED */
export async function profileColumns(tables: Tables, job: Job): Promise<readonly DatasetProfile[]> {
  const there = known.get(tables);
  if (there !== undefined) return there;
  const { items, users, actions } = tables;
  const datasets: readonly Unprofiled[] = [
    events('INTERACTIONS', tables),
    ...described('ITEMS', items),
    ...described('USERS', users),
    ...(actions ? [...described('ACTIONS', actions.items), events('ACTION_INTERACTIONS', actions)] : []),
  ];
  const total = datasets.reduce((sum, [, , columns]) => sum + columns.length, 0);
  let done = 0;
  const profiles: DatasetProfile[] = [];
  for (const [dataset, rows, columns] of datasets) {
    const profiled: ColumnProfile[] = [];
    for (const profile of columns) {
      profiled.push(await inSteps(profile, job, 'describe', [done, total]));
      await job.checkpoint('describe', ++done, total);
    }
    profiles.push({ dataset, rows, columns: profiled });
  }
  known.set(tables, profiles);
  return profiles;
}

type Unprofiled = readonly [DatasetProfile['dataset'], number, readonly Steps<ColumnProfile>[]];

function events(dataset: DatasetType, { interactions, userIds, itemIds }: Tables): Unprofiled {
  const { nRows, userIdx, itemIdx, timestampSec, eventType, eventTypes, columns } = interactions;
  return [
    dataset,
    nRows,
    [
      profileId('USER_ID', userIdx, userIds.length),
      profileId(thingKey(dataset), itemIdx, itemIds.length),
      profileNumbers('TIMESTAMP', 'time', timestampSec),
      ...(eventTypes.length > 0 ? [profileCodes('EVENT_TYPE', eventType, eventTypes, NO_EVENT_TYPE)] : []),
      ...columns.map((column) => profileColumn(column, nRows)),
    ],
  ];
}

function described(dataset: EntityDatasetType, table: EntityTable | null): Unprofiled[] {
  if (table === null) return [];
  const { nRows, columns } = table;
  return [
    [
      dataset,
      nRows,
      [profileKeys(entityKey(dataset), nRows), ...columns.map((column) => profileColumn(column, nRows))],
    ],
  ];
}

function* profileKeys(name: string, distinct: number): Steps<ColumnProfile> {
  yield;
  return { name, kind: 'id', missing: 0, distinct, range: null, bars: [] };
}

function* profileColumn(column: Column, nRows: number): Steps<ColumnProfile> {
  switch (column.kind) {
    case 'number': {
      const filled: number[] = [];
      for (let row = 0; row < nRows; row++) {
        if (row % STEP_ROWS === 0) yield;
        const value = numberAt(column, row);
        if (!Number.isNaN(value)) filled.push(value);
      }
      const kind = /TIMESTAMP$/.test(column.name) ? 'time' : 'number';
      return { ...(yield* profileNumbers(column.name, kind, filled)), missing: nRows - filled.length };
    }
    case 'code':
      return yield* profileCodes(column.name, column.codes, column.vocabulary, -1);
    case 'multi': {
      const profile = yield* profileCodes(column.name, column.codes, column.vocabulary, -1);
      let missing = 0;
      for (let row = 0; row < nRows; row++) if (column.offsets[row] === column.offsets[row + 1]) missing++;
      return { ...profile, missing };
    }
    case 'text': {
      const filled = column.values.filter((value) => value !== null);
      return {
        name: column.name,
        kind: 'text',
        missing: nRows - filled.length,
        distinct: new Set(filled).size,
        range: null,
        bars: [],
      };
    }
    case 'boolean': {
      const counts = [0, 0, 0];
      for (const value of column.values) counts[value]++;
      const bars = [
        { label: 'true', count: counts[1] },
        { label: 'false', count: counts[0] },
      ].filter(({ count }) => count > 0);
      return {
        name: column.name,
        kind: 'boolean',
        missing: counts[2],
        distinct: bars.length,
        range: null,
        bars,
      };
    }
  }
}

function* profileNumbers(name: string, kind: ColumnKind, values: ArrayLike<number>): Steps<ColumnProfile> {
  let low = Infinity;
  let high = -Infinity;
  const different = new Set<number>();
  for (let at = 0; at < values.length; at++) {
    if (at % STEP_ROWS === 0) yield;
    low = Math.min(low, values[at]);
    high = Math.max(high, values[at]);
    different.add(values[at]);
  }
  yield;
  const empty = { name, kind, missing: 0, distinct: different.size };
  if (values.length === 0) return { ...empty, range: null, bars: [] };
  // Few whole numbers, as in ratings and years, have a bin each.
  const each = different.size <= BINS && kind === 'number';
  return { ...empty, range: [low, high], bars: each ? eachValue(values) : equalBins(values, low, high) };
}

function eachValue(values: ArrayLike<number>): readonly ColumnBar[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < values.length; at++) counts.set(values[at], (counts.get(values[at]) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ label: String(value), count }));
}

function equalBins(values: ArrayLike<number>, low: number, high: number): readonly ColumnBar[] {
  const bins = high > low ? BINS : 1;
  const counts = new Array<number>(bins).fill(0);
  for (let at = 0; at < values.length; at++) {
    const bin = high > low ? Math.floor(((values[at] - low) / (high - low)) * bins) : 0;
    counts[Math.min(bins - 1, bin)]++;
  }
  return counts.map((count, bin) => ({ label: String(low + ((high - low) * bin) / bins), count }));
}

function* profileCodes(
  name: string,
  codes: Int32Array | Uint16Array,
  vocabulary: readonly string[],
  none: number,
): Steps<ColumnProfile> {
  const counts = new Float64Array(vocabulary.length);
  let missing = 0;
  for (const code of codes) {
    if (code === none) missing++;
    else counts[code]++;
  }
  yield;
  const used = [...counts.keys()].filter((code) => counts[code] > 0);
  used.sort((a, b) => counts[b] - counts[a] || a - b);
  const bars = used.slice(0, TOP_VALUES).map((code) => ({ label: vocabulary[code], count: counts[code] }));
  return { name, kind: 'category', missing, distinct: used.length, range: null, bars };
}

/** Ids by how many rows they have: 1, 2 to 3, 4 to 7 … */
function* profileId(name: string, codes: Int32Array, size: number): Steps<ColumnProfile> {
  const rows = new Int32Array(size);
  for (const code of codes) rows[code]++;
  yield;
  const counts: number[] = [];
  let distinct = 0;
  for (const count of rows) {
    if (count === 0) continue;
    distinct++;
    const bin = 31 - Math.clz32(count);
    while (counts.length <= bin) counts.push(0);
    counts[bin]++;
  }
  const bars = counts.map((count, bin) => ({ label: String(2 ** bin), count }));
  return { name, kind: 'id', missing: 0, distinct, range: null, bars };
}
