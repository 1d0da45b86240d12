import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import TrainView from '../../src/page/views/train/TrainView.svelte';
import { fakeApi } from '../support/fake-api';
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
    // Of two steps no curve: two bars on one scale.
    const bars = screen.getByRole('region', { name: 'How many choices do the lists find?' });
    expect(within(bars).getByText('71')).toBeVisible();
    expect(within(bars).getByText('popularity, the same list for everybody')).toBeVisible();
    expect(app.announcer.text).toMatch(/^(Step|Epoch) 2 of 20 is finished.*popularity finds 71\./);
    for (const step of [3, 4, 5]) {
      await user.keyboard('.');
      await waitFor(() => expect(place).toHaveTextContent(`Paused after step ${step} of 20`));
    }
    expect(screen.getByText(/nDCG@10 on held-out users, after each step/)).toBeVisible();
    expect(screen.queryByRole('region', { name: 'How many choices do the lists find?' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Stop and keep' }));
    await waitFor(() => expect(app.workspace.project?.solutionVersions.at(-1)?.status).toBe('ACTIVE'));
    expect(app.workspace.project?.solutionVersions.at(-1)?.epochs).toEqual({ done: 5, total: 20 });
    expect(await screen.findByText('ACTIVE (5 of 20 steps)')).toBeVisible();
  });

  it('shows one person’s list from the first second, the other recipes behind one line', async () => {
    const named = (itemId: string, rankBefore: number | null) => ({
      itemId,
      title: `Film ${itemId}`,
      rankBefore,
    });
    const asked: number[] = [];
    await showFilms(TrainView, {
      ...fakeApi(),
      typicalUser: async () => '408',
      epochChange: async (userId, epoch) => {
        asked.push(epoch);
        const items = epoch === 0 ? [named('1', null), named('2', null)] : [named('2', 2), named('1', 1)];
        return {
          ...{ arn: epoch === 0 ? null : 'arn', userId, epoch, items, left: [], kept: [] },
          comparedWith: epoch === 0 ? null : epoch - 1,
        };
      },
    });
    await screen.findByRole('button', { name: 'Compare recipes' });
    const user = userEvent.setup();
    const others = screen.getByText('Other recipes and settings').closest('details');
    expect(others?.open).toBe(true);
    await user.click(await screen.findByRole('button', { name: 'Train step by step' }));
    const before = await screen.findByRole('list', { name: 'What most people chose' });
    expect(
      within(before)
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual(['1 Film 1 ', '2 Film 2 ']);
    expect(others?.open).toBe(false);
    // The focus does not stay behind that line.
    expect(others?.contains(document.activeElement)).toBe(false);
    expect(document.activeElement).toContainElement(before);
    await user.click(screen.getByRole('button', { name: 'Step' }));
    const after = await screen.findByRole('list', { name: 'List after step 1' });
    expect(within(after).getAllByRole('listitem')[0]).toHaveTextContent('up 1, from rank 2');
    expect(asked.slice(-2)).toEqual([0, 1]);
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
