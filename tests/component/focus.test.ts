import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import Timeline from '../../src/page/charts/Timeline.svelte';
import type { AppState } from '../../src/page/state/app';
import DatasetView from '../../src/page/views/dataset/DatasetView.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { datasetCard } from '../support/fake-data';
import { showFilms } from '../support/show-films';

async function openData(options: FakeOptions = {}): Promise<AppState> {
  return (await showFilms(DatasetView, fakeApi(options))).app;
}

describe('where the focus is after a button has gone or has nothing left to do', () => {
  it('moves from a removed chip to the next, and at last to where parts are chosen', async () => {
    const user = userEvent.setup();
    await openData();
    await user.type(await screen.findByRole('spinbutton', { name: 'Events per user, to' }), '40');
    await user.type(screen.getByRole('spinbutton', { name: 'Events per film, to' }), '40');
    await user.tab();
    screen.getByRole('button', { name: /^Remove users with/ }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('button', { name: /^Remove films with/ })).toHaveFocus());
    await user.keyboard('{Enter}');
    const fields = screen.getByRole('group', { name: 'Part of the data' });
    await waitFor(() => expect(fields).toHaveFocus());
    await user.type(screen.getByRole('spinbutton', { name: 'Events per user, to' }), '40');
    await user.tab();
    screen.getByRole('button', { name: 'Clear' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(fields).toHaveFocus());
  });

  it('stays among the insights when a fix is undone', async () => {
    const user = userEvent.setup();
    const insight = {
      code: 'QUALITY_REPEATS',
      severity: 'insight',
      details: { count: 12, share: 0.1 },
    } as const;
    const card = { ...datasetCard(), insights: [insight] };
    const app = await openData({ methods: { describeData: async () => card } });
    await user.click(await screen.findByRole('button', { name: /^Fix… Leave out repeated/ }));
    await user.click(await screen.findByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(app.toasts.shown).not.toBeNull());
    screen.getByRole('button', { name: 'Undo' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
    expect(screen.getByRole('group', { name: 'What stands out' })).toHaveFocus();
  });

  it('stays on the pager at the first and the last row', async () => {
    const user = userEvent.setup();
    await openData();
    const pager = await screen.findByRole('group', { name: 'Rows of Interactions' });
    within(pager).getByRole('button', { name: 'Later' }).focus();
    await user.keyboard('{Enter}');
    const earlier = within(pager).getByRole('button', { name: 'Earlier' });
    earlier.focus();
    await user.keyboard('{Enter}');
    expect(within(pager).getByRole('spinbutton')).toHaveValue(1);
    expect(earlier).toHaveAttribute('aria-disabled', 'true');
    expect(earlier).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(within(pager).getByRole('spinbutton')).toHaveValue(1);
  });

  it('stays on All and Zoom out of a line of time that is whole again', async () => {
    const user = userEvent.setup();
    const events = [0, 1, 2, 3].map((day) => ({
      timestampSec: (9 - day) * 86_400,
      eventType: 'watch',
      name: `film ${day}`,
    }));
    render(Timeline, { props: { question: 'When?', who: 'Ana', events } });
    for (const name of ['All', 'Zoom out']) {
      await user.click(screen.getByRole('button', { name: 'Zoom in' }));
      const button = screen.getByRole('button', { name });
      expect(button).toHaveAttribute('aria-disabled', 'false');
      button.focus();
      await user.keyboard('{Enter}');
      expect(button).toHaveAttribute('aria-disabled', 'true');
      expect(button).toHaveFocus();
    }
  });
});
