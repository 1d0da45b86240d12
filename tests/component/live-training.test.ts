import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import TrainView from '../../src/views/train/TrainView.svelte';
import { showFilms } from '../support/show-films';

async function openTrain() {
  const { app } = await showFilms(TrainView);
  // What the worker tells of recipes is there, too.
  await screen.findByRole('button', { name: 'Compare recipes' });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Train step by step' }));
  const pace = await screen.findByRole('group', { name: 'Pace of the training' });
  const place = within(pace).getByRole('status');
  await waitFor(() => expect(place).toHaveTextContent('Paused before the first of 20'));
  return { app, user, pace, place };
}

describe('A training step by step', () => {
  it('runs one step a key, plays and pauses with Space, and is kept where it stands', async () => {
    const { app, user, place } = await openTrain();
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('.');
    await waitFor(() => expect(place).toHaveTextContent('Paused after step 1 of 20'));
    await user.keyboard('.');
    await waitFor(() => expect(place).toHaveTextContent('Paused after step 2 of 20'));
    expect(screen.getByText(/nDCG@10 on held-out users, after each step/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Stop and keep' }));
    await waitFor(() => expect(app.workspace.project?.solutionVersions.at(-1)?.status).toBe('ACTIVE'));
    expect(app.workspace.project?.solutionVersions.at(-1)?.epochs).toEqual({ done: 2, total: 20 });
    expect(await screen.findByText('ACTIVE (2 of 20 steps)')).toBeVisible();
  });

  it('plays to the end with Space', async () => {
    const { app, user } = await openTrain();
    (document.activeElement as HTMLElement).blur();
    await user.keyboard(' ');
    await waitFor(() => expect(app.workspace.project?.solutionVersions.at(-1)?.epochs.done).toBe(20));
  });

  it('looks back at finished steps and comes forward through them before it learns on', async () => {
    const { user, pace, place } = await openTrain();
    const button = (name: string) => within(pace).getByRole('button', { name });
    expect(button('Step back')).toHaveAttribute('aria-disabled', 'true');
    await user.click(button('Step'));
    await waitFor(() => expect(place).toHaveTextContent('Paused after step 1'));
    await user.click(button('Step'));
    await waitFor(() => expect(place).toHaveTextContent('Paused after step 2'));
    await user.keyboard(',');
    expect(place).toHaveTextContent('Looking back at step 1 of 20; 2 are finished');
    await user.keyboard('.');
    expect(place).toHaveTextContent('Paused after step 2 of 20');
    await user.keyboard('.');
    await waitFor(() => expect(place).toHaveTextContent('Paused after step 3 of 20'));
  });

  it('leaves single keys alone where they are turned off', async () => {
    const { app, user, pace, place } = await openTrain();
    app.preferences.setSingleKeys(false);
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('.');
    await user.keyboard(' ');
    expect(place).toHaveTextContent('Paused before the first of 20');
    await user.click(within(pace).getByRole('button', { name: 'Step' }));
    await waitFor(() => expect(place).toHaveTextContent('Paused after step 1 of 20'));
  });
});

describe('Recipes compared', () => {
  it('trains the chosen ones in turn and puts their metrics side by side', async () => {
    const { app } = await showFilms(TrainView);
    const user = userEvent.setup();
    const table = await screen.findByRole('region', { name: 'Recipes compared' });
    expect(within(table).getByRole('checkbox', { name: 'popularity-count' })).toBeDisabled();
    const before = app.workspace.project?.solutionVersions.length ?? 0;
    const button = screen.getByRole('button', { name: /^Train \d$/ });
    const asked = Number(button.textContent?.match(/\d/)?.[0]);
    expect(asked).toBeGreaterThan(0);
    await user.click(button);
    await waitFor(() => expect(app.jobs.queue).toEqual({ now: null, waiting: [] }), { timeout: 4000 });
    expect(app.workspace.project?.solutionVersions.length).toBe(before + asked);
  });
});
