import { finishDeletions } from '../../src/page/state/unfinished-deletions';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Component } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import type { AppState } from '../../src/page/state/app';
import ScoreDistribution from '../../src/page/charts/ScoreDistribution.svelte';
import SummaryTable from '../../src/page/charts/SummaryTable.svelte';
import { summarizeScores } from '../../src/page/charts/scores';
import DatasetView from '../../src/page/views/dataset/DatasetView.svelte';
import TrainView from '../../src/page/views/train/TrainView.svelte';
import { NOT_HAD } from '../../src/domain/recommendations';
import UserView from '../../src/page/views/user/UserView.svelte';
import VersionsView from '../../src/page/views/versions/VersionsView.svelte';
import { describeError } from '../../src/words/copy/errors';
import type { DatasetCard } from '../../src/domain/card';
import { AppError } from '../../src/domain/errors';
import type { RecommendationList } from '../../src/domain/recommendations';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import {
  datasetCard,
  projectState,
  recommendations,
  serviceState,
  solutionVersion,
} from '../support/fake-data';
import { showFilms } from '../support/show-films';

async function open(view: Component, options: FakeOptions = {}): Promise<{ app: AppState; api: FakeApi }> {
  return showFilms(view, fakeApi(options));
}

describe('What is in the data', () => {
  it('answers each question in a sentence that its table repeats', async () => {
    const user = userEvent.setup();
    await open(DatasetView);
    const tail = await screen.findByRole('region', { name: 'How popular are the popular ones?' });
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
    const insight = {
      code: 'INSIGHT_FEW_USERS',
      severity: 'insight',
      details: { users: 12, needed: 25, missing: 13 },
    } as const;
    await open(DatasetView, { methods: { describeData: async () => ({ ...card, insights: [insight] }) } });
    expect(await screen.findByRole('heading', { name: /1.insight/ })).toBeVisible();
  });

  it('says why the rows could not be looked through, and looks again', async () => {
    const user = userEvent.setup();
    let fails = true;
    const listInsights = async () => (fails ? Promise.reject(new AppError('INTERNAL')) : []);
    await open(DatasetView, { methods: { listInsights } });
    expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong inside Foretaste');
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Count again' }));
    expect(await screen.findByText(/^Nothing stands out/)).toBeVisible();
  });

  it('previews a fix, applies it, and undoes it as often as it is offered', async () => {
    const user = userEvent.setup();
    const insight = {
      code: 'QUALITY_REPEATS',
      severity: 'insight',
      details: { count: 12, share: 0.1 },
    } as const;
    const card = { ...datasetCard(), insights: [insight] };
    const { app, api } = await open(DatasetView, { methods: { describeData: async () => card } });
    await user.click(await screen.findByRole('button', { name: /^Fix… Leave out repeated/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Leave out repeated events' });
    expect(await within(dialog).findByText(/^12.rows of Interactions would go\.$/)).toBeVisible();
    expect(within(dialog).getByRole('row', { name: 'Interactions 100,836 100,824' })).toBeVisible();
    expect(api.calls).not.toContain('applyFix');
    await user.click(within(dialog).getByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(app.toasts.shown?.text).toBe('Done: leave out repeated events'));
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByText('Leave out repeated events: done.')).toBeNull());
    expect(api.calls.filter((call) => call === 'undoFix')).toHaveLength(1);
    // The message offers no Undo of what is undone.
    expect(app.toasts.shown).toBeNull();
  });

  it('says of a fix how many trainings will be older, and counts none behind recommenders', async () => {
    const user = userEvent.setup();
    const insight = { code: 'QUALITY_REPEATS', severity: 'insight', details: { count: 12, share: 0.1 } };
    const card = { ...datasetCard(), insights: [insight] } as DatasetCard;
    const behind = solutionVersion({ arn: 'behind', recommender: 'arn:recommender/top-picks' });
    await open(DatasetView, {
      holds: { solutionVersions: [solutionVersion(), behind] },
      methods: { describeData: async () => card },
    });
    await user.click(await screen.findByRole('button', { name: /^Fix… Leave out repeated/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Leave out repeated events' });
    expect(await within(dialog).findByText(/1.training stays usable/)).toBeVisible();
  });

  it('says so when an Undo pressed on another page fails', async () => {
    const user = userEvent.setup();
    const insight = { code: 'QUALITY_REPEATS', severity: 'insight', details: { count: 12, share: 0.1 } };
    const card = { ...datasetCard(), insights: [insight] } as DatasetCard;
    const undoFix = async () => {
      throw new AppError('RESOURCE_IN_USE', { by: null });
    };
    const { app } = await open(DatasetView, { methods: { describeData: async () => card, undoFix } });
    await user.click(await screen.findByRole('button', { name: /^Fix… Leave out repeated/ }));
    await user.click(await screen.findByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(app.toasts.shown?.action).toBe('Undo'));
    app.toasts.press();
    await waitFor(() =>
      expect(app.toasts.shown?.text).toBe(describeError(new AppError('RESOURCE_IN_USE', { by: null })).what),
    );
  });

  it('describes each column in its head, and pages through the rows by typed numbers', async () => {
    const user = userEvent.setup();
    await open(DatasetView);
    const region = await screen.findByRole('region', { name: 'What is in each column of Interactions?' });
    expect(region).toHaveTextContent('EVENT_VALUE has the most gaps, 50 % of its cells');
    const head = within(region).getByRole('columnheader', { name: /EVENT_VALUE/ });
    expect(head).toHaveTextContent(/numbers 10 different 50 % missing 0.5 to 5/);
    expect(within(head).getByRole('img', { name: /most often 1 to [\d.]+, 9.times/ })).toBeVisible();
    expect(await within(region).findByRole('cell', { name: 'u0' })).toBeVisible();
    const row = within(region).getByRole('spinbutton', { name: 'from row' });
    await user.clear(row);
    await user.type(row, '500');
    await user.tab();
    expect(await within(region).findByRole('cell', { name: 'u499' })).toBeVisible();
    await user.click(within(region).getByRole('button', { name: 'Later' }));
    expect(await within(region).findByRole('cell', { name: 'u504' })).toBeVisible();
  });

  it('selects one part for all charts by typed values, as chips that can be removed, in the address', async () => {
    const user = userEvent.setup();
    const { app } = await open(DatasetView);
    await user.type(await screen.findByRole('spinbutton', { name: 'Events per user, to' }), '40');
    await user.tab();
    expect(app.route.current.brush).toBe('activity=1-63');
    expect(await screen.findByText(/^The selection holds/)).toHaveTextContent(
      'The selection holds 25 % of the events: 25,209, of 300 users on 4,000 films.',
    );
    await user.click(screen.getByRole('button', { name: /^Remove users with 1 to 63 events/ }));
    expect(app.route.current.brush).toBeNull();
    await waitFor(() => expect(screen.queryByText(/^The selection holds/)).toBeNull());
  });

  it('selects by keys on a chart, says what part of it that is, and clears', async () => {
    const user = userEvent.setup();
    const { app } = await open(DatasetView);
    const region = await screen.findByRole('region', { name: 'How active are people?' });
    within(region).getByRole('application').focus();
    await user.keyboard('{ArrowRight}{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    expect(app.route.current.brush).toBe('activity=32-255');
    await waitFor(() => expect(region).toHaveTextContent('Selected: 300 of 610 users (49 %).'));
    expect(region.querySelector('[aria-live]')).toHaveTextContent('128 to 255 events: 80 users, 0 selected');
    const months = screen.getByRole('region', { name: 'When did it happen?' });
    expect(months).toHaveTextContent(/Selected: \d+ % of the events, in 1 of 48 months\./);
    await user.keyboard('{Escape}');
    expect(app.route.current.brush).toBeNull();
    expect(region).not.toHaveTextContent('Selected:');
    // To the end of the chart: an open end, as in the fields.
    within(months).getByRole('application').focus();
    await user.keyboard('{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    expect(app.route.current.brush).toBe('from=2017-11');
    await user.keyboard('{Enter}');
    expect(app.route.current.brush).toBe('from=2017-11&to=2017-11');
  });

  it('draws of a long table what is in sight, and counts the rest', async () => {
    const rows = Array.from({ length: 1_794 }, (_, rank) => [`${rank + 1}`, `${1_794 - rank}`]);
    const table = { caption: 'Films', columns: [{ label: 'Rank' }, { label: 'Events' }], rows };
    const { rerender } = render(SummaryTable, { table });
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1795');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    const region = screen.getByRole('region', { name: 'Films' });
    region.scrollTop = 32 * 1_000;
    await fireEvent.scroll(region);
    expect(screen.getByRole('row', { name: '1001 794' })).toHaveAttribute('aria-rowindex', '1002');
    await rerender({ table: { ...table, rows: rows.slice(0, 200) } });
    expect(screen.getAllByRole('row')).toHaveLength(201);
    expect(screen.getByRole('table')).not.toHaveAttribute('aria-rowcount');
  });

  it('sorts and copies the table behind a chart', async () => {
    const user = userEvent.setup();
    await open(DatasetView);
    const region = await screen.findByRole('region', { name: 'How active are people?' });
    await user.click(within(region).getByRole('button', { name: 'As table' }));
    const counts = () =>
      within(region)
        .getAllByRole('cell')
        .map((cell) => cell.textContent);
    await user.click(within(region).getByRole('button', { name: 'Users' }));
    expect(counts().slice(0, 2)).toEqual(['180', '150']);
    await user.click(within(region).getByRole('button', { name: /^Users/ }));
    expect(counts().slice(0, 2)).toEqual(['3', '9']);
    expect(within(region).getByRole('columnheader', { name: /Users/ })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await user.click(within(region).getByRole('button', { name: 'Save as' }));
    await user.click(await screen.findByText('Copy table', { selector: '[role=menuitem] *' }));
    expect((await navigator.clipboard.readText()).split('\n').slice(0, 2)).toEqual([
      'Events\tUsers',
      '2,048 to 4,095\t3',
    ]);
    const refusal = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new Error('NotAllowed'));
    await user.click(within(region).getByRole('button', { name: 'Copy table' }));
    expect(await within(region).findByRole('alert')).toHaveTextContent(/did not let the table be copied/);
    refusal.mockRestore();
    await user.click(within(region).getByRole('button', { name: 'Copy table' }));
    expect(await within(region).findByRole('button', { name: 'Copied' })).toBeVisible();
    expect(within(region).queryByRole('alert')).toBeNull();
  });
});

describe('Where the cut is', () => {
  it('leaves room between the labels of a scale of many octaves', () => {
    const exponents = Array.from({ length: 24 }, (_, at) => at - 16);
    const counts = exponents.map(() => 10);
    const distribution = { exponents, counts, passing: counts, cut: 2, shownShare: 0.5 };
    const list = recommendations('408', 25, true);
    const nouns = { thing: 'other', item: 'item', items: 'items' } as const;
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
    const panel = (await screen.findByRole('button', { name: 'Discard' })).closest('[tabindex="-1"]');
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    await waitFor(() =>
      expect(app.toasts.shown?.text).toMatch(/^Training of user-personalization discarded/),
    );
    await waitFor(() => expect(panel).toHaveFocus());
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
    expect(await screen.findByText(/93 % better than popularity/)).toBeVisible();
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

  it('calls the others as before, after Undo and after the deletion', async () => {
    const user = userEvent.setup();
    const versions = [1, 2, 3].map((k) => solutionVersion({ arn: `v${k}`, creationDateTime: k }));
    const { app, api } = await open(VersionsView, { holds: { solutionVersions: versions } });
    const [v1, v2, v3] = [1, 2, 3].map((k) => `user-personalization v${k}`);
    // One button in the row and one for narrow screens.
    const remove = (name: string) => screen.queryAllByRole('button', { name: `Delete ${name}` });
    const names = () => [v1, v2, v3].filter((name) => remove(name).length > 0);
    expect(names()).toEqual([v1, v2, v3]);
    await user.click(remove(v1)[0]);
    expect(names()).toEqual([v2, v3]);
    app.toasts.press();
    await waitFor(() => expect(names()).toEqual([v1, v2, v3]));
    await user.click(remove(v1)[0]);
    app.toasts.dismiss();
    await waitFor(() => expect(app.workspace.project?.solutionVersions).toHaveLength(2));
    expect(api.calls).toContain('deleteSolutionVersion');
    expect(names()).toEqual([v2, v3]);
  });

  it('says at once that a campaign serves the version', async () => {
    const user = userEvent.setup();
    const version = solutionVersion();
    const state = projectState({ solutionVersions: [version], service: serviceState(version) });
    const { app } = await open(VersionsView, { methods: { openProject: async () => state } });
    const remove = () => screen.getAllByRole('button', { name: /^Delete / })[0];
    await user.click(remove());
    expect(screen.getByText('The campaign home serves this.')).toBeVisible();
    expect(remove()).toBeVisible();
    expect(app.toasts.shown).toBeNull();
  });

  it('a reload while Undo is on offer does not bring the version back', async () => {
    const user = userEvent.setup();
    const { app, api } = await open(VersionsView);
    await user.click(screen.getAllByRole('button', { name: 'Delete popularity-count v1' })[0]);
    expect(api.calls).not.toContain('deleteSolutionVersion');
    // The Undo of this page still runs.
    await finishDeletions(app.workspace);
    expect(api.calls).not.toContain('deleteSolutionVersion');
    // What the page does when it is loaded again: nobody is left to press Undo.
    const noted = sessionStorage.getItem('foretaste.deleting') ?? '';
    sessionStorage.setItem('foretaste.deleting', noted.replace(/"page":"[^"]+"/, '"page":"left"'));
    await finishDeletions(app.workspace);
    expect(api.calls).toContain('deleteSolutionVersion');
    await finishDeletions(app.workspace);
    expect(api.calls.filter((name) => name === 'deleteSolutionVersion')).toHaveLength(1);
    app.toasts.press();
  });
});

describe('What was being deleted when the page was left', () => {
  const noted = (page: string) =>
    sessionStorage.setItem(
      'foretaste.deleting',
      JSON.stringify([{ arn: 'v1', project: 'p-films', page, atSec: 1 }]),
    );
  const refused = async () => {
    throw new AppError('READ_ONLY_TAB');
  };

  it('waits while another tab writes, and goes once this one may', async () => {
    const { app, api } = await open(VersionsView);
    const { deleteSolutionVersion } = api;
    noted('left');
    Reflect.set(api, 'deleteSolutionVersion', refused);
    await finishDeletions(app.workspace);
    expect(app.workspace.openError).toBeNull();
    Reflect.set(api, 'deleteSolutionVersion', deleteSolutionVersion);
    await finishDeletions(app.workspace);
    expect(api.calls.filter((name) => name === 'deleteSolutionVersion')).toHaveLength(1);
    expect(sessionStorage.getItem('foretaste.deleting')).toBeNull();
  });

  it('is left to the tab whose Undo still runs', async () => {
    const { app, api } = await open(VersionsView);
    noted('first');
    const busy = async (name: string) => {
      throw new DOMException(name, name.endsWith('first') ? 'TimeoutError' : 'AbortError');
    };
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: { request: busy } }));
    await finishDeletions(app.workspace);
    vi.unstubAllGlobals();
    expect(api.calls).not.toContain('deleteSolutionVersion');
    expect(sessionStorage.getItem('foretaste.deleting')).toBeNull();
  });

  it.each([
    '{',
    '{"arn":1}',
    '[null,{"arn":"v1"}]',
    '[{"arn":"v1","project":"p-films","page":"left","atSec":1,"kind":"toString"}]',
  ])('does not trip over %s', async (text) => {
    const { app, api } = await open(VersionsView);
    sessionStorage.setItem('foretaste.deleting', text);
    await finishDeletions(app.workspace);
    expect(api.calls).not.toContain('deleteSolutionVersion');
    sessionStorage.clear();
  });

  it('stays noted until the deletion is stored', async () => {
    const user = userEvent.setup();
    const { app, api } = await open(VersionsView);
    let finish = (): void => undefined;
    const stored = new Promise<void>((resolve) => (finish = resolve));
    Reflect.set(api, 'deleteSolutionVersion', () => stored);
    await user.click(screen.getAllByRole('button', { name: 'Delete popularity-count v1' })[0]);
    app.toasts.dismiss();
    await new Promise((resolve) => setTimeout(resolve));
    expect(sessionStorage.getItem('foretaste.deleting')).toContain('popularity');
    finish();
    await waitFor(() => expect(sessionStorage.getItem('foretaste.deleting')).toBeNull());
  });
});

describe('What one person would choose next', () => {
  it('starts with a typical user and shows both lists with what they share', async () => {
    const { app } = await open(UserView);
    expect(await screen.findByText(/on everybody’s list too/)).toHaveTextContent('3 of these 25');
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
    const [button, second] = await screen.findAllByRole('button', { name: /^Why / });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    button.focus();
    await user.keyboard('{ArrowDown}');
    expect(second).toHaveFocus();
    await user.keyboard('{ArrowUp}{Enter}');
    expect(screen.getByRole('heading', { name: /^Why/ })).toHaveFocus();
    const panel = await screen.findByRole('region', { name: 'Why Doctor Strange?' });
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(document.getElementById(button.getAttribute('aria-controls') ?? '')).toBe(panel);
    expect(ask.mock.lastCall?.[0]).toMatchObject({ userId: '408', about: app.route.current.why });
    expect(panel).toHaveTextContent(
      'Mostly because of Star Wars: Episode IV (+1.46) and Back to the Future (+0.62).',
    );
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
    const gone = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.back();
    await gone;
    expect(location.hash).not.toContain('why=');
  });

  it('says why in the terms of a recipe without scores', async () => {
    const user = userEvent.setup();
    const { app } = await open(UserView);
    app.route.go({ version: 'arn:aws:personalize:local:000000000000:solution/popularity-count/1' });
    await screen.findByText('users who chose it');
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
    await screen.findByText(/on everybody’s list too/);
    await user.click(screen.getByRole('button', { name: 'Export…' }));
    // Nothing has a place in jsdom, which leaves the menu invisible to it.
    await waitFor(() => expect(document.activeElement).toHaveTextContent(/^CSV/));
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
    history.replaceState(null, '', `${location.hash}&part=segments`);
    await open(VersionsView);
    const region = await screen.findByRole('region', { name: /^By segment: whom does user-personalization/ });
    expect(within(region).getByRole('row', { name: /^21–50 260 0.121/ })).toBeVisible();
    expect(within(region).getByRole('row', { name: /^101–200 people 830 31/ })).toBeVisible();
    expect(region).toHaveTextContent('chosen by 20 people or fewer');
    // The line of popularity is a share of the same width as the bar.
    const [line] = within(region).getAllByRole('table')[0].getElementsByTagName('s');
    expect(line.parentElement).toContainElement(region.querySelector('.hbar'));
    expect(line.parentElement?.tagName).not.toBe('TD');
    expect(await within(region).findByText(/by more than luck would explain/)).toBeVisible();
    expect(region).toHaveTextContent(/a difference of 0\.059, 95\s% between 0\.021 and 0\.097/);
  });

  it('shows who is served well without a verdict where the rows have changed', async () => {
    const compareGroups = async () => {
      throw new AppError('NOT_COMPARABLE', { reason: 'data' });
    };
    await open(VersionsView, { methods: { compareGroups } });
    const region = await screen.findByRole('region', { name: /^By segment/ });
    expect(await within(region).findByText(/no longer those that were measured/)).toBeVisible();
    expect(region).not.toHaveTextContent('luck');
  });
});
