import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/filters/check';
import { applyFix, fixesOf } from '../../../src/filters/fixes';
import { dataWarnings } from '../../../src/filters/warnings';
import { schemas, tables } from './fixture';

function mended(expression: string): string[] {
  const check = checkFilter(expression, schemas);
  const found = [...check.errors, ...check.warnings, ...dataWarnings(expression, check, tables)];
  return found.flatMap((one) => fixesOf(expression, one, schemas).map((fix) => applyFix(expression, fix)));
}
const where = (condition: string) => `INCLUDE ItemID WHERE ${condition}`;

describe('a fault is mended by one press', () => {
  it.each([
    [where('Items.GENR IN ("Drama")'), [where('Items.GENRES IN ("Drama")')]],
    [where('Item.GENRES IN ("Drama")'), [where('Items.GENRES IN ("Drama")')]],
    ['INCLUD ItemID WHERE Items.PRICE > 1', [where('Items.PRICE > 1')]],
    ['INCLUDE ItemID WHER Items.PRICE > 1', [where('Items.PRICE > 1')]],
    [where('Items.GENRES = "Drama"'), [where('Items.GENRES IN ("Drama")')]],
    [where("Items.GENRES != 'Drama'"), [where("Items.GENRES NOT IN ('Drama')")]],
    [where('Items.PRICE IN ("1")'), [where('Items.PRICE = 1')]],
    [where('Items.PRICE NOT IN ($P)'), [where('Items.PRICE != $P')]],
    [where('Items.PRICE > "1"'), [where('Items.PRICE > 1')]],
    [where('Items.LABEL IN ("A", 1)'), [where('Items.LABEL IN ("A", "1")')]],
    [where('Items.PRICE BETWEEN 1 AND 5'), [where('Items.PRICE >= 1 AND Items.PRICE <= 5')]],
    [where('Items.GENRES IN ("$G")'), [where('Items.GENRES IN ($G)')]],
    [where('Items.GENRES IN (Drama)'), [where('Items.GENRES IN ("Drama")')]],
    [where('Items.GENRES IN ("Action", Film noir)'), [where('Items.GENRES IN ("Action", "Film noir")')]],
    [
      where('Items.GENRES IN ("Drama) AND Items.PRICE > 1'),
      [where('Items.GENRES IN ("Drama") AND Items.PRICE > 1')],
    ],
    [where('Items.PRICE > 1 ADN Items.YEAR > 1'), [where('Items.PRICE > 1 AND Items.YEAR > 1')]],
    [
      where('Items.GENRES IN ("Comdey")'),
      [where('Items.GENRES IN ("Comedy")'), where('Items.GENRES IN ("comedy")')],
    ],
    [
      where('Interactions.EVENT_TYPE IN ("click, watch")'),
      [where('Interactions.EVENT_TYPE IN ("click", "watch")')],
    ],
  ])('%s', (expression, texts) => {
    expect(mended(expression).slice(0, texts.length)).toEqual(texts);
  });

  it.each([
    where('Items.GENRES != $G'),
    where('Items.PRICE IN ("1", "2")'),
    where('Items.PRICE IN ("cheap")'),
    where('(Items.PRICE > 1)'),
    where('Items.DESCRIPTION IN ("a")'),
  ])('and nothing is offered that would not mend it: %s', (expression) => {
    expect(mended(expression)).toEqual([]);
  });
});
