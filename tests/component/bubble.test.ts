import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import BubbleView from '../../src/page/views/bubble/BubbleView.svelte';
import { buildAppState, type AppState } from '../../src/page/state/app';
import { AppError } from '../../src/domain/errors';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { fakeBubble } from '../support/fake-bubble';
import WithApp from '../support/WithApp.svelte';

afterEach(() => {
  history.replaceState(null, '', location.pathname);
  vi.useRealTimers();
});

function show(methods: FakeOptions['methods'] = {}): AppState {
  const app = buildAppState(fakeApi({ methods }));
  render(WithApp, { app, screen: BubbleView });
  return app;
}

describe('the bubble machine', () => {
  it('plays to its last week, by keyboard alone, and holds the guess against what came', async () => {
    show();
    await screen.findByText(/Before there are lists/);
    vi.useFakeTimers();
    const person = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    screen.getByRole('button', { name: 'Fewer' }).focus();
    await person.keyboard('{Enter}');
    screen.getByRole('button', { name: 'Play' }).focus();
    await person.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Pause' })).toHaveFocus();
    // Its time passes at once.
    for (let week = 0; week < 30; week++) await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    await screen.findByText('Right.');
    expect(screen.getByText(/You guessed: Fewer\./)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Play again' })).toHaveFocus();
    expect(screen.getByRole('button', { name: 'One week' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/In week 30/)).toBeInTheDocument();
    expect(screen.getByText(/66 % of the songs are played with lists, 90 % without/)).toBeInTheDocument();
    expect(screen.getByRole('slider', { name: 'Week' })).toHaveAttribute('aria-valuetext', '30 of 30');
  });

  it('begins anew with other settings, which stand in the address', async () => {
    const asked: unknown[] = [];
    show({
      bubbleWeeks: async (_job, settings, from, count) => {
        asked.push([settings.recipe, from, count]);
        return fakeBubble(settings, from, count);
      },
    });
    const person = userEvent.setup();
    await person.click(await screen.findByRole('button', { name: 'More' }));
    await person.click(screen.getByRole('button', { name: 'One week' }));
    await screen.findByText(/In week 1,/);
    await person.click(screen.getByRole('button', { name: 'the most played' }));
    await screen.findByText(/Before there are lists/);
    expect(location.hash).toContain('recipe=aws-popularity-count');
    expect(asked).toEqual([
      ['aws-user-personalization', 0, 1],
      ['aws-user-personalization', 1, 1],
      ['aws-popularity-count', 0, 1],
    ]);
  });

  it('waits until somebody has guessed how it ends', async () => {
    show();
    const play = await screen.findByRole('button', { name: 'Play' });
    await waitFor(() => expect(play).toBeEnabled());
    expect(play).toHaveAccessibleDescription('guess first');
    expect(screen.getByRole('slider', { name: 'Week' })).toBeDisabled();
    await userEvent.click(play);
    expect(screen.getByText(/Before there are lists/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'As many' }));
    expect(play).not.toHaveAttribute('aria-disabled');
  });

  it('says why a week could not be lived, and goes on when asked again', async () => {
    let fails = true;
    show({
      bubbleWeeks: async (_job, settings, from, count) => {
        if (from > 0 && fails) throw new AppError('WORKER_GONE');
        return fakeBubble(settings, from, count);
      },
    });
    const person = userEvent.setup();
    await person.click(await screen.findByRole('button', { name: 'More' }));
    await person.click(screen.getByRole('button', { name: 'Play' }));
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    fails = false;
    await waitFor(() => expect(screen.getByRole('button', { name: 'One week' })).toBeEnabled());
    await person.click(screen.getByRole('button', { name: 'One week' }));
    await screen.findByText(/In week 1,/);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
