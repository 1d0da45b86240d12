import { describe, expect, it } from 'vitest';
import cases from '../../../fixtures/filter-cases.json';
import type { Fixture } from '../../../../src/programs/cli/fixture-tables';
import { runFilterCases, type FilterCase } from '../../../../src/programs/cli/filter-command';

// The JSON's inferred type is a union of every row's shape; its form is the one that the command reads.
const fixture = cases.fixture as unknown as Fixture;
const all = cases.cases as unknown as (FilterCase & {
  expected: string[] | { error: string };
  why: string;
})[];

describe('the filter cases of docs/rules/filters.md', () => {
  it('are all there', () => {
    expect(all).toHaveLength(104);
  });

  all.forEach((one, i) => {
    it(`${i + 1}: ${one.expression || '(empty)'} — ${one.why}`, () => {
      const [result] = runFilterCases({ fixture, cases: [one] });
      expect(result).toEqual(one.expected);
    });
  });

  it('come out the same when one run answers all of them', () => {
    expect(runFilterCases({ fixture, cases: all })).toEqual(all.map((one) => one.expected));
  });
});
