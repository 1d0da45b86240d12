import { describe, expect, it } from 'vitest';
import type { TrainingFilter } from '../../../../src/engine/resources/training-filter';
import { buildTrainingData } from '../../../../src/engine/training/training-data';
import { similarItems } from '../../../../src/recipes/similar-items';
import { trainFully } from '../../../support/recipe-contract';
import { tablesOf, type Row } from '../../../support/small-tables';
import { appError } from '../../../support/app-error';

const rows: readonly Row[] = [
  { user: 'u', item: 'b', time: 30, type: 'watch', value: 3.3 },
  { user: 'v', item: 'a', time: 5, type: 'click', value: null },
  { user: 'u', item: 'a', time: 10, type: 'watch', value: 2 },
  { user: 'u', item: '10', time: 10, type: 'click', value: 5 },
  { user: 'v', item: 'b', time: 6, type: 'watch', value: 4 },
  { user: 'v', item: '10', time: 7, type: 'skip', value: 1 },
];

const build = (filter: TrainingFilter) => buildTrainingData(tablesOf(rows), filter, 'relaxed');
const events = (...list: readonly [type: string, weight: number, threshold?: number][]): TrainingFilter => ({
  eventsConfig: {
    eventParametersList: list.map(([eventType, weight, eventValueThreshold]) => ({
      eventType,
      weight,
      ...(eventValueThreshold === undefined ? {} : { eventValueThreshold }),
    })),
  },
});
describe('an events configuration', () => {
  it('trains the listed types alone, each row with its weight over the largest', () => {
    const data = build(events(['watch', 0.8], ['click', 0.2]));
    // u: a watch, 10 click, b watch; v: a click, b watch. The skip is gone.
    expect([...data.items]).toEqual([1, 2, 0, 1, 0]);
    const light = Math.fround(0.25);
    expect([...(data.rowWeight ?? [])]).toEqual([1, light, 1, light, 1]);
  });

  it('only the ratio counts, and even weights are none', () => {
    expect(build(events(['watch', 0.4], ['click', 0.1]))).toEqual(
      build(events(['watch', 0.8], ['click', 0.2])),
    );
    expect(build(events(['watch', 0.3], ['click', 0.3])).rowWeight).toBeNull();
  });

  it('has a threshold for each type, and leaves out a type that weighs 0', () => {
    const data = build(events(['watch', 1, 3], ['click', 0.5], ['skip', 0]));
    expect([...data.items]).toEqual([2, 0, 1, 0]);
    expect([...(data.rowWeight ?? [])]).toEqual([0.5, 1, 0.5, 1]);
  });

  it.each([
    ['beside eventType', { ...events(['watch', 1]), eventType: 'watch' }, 'INVALID_INPUT'],
    ['without a line', events(), 'INVALID_INPUT'],
    [
      'with eleven lines',
      events(...Array.from({ length: 11 }, (_, k): [string, number] => [`t${k}`, 1])),
      'INVALID_INPUT',
    ],
    ['with a type twice', events(['watch', 1], ['watch', 0.5]), 'INVALID_INPUT'],
    ['with a type of 257 characters', events(['w'.repeat(257), 1]), 'INVALID_INPUT'],
    ['with a weight above 1', events(['watch', 1.01]), 'P03'],
    ['with a weight below 0', events(['watch', -0.1]), 'P03'],
    ['with no number for a weight', events(['watch', NaN]), 'P03'],
    ['with no number for a threshold', events(['watch', 1, Infinity]), 'P03'],
    ['in which nothing weighs', events(['watch', 0], ['click', 0]), 'P06'],
    ['with a type that is not there', events(['watch', 1], ['buy', 1]), 'T04'],
  ])('%s is refused', (_, filter, code) => {
    expect(() => build(filter)).toThrow(appError(code));
  });

  it('asks for EVENT_VALUE where a line has a threshold, and names the types when too little is left', () => {
    const bare = tablesOf(rows, false);
    expect(() => buildTrainingData(bare, events(['watch', 1, 3]), 'relaxed')).toThrow(appError('T05'));
    expect(() => buildTrainingData(tablesOf(rows), events(['watch', 1], ['skip', 1]), 'aws')).toThrow(
      appError('T01', { before: 6, after: 4, eventType: 'watch, skip' }),
    );
  });
});

describe('columns that are left out of training', () => {
  const without = (columns: { readonly [dataset: string]: readonly string[] }): TrainingFilter => ({
    trainingDataConfig: { excludedDatasetColumns: columns },
  });
  const names = (filter: TrainingFilter): string[] => build(filter).itemColumns.map(({ name }) => name);

  it('do not reach recipes, whatever the case of their names', () => {
    expect(names({})).toEqual(['YEAR', 'GENRE', 'TITLE', 'NEW', 'KIND']);
    expect(names(without({ Items: ['genre', 'TITLE'] }))).toEqual(['YEAR', 'NEW', 'KIND']);
  });

  it('change what a recipe that reads metadata learns', async () => {
    const { header, arrays } = (await trainFully(similarItems, build({}))).store();
    const fewer = (await trainFully(similarItems, build(without({ ITEMS: ['GENRE'] })))).store();
    expect(header.config.columns).toBe(2);
    expect(fewer.header.config.columns).toBe(1);
    expect(Object.keys(fewer.arrays).length).toBeLessThan(Object.keys(arrays).length);
  });

  it.each([
    ['a dataset that is not there', { Users: ['AGE'] }, { excluded: 'Users' }],
    ['a dataset of no known name', { Films: ['YEAR'] }, { excluded: 'Films' }],
    ['a column that is not there', { Items: ['GENRES'] }, { excluded: 'GENRES' }],
    ['the event type', { Interactions: ['EVENT_TYPE'] }, { value: 'EVENT_TYPE', allowed: ['EVENT_VALUE'] }],
    [
      'a key',
      { Items: ['item_id'] },
      { value: 'item_id', allowed: ['YEAR', 'GENRE', 'TITLE', 'NEW', 'KIND'] },
    ],
    ['51 columns', { Items: Array.from({ length: 51 }, () => 'YEAR') }, { value: 51, max: 50 }],
  ])('%s cannot be one', (_, columns, details) => {
    expect(() => build(without(columns))).toThrow(appError('INVALID_INPUT', details));
  });
});
