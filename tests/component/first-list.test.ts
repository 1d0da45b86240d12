import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
// Loaded here, not within the first test's time.
import '../../src/page/views/home/FirstList.svelte';
import { AppError } from '../../src/domain/errors';
import { FIRST_LIST } from '../../src/domain/first-list';
import type { RecommendationRequest } from '../../src/domain/recommendations';
import type { StudioApi } from '../../src/domain/door';
import { fakeApi } from '../support/fake-api';
import { projectState, recommendations, solutionVersion } from '../support/fake-data';

/** What is asked of the second door: a list that turns round when a film is taken away. */
function playing(): {
  asked: RecommendationRequest[];
  closed: true[];
  open: () => ReturnType<typeof opened>;
} {
  const closed: true[] = [];
  const asked: RecommendationRequest[] = [];
  const getRecommendations: StudioApi['getRecommendations'] = async (request) => {
    asked.push(request);
    const list = recommendations(request.userId, FIRST_LIST.places, true);
    if (request.whatIf === undefined) return list;
    const items = list.items.map((item, k) => ({ ...item, rankInTruth: k + 1 })).toReversed();
    return { ...list, items };
  };
  const opened = async () => ({
    api: fakeApi({ methods: { getRecommendations } }),
    state: projectState({
      solutionVersions: [solutionVersion()],
    }),
    close: () => void closed.push(true),
  });
  return { asked, closed, open: opened };
}

const titles = (list: string | RegExp = /^Recommended for/): (string | null)[] =>
  within(screen.getByRole('list', { name: list }))
    .getAllByRole('listitem')
    .map((row) => row.querySelector('b')?.textContent ?? null);

describe('The list on the first screen', () => {
  it('moves when a film is taken away, says by how much, and comes back', async () => {
    const { asked, open } = playing();
    render(App, { api: fakeApi(), openFirstList: open });
    await screen.findByRole('list', { name: 'Recommended for Ana' });
    const before = titles();
    expect(before).toHaveLength(FIRST_LIST.places);
    const films = await screen.findByRole('list', { name: 'Films that Ana has watched' });
    const [first] = await within(films).findAllByRole('checkbox');
    await userEvent.click(first);
    await waitFor(() => expect(titles()).toEqual(before.toReversed()));
    expect(screen.getByText(/^6\splaces changed$/, { selector: '.mark' })).toBeVisible();
    expect(asked.at(-1)?.whatIf?.without).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Put everything back' }));
    await waitFor(() => expect(titles()).toEqual(before));
    expect(first).toBeChecked();
  });

  it('says that what is left without any film is what everybody gets, and why one of them may stand there', async () => {
    const { open } = playing();
    render(App, { api: fakeApi(), openFirstList: open });
    const films = await screen.findByRole('list', { name: 'Films that Ana has watched' });
    const boxes = await within(films).findAllByRole('checkbox');
    for (const box of boxes) await userEvent.click(box);
    expect(await screen.findByRole('list', { name: 'What everybody gets' })).toBeVisible();
    expect(screen.getByText(/this is the list that everybody gets/)).toBeVisible();
    const off = within(screen.getByRole('list', { name: 'What everybody gets' })).queryAllByText(
      'turned off by you, so it may be listed',
    );
    const listed = new Set(titles('What everybody gets'));
    const turnedOff = boxes.map((box) => box.parentElement?.querySelector('span')?.textContent ?? null);
    expect(off).toHaveLength(turnedOff.filter((title) => listed.has(title)).length);
    await userEvent.click(boxes[0]);
    expect(await screen.findByRole('list', { name: 'Recommended for Ana' })).toBeVisible();
  });

  it('is asked anew for another person, with everything put back', async () => {
    const { asked, open } = playing();
    render(App, { api: fakeApi(), openFirstList: open });
    const films = await screen.findByRole('list', { name: 'Films that Ana has watched' });
    await userEvent.click((await within(films).findAllByRole('checkbox'))[0]);
    await userEvent.click(screen.getByRole('button', { name: 'Xenia' }));
    await screen.findByRole('list', { name: 'Films that Xenia has watched' });
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ userId: 'Xenia Kaya' }));
    expect(asked.at(-1)?.whatIf).toBeUndefined();
  });

  it('changes its words at once with the language, and nothing of what is on it', async () => {
    const { asked, open } = playing();
    render(App, { api: fakeApi(), openFirstList: open });
    const films = await screen.findByRole('list', { name: 'Films that Ana has watched' });
    const [first] = await within(films).findAllByRole('checkbox');
    await userEvent.click(first);
    await waitFor(() => expect(asked).toHaveLength(2));

    await userEvent.click(screen.getByRole('button', { name: '한국어로 보기' }));
    expect(document.documentElement.lang).toBe('ko');
    expect(screen.getByRole('heading', { name: '해 보기: 움직이는 목록' })).toBeVisible();
    expect(screen.getByRole('heading', { name: '내 데이터라면 무엇을 추천할까요?' })).toBeVisible();
    expect(document.title).toContain('무엇을 추천할까요');
    expect(first).toBeInTheDocument();
    expect(first).not.toBeChecked();
    expect(asked).toHaveLength(2);

    await userEvent.click(screen.getByRole('button', { name: 'Switch to English' }));
    expect(screen.getByRole('heading', { name: 'Try it: a list that moves' })).toBeVisible();
    expect(first).not.toBeChecked();
  });

  it('ends its worker when the screen is left, also one that opens later', async () => {
    const { closed, open } = playing();
    const { unmount } = render(App, { api: fakeApi(), openFirstList: open });
    await screen.findByRole('list', { name: 'Recommended for Ana' });
    expect(closed).toHaveLength(0);
    unmount();
    expect(closed).toHaveLength(1);

    let opensLate = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (opensLate = resolve));
    const late = render(App, { api: fakeApi(), openFirstList: () => waiting.then(open) });
    await screen.findByText(/Turn one off/);
    late.unmount();
    opensLate();
    await waitFor(() => expect(closed).toHaveLength(2));
  });

  it('leaves the rest of the screen as it is where it cannot be had', async () => {
    const refused = async () => {
      throw new AppError('SAMPLE_UNAVAILABLE', { sample: 'film-club', reason: 'unreached' });
    };
    render(App, { api: fakeApi(), openFirstList: refused });
    expect(await screen.findByText(/could not be fetched/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Choose files' })).toBeVisible();
  });
});
