import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../src/page/App.svelte';
import type { JsonObject } from '../../src/domain/errors';
import type { ProjectId, ProjectState } from '../../src/domain/resources';
import { bundleOverview } from '../support/fake-bundle';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { projectState, projectSummary, serviceState, solutionVersion } from '../support/fake-data';
import { eventually } from '../support/eventually';

const NOTE = 'foretaste.deleting.p-films';
/** Pages that live in other tabs. */
const alive = new Set<string>();

beforeEach(() => {
  const request = async (name: string, ...rest: unknown[]) => {
    const then = rest.at(-1) as () => unknown;
    if (alive.has(name)) throw new DOMException(name, 'TimeoutError');
    return then();
  };
  Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } });
});
afterEach(() => {
  cleanup();
  Reflect.deleteProperty(navigator, 'locks');
  sessionStorage.clear();
  localStorage.clear();
  alive.clear();
});

function load(options: FakeOptions = {}): FakeApi {
  const api = fakeApi(options);
  render(App, { api });
  return api;
}
/** What is left of a page that was closed, with its tab. */
function close(): void {
  cleanup();
  sessionStorage.clear();
  if (localStorage.getItem(NOTE) !== null) localStorage.setItem(NOTE, 'left');
}
const readOnly = async () => ({
  version: '0',
  computeWorkers: 1,
  sharedMemory: false,
  writer: false,
  keeps: true,
});
/** The project with a filter, a campaign and a batch job. */
function withService(): ProjectState {
  const version = solutionVersion();
  return projectState({ solutionVersions: [version], service: serviceState(version) });
}
const listed = () => screen.findByRole('button', { name: 'Delete ml-latest-small' });
const isDeletedIn = (api: FakeApi) => api.calls.includes('deleteProject');

describe('A project that was deleted when its page was left', () => {
  it('is deleted by the next page, the tab closed or not', async () => {
    const first = load();
    await userEvent.click(await listed());
    await screen.findByText('ml-latest-small is deleted');
    close();
    expect(isDeletedIn(first)).toBe(false);
    const next = load();
    await waitFor(() => expect(isDeletedIn(next)).toBe(true));
    await screen.findByRole('link', { name: 'gift-shop-2011' });
    expect(screen.queryByRole('link', { name: 'ml-latest-small' })).toBeNull();
    await waitFor(() => expect(localStorage.getItem(NOTE)).toBeNull());
  });

  it('stays where Undo was pressed before', async () => {
    load();
    await userEvent.click(await listed());
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    await listed();
    close();
    const next = load();
    await listed();
    expect(isDeletedIn(next)).toBe(false);
  });

  it('stays where Ctrl+Z was pressed, as is said with the news of it', async () => {
    load();
    await userEvent.click(await listed());
    const said = await screen.findByText('ml-latest-small is deleted');
    expect(said).toHaveTextContent('ml-latest-small is deleted (Ctrl+Z undoes it)');
    await userEvent.keyboard('{Control>}z{/Control}');
    await screen.findByRole('link', { name: 'ml-latest-small' });
    expect(screen.queryByText('ml-latest-small is deleted')).toBeNull();
    expect(screen.getByRole('status', { name: 'News' })).toHaveTextContent('Undone');
    // Nothing is left to be undone.
    await userEvent.keyboard('{Control>}z{/Control}');
  });

  it('is left to the tab whose Undo still runs', async () => {
    localStorage.setItem(NOTE, 'first');
    alive.add('foretaste.page.first');
    const api = load();
    await listed();
    expect(isDeletedIn(api)).toBe(false);
    expect(localStorage.getItem(NOTE)).toBe('first');
  });

  it('is deleted by an open tab that may write from then on', async () => {
    const api = load({ methods: { hello: readOnly } });
    await listed();
    localStorage.setItem(NOTE, 'left');
    expect(isDeletedIn(api)).toBe(false);
    api.emit({ kind: 'lock', writer: true });
    await waitFor(() => expect(isDeletedIn(api)).toBe(true));
  });

  it('is not opened by a page whose address names it, and that page says what became of it', async () => {
    localStorage.setItem(NOTE, 'left');
    history.replaceState(null, '', '#view=versions&project=p-films');
    const api = load();
    expect(await screen.findByText(/It may have been deleted, here or in another tab/)).toBeVisible();
    expect(isDeletedIn(api)).toBe(true);
    expect(api.calls.lastIndexOf('deleteProject')).toBeLessThan(api.calls.indexOf('openProject'));
  });

  it('stays once another tab works on the projects, whatever becomes of the page', async () => {
    const api = load();
    await userEvent.click(await listed());
    expect(localStorage.getItem(NOTE)).not.toBeNull();
    api.emit({ kind: 'lock', writer: false });
    await eventually(() => expect(localStorage.getItem(NOTE)).toBeNull());
  });
});

describe('Undo of a deletion', () => {
  it('is not needed for a sample that is pressed again: it stays', async () => {
    const sample = projectSummary({ id: 'p-sample' as ProjectId, name: 'Film club' });
    const state = projectState({ project: sample });
    const api = load({
      projects: [sample],
      methods: { openSample: async () => state, openProject: async () => state },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Film club' }));
    await screen.findByText('Film club is deleted');
    await userEvent.click(screen.getByRole('button', { name: 'Film club' }));
    await waitFor(() => expect(document.title).toContain('Film club'));
    expect(localStorage.getItem('foretaste.deleting.p-sample')).toBeNull();
    // With the page the message goes, and with it the Undo.
    await waitFor(() => expect(screen.queryByText('Film club is deleted')).toBeNull());
    expect(isDeletedIn(api)).toBe(false);
    expect(document.title).toContain('Film club');
  });

  it('opens the project again where it was', async () => {
    history.replaceState(null, '', '#view=storage&project=p-films&user=408');
    const api = load();
    await waitFor(() => expect(document.title).toContain('ml-latest-small'));
    await userEvent.click(await listed());
    await waitFor(() => expect(document.title).not.toContain('ml-latest-small'));
    expect(location.hash).toBe('#view=storage');
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(document.title).toContain('ml-latest-small'));
    expect(location.hash).toBe('#view=storage&project=p-films&user=408');
    expect(api.calls.filter((name) => name === 'openProject')).toHaveLength(2);
  });

  it('leaves the project open that was opened meanwhile', async () => {
    history.replaceState(null, '', '#project=p-films');
    load();
    await waitFor(() => expect(document.title).toContain('ml-latest-small'));
    await userEvent.click(await listed());
    await userEvent.click(await screen.findByRole('link', { name: 'gift-shop-2011' }));
    await waitFor(() => expect(document.title).toContain('gift-shop-2011'));
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(localStorage.getItem(NOTE)).toBeNull());
    expect(document.title).toContain('gift-shop-2011');
    expect(new URLSearchParams(location.hash.slice(1)).get('project')).toBe('p-gifts');
  });
});

describe('What was deleted of a project when its page was loaded again', () => {
  const left = () => {
    cleanup();
    const noted = sessionStorage.getItem('foretaste.deleting') ?? '';
    sessionStorage.setItem('foretaste.deleting', noted.replace(/"page":"[^"]+"/g, '"page":"left"'));
  };
  const invoke = vi.fn(async (): Promise<JsonObject> => ({}));
  const open = (view: string) => {
    invoke.mockClear();
    history.replaceState(null, '', `#view=${view}&project=p-films`);
    load({ methods: { openProject: async () => withService(), invoke } });
  };

  it.each([
    ['filters', 'Delete filter dramas', ['DeleteFilter', { filterArn: 'a:filter/dramas' }]],
    ['campaigns', 'Delete home', ['DeleteCampaign', { campaignArn: 'a:campaign/home' }]],
    ['batch', 'Delete nightly', ['DeleteBatchInferenceJob', { batchInferenceJobArn: 'a:batch/nightly' }]],
  ])('stays deleted: %s', async (view, button, call) => {
    open(view);
    await userEvent.click(await screen.findByRole('button', { name: button }));
    await screen.findByRole('button', { name: /^Undo/ });
    expect(invoke).not.toHaveBeenCalledWith(...call);
    left();
    open('overview');
    await waitFor(() => expect(invoke).toHaveBeenCalledWith(...call, 'p-films'));
    await waitFor(() => expect(sessionStorage.getItem('foretaste.deleting')).toBeNull());
  });

  it('is not what has its name by now, when a closed tab comes back late', async () => {
    open('filters');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete filter dramas' }));
    await screen.findByRole('button', { name: /^Undo/ });
    left();
    const creationDateTime = Math.ceil(Date.now() / 1000) + 60;
    invoke.mockImplementation(async () => ({ filter: { creationDateTime } }));
    open('overview');
    await waitFor(() => expect(sessionStorage.getItem('foretaste.deleting')).toBeNull());
    expect(invoke).not.toHaveBeenCalledWith('DeleteFilter', expect.anything(), expect.anything());
    invoke.mockImplementation(async () => ({}));
  });

  it('is told from what is called the same in another project', async () => {
    const of = (name: string): ProjectState => {
      const state = withService();
      return { ...state, project: { ...state.project, id: name as ProjectState['project']['id'], name } };
    };
    invoke.mockClear();
    history.replaceState(null, '', '#view=filters&project=p-films');
    load({ methods: { openProject: async (id) => of(id), invoke } });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete filter dramas' }));
    await screen.findByRole('button', { name: /^Undo/ });
    location.hash = '#view=filters&project=p-shop';
    await waitFor(() => expect(document.title).toContain('p-shop'));
    await userEvent.click(screen.getByRole('button', { name: 'Delete filter dramas' }));
    await screen.findByRole('button', { name: /^Undo/ });
    const noted = JSON.parse(sessionStorage.getItem('foretaste.deleting') ?? '[]') as unknown[];
    expect(noted).toEqual([expect.objectContaining({ arn: 'a:filter/dramas', project: 'p-shop' })]);
  });

  it('stays where Undo was pressed before', async () => {
    open('batch');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete nightly' }));
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    await screen.findByRole('button', { name: 'Delete nightly' });
    expect(sessionStorage.getItem('foretaste.deleting')).toBeNull();
  });
});

describe('While the deletion of a filter can be undone', () => {
  const go = async (view: string, title: RegExp) => {
    location.hash = `#view=${view}&project=p-films`;
    await screen.findByRole('heading', { level: 1, name: title });
  };

  it('all screens do without it, and give its name to no other', async () => {
    const asked: unknown[] = [];
    const describeExport: FakeApi['describeExport'] = async (without) => {
      asked.push(without);
      return bundleOverview();
    };
    history.replaceState(null, '', '#view=filters&project=p-films');
    load({ methods: { openProject: async () => withService(), describeExport } });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete filter dramas' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'name' }), 'dramas');
    expect(await screen.findByText(/^There is already a filter/)).toBeVisible();
    await go('batch', /everybody get/);
    expect(screen.queryByRole('option', { name: 'dramas' })).toBeNull();
    await go('export', /Amazon Personalize get/);
    await waitFor(() => expect(asked).toEqual([['a:filter/dramas']]));
    await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(asked).toEqual([['a:filter/dramas'], []]), { timeout: 2000 });
    await go('batch', /everybody get/);
    expect(await screen.findByRole('option', { name: 'dramas' })).toBeVisible();
  });
});

describe('The focus, when something is deleted by keyboard', () => {
  const [older, newer] = ['1', '2'].map((id) =>
    solutionVersion({ arn: `arn:aws:personalize:local:000000000000:solution/films/${id}` }),
  );
  const none = { filters: [], campaigns: [], batchJobs: [] };

  /** What has it, by its name. */
  const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName;

  it.each([
    ['filters', 'Delete filter dramas', 'Which filters are there?', [older]],
    ['campaigns', 'Delete home', 'MAIN', [older]],
    ['batch', 'Delete nightly', 'Jobs', [older]],
    ['versions', /^Delete/, 'Solution versions, newest first', [older, newer]],
    ['versions', /^Delete/, 'MAIN', [older]],
  ] as const)('stays with what was around it: %s, %s, %s', async (view, button, place, versions) => {
    history.replaceState(null, '', `#view=${view}&project=p-films`);
    const service = { ...serviceState(older), ...(view === 'versions' && none) };
    load({
      methods: { openProject: async () => projectState({ solutionVersions: [...versions], service }) },
    });
    const [first] = await screen.findAllByRole('button', { name: button });
    first.focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('button', { name: /^Undo/ });
    expect(first).not.toBeInTheDocument();
    await waitFor(() => expect(focused()).toBe(place));
  });

  it.each([
    ['#', 2, 'again'],
    ['#', 1, 'main'],
    ['#view=storage', 2, 'Projects'],
    ['#view=storage', 1, 'main'],
  ] as const)(
    'stays near the projects, and on the page when all are gone: %s, %i',
    async (hash, count, place) => {
      history.replaceState(null, '', hash);
      const projects = ['p-films', 'p-books']
        .slice(0, count)
        .map((id) => projectSummary({ id: id as ProjectId, name: id }));
      load({ methods: { listProjects: async () => projects } });
      const first = await screen.findByRole('button', { name: 'Delete p-films' });
      first.focus();
      await userEvent.keyboard('{Enter}');
      await screen.findByRole('button', { name: /^Undo/ });
      expect(first).not.toBeInTheDocument();
      const names = () => {
        const { id, ariaLabel } = document.activeElement as HTMLElement;
        return [id, ariaLabel, document.activeElement?.getAttribute('aria-labelledby')];
      };
      await waitFor(() => expect(names()).toContain(place));
      // The Undo goes with its press as well.
      screen.getByRole('button', { name: /^Undo/ }).focus();
      await userEvent.keyboard('{Enter}');
      expect(await screen.findByRole('button', { name: 'Delete p-films' })).toBeVisible();
      await waitFor(() => expect(names()).toContain('main'));
    },
  );
});

describe('A tab that only reads', () => {
  it.each(['Delete', 'Rename', 'Duplicate'])('refuses to %s a project at once', async (what) => {
    history.replaceState(null, '', '#view=storage');
    const api = load({ methods: { hello: readOnly } });
    await userEvent.click(await screen.findByRole('button', { name: `${what} ml-latest-small` }));
    expect(
      await screen.findByText(/^Another tab is working on the projects; this one only reads\./),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'ml-latest-small' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.calls).not.toContain('duplicateProject');
  });

  it('refuses on the first page too', async () => {
    load({ methods: { hello: readOnly } });
    await userEvent.click(await listed());
    expect(await screen.findByText(/Press Work here to take over\.$/)).toBeVisible();
    await listed();
  });

  it.each([
    ['filters', 'Delete filter dramas'],
    ['campaigns', 'Delete home'],
    ['batch', 'Delete nightly'],
  ])('refuses to delete on the page of %s', async (view, button) => {
    history.replaceState(null, '', `#view=${view}&project=p-films`);
    load({ methods: { hello: readOnly, openProject: async () => withService() } });
    await userEvent.click(await screen.findByRole('button', { name: button }));
    expect(await screen.findByText(/Press Work here to take over\.$/)).toBeVisible();
    expect(screen.getByRole('button', { name: button })).toBeVisible();
  });
});
