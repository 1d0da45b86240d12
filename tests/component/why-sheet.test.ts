import { cleanup, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi } from '../support/fake-api';
import { showFilms } from '../support/show-films';

/** A window of a phone: every question about its width is answered with yes. */
beforeEach(() => {
  const { matchMedia } = globalThis;
  vi.stubGlobal('matchMedia', (media: string) => ({
    ...matchMedia(media),
    matches: /max-width/.test(media),
  }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('tells under its title where the item stands, and how far an untick moved it', async () => {
  const user = userEvent.setup();
  const plain = fakeApi();
  const api = fakeApi({
    methods: {
      explainRecommendation: async (request) => {
        const told = await plain.explainRecommendation(request);
        return request.whatIf === undefined ? told : { ...told, rank: 9, rankInTruth: 3 };
      },
    },
  });
  await showFilms(UserView, api);
  const [why] = await screen.findAllByRole('button', { name: /^Why / });
  await user.click(why);
  const title = await screen.findByRole('heading', { name: /^Why Doctor Strange/ });
  const head = title.closest('.stays');
  await waitFor(() => expect(head).toHaveTextContent(/3rd of 741$/));
  await user.click(screen.getAllByRole('checkbox', { name: /Star Wars/ })[0]);
  await waitFor(() => expect(head).toHaveTextContent(/3rd → 9th of 741 ↓6down 6, from rank 3$/));
});

it('says below a history that is pretended how far the list has moved, and leads there', async () => {
  const user = userEvent.setup();
  await showFilms(UserView, fakeApi());
  await user.click(await screen.findByRole('button', { name: 'What if…' }));
  const [film] = await screen.findAllByRole('checkbox', { name: /Star Wars/ });
  expect(screen.queryByRole('button', { name: 'See the list' })).toBeNull();
  await user.click(film);
  const leads = await screen.findByRole('button', { name: 'See the list' });
  expect(leads.parentElement).toHaveTextContent(/^1 of 5.films ignored; no place changed See the list$/);
  await user.click(leads);
  expect(document.activeElement).toContainElement(
    screen.getByRole('heading', { level: 2, name: 'Recommendations' }),
  );
});

it('can be gone to past all that it is asked with', async () => {
  const user = userEvent.setup();
  await showFilms(UserView, fakeApi());
  await screen.findAllByRole('button', { name: /^Why / });
  await user.tab();
  expect(screen.getByRole('button', { name: 'Skip to the list' })).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(document.activeElement).toContainElement(
    screen.getByRole('heading', { level: 2, name: 'Recommendations' }),
  );
  expect(document.activeElement).not.toContainElement(screen.getByRole('heading', { level: 1 }));
});
