import { cleanup, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { AppState } from '../../src/page/state/app';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { projectState, withEventFields } from '../support/fake-data';
import { showFilms } from '../support/show-films';

afterEach(() => {
  cleanup();
  location.hash = '';
});

/** A person's page over events of two devices. */
async function open(methods: FakeOptions['methods']): Promise<AppState> {
  const device = { name: 'DEVICE', type: ['null', 'string'], categorical: true } as const;
  const state = withEventFields(projectState(), device);
  const choices = [{ field: 'DEVICE', values: ['tv', 'mobile'] }];
  return (
    await showFilms(
      UserView,
      fakeApi({
        methods: { openProject: async () => state, listContextFields: async () => choices, ...methods },
      }),
    )
  ).app;
}

it('asks for the list and for the reasons with the context that is chosen, and keeps it in the address', async () => {
  const user = userEvent.setup();
  const getRecommendations = vi.fn(fakeApi().getRecommendations);
  const explainRecommendation = vi.fn(fakeApi().explainRecommendation);
  const app = await open({ getRecommendations, explainRecommendation });
  const asked = () =>
    getRecommendations.mock.calls
      .map(([request]) => request)
      .filter(({ solutionVersionArn }) => solutionVersionArn.includes('user-personalization'));
  const choice = await screen.findByRole('combobox', { name: 'DEVICE' });
  await waitFor(() => expect(asked()).not.toHaveLength(0));
  expect(asked().at(-1)).not.toHaveProperty('context');
  await user.selectOptions(choice, 'mobile');
  expect(app.route.current.context).toBe('DEVICE=mobile');
  await waitFor(() => expect(asked().at(-1)).toMatchObject({ context: { DEVICE: 'mobile' } }));
  // What everybody gets knows no context.
  const others = getRecommendations.mock.calls.filter(([request]) => !asked().includes(request));
  expect(others.filter(([request]) => request.context !== undefined)).toEqual([]);
  const [why] = await screen.findAllByRole('button', { name: /^Why / });
  await user.click(why);
  await waitFor(() =>
    expect(explainRecommendation.mock.lastCall?.[0]).toMatchObject({ context: { DEVICE: 'mobile' } }),
  );
  await user.selectOptions(screen.getByRole('combobox', { name: 'DEVICE' }), '');
  expect(app.route.current.context).toBeNull();
  await waitFor(() => expect(asked().at(-1)).not.toHaveProperty('context'));
});

it('leaves out what a link says of a column that the data do not have', async () => {
  const getRecommendations = vi.fn(fakeApi().getRecommendations);
  location.hash = '#context=COLOUR%3Dred%26DEVICE%3Dtv';
  await open({ getRecommendations });
  await waitFor(() =>
    expect(getRecommendations.mock.calls.map(([{ context }]) => context)).toContainEqual({ DEVICE: 'tv' }),
  );
});

it('shows what a link says though the data have no such value, until another is chosen', async () => {
  location.hash = '#context=DEVICE%3Dradio';
  const app = await open({});
  const choice = await screen.findByRole('combobox', { name: 'DEVICE' });
  expect(choice).toHaveDisplayValue('radio');
  await userEvent.setup().selectOptions(choice, '');
  expect(app.route.current.context).toBeNull();
  await waitFor(() => expect(choice).toHaveDisplayValue('not given'));
  expect(screen.queryByRole('option', { name: 'radio' })).toBeNull();
});

it('takes columns whose names every object has for columns', async () => {
  await open({
    listContextFields: async () => [
      { field: 'constructor', values: ['tv'] },
      { field: '__proto__', values: ['tv'] },
    ],
  });
  for (const name of ['constructor', '__proto__'])
    expect(await screen.findByRole('combobox', { name })).toHaveDisplayValue('not given');
});
