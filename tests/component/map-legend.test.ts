import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import Legend from '../../src/page/views/map/Legend.svelte';

const kinds = [
  { name: 'Kitchen', items: 30 },
  { name: 'Garden', items: 20 },
];
const called = (category: string): string => category;

it('names only colours that the map has', () => {
  render(Legend, { kinds, others: false, several: false, called });
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent.trim())).toEqual([
    'Kitchen 30',
    'Garden 20',
  ]);
  expect(screen.queryByText(/several kinds/)).toBeNull();
});

it('says which colour an item of several kinds has', () => {
  render(Legend, { kinds, others: true, several: true, called });
  expect(screen.getAllByRole('listitem').at(-1)).toHaveTextContent('other');
  expect(screen.getByText('An item of several kinds has the colour of the most common one.')).toBeVisible();
});
