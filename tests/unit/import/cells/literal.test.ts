import { describe, expect, it } from 'vitest';
import { readLiteral } from '../../../../src/import/cells/literal';

const whole = (text: string): unknown => {
  const read = readLiteral(text);
  return read?.whole === true ? read.value : undefined;
};

describe('lists and records as texts', () => {
  it.each([
    [`[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': "Conan O'Brien"}]`, [{ id: 16, name: 'Animation' }, { id: 35, name: "Conan O'Brien" }]], // prettier-ignore
    ['[{"id": 16, "name": "Ani\\u00e9"}]', [{ id: 16, name: 'Anié' }]],
    [`["st-patrick's-day", 'it\\'s', 'a\\nb', '\\x41']`, ["st-patrick's-day", "it's", 'a\nb', 'A']],
    [`{'a': None, 'b': True, 'c': nan, 'd': u'x', "e": -1.5e3, 'f': ()}`, { a: null, b: true, c: null, d: 'x', e: -1500, f: [] }], // prettier-ignore
    [`['Action' 'Indie'\n 'RPG']`, ['Action', 'Indie', 'RPG']],
    ["{'a', 'b'}", ['a', 'b']],
    ["array(['a', 'b'], dtype=object)", undefined],
    ["[Decimal('1.5'), datetime.date(1995, 1, 1)]", ['1.5', 1995]],
    ['[12345678901234567890, 1_000]', ['12345678901234567890', 1000]],
    ['[]', []],
    ['{}', {}],
  ])('reads %s', (text, value) => {
    expect(whole(text)).toEqual(value);
  });

  it.each(['[REC]', '[Deleted user]', '(500) Days of Summer', 'plain', '', '{', '['])(
    'takes %j for none',
    (text) => {
      expect(whole(text)).toBeUndefined();
    },
  );

  it('reads what breaks off up to there, and says so', () => {
    expect(readLiteral(`[{'id': 18, 'name': 'Drama'}, {'id': 35, 'name': 'Com`)).toEqual({
      value: [{ id: 18, name: 'Drama' }],
      whole: false,
    });
    expect(readLiteral('[1, 2] and more')).toMatchObject({ whole: false });
    expect(readLiteral(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toBeNull();
  });

  it('keeps the names of records to themselves', () => {
    expect(Object.keys(whole(`{'__proto__': {'x': 1}, 'y': 2}`) as object)).toEqual(['__proto__', 'y']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('reads no more elements than are asked for', () => {
    expect(readLiteral(`[${'"x", '.repeat(1000)}`, 2)).toEqual({ value: ['x', 'x'], whole: false });
  });
});
