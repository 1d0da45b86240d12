import { expect, test } from 'vitest';
import { parametersOf } from '../../../src/views/campaigns/form';
import { placesOf } from '../../../src/views/campaigns/places';

test('parameters of a filter are those outside its texts, once each', () => {
  expect(
    parametersOf(
      'INCLUDE ItemID WHERE Items.A IN ($G) | EXCLUDE ItemID WHERE Items.B IN ("$no") AND Items.C > $P AND Items.A IN ($G)',
    ),
  ).toEqual(['G', 'P']);
});

test('a place says how far it has moved since the list before', () => {
  const list = (...ids: string[]) =>
    ids.map((itemId) => ({ itemId, metadata: { TITLE: itemId.toUpperCase() } }));
  const first = placesOf(list('a', 'b', 'c'), [], 'TITLE');
  expect(first.map(({ title, moved }) => [title, moved])).toEqual([
    ['A', 0],
    ['B', 0],
    ['C', 0],
  ]);
  const second = placesOf(list('c', 'x', 'a'), first, null);
  expect(second.map(({ title, moved }) => [title, moved])).toEqual([
    ['c', 2],
    ['x', null],
    ['a', -2],
  ]);
});
