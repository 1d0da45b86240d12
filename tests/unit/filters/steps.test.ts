import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/filter-cases.json';
import { countOf, subtract } from '../../../src/filters/bitset';
import { checkFilter } from '../../../src/filters/check';
import { compileFilter, filterIndex, type FilterRequest } from '../../../src/filters/compile';
import { filterSteps } from '../../../src/filters/steps';
import { schemas, tables } from './fixture';

function steps(expression: string, user?: string, values: Record<string, string> = {}) {
  const { filter } = checkFilter(expression, schemas);
  if (!filter) throw new Error(expression);
  const own = { ...tables };
  const userIdx = user === undefined ? null : filterIndex(own).users.indexOf(user);
  const found = filterSteps(filter, own, { userIdx, itemIdx: 0, values });
  return found.map(({ expressions, conjunction, condition, applies, left }) => [
    [expressions.join('+'), conjunction ?? '', condition ?? ''].join('.').replace(/\.+$/, ''),
    applies,
    countOf(left),
  ]);
}

describe('what each piece of a filter leaves', () => {
  it('goes condition by condition through an INCLUDE joined by AND', () => {
    expect(steps('INCLUDE ItemID WHERE Items.GENRES IN ("Comedy") AND Items.PRICE < 5')).toEqual([
      ['0.0.0', true, 3],
      ['0.0.1', true, 1],
    ]);
  });
  it('takes INCLUDEs that add to each other, and OR, as one', () => {
    const drama = 'INCLUDE ItemID WHERE Items.GENRES IN ("Drama")';
    const crown = 'INCLUDE ItemID WHERE Items.STUDIO IN ("Crown") AND Items.PRICE > 0';
    const old = 'EXCLUDE ItemID WHERE Items.YEAR < 1990';
    expect(steps(`${drama} | ${old} | ${crown}`)).toEqual([
      ['0+2', true, 4],
      ['1', true, 3],
    ]);
    expect(steps('INCLUDE ItemID WHERE Items.PRICE < 5 OR Items.PRICE > 12')).toEqual([['0', true, 6]]);
  });
  it('goes side by side through OR in an EXCLUDE', () => {
    expect(steps('EXCLUDE ItemID WHERE Items.GENRES IN ("Drama") OR Items.YEAR < 1990')).toEqual([
      ['0.0', true, 11],
      ['0.1', true, 9],
    ]);
  });
  it('says which do not count for the request', () => {
    const adults = 'INCLUDE ItemID WHERE Items.STUDIO IN ("Acme") IF CurrentUser.AGE > 18';
    expect(steps(adults, 'u1')).toEqual([['0.0', true, 5]]);
    expect(steps(adults, 'u4')).toEqual([['0.0', false, 13]]);
    expect(steps('EXCLUDE ItemID WHERE Items.GENRES IN ($G)')).toEqual([['0', false, 13]]);
  });

  it('only ever takes away, and ends at what the filter leaves', () => {
    const texts = cases.cases
      .map((one) => one.expression)
      .filter((text) => checkFilter(text, schemas).filter);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: -1, max: tables.userIds.length - 1 }),
        (chosen, userIdx) => {
          const { filter } = checkFilter(chosen.join(' | '), schemas);
          if (!filter) return; // ItemID and UserID mixed
          const values = Object.fromEntries(filter.parameters.map((name) => [name, '5']));
          const request: FilterRequest = { userIdx, itemIdx: 6, values };
          const compiled = compileFilter(filter, tables);
          const whole = filter.target === 'ItemID' ? compiled.itemsFor(request) : compiled.usersFor(request);
          const found = filterSteps(filter, tables, request);
          expect(found.at(-1)?.left).toEqual(whole);
          for (let i = 1; i < found.length; i++)
            expect(countOf(subtract(found[i].left.slice(), found[i - 1].left))).toBe(0);
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });
});
