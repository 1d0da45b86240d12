import { screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { SOMEBODY } from '../../src/domain/imports';
import PersonWeeks from '../../src/page/views/dataset/PersonWeeks.svelte';
import { fakeApi } from '../support/fake-api';
import { history } from '../support/fake-data';
import { showFilms } from '../support/show-films';

it.each([
  [SOMEBODY, 'Your week'],
  ['Ann', 'The week of Ann'],
])('the week of %s is called “%s”', async (userId, title) => {
  const methods = {
    searchUsers: async () => [{ userId, events: 40 }],
    getUserHistory: async () => {
      const [event] = history(userId).events;
      const events = Array.from({ length: 40 }, (_, i) => ({
        ...event,
        timestampSec: 1_700_000_000 + i * 40_000,
      }));
      return { ...history(userId), events, total: 40 };
    },
  };
  await showFilms(PersonWeeks, fakeApi({ methods }), { users: 1, events: 40 });
  expect(await screen.findByRole('heading', { name: title })).toBeVisible();
});
