import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { sharedOf } from '../../src/page/views/user/shared';
import Recommendations from '../../src/page/views/user/Recommendations.svelte';
import { fakeApi } from '../support/fake-api';

it('an item that stands in the list beside this one says at which rank, from 1', async () => {
  const list = await fakeApi().getRecommendations({
    solutionVersionArn: 'aws-popularity-count',
    userId: '1',
  });
  const [first, second, third] = list.items;
  const left = { ...list, items: [first, second, third] };
  const shared = sharedOf(left, { ...list, items: [third, first] });
  expect(shared.pairs).toEqual([
    { itemId: first.itemId, left: 1, right: 2 },
    { itemId: third.itemId, left: 3, right: 1 },
  ]);
  const nouns = { thing: 'film', item: 'film', items: 'films' } as const;
  render(Recommendations, {
    list: left,
    title: 'For this person',
    nouns,
    elsewhere: shared.rightRanks,
    busy: false,
    tone: 'a',
  });
  const said = screen
    .getAllByRole('listitem')
    .map((row) => /other list at rank\s*→\s*(\d+)/.exec(row.textContent ?? '')?.[1]);
  expect(said).toEqual(['2', undefined, '1']);
});
