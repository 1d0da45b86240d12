import { cleanup, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { RecommendationList } from '../../src/domain/recommendations';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi } from '../support/fake-api';
import { showFilms } from '../support/show-films';

afterEach(() => {
  cleanup();
  location.hash = '';
});

async function open(visit?: RecommendationList['visit']): Promise<void> {
  const { getRecommendations } = fakeApi();
  const ofVisit = async (...asked: Parameters<typeof getRecommendations>): Promise<RecommendationList> => ({
    ...(await getRecommendations(...asked)),
    visit,
  });
  await showFilms(UserView, fakeApi({ methods: { getRecommendations: ofVisit } }));
  await screen.findByText(/scores of all .+ add up to 1/);
}

it.each([
  ['next', 'next visit', /For their next visit.*: the last one is over\./],
  ['this', 'visit', /For the visit.* that is still going on\./],
] as const)('says that a list is for the %s visit, and what a visit is', async (visit, words, sentence) => {
  await open(visit);
  const term = screen.getByRole('button', { name: words });
  expect(term.closest('p')?.textContent).toMatch(sentence);
  await userEvent.setup().click(term);
  expect(screen.getByText(/less than half a day between two events/)).toBeVisible();
});

it('says nothing of visits where a recipe does not tell them apart', async () => {
  await open();
  expect(screen.queryByText(/visit(s)?\b.*(over|going on)/)).toBeNull();
  expect(screen.queryByRole('button', { name: /visit$/ })).toBeNull();
});
