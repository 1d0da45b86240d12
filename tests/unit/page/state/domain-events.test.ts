import { expect, test } from 'vitest';
import type { ColumnEvidence, ImportCheck, ImportPlan } from '../../../../src/domain/imports';
import { domainEvents } from '../../../../src/import/plan/domain-fields';

const PLAN: ImportPlan = {
  profile: 'aws',
  mode: 'FULL',
  files: [
    {
      file: 'events.csv',
      dataset: 'INTERACTIONS',
      columns: [
        { header: 'note', role: 'KEEP', field: 'NOTE', categorical: false, textual: false },
        { header: 'type', role: 'EVENT_TYPE', field: 'EVENT_TYPE', categorical: false, textual: false },
      ],
    } as unknown as ImportPlan['files'][number],
  ],
};

test('an event type that only the rest of the rows can have is not said to be missing', () => {
  expect(domainEvents(checked(60_000, ['View', 'AddToCart']), PLAN, 'ECOMMERCE')).toEqual([
    { type: 'View', found: true, among: null },
    { type: 'Purchase', found: false, among: 4000 },
  ]);
});

test('nor one that is rarer than the values that evidence names', () => {
  expect(domainEvents(checked(4000, ['View', 'AddToCart'], 3), PLAN, 'ECOMMERCE')[1].among).toBe(4000);
});

test('where every row was looked at, a missing event is missing; other columns do not count', () => {
  expect(domainEvents(checked(4000, ['view']), PLAN, 'ECOMMERCE')).toEqual([
    { type: 'View', found: true, among: null },
    { type: 'Purchase', found: false, among: null },
  ]);
});

function checked(rows: number, types: readonly string[], distinct = types.length): ImportCheck {
  const evidence = (values: readonly string[], distinct: number): ColumnEvidence => ({
    looksLike: 'categories',
    distinct,
    empty: 0,
    rows: 4000,
    min: null,
    max: null,
    top: values.map((value) => ({ value, count: 1 })),
    nameMatches: false,
    joins: null,
    histogram: [],
  });
  return {
    files: [
      {
        file: 'events.csv',
        dataset: 'INTERACTIONS',
        rows,
        evidence: [evidence(['Purchase'], 1), evidence(types, distinct)],
      },
    ],
  } as unknown as ImportCheck;
}
