import { describe, expect, it } from 'vitest';
import { listsIn, takenOf } from '../../../../src/import/cells/lists-in-cells';

const GENRES = [`[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]`, '[]', 'nan', ''];
const WIFI = `{'WiFi': "u'free'", 'BikeParking': 'True', 'Ambience': None, 'HappyHour': False, 'BusinessParking': "{'garage': False, 'street': True}", 'Price': '2'}`;

describe('lists in cells', () => {
  it.each([
    [GENRES, { takes: 'names', length: 2 }],
    [[WIFI, ''], { takes: 'names', length: 4 }],
    [['[51.5, 0.0, 13.0]', '[1, 2, 3]'], { takes: 'numbers', length: 3 }],
    [['[51.5, 0.0, 13.0]', '[1, 2]'], { takes: 'names', length: 3 }],
    [[`['Make a choice and proceed with the whole recipe.', 'Do not ever overcook what you season.']`], { takes: 'words', length: 2 }], // prettier-ignore
    [['[REC]', 'Heat', 'Alien'], null],
    [['[REC]', '[Rec] 2'], null],
    [['', 'nan'], null],
    [['{3F2504E0-4F89-11D3-9A0C-0305E82C3301}', '{4A2504E0-4F89-11D3-9A0C-0305E82C3301}'], null],
  ])('are told by %j', (cells, told) => {
    expect(listsIn(cells)).toEqual(told);
  });

  it.each([
    [GENRES[0], 'names', 'Animation|Comedy'],
    [`{'id': 10194, 'name': 'Toy Story Collection', 'poster_path': None}`, 'names', 'Toy Story Collection'],
    [`[{'iso_639_1': 'fr', 'name': 'Français'}]`, 'names', 'Français'],
    [`[{'id': 3, 'job': 'Director'}]`, 'names', 'Director'],
    [`['60-minutes-or-less', 'a|b', 'a b', '60-minutes-or-less']`, 'names', '60-minutes-or-less|a b'],
    [WIFI, 'names', 'WiFi: free|BikeParking|BusinessParking.street|Price: 2'],
    [`{'FPS': 9000, 'Puzzle': 0}`, 'names', 'FPS'],
    ['[51.5, 0.0]', 2, '0'],
    ['[51.5]', 2, ''],
    [`[{'id': 18, 'name': 'Dra`, 'names', ''],
    ['no list', 'names', ''],
    ['nan', 'names', ''],
  ] as const)('of %s takes %s: %s', (cell, takes, text) => {
    expect(takenOf(cell, takes)).toBe(text);
  });

  it('takes the first of many, and no more than a field holds', () => {
    const cast = (names: readonly string[]): string =>
      JSON.stringify(names.map((name, order) => ({ name, order })));
    const many = Array.from({ length: 313 }, (_, i) => `n${i}`);
    expect(takenOf(cast(many), 'names').split('|')).toEqual(many.slice(0, 20));
    expect(takenOf(cast(many.map((name) => name.repeat(100))), 'names').length).toBeLessThanOrEqual(1000);
  });
});
