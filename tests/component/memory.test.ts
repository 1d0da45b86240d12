import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import App from '../../src/page/App.svelte';
import { RELEASE_AFTER_MS } from '../../src/page/state/release-on-home';
import { fakeApi } from '../support/fake-api';
import { eventually } from '../support/eventually';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it.each([
  ['home', 1],
  ['storage', 1],
  ['campaigns', 0],
  ['recommenders', 0],
  ['lesson', 0],
  ['overview', 0],
])('while %s is on screen, the memory of the open project is given back %i times', async (view, times) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  history.replaceState(null, '', `#view=${view}&project=p-gifts`);
  const api = fakeApi();
  render(App, { api });
  await eventually(() => expect(document.title).toContain('gift-shop-2011'));
  vi.advanceTimersByTime(2 * RELEASE_AFTER_MS);
  expect(api.calls.filter((call) => call === 'releaseMemory')).toHaveLength(times);
});
