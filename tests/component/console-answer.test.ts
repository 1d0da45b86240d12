import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import Answer from '../../src/page/views/campaigns/Answer.svelte';
import type { Console } from '../../src/page/views/campaigns/console.svelte';
import type { Place } from '../../src/page/views/campaigns/places';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const place = (itemId: string, score: number, moved: number | null): Place => ({
  item: { itemId, score },
  title: itemId,
  moved,
});
const places = [place('a', 0.25, 1), place('b', 0.0312345, -1), place('c', 0.001, null)];

/** The answer, in a box and with a list of these heights. */
function answer(box: number, list: number): void {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockImplementation(function (this: Element) {
    return this.tagName === 'OL' ? list : box;
  });
  const calls = {
    places,
    log: [{ operation: 'GetRecommendations', answer: {} }],
    elapsedMs: 1.5,
    recommendationId: 'RID-0123456789',
  } as unknown as Console;
  render(Answer, { calls });
}

it('shows places, names, scores and moves, one of each in the singular', () => {
  answer(384, 100);
  const rows = within(screen.getByRole('region', { name: 'Items answered' })).getAllByRole('listitem');
  expect(rows[0]).toHaveTextContent(/1\s*a\s*↑1\s*1 place up\s*score 0\.250$/);
  expect(rows[1]).toHaveTextContent(/↓1\s*1 place down\s*score 0\.0312$/);
  expect(screen.queryByText(/the list scrolls/)).toBeNull();
});

it('says that it scrolls where not all are in sight', async () => {
  answer(384, 900);
  expect(await screen.findByText(/3 items: the list scrolls\./)).toBeVisible();
});
