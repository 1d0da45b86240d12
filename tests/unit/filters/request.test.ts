import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { NO_EVENT_TYPE, type Tables } from '../../../src/domain/columns';
import { add, complement, countOf, emptySet, fullSet, has } from '../../../src/filters/bitset';
import { checkFilter } from '../../../src/filters/check';
import { compileFilter } from '../../../src/filters/compile';
import { parseFilterValue } from '../../../src/filters/values';
import { idsLeft, schemas, tables, type Request } from './fixture';
import { processorMs } from '../../support/processor-time';

/** The AppError of a request, as code and reason. */
function refusal(expression: string, request: Request = {}): string {
  try {
    return `allowed: ${idsLeft(expression, request).join(' ')}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return typeof error.details.reason === 'string' ? `${error.code} ${error.details.reason}` : error.code;
  }
}

const genre = 'INCLUDE ItemID WHERE Items.GENRES IN ($G)';
const price = 'EXCLUDE ItemID WHERE Items.PRICE < $P';

describe('filter values', () => {
  const read = (text: string) => {
    try {
      return parseFilterValue('G', text);
    } catch (error) {
      return error instanceof AppError ? error.code : error;
    }
  };
  it.each<[string, unknown]>([
    ['"comedy","drama"', ['comedy', 'drama']],
    ['"value1, value2"', ['value1, value2']],
    [' comedy ,  dark drama ', ['comedy', 'dark drama']],
    ['"a" , b', ['a', 'b']],
    ['"say \\"hi\\"","back\\\\slash"', ['say "hi"', 'back\\slash']],
    [' "  kept  " ', ['  kept  ']],
    ['""', ['']],
    ['', null],
    [' \t', null],
    ['"a""', 'R03'],
    ['"a""b"', 'R03'],
    ['"a",', 'R03'],
    ['a,', 'R03'],
    [',a', 'R03'],
    ['a,,b', 'R03'],
    ['"a', 'R03'],
    ['a"b"', 'R03'],
    ['"a" b', 'R03'],
    ['"a\\"', 'R03'],
    ["'a'", ["'a'"]],
    ['購入,ñ', ['購入', 'ñ']],
  ])('%s → %j', (text, values) => {
    expect(read(text)).toEqual(values);
  });

  it('take time in proportion to their length, whatever they hold', () => {
    for (const text of [
      '"'.repeat(1000),
      '\\'.repeat(1000),
      ' '.repeat(999) + 'a',
      'a '.repeat(500),
      '"\\'.repeat(500),
    ]) {
      const started = processorMs();
      read(text);
      expect(processorMs() - started).toBeLessThan(1000);
    }
  });
});

describe('what a request may bring', () => {
  it('R01: an INCLUDE needs all its values, also those of IF', () => {
    expect(refusal('INCLUDE ItemID WHERE Items.PRICE > 1 IF CurrentUser.AGE > $A', { user: 'u1' })).toBe(
      'R01',
    );
    expect(refusal(`${genre} | INCLUDE ItemID WHERE Items.YEAR > 2000`)).toBe('R01');
  });
  it('R02: a name the filter does not have, and names of object prototypes', () => {
    expect(refusal(genre, { values: { G: '"a"', H: '"b"' } })).toBe('R02');
    expect(refusal(genre, { values: { G: '"a"', toString: '"b"' } })).toBe('R02');
  });
  it('R03: malformed values count even where their expression is skipped', () => {
    expect(refusal(`${price} IF CurrentUser.AGE > 900`, { user: 'u1', values: { P: 'cheap' } })).toBe(
      'R03 not-a-number',
    );
    expect(refusal(price, { values: { P: '5,10' } })).toBe('R03 several');
    expect(refusal(price, { values: { P: '""' } })).toBe('R03 not-a-number');
    expect(refusal(price, { values: { P: '0x10' } })).toBe('R03 not-a-number');
    expect(refusal(price, { values: { P: 'Infinity' } })).toBe('R03 not-a-number');
    expect(refusal(price, { values: { P: '1e999' } })).toBe('R03 not-a-number');
    expect(
      refusal('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($E)', {
        user: 'u1',
        values: { E: '"*","click"' },
      }),
    ).toBe('R03 star');
  });
  it('R04: a userId for Interactions and CurrentUser, before anything is skipped', () => {
    expect(refusal('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($E)')).toBe('R04');
    expect(refusal('INCLUDE ItemID WHERE Items.PRICE > 1 IF CurrentUser.AGE > 1')).toBe('R04');
    expect(refusal('EXCLUDE UserID WHERE Interactions.EVENT_TYPE IN (*)')).toBe('allowed: u5');
  });
  it('R05: an itemId for CurrentItem; an unknown item has null fields', () => {
    expect(refusal('EXCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE')).toBe('R05');
    expect(idsLeft('INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE', { item: 'nowhere' })).toEqual([]);
    expect(
      idsLeft('EXCLUDE ItemID WHERE Items.GENRES NOT IN CurrentItem.GENRES', { item: 'nowhere' }),
    ).toEqual([]);
    expect(idsLeft('INCLUDE ItemID WHERE Items.PRICE != CurrentItem.PRICE', { item: 'x99' })).toHaveLength(
      13,
    );
  });
  it('R06: limits on number, names and lengths', () => {
    const many = Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`P${i}`, '1']));
    expect(refusal(genre, { values: many })).toBe('R06 count');
    expect(refusal(genre, { values: { ['P'.repeat(51)]: '1' } })).toBe('R06 name');
    expect(refusal(genre, { values: { G: 'x'.repeat(1001) } })).toBe('R06 value');
    expect(refusal(genre, { values: { G: 'x'.repeat(1000) } })).toBe('allowed: ');
  });
  it('R07: the target must fit what is asked for', () => {
    const users = compileFilter(checkFilter('INCLUDE UserID WHERE Users.AGE > 1', schemas).filter!, tables);
    const items = compileFilter(checkFilter('INCLUDE ItemID WHERE Items.PRICE > 1', schemas).filter!, tables);
    expect(() => users.itemsFor({})).toThrow('R07');
    expect(() => items.usersFor({})).toThrow('R07');
  });
});

describe('semantics beyond the table of cases', () => {
  it('gives the caller a set of its own each time', () => {
    const compiled = compileFilter(
      checkFilter('INCLUDE ItemID WHERE Items.PRICE > 12', schemas).filter!,
      tables,
    );
    compiled.itemsFor({}).fill(0);
    expect(countOf(compiled.itemsFor({}))).toBe(3);
  });
  it('compares the current user by id, and an item with itself', () => {
    expect(
      idsLeft('INCLUDE ItemID WHERE Items.PRICE > 12 IF CurrentUser.USER_ID IN ("u1")', { user: 'u1' }),
    ).toHaveLength(3);
    expect(
      idsLeft('INCLUDE ItemID WHERE Items.PRICE > 12 IF CurrentUser.USER_ID IN ("u1")', { user: 'u2' }),
    ).toHaveLength(13);
    expect(
      idsLeft('EXCLUDE ItemID WHERE Items.ITEM_ID IN CurrentItem.ITEM_ID', { item: 'x99' }),
    ).toHaveLength(12);
  });
  it('treats NOT IN and != of IF as complements too', () => {
    expect(
      idsLeft('INCLUDE ItemID WHERE Items.PRICE > 12 IF CurrentUser.AGE != 34', { user: 'u3' }),
    ).toHaveLength(3);
    expect(
      idsLeft('INCLUDE ItemID WHERE Items.PRICE > 12 IF CurrentUser.AGE != 34', { user: 'u1' }),
    ).toHaveLength(13);
    expect(
      idsLeft('INCLUDE ItemID WHERE Items.PRICE > 12 IF CurrentUser.TIER NOT IN ("beta")', { user: 'zz' }),
    ).toHaveLength(3);
  });
  it('uses one parameter in several places', () => {
    const filter = 'INCLUDE ItemID WHERE Items.PRICE > $N | INCLUDE ItemID WHERE Items.YEAR = $N';
    expect(idsLeft(filter, { values: { N: '1970' } })).toEqual(['m12']);
  });
});

describe('kinds of columns', () => {
  const string = (name: string, categorical = false) => ({
    name,
    type: ['null', 'string'] as const,
    categorical,
  });
  const fields = [
    string('ITEM_ID'),
    string('SKU'),
    string('BRAND', true),
    { name: 'SIZE', type: 'float' as const },
  ];
  const group = { ...schemas, ITEMS: { ...schemas.ITEMS!, fields } };
  const data: Tables = {
    ...withEvents([['x', 1, 'click']]),
    itemIds: ['x', 'a', 'b', 'c'],
    // Rows in another order than the items; x has none.
    items: {
      nRows: 3,
      entityIdx: Int32Array.of(3, 1, 2),
      columns: [
        { kind: 'text', name: 'SKU', values: ['s3', null, 's|2'], textual: false },
        {
          kind: 'code',
          name: 'BRAND',
          codes: Int32Array.of(1, -1, 0),
          vocabulary: ['B', 'C'],
          categorical: true,
        },
        { kind: 'number', name: 'SIZE', values: Float32Array.of(0, 0, 2.5), nulls: Uint8Array.of(0b010) },
      ],
    },
  };
  const left = (condition: string, item?: number) => {
    const set = compileFilter(checkFilter(`INCLUDE ItemID WHERE ${condition}`, group).filter!, data).itemsFor(
      {
        userIdx: 0,
        itemIdx: item,
      },
    );
    return data.itemIds.filter((_, i) => has(set, i)).join('');
  };
  it.each([
    ['Items.SKU IN ("s|2", "s")', 'b'],
    ['Items.SKU NOT IN ("s3")', 'xab'],
    ['Items.BRAND IN ("B")', 'b'],
    ['Items.BRAND NOT IN ("B")', 'xac'],
    ['Items.SIZE = 0', 'c'],
    ['Items.SIZE != 0', 'xab'],
    ['Items.SIZE >= 0', 'bc'],
    ['Items.ITEM_ID IN ("x", "b", "nowhere")', 'xb'],
  ])('%s leaves %s', (condition, ids) => {
    expect(left(condition)).toBe(ids);
  });
  it('read the current item from every kind', () => {
    expect(left('Items.SKU IN CurrentItem.SKU', 2)).toBe('b');
    expect(left('Items.BRAND IN CurrentItem.BRAND', 3)).toBe('c');
    expect(left('Items.BRAND NOT IN CurrentItem.BRAND', 1)).toBe('xabc');
    expect(left('Items.SIZE < CurrentItem.SIZE', 2)).toBe('c');
    expect(left('Items.SIZE < CurrentItem.SIZE', 1)).toBe('');
  });
  it('refuse data that do not fit their schema', () => {
    const odd = { ...group, ITEMS: { ...group.ITEMS, fields: [string('SIZE'), string('GONE')] } };
    for (const field of ['SIZE', 'GONE']) {
      const { filter } = checkFilter(`INCLUDE ItemID WHERE Items.${field} IN ("a")`, odd);
      expect(() => compileFilter(filter!, data).itemsFor({})).toThrow('INTERNAL');
    }
  });
});

/** Interactions of one user, as [item, second, type or null]. */
function withEvents(events: readonly (readonly [string, number, string | null])[]): Tables {
  const itemIds = [...new Set(events.map(([item]) => item))];
  const eventTypes = [...new Set(events.flatMap(([, , type]) => (type === null ? [] : [type])))];
  return {
    userIds: ['u'],
    itemIds,
    items: null,
    users: null,
    interactions: {
      nRows: events.length,
      userIdx: new Int32Array(events.length),
      itemIdx: Int32Array.from(events, ([item]) => itemIds.indexOf(item)),
      timestampSec: Float64Array.from(events, ([, second]) => second),
      eventType: Uint16Array.from(events, ([, , type]) =>
        type === null ? NO_EVENT_TYPE : eventTypes.indexOf(type),
      ),
      eventTypes,
      columns: [],
    },
  };
}

describe('the window of newest events', () => {
  const include = (types: string, data: Tables, limit?: number) => {
    const { filter } = checkFilter(`INCLUDE ItemID WHERE Interactions.EVENT_TYPE ${types}`, schemas);
    const set = compileFilter(filter!, data).itemsFor({
      userIdx: 0,
      maxInteractionsPerUserPerEventType: limit,
    });
    return data.itemIds.filter((_, i) => has(set, i));
  };
  it('holds the 100 newest of each type', () => {
    const clicks = Array.from({ length: 150 }, (_, i) => [`c${i}`, 1000 - i, 'click'] as const);
    const watches = Array.from({ length: 90 }, (_, i) => [`w${i}`, i, 'watch'] as const);
    const data = withEvents([...clicks, ...watches]);
    expect(include('IN ("click")', data)).toEqual(clicks.slice(0, 100).map(([item]) => item));
    expect(include('IN ("watch")', data)).toHaveLength(90);
    expect(include('IN (*)', data)).toHaveLength(190);
    expect(include('NOT IN ("watch")', data)).toHaveLength(100);
  });
  it('breaks ties of time by the later row', () => {
    const data = withEvents([
      ['a', 5, 'click'],
      ['b', 5, 'click'],
      ['c', 4, 'click'],
    ]);
    expect(include('IN ("click")', data, 1)).toEqual(['b']);
    expect(include('IN ("click")', data, 2)).toEqual(['a', 'b']);
  });
  it('counts types that differ only in case together', () => {
    const data = withEvents([
      ['a', 1, 'Click'],
      ['b', 2, 'click'],
      ['c', 3, 'CLICK'],
    ]);
    expect(include('IN ("click")', data, 2)).toEqual(['b', 'c']);
  });
  it('counts events without a type for *, and as "not listed", but never as listed', () => {
    const data = withEvents([
      ['a', 1, null],
      ['b', 2, 'click'],
    ]);
    expect(include('IN (*)', data)).toEqual(['a', 'b']);
    expect(include('IN ("click")', data)).toEqual(['b']);
    expect(include('NOT IN ("click")', data)).toEqual(['a']);
    expect(include('NOT IN (*)', data)).toEqual([]);
  });
});

describe('bit sets', () => {
  it('keep to their size and count right', () => {
    for (const size of [0, 1, 31, 32, 33, 64, 100]) {
      expect(countOf(fullSet(size))).toBe(size);
      expect(countOf(complement(fullSet(size), size))).toBe(0);
      const odd = emptySet(size);
      for (let i = 1; i < size; i += 2) add(odd, i);
      expect(countOf(odd)).toBe(Math.floor(size / 2));
      expect(countOf(complement(odd, size))).toBe(Math.ceil(size / 2));
    }
  });
});
