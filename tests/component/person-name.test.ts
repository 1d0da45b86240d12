import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi } from '../support/fake-api';
import { history } from '../support/fake-data';
import { showFilms } from '../support/show-films';

afterEach(() => {
  location.hash = '';
});

async function open(name: string) {
  const getUserHistory = async (userId: string) => ({ ...history(userId), name });
  return showFilms(UserView, fakeApi({ methods: { getUserHistory } }));
}

it('calls a person by the name that the Users data give, with the id beside it', async () => {
  const { app } = await open('Ana Silva');
  const field = await screen.findByRole('combobox', { name: 'Find a user or item' });
  await waitFor(() => expect(field).toHaveValue('Ana Silva'));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/408/);
  expect(screen.getByRole('heading', { name: 'When did user Ana Silva (408) do what?' })).toBeVisible();
  await waitFor(() => expect(app.announcer.text).toMatch(/for user Ana Silva \(408\)$/));
});

it('and by the id where they give none, or the same', async () => {
  await open('408');
  const field = await screen.findByRole('combobox', { name: 'Find a user or item' });
  await waitFor(() => expect(field).toHaveValue('408'));
  expect(screen.getByRole('heading', { level: 1 })).not.toHaveTextContent(/408/);
  expect(await screen.findByRole('heading', { name: 'When did user 408 do what?' })).toBeVisible();
});
