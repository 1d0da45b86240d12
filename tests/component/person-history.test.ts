import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors';
import type { UserHistory } from '../../src/domain/recommendations';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi } from '../support/fake-api';
import { history } from '../support/fake-data';
import { showFilms } from '../support/show-films';

afterEach(() => {
  location.hash = '';
});

/** The screen of somebody, and what the history of person 17 is answered with. */
async function open() {
  let answer: (history: UserHistory) => void = () => undefined;
  let fail: (fault: AppError) => void = () => undefined;
  const asked = new Promise<UserHistory>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  const getUserHistory = (userId: string): Promise<UserHistory> =>
    userId === '17' ? asked : Promise.resolve(history(userId));
  const { app } = await showFilms(UserView, fakeApi({ methods: { getUserHistory } }));
  const region = await screen.findByRole('region', { name: 'History' });
  return { app, region, answer, fail };
}

it('keeps the history that was there until that of another person is there', async () => {
  const { app, region, answer } = await open();
  const before = within(region).getAllByRole('listitem').length;
  const around = region.closest('[aria-busy]');
  expect(around).toHaveAttribute('aria-busy', 'false');
  app.route.go({ user: '17' });
  await waitFor(() => expect(around).toHaveAttribute('aria-busy', 'true'));
  expect(around).toHaveProperty('inert', true);
  expect(region).toBeInTheDocument();
  expect(within(region).getAllByRole('listitem', { hidden: true })).toHaveLength(before);
  answer({ ...history('17'), events: [], total: 0 });
  await waitFor(() => expect(around).toHaveAttribute('aria-busy', 'false'));
  expect(within(region).getByText(/^Nothing yet\./)).toBeVisible();
});

it('shows nobody else’s where it could not be had', async () => {
  const { app, region, fail } = await open();
  app.route.go({ user: '17' });
  fail(new AppError('NOT_FOUND', { what: 'user' }));
  await waitFor(() => expect(region).not.toBeInTheDocument());
});
