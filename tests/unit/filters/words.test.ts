import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/filter-cases.json';
import { describeError } from '../../../src/words/copy/errors';
import { describeFilterFinding } from '../../../src/words/copy/filters';
import { AppError } from '../../../src/domain/errors';
import { checkFilter } from '../../../src/filters/check';
import { nearMatches } from '../../../src/filters/suggest';
import { dataWarnings } from '../../../src/filters/warnings';
import { schemas, tables } from './fixture';

function warnings(expression: string): string[] {
  const check = checkFilter(expression, schemas);
  return [...check.warnings, ...dataWarnings(expression, check, tables)].map(describeFilterFinding);
}

const words = (expression: string) => checkFilter(expression, schemas).errors.map(describeFilterFinding)[0];
const item = (condition: string) => `INCLUDE ItemID WHERE ${condition}`;

describe('the words for what is wrong', () => {
  it.each([
    [item('Items.GENR IN ("A")'), 'Items has no field “GENR”. Did you mean GENRES?'],
    ['INCLUDE ItemID Items.GENRES IN ("A")', 'At position 16: found “Items”. Expected WHERE.'],
    [
      item('NOT Items.PRICE > 1'),
      'At position 22: found “NOT”. Expected a dataset (Items, Interactions or Users).',
    ],
    [item('Items.PRICE > 1 |'), 'At position 39: the expression ends. Expected INCLUDE or EXCLUDE.'],
    [item('Items.GENRES = "A"'), 'GENRES is text. Write GENRES IN ("…").'],
    [item('Items.PRICE IN ("1")'), 'PRICE is a number. Write PRICE = 5, or one of != < <= > >=.'],
    [item('Users.AGE > 18'), 'ItemID filters cannot use Users. Use IF CurrentUser.AGE.'],
    [
      item('Item.PRICE > 18'),
      '“Item” is not a dataset here. Use Items, Interactions or Users. Did you mean Items?',
    ],
    [
      item('Items.PRICE > 1 AND Interactions.EVENT_TYPE IN ("a")'),
      'This expression starts with Items and cannot use Interactions. Join two expressions with |.',
    ],
    [
      item('Items.GENRES NOT IN ($G)'),
      'A parameter cannot follow NOT IN. Write IN ($G) and swap INCLUDE and EXCLUDE.',
    ],
    [item('Items.GENRES IN ("$G")'), 'Write $G without quotes.'],
    [
      item('Items.GENRES IN ("A)'),
      'At position 39: the text “"A)” is not closed. Put the same quote mark at its end, on the same line.',
    ],
  ])('%s', (expression, sentence) => {
    expect(words(expression)).toBe(sentence);
  });

  it('say something different for every specified error, in full sentences', () => {
    const sentences = new Map<string, Set<string>>();
    for (const { expression } of cases.cases) {
      for (const error of checkFilter(expression, schemas).errors) {
        const sentence = describeFilterFinding(error);
        expect(sentence).toMatch(/^[A-Z“*].*[.?]$/);
        expect(sentence).not.toMatch(/undefined|null|\[object|F\d\d/);
        sentences.set(error.code, (sentences.get(error.code) ?? new Set()).add(sentence));
      }
    }
    expect([...sentences.keys()].sort()).toEqual(
      [
        '01',
        '02',
        '03',
        '04',
        '05',
        '06',
        '07',
        '08',
        '09',
        '10',
        '11',
        '12',
        '13',
        '15',
        '16',
        '17',
        '18',
      ].map((n) => `F${n}`),
    );
    expect(new Set([...sentences.values()].flatMap((set) => [...set])).size).toBeGreaterThan(20);
  });

  it.each([
    [new AppError('R01', { parameter: 'G' }), 'Parameter $G has no value.'],
    [
      new AppError('R02', { parameter: 'g', parameters: ['G'] }),
      'The filter has no parameter “g”; it has $G (names are case-sensitive).',
    ],
    [
      new AppError('R03', { reason: 'not-a-number', parameter: 'P', value: 'cheap' }),
      'Value of $P: “cheap” is not a number.',
    ],
    [new AppError('R04'), 'This filter needs a userId.'],
    [new AppError('R05'), 'This filter needs an itemId, in a request for related items.'],
    [
      new AppError('R06', { reason: 'count', count: 26, limit: 25 }),
      'The request gives 26 parameters; at most 25 are allowed.',
    ],
    [
      new AppError('F19', { reason: 'taken', name: 'seen', length: 4 }),
      'There is already a filter named “seen”.',
    ],
    [
      new AppError('F19', { reason: 'malformed', name: 'seen before', length: 11 }),
      '“seen before” has spaces in it. Use letters, digits, - and _, starting with a letter or digit.',
    ],
    [
      new AppError('F19', { reason: 'malformed', name: 'été', length: 3 }),
      '“été” is not a name the service takes. Use letters, digits, - and _, starting with a letter or digit.',
    ],
  ])('%s', (error, sentence) => {
    expect(describeError(error).what).toBe(sentence);
  });
});

describe('warnings', () => {
  it('name literals that occur nowhere, with what may have been meant', () => {
    expect(warnings('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("purchased")')).toEqual([
      'No Interactions.EVENT_TYPE is “purchased”. Did you mean purchase?',
    ]);
    expect(warnings('EXCLUDE ItemID WHERE Items.GENRES IN ("Drama", "Comdey")')).toEqual([
      'No Items.GENRES is “Comdey”. Did you mean Comedy or comedy?',
    ]);
    expect(warnings('EXCLUDE ItemID WHERE Items.PRICE > 1 IF CurrentUser.TIER IN ("Gold")')).toEqual([
      'No Users.TIER is “Gold”. Did you mean gold?',
    ]);
    expect(warnings('EXCLUDE ItemID WHERE Items.ITEM_ID IN ("x99", "zzz")')).toEqual([
      'No Items.ITEM_ID is “zzz”.',
    ]);
    expect(warnings('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("CLICK")')).toEqual([]);
  });
  it('ask about a comma in an event type', () => {
    const all = warnings('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("click, rating")');
    expect(all[0]).toBe(
      '“click, rating” is one event type with a comma in it. For several, put each in its own quotes.',
    );
  });
  it('say when nothing is left, for anybody', () => {
    expect(warnings('INCLUDE ItemID WHERE Items.PRICE > 1000')).toEqual([
      'This filter lets no item through.',
    ]);
    expect(warnings('EXCLUDE UserID WHERE Users.AGE != 5')).toEqual(['This filter lets no user through.']);
    expect(warnings('INCLUDE ItemID WHERE Items.PRICE > 1')).toEqual([]);
  });
  it('point at the literal', () => {
    const expression = 'EXCLUDE ItemID WHERE Items.GENRES IN ("Comdey")';
    const [warning] = dataWarnings(expression, checkFilter(expression, schemas), tables);
    expect(expression.slice(warning.start, warning.end)).toBe('"Comdey"');
  });
});

describe('near matches', () => {
  it('forgive case, punctuation, a swap, a missing letter and an ending, but not another word', () => {
    const events = ['Purchase', 'click', 'Add to cart', 'view'];
    expect(nearMatches('purchased', events)).toEqual(['Purchase']);
    expect(nearMatches('add_to_cart', events)).toEqual(['Add to cart']);
    expect(nearMatches('cilck', events)).toEqual(['click']);
    expect(nearMatches('clicks', events)).toEqual(['click']);
    expect(nearMatches('return', events)).toEqual([]);
    expect(nearMatches('', events)).toEqual([]);
  });
});
