import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildAppState, type AppState } from '../../src/state/app';
import ScoreDistribution from '../../src/charts/ScoreDistribution.svelte';
import { summarizeScores } from '../../src/charts/scores';
import DatasetView from '../../src/views/dataset/DatasetView.svelte';
import TrainView from '../../src/views/train/TrainView.svelte';
import { NOT_HAD } from '../../src/views/user/quick-filter';
import UserView from '../../src/views/user/UserView.svelte';
import VersionsView from '../../src/views/versions/VersionsView.svelte';
import { AppError } from '../../src/domain/errors';
import type { RecommendationList } from '../../src/domain/recommendations';
import type { ProjectId } from '../../src/domain/resources';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { datasetCard, recommendations } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';

beforeEach(() => history.replaceState(null, '', '#'));

async function open(view: Component, options: FakeOptions = {}): Promise<{ app: AppState; api: FakeApi }> {
  const api = fakeApi(options);
  const app = buildAppState(api);
  await app.workspace.start();
  await app.workspace.open('p-films' as ProjectId);
  render(WithApp, { app, screen: view });
  return { app, api };
}

describe('What is in the data', () => {
  it('answers each question in a sentence that its table repeats', async () => {
    const user = userEvent.setup();
    await open(DatasetView);
    const tail = await screen.findByRole('region', { name: 'How long is the tail?' });
    expect(tail).toHaveTextContent('A few films carry the data: the top 1 % hold 13 % of the events');
    await user.click(within(tail).getByRole('button', { name: 'As table' }));
    expect(within(tail).getByRole('row', { name: '1 329' })).toBeVisible();
    await user.click(within(tail).getByRole('button', { name: 'As chart' }));
    expect(within(tail).getByRole('application')).toBeVisible();
  });

  it('reads the points of a chart with the arrow keys', async () => {
    const user = userEvent.setup();
    await open(DatasetView);
    const region = await screen.findByRole('region', { name: 'How active are people?' });
    const chart = within(region).getByRole('application');
    chart.focus();
    const spoken = (): string => region.querySelector('[aria-live]')?.textContent ?? '';
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(spoken()).toBe('32 to 63 events: 150\u00a0users');
    await user.keyboard('{End}');
    expect(spoken()).toBe('2,048 to 4,095 events: 3\u00a0users');
    await user.keyboard('{Escape}');
    expect(spoken()).toBe('');
  });

  it('shows insights with what to do', async () => {
    const card = datasetCard();
    const insight = { code: 'INSIGHT_FEW_USERS', severity: 'insight', details: { users: 12 } } as const;
    await open(DatasetView, { methods: { describeData: async () => ({ ...card, insights: [insight] }) } });
    expect(await screen.findByRole('heading', { name: /1.insight/ })).toBeVisible();
  });
});

describe('Where the cut is', () => {
  it('leaves room between the labels of a scale of many octaves', () => {
    const exponents = Array.from({ length: 24 }, (_, at) => at - 16);
    const counts = exponents.map(() => 10);
    const distribution = { exponents, counts, passing: counts, cut: 2, shownShare: 0.5 };
    const list = recommendations('408', 25, true);
    const nouns = { item: 'item', items: 'items', verb: 'choose' };
    const summary = summarizeScores(list, distribution, nouns);
    const { container } = render(ScoreDistribution, { distribution, shown: [3, 4], summary, nouns });
    const labels = [...container.querySelectorAll('text')].filter((text) =>
      /^[⅛¼½1⁄\d,]+×$/.test(text.textContent),
    );
    expect(labels.length).toBeGreaterThan(3);
    const ends = labels.map((text) => {
      const width = 7 * text.textContent.length;
      const x = Number(text.getAttribute('x'));
      const anchor = text.getAttribute('text-anchor');
      const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      return { left, right: left + width };
    });
    for (let at = 1; at < ends.length; at++) expect(ends[at].left).toBeGreaterThan(ends[at - 1].right);
  });
});

describe('Training', () => {
  it('says that a training was discarded, and what is left', async () => {
    const user = userEvent.setup();
    const { app } = await open(TrainView, { stepMs: 30 });
    const before = app.workspace.project?.solutionVersions.length;
    await user.click(screen.getByRole('button', { name: 'Train user-personalization' }));
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await waitFor(() =>
      expect(app.toasts.shown?.text).toMatch(/^Training of user-personalization discarded/),
    );
    expect(app.workspace.project?.solutionVersions).toHaveLength(before ?? -1);
  });

  it('draws the curve while learning, stops and keeps, and names the result', async () => {
    const user = userEvent.setup();
    const { app } = await open(TrainView, { stepMs: 30 });
    await user.click(screen.getByRole('button', { name: 'Train user-personalization' }));
    expect(await screen.findByText(/It passed popularity/)).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Training user-personalization' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Stop and keep' }));
    expect(await screen.findByText(/ACTIVE \(\d+ of 20 steps\)/)).toBeVisible();
    expect(screen.getByText(/93 % better than popularity/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'See recommendations' })).toBeVisible();
    expect(app.workspace.project?.solutionVersions).toHaveLength(3);
  });

  it('discards without leaving a version', async () => {
    const user = userEvent.setup();
    const { app } = await open(TrainView, { stepMs: 30 });
    await user.click(screen.getByRole('button', { name: 'Train user-personalization' }));
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(app.workspace.project?.solutionVersions).toHaveLength(2);
  });

  it('keeps a wrong value on screen, says what would be right, and does not start', async () => {
    const user = userEvent.setup();
    const { api } = await open(TrainView);
    await user.click(screen.getByText(/^Settings/));
    const bptt = await screen.findByLabelText('bptt (2 to 32)');
    await user.clear(bptt);
    await user.type(bptt, '99');
    expect(bptt).toHaveValue('99');
    expect(bptt).toHaveAccessibleDescription(/A whole number, 2 to 32/);
    await user.click(screen.getByRole('button', { name: 'Train user-personalization' }));
    expect(api.calls).not.toContain('train');
  });

  it('sends the chosen recipe and seed', async () => {
    const user = userEvent.setup();
    const train = vi.fn(fakeApi().train);
    await open(TrainView, { methods: { train } });
    await user.click(await screen.findByText('What goes with an item'));
    await user.click(screen.getByRole('radio', { name: /aws-sims/ }));
    await user.click(screen.getByText(/^Settings/));
    await user.clear(screen.getByLabelText('Seed'));
    await user.type(screen.getByLabelText('Seed'), '7');
    await user.click(screen.getByRole('button', { name: 'Train sims' }));
    await waitFor(() => expect(train).toHaveBeenCalledOnce());
    expect(train.mock.calls[0][1]).toMatchObject({
      recipe: 'aws-sims',
      seed: 7,
      algorithmHyperParameters: {},
    });
  });
});

describe('Versions', () => {
  it('deletes only when Undo was not taken', async () => {
    const user = userEvent.setup();
    const { app, api } = await open(VersionsView);
    const remove = () => screen.getAllByRole('button', { name: 'Delete popularity-count v1' })[0];
    await user.click(remove());
    expect(screen.queryByRole('rowheader', { name: /popularity-count v1/ })).toBeNull();
    app.toasts.press();
    await waitFor(remove);
    expect(api.calls).not.toContain('deleteSolutionVersion');
    await user.click(remove());
    app.toasts.dismiss();
    await waitFor(() => expect(api.calls).toContain('deleteSolutionVersion'));
  });
});

describe('What one person would choose next', () => {
  it('starts with a typical user and shows both lists with what they share', async () => {
    const { app } = await open(UserView);
    expect(await screen.findByText(/shared with the list that everybody gets/)).toHaveTextContent('3 of 25');
    expect(app.route.current.user).toBe('408');
    const lists = screen.getAllByRole('list').filter((list) => list.querySelectorAll('li').length === 25);
    expect(lists).toHaveLength(2);
    expect(within(lists[0]).getAllByRole('listitem')[3]).toHaveTextContent('also in the other list at rank');
    expect(await screen.findByRole('heading', { name: 'History' })).toBeVisible();
  });

  it('finds another user by keyboard alone', async () => {
    const user = userEvent.setup();
    const { app } = await open(UserView);
    const box = await screen.findByRole('combobox', { name: 'Find a user or item' });
    box.focus();
    await user.clear(box);
    await user.type(box, '7');
    expect(await screen.findByRole('option', { name: /^72,/ })).toBeInTheDocument();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(app.route.current.user).toBe('72');
    await user.type(box, 'x');
    await user.keyboard('{Escape}');
    expect(box).toHaveValue('72');
  });

  it('joins the two quick filters into one expression and shows their steps', async () => {
    const user = userEvent.setup();
    const ask = vi.fn(fakeApi().getRecommendations);
    const { app } = await open(UserView, { methods: { getRecommendations: ask } });
    await user.click(await screen.findByRole('checkbox', { name: /Leave out/ }));
    await screen.findByRole('option', { name: /Sci-Fi/ });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Only one category' }), 'GENRES:Sci-Fi');
    expect(app.route.current).toMatchObject({ filter: NOT_HAD, category: 'GENRES:Sci-Fi' });
    await waitFor(() =>
      expect(ask.mock.lastCall?.[0].filterExpression).toBe(
        `${NOT_HAD} | INCLUDE ItemID WHERE Items.GENRES IN ("Sci-Fi")`,
      ),
    );
    const steps = await screen.findByRole('list', { name: 'From the catalogue to the list' });
    await waitFor(() => expect(within(steps).getAllByRole('listitem')).toHaveLength(4));
    await user.click(screen.getByRole('button', { name: 'Remove Sci-Fi' }));
    expect(app.route.current.category).toBeNull();
  });

  it('drops the answer that comes late', async () => {
    const waiting = new Map<string, (list: RecommendationList) => void>();
    const { app } = await open(UserView, {
      methods: {
        getRecommendations: (request) =>
          request.solutionVersionArn.includes('popularity')
            ? Promise.resolve(recommendations(request.userId, 25, false))
            : new Promise((resolve) => waiting.set(request.userId, resolve)),
      },
    });
    await waitFor(() => expect(waiting.has('408')).toBe(true));
    app.route.go({ user: '72' });
    await waitFor(() => expect(waiting.has('72')).toBe(true));
    waiting.get('72')?.(recommendations('72', 3, true));
    expect(await screen.findByText('3 of 9,724 shown.', { exact: false })).toBeVisible();
    waiting.get('408')?.(recommendations('408', 25, true));
    await new Promise((resume) => setTimeout(resume, 20));
    expect(screen.getByText('3 of 9,724 shown.', { exact: false })).toBeVisible();
  });

  it('says why an item is listed: opened and closed by keyboard, in numbers that add up', async () => {
    const user = userEvent.setup();
    const ask = vi.fn(fakeApi().explainRecommendation);
    const { app } = await open(UserView, { methods: { explainRecommendation: ask } });
    const [button] = await screen.findAllByRole('button', { name: /^Why / });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    button.focus();
    await user.keyboard('{Enter}');
    const panel = await screen.findByRole('region', { name: 'Why Doctor Strange?' });
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(document.getElementById(button.getAttribute('aria-controls') ?? '')).toBe(panel);
    expect(ask.mock.lastCall?.[0]).toMatchObject({ userId: '408', about: app.route.current.why });
    expect(panel).toHaveTextContent('Mostly because of Star Wars: Episode IV and Back to the Future.');
    expect(panel).toHaveTextContent('Rank 3 of 741.');
    expect(panel).toHaveTextContent('16.3 × an even share');
    const shown = within(panel)
      .getAllByRole('listitem')
      .map((row) => Number(/[+−]?\d+\.\d\d$/.exec(row.textContent)?.[0].replace('−', '-')));
    const total = shown.pop() ?? NaN;
    expect(shown.reduce((sum, value) => sum + Math.round(100 * value), 0)).toBe(Math.round(100 * total));
    await user.click(within(panel).getByRole('button', { name: 'As table' }));
    const cells = within(panel)
      .getAllByRole('row')
      .slice(1)
      .map((row) => Number(within(row).getAllByRole('cell').at(-1)?.textContent.replace('−', '-')));
    expect(cells).toEqual([...shown, total]);
    // What speaks for it is marked in the history.
    expect(screen.getByText('Star Wars: Episode IV (1977)').tagName).toBe('MARK');
    within(panel).getByRole('button', { name: 'Close' }).focus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: /^Why/ })).toBeNull();
    expect(app.route.current.why).toBeNull();
    expect(button).toHaveFocus();
  });

  it('says why in the terms of a recipe without scores', async () => {
    const user = userEvent.setup();
    const { app } = await open(UserView);
    app.route.go({ version: 'arn:aws:personalize:local:000000000000:solution/popularity-count/1' });
    await screen.findByText('users who took it');
    await user.click((await screen.findAllByRole('button', { name: /^Why / }))[1]);
    const panel = await screen.findByRole('region', { name: 'Why Doctor Strange?' });
    expect(panel).toHaveTextContent('The same for everybody: 317 people chose it.');
    expect(panel).toHaveTextContent('Rank 2 of 741.');
    expect(within(panel).queryByRole('button', { name: 'As table' })).toBeNull();
  });

  it('says that an item is not known, and asks again for another', async () => {
    const user = userEvent.setup();
    const explainRecommendation = vi
      .fn(fakeApi().explainRecommendation)
      .mockRejectedValueOnce(new AppError('NOT_FOUND', { what: 'item' }));
    await open(UserView, { methods: { explainRecommendation } });
    const [first, second] = await screen.findAllByRole('button', { name: /^Why / });
    await user.click(first);
    expect(await screen.findByRole('alert')).toHaveTextContent('not on this device');
    await user.click(second);
    expect(await screen.findByRole('region', { name: 'Why Doctor Strange?' })).toHaveTextContent('Rank 3');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('exports with Export and Enter', async () => {
    const user = userEvent.setup();
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => undefined;
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    await open(UserView);
    await screen.findByText(/shared with/);
    await user.click(screen.getByRole('button', { name: 'Export…' }));
    await user.keyboard('{Enter}');
    expect(saved).toEqual(['recommendations_user-personalization_seed42.csv']);
    click.mockRestore();
  });
});

describe('Versions', () => {
  it('says which version is better and on how many people, and asks anew for another metric', async () => {
    const user = userEvent.setup();
    const { api } = await open(VersionsView);
    const region = await screen.findByRole('region', { name: 'Is one better, or was it luck?' });
    expect(await within(region).findByText('user-personalization v1 is better')).toBeVisible();
    expect(region).toHaveTextContent('on 61 people');
    const asked = (): number => api.calls.filter((name) => name === 'compareVersions').length;
    expect(asked()).toBe(1);
    await user.selectOptions(within(region).getByRole('combobox', { name: 'by' }), 'MRR@25');
    await waitFor(() => expect(asked()).toBe(2));
    await user.selectOptions(
      within(region).getByRole('combobox', { name: 'with' }),
      'user-personalization v1',
    );
    expect(await within(region).findByText('Choose two different versions.')).toBeVisible();
    expect(asked()).toBe(2);
  });

  it('says why two versions cannot be compared', async () => {
    const compareVersions = async () => {
      throw new AppError('NOT_COMPARABLE', { reason: 'split' });
    };
    await open(VersionsView, { methods: { compareVersions } });
    expect(await screen.findByText(/measured on different held-out rows/)).toBeVisible();
  });

  it('shows who is served well, by people and by items', async () => {
    const user = userEvent.setup();
    await open(VersionsView);
    const region = await screen.findByRole('region', { name: /^Whom does user-personalization/ });
    expect(within(region).getByRole('row', { name: /^21–50 260 0.121/ })).toBeVisible();
    await user.click(within(region).getByRole('button', { name: 'Items' }));
    expect(within(region).getByRole('row', { name: /^101–200 people 830 31/ })).toBeVisible();
    expect(region).toHaveTextContent('chosen by 20 people or fewer');
  });
});
