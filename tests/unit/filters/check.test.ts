import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/filters/check';
import { refuseFilterName } from '../../../src/filters/filter-name';
import { faultOf, schemas } from './fixture';

const item = (condition: string) => `INCLUDE ItemID WHERE ${condition}`;
const user = (condition: string) => `INCLUDE UserID WHERE ${condition}`;

/** Rule by rule: expression, and code (with reason) or null where it is allowed. */
const rules: readonly (readonly [expression: string, fault: string | null])[] = [
  [' \n\t ', 'F01 empty'],
  [item('Items.PRICE > 1').padEnd(2500), null],
  [item('Items.PRICE > 1').padEnd(2501), 'F01 long'],
  // F02: syntax.
  ['INCLUDE', 'F02 unexpected'],
  ['SELECT ItemID WHERE Items.PRICE > 1', 'F02 unexpected'],
  ['INCLUDE Item WHERE Items.PRICE > 1', 'F02 unexpected'],
  [item('Items.PRICE == 1'), 'F02 unexpected'],
  [item('Items.PRICE <> 1'), 'F02 unexpected'],
  [item('Items.PRICE ! = 1'), 'F02 symbol'],
  [item('Items.PRICE IS NULL'), 'F02 unexpected'],
  [item('NOT Items.PRICE > 1'), 'F02 unexpected'],
  [item('Items.PRICE > 1 AND'), 'F02 unexpected'],
  [item('Items.PRICE > 1 OR OR Items.YEAR > 1'), 'F02 unexpected'],
  [item('Items.PRICE > 1 extra'), 'F02 unexpected'],
  [item('Items.PRICE > 1 || ') + item('Items.YEAR > 1'), 'F02 unexpected'],
  ['| ' + item('Items.PRICE > 1'), 'F02 unexpected'],
  [item('Items.PRICE > 5abc'), 'F02 symbol'],
  [item('Items.PRICE > - 5'), 'F02 symbol'],
  [item('Items.PRICE > .'), 'F02 unexpected'],
  [item('Items.PRICE > 1e999'), 'F02 symbol'],
  [item('Items.PRICE > Items.YEAR'), 'F02 unexpected'],
  [item('Items.PRICE > 5)'), 'F02 unexpected'],
  [item('Items.GENRES IN "Comedy"'), 'F02 unexpected'],
  [item('Items.GENRES IN $G'), 'F02 unexpected'],
  [item('Items.GENRES IN ("a" "b")'), 'F02 unexpected'],
  [item('Items.GENRES IN ("a",)'), 'F02 unexpected'],
  [item('Items.GENRES IN (Comedy)'), 'F02 unexpected'],
  [item('Items.GENRES IN ("a'), 'F02 string-open'],
  [item('Items.GENRES IN ("a\nb")'), 'F02 string-open'],
  [item('Items.GENRES IN ("a\\'), 'F02 string-open'],
  [item('Items.GENRES IN (“Comedy”)'), 'F02 symbol'],
  [item('Items.GENRES IN ($)'), 'F02 symbol'],
  [item(`Items.GENRES IN ($${'p'.repeat(51)})`), 'F02 symbol'],
  [item(`Items.GENRES IN ($${'p'.repeat(50)})`), null],
  [item('Items.GENRES NOT ("a")'), 'F02 unexpected'],
  [item('Items GENRES IN ("a")'), 'F02 unexpected'],
  [item('Items.GENRES'), 'F02 unexpected'],
  ['INCLUDE ItemID IF CurrentUser.AGE > 1', 'F02 unexpected'],
  [item('Items.PRICE > 1 IF'), 'F02 unexpected'],
  // White space may stand between any two tokens, or nowhere at all.
  ['INCLUDE\tItemID\nWHERE\r\nItems . GENRES NOT\nIN ( "a" ,\t"b" )', null],
  ['INCLUDE ItemID WHERE Items.PRICE>1AND Items.YEAR<=2', 'F02 symbol'],
  ['INCLUDE ItemID WHERE Items.PRICE>=+1. AND Items.YEAR!=-2E+3', null],
  ['include ITEMID where ITEMS.genres in ("a") if currentuser.age > 1', null],
  // F03 to F06: datasets and targets.
  [item('Product.PRICE > 1'), 'F03 unknown'],
  [user('Items.PRICE > 1'), 'F06 dataset'],
  [item('Users.AGE > 1'), 'F06 dataset'],
  ['INCLUDE ActionID WHERE Items.PRICE > 1', 'F06 dataset'],
  [item('Interactions.EVENT_TYPE IN ("a") AND Items.PRICE > 1'), 'F05'],
  [item('Items.PRICE > 1 OR Users.AGE > 1'), 'F05'],
  [user('Users.AGE > 1 OR Interactions.EVENT_TYPE IN ("a")'), 'F05'],
  [user('Interactions.EVENT_TYPE IN ("a")'), null],
  [item('Items.COLOUR IN ("a")'), 'F04'],
  // F07: operators and types.
  [item('Items.PRICE LIKE "a"'), 'F07 no-such-operator'],
  [item('Items.LABEL = "A"'), 'F07 text-compared'],
  [item('Items.GENRES = $G'), 'F07 text-compared'],
  [item('Items.ITEM_ID > 5'), 'F07 text-compared'],
  [item('Items.PRICE IN ($P)'), 'F07 number-listed'],
  [item('Items.CREATION_TIMESTAMP NOT IN ("1")'), 'F07 number-listed'],
  [item('Items.GENRES IN ("a", 5)'), 'F07 number-in-list'],
  [item("Items.PRICE != '5'"), 'F07 number-quoted'],
  [item('Interactions.EVENT_TYPE = "click"'), 'F07 text-compared'],
  [item('Items.PRICE IN CurrentItem.PRICE'), 'F07 number-listed'],
  [item('Items.IS_KIDS = 1'), 'F08'],
  [item('Items.DESCRIPTION NOT IN ("a")'), 'F09'],
  // F10 and F11: placeholders and stars.
  [item('Items.GENRES NOT_IN ($G)'), 'F10 not-in'],
  [item('Items.GENRES IN ("a", $G)'), 'F10 mixed'],
  [item('Items.GENRES IN ($G, "a")'), 'F10 mixed'],
  [item("Items.GENRES IN ('$G')"), 'F10 quoted'],
  [item('Items.PRICE > "$P"'), 'F10 quoted'],
  [item('Items.GENRES IN ("$5.00")'), null],
  [item('Items.PRICE > 1 IF CurrentUser.TIER NOT IN ($T)'), 'F10 not-in'],
  [item('Items.GENRES IN (*)'), 'F11'],
  [item('Items.PRICE > *'), 'F11'],
  [item('Interactions.EVENT_TYPE IN ("*", "click")'), 'F11'],
  [item('Interactions.EVENT_TYPE IN ("click", *)'), 'F11'],
  [item('Interactions.EVENT_TYPE NOT IN (*)'), null],
  [item('Items.PRICE > 1 IF CurrentUser.TIER IN ("*")'), 'F11'],
  // F12 to F15: where things may stand.
  [item('Items.PRICE > 1 IF CurrentUser.AGE > 1 IF CurrentUser.AGE < 9'), 'F12 twice'],
  [item('Items.PRICE > 1 IF CurrentUser.AGE > 1 OR CurrentUser.AGE < 9'), 'F12 or'],
  [item('Items.PRICE > 1 IF CurrentUser.AGE > 1 AND Items.PRICE < 9'), 'F12 dataset'],
  [item('Items.PRICE > 1 IF Nothing.AGE > 1'), 'F12 dataset'],
  [user('Users.AGE > 1 IF CurrentUser.AGE > 1'), 'F12 users'],
  [item('Items.PRICE > 1 IF CurrentUser.AGE > 1 | ') + item('Items.YEAR > 1 IF CurrentUser.AGE < 9'), null],
  [item('Items.PRICE > CurrentUser.AGE'), 'F13'],
  [item('Items.PRICE > 1 AND CurrentUser.AGE > 1'), 'F13'],
  [item('CurrentItem.PRICE > 1'), 'F14 left'],
  [item('Interactions.EVENT_TYPE IN CurrentItem.GENRES'), 'F14 dataset'],
  [user('Users.AGE > CurrentItem.PRICE'), 'F14 dataset'],
  [item('Items.PRICE > 1 IF CurrentItem.PRICE > 1'), 'F14 if'],
  [item('Items.PRICE > 1 IF CurrentUser.AGE > CurrentItem.YEAR'), 'F14 if'],
  [item('Items.GENRES IN (CurrentItem.GENRES)'), 'F14 parentheses'],
  [item('Items.PRICE < CurrentItem.GENRES'), 'F14 kind'],
  [item('Items.GENRES NOT IN CurrentItem.STUDIO'), null],
  [item('Items.PRICE < CurrentItem.COST'), 'F04'],
  [item('Items.PRICE < CurrentItem.IS_KIDS'), 'F08'],
  [item('Interactions.EVENT_VALUE > 1'), 'F15'],
  [item('Interactions.WHATEVER > 1'), 'F15'],
  // F17 and F18.
  ['EXCLUDE UserID WHERE Users.AGE > 1 | ' + item('Items.PRICE > 1'), 'F17'],
  ['(' + item('Items.PRICE > 1') + ')', 'F18'],
  [item('Items.PRICE > (1)'), 'F18'],
  [item('Items.PRICE > 1 IF (CurrentUser.AGE > 1)'), 'F18'],
  // The first fault in the text counts, whichever stage finds it.
  [item('Items.COLOUR IN ("a") |'), 'F04'],
  [item('Items.PRICE > "5" AND Items.PRICE BETWEEN 1 AND 2'), 'F07 number-quoted'],
  [item('Items.PRICE BETWEEN 1 AND 2 OR Items.COLOUR > 1'), 'F07 no-such-operator'],
];

describe('checking an expression', () => {
  it.each(rules)('%s → %s', (expression, fault) => {
    expect(faultOf(expression)).toBe(fault);
  });

  it('counts the distinct fields of the filter: ten pass, eleven do not', () => {
    const ten = item(
      'Items.ITEM_ID IN ("a") OR Items.GENRES IN ("a") OR Items.YEAR > 1 OR Items.PRICE > CurrentItem.PRICE OR Items.STUDIO IN ("a") OR Items.IN_STOCK IN ("a") OR Items.LABEL IN ("a") OR Items.genres IN ("b") IF CurrentUser.AGE > 1 AND CurrentUser.TIER IN ("a") AND CurrentUser.COUNTRY IN ("a")',
    );
    expect(faultOf(ten)).toBeNull();
    expect(checkFilter(ten, schemas).filter?.fields).toHaveLength(10);
    const eleven = ten.replace('Items.YEAR > 1', 'Items.YEAR > CurrentItem.CREATION_TIMESTAMP');
    expect(faultOf(eleven)).toBe('F16');
    expect(checkFilter(eleven, schemas).errors[0].details).toMatchObject({
      count: 11,
      limit: 10,
      scope: 'filter',
    });
  });

  it('counts the distinct fields of the whole group: twenty pass, twenty-one do not', () => {
    const others = Array.from({ length: 19 }, (_, i) => `Items.F${i}`);
    expect(faultOf(item('Items.PRICE > 1'), others)).toBeNull();
    expect(faultOf(item('Items.PRICE > 1'), [...others, 'Items.PRICE'])).toBeNull();
    expect(faultOf(item('Items.PRICE > 1 AND Items.YEAR > 1'), others)).toBe('F16');
  });

  it('says where: offsets from 0, position, line and column from 1', () => {
    const [error] = checkFilter('INCLUDE ItemID\nWHERE Items.GENRE IN ("a")', schemas).errors;
    expect(error).toMatchObject({ code: 'F04', start: 27, end: 32, position: 28, line: 2, column: 13 });
    expect(error.details).toMatchObject({ dataset: 'Items', field: 'GENRE', near: ['GENRES'] });
  });

  it('refuses datasets that the group does not have', () => {
    const { INTERACTIONS } = schemas;
    const code = (expression: string, group = { INTERACTIONS }) =>
      checkFilter(expression, group).errors[0]?.code;
    expect(code(item('Items.PRICE > 1'))).toBe('F03');
    expect(code(user('Users.AGE > 1'))).toBe('F03');
    expect(code(item('Interactions.EVENT_TYPE IN ("a") IF CurrentUser.AGE > 1'))).toBe('F03');
    expect(code(item('Interactions.EVENT_TYPE IN ("a")'))).toBeUndefined();
    expect(checkFilter(item('Interactions.EVENT_TYPE IN (*)'), {}).errors[0]?.code).toBe('F03');
  });

  it('takes * for "any event" where Interactions have no event types, and nothing else', () => {
    const fields = schemas.INTERACTIONS!.fields.filter((field) => field.name !== 'EVENT_TYPE');
    const group = { INTERACTIONS: { ...schemas.INTERACTIONS!, fields } };
    expect(checkFilter('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")', group).errors).toEqual([]);
    expect(checkFilter('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)', group).errors).toEqual([]);
    const [error] = checkFilter('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("click")', group).errors;
    expect(error.code).toBe('F04');
  });

  it('lists parameters and fields by their own names, and what a request must bring', () => {
    const { filter } = checkFilter(
      'EXCLUDE ItemID WHERE items.genres IN ($G) AND items.Price < $P | INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($G) IF CurrentUser.age = $A',
      schemas,
    );
    expect(filter).toMatchObject({
      target: 'ItemID',
      parameters: ['G', 'P', 'A'],
      fields: ['Items.GENRES', 'Items.PRICE', 'Interactions.EVENT_TYPE', 'Users.AGE'],
      needsUser: true,
      needsItem: false,
    });
    expect(JSON.parse(JSON.stringify(filter))).toEqual(filter);
  });
});

describe('filter names', () => {
  const reason = (name: string, taken: string[] = [], n = 0) =>
    refuseFilterName(name, taken, n)?.details.reason ?? null;
  it('are 1 to 63 letters, digits, hyphens and underscores, not starting with a sign, and free', () => {
    expect(reason('seen-before_2')).toBeNull();
    expect(reason('7')).toBeNull();
    expect(reason('a'.repeat(63))).toBeNull();
    expect(reason('a'.repeat(64))).toBe('long');
    expect(reason('')).toBe('missing');
    expect(reason('-seen')).toBe('malformed');
    expect(reason('seen before')).toBe('malformed');
    expect(reason('seen', ['other', 'seen'])).toBe('taken');
    expect(reason('seen', ['Seen'])).toBeNull();
    expect(reason('seen', [], 9)).toBeNull();
    expect(reason('seen', [], 10)).toBe('too-many');
    expect(refuseFilterName('', [], 0)?.code).toBe('F19');
  });
});
