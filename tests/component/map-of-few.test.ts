import { screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import MapView from '../../src/page/views/map/MapView.svelte';
import { fakeApi } from '../support/fake-api';
import { itemMap } from '../support/fake-item-map';
import { showFilms } from '../support/show-films';

afterEach(() => {
  location.hash = '';
});

const note = () => screen.findByText(/^Near here does not always mean similar/);

it('says how much of what is alike lies near only where there is more than what lies near', async () => {
  await showFilms(MapView, fakeApi());
  expect(await note()).not.toHaveTextContent('among the 30 nearest');
});

it('says it of more', async () => {
  const few = itemMap(1);
  const copies = [few, few, few];
  const many = {
    ...few,
    items: copies.flatMap(({ items }, copy) =>
      items.map((item) => ({ ...item, itemId: `${item.itemId}-${copy}` })),
    ),
    x: Float32Array.from(copies.flatMap(({ x }) => [...x])),
    y: Float32Array.from(copies.flatMap(({ y }) => [...y])),
    neighbours: Int32Array.from(copies.flatMap(({ neighbours }) => [...neighbours])),
    likeness: Float32Array.from(copies.flatMap(({ likeness }) => [...likeness])),
  };
  await showFilms(MapView, fakeApi({ methods: { itemMap: async () => many } }));
  expect(await note()).toHaveTextContent('95 % lie among the 30 nearest');
});
