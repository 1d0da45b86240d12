import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { WORLD_KNOBS } from '../../src/domain/world';
import { LESSONS } from '../../src/words/lessons/catalogue';
import { buildAppState, type AppState } from '../../src/page/state/app';
import WorldView from '../../src/page/views/world/WorldView.svelte';
import { fakeApi } from '../support/fake-api';
import WithApp from '../support/WithApp.svelte';

afterEach(() => history.replaceState(null, '', location.pathname));

function show(): AppState {
  const app = buildAppState(fakeApi());
  render(WithApp, { app, screen: WorldView });
  return app;
}

const goal = (words: RegExp): HTMLElement => {
  const line = screen.getAllByRole('listitem').find((one) => words.test(one.textContent ?? ''));
  if (line === undefined) throw new Error(`no goal ${String(words)}`);
  return line;
};

/** Nothing is shown before. */
async function guess(name: string): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name }));
}

test('a knob that is turned stands in the address, and each world that was found is ticked', async () => {
  const app = show();
  expect(screen.queryByText(/a mind reader/)).toBeNull();
  await guess('“What fits the last ones” finds most');
  expect(await screen.findByText('Right.')).toBeVisible();
  expect(await screen.findByText(/20 of a hundred, a mind reader 40/)).toBeVisible();
  // It was there from the beginning, so nobody has found it.
  expect(within(goal(/“What fits the last ones” finds most/)).getByText('not yet')).toBeVisible();
  expect(within(goal(/as good as any/)).getByText('not yet')).toBeVisible();
  expect(screen.getAllByRole('slider')).toHaveLength(WORLD_KNOBS.length);
  const apart = screen.getByRole('slider', { name: 'How far tastes lie apart' });
  await fireEvent.input(apart, { target: { value: '0' } });
  await fireEvent.change(apart);
  expect(app.route.current.knobs).toBe('0-2-5-3-0');
  // Another world is another question, and nobody has found what nobody has seen.
  expect(within(goal(/as good as any/)).getByText('not yet')).toBeVisible();
  await guess('too close to tell');
  expect(await screen.findByText('It came out otherwise.')).toBeVisible();
  expect(await screen.findByText(/Everybody’s list is as good as any/)).toBeVisible();
  expect(within(goal(/as good as any/)).getByText('found')).toBeVisible();
  await fireEvent.input(apart, { target: { value: '0.9' } });
  await fireEvent.change(apart);
  await guess('nothing can be learned');
  expect(await screen.findByText(/25 of a hundred, a mind reader 50/)).toBeVisible();
  // What was found before stays found.
  expect(within(goal(/as good as any/)).getByText('found')).toBeVisible();
});

test('a link opens the world it was made of', async () => {
  location.hash = '#view=world&knobs=0-10-0-10-3';
  show();
  await guess('nothing can be learned');
  expect(await screen.findByText(/^Everybody’s list is as good as any/)).toBeVisible();
  expect(screen.getByRole('slider', { name: 'How fast taste drifts' })).toHaveValue('0.3');
});

test.each(LESSONS.flatMap(({ id, world }) => (world === undefined ? [] : [{ id, world }])))(
  'the lesson $id goes on in a world, which leads back to it',
  async ({ id, world }) => {
    location.hash = `#view=world&knobs=${world.knobs}&lesson=${id}&step=2`;
    show();
    expect(screen.getByText(world.asks())).toBeVisible();
    const values = screen.getAllByRole<HTMLInputElement>('slider').map((knob) => 10 * knob.valueAsNumber);
    expect(values.join('-')).toBe(world.knobs);
    expect(screen.getByRole('link', { name: /^Back to the lesson/ })).toHaveAttribute(
      'href',
      `#view=lesson&lesson=${id}&step=2`,
    );
  },
);

test('a link that says no world opens the one to begin with', async () => {
  location.hash = '#view=world&knobs=0-11-0-10';
  show();
  await guess('nothing can be learned');
  expect(await screen.findByText(/20 of a hundred, a mind reader 40/)).toBeVisible();
});
