import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomId } from '../../src/domain/random-id';
import App from '../../src/page/App.svelte';
import { AppError } from '../../src/domain/errors';
import type { OnProgress } from '../../src/domain/ports';
import type { StudioApi } from '../../src/domain/door';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { projectSummary } from '../support/fake-data';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function openApp(options: FakeOptions = {}): Promise<FakeApi> {
  const api = fakeApi(options);
  render(App, { api });
  await screen.findByRole('heading', { level: 1 });
  await waitFor(() => expect(api.calls).toContain('listProjects'));
  // Its answer has been heard a turn later.
  await new Promise((done) => setTimeout(done));
  return api;
}
const file = (text = 'userId,movieId,rating,timestamp\n1,1,4,964982703\n', name = 'ratings.csv') =>
  new File([text], name, { type: 'text/csv' });

async function bring(files: File | File[]): Promise<void> {
  await userEvent.upload(screen.getByLabelText('Files to import'), files);
}

describe('the focus', () => {
  it('stays in the page when a link in it leads to another screen', async () => {
    history.replaceState(null, '', '#view=versions&project=p-films');
    await openApp();
    (await screen.findByRole('link', { name: 'Train another' })).focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'How well can these habits be learned?' });
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it('is in the page again when a lesson is left', async () => {
    history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-films');
    await openApp();
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    await screen.findByRole('heading', { level: 1, name: 'What would you like to understand?' });
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('is left alone where nothing on the page had it', async () => {
    history.replaceState(null, '', '#view=versions&project=p-films');
    await openApp();
    const doors = within(screen.getByRole('navigation', { name: 'Three ways in' }));
    doors.getByRole('link', { name: /^Learn/ }).focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'What would you like to understand?' });
    expect(doors.getByRole('link', { name: /^Learn/ })).toHaveFocus();
  });
});

describe('Home', () => {
  it('asks its question and says what it offers', async () => {
    await openApp();
    expect(screen.getByRole('heading', { name: 'See what your data would recommend' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Choose files' })).toBeVisible();
    expect(screen.getByText('Nothing leaves this device.')).toBeVisible();
    const sample = within(screen.getByRole('list', { name: 'Try a sample' }));
    const [club, shop] = sample.getAllByRole('listitem');
    expect(club).toHaveTextContent(/99,993\sevents/);
    expect(club).not.toHaveTextContent('CC BY');
    expect(shop).toHaveTextContent(/391,001.*943\skB to fetch/);
    expect(shop).toHaveTextContent(
      /Chen, D\. \(2015\)\. Online Retail\..*10\.24432\/C5BW33, CC BY 4\.0\. Changed: /,
    );
    expect(sample.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Film club',
      'Real shop',
    ]);
    expect(document.title).toBe('See what your data would recommend · Foretaste');
  });

  it('lists projects, the last opened first, and opens one by keyboard', async () => {
    await openApp();
    const again = within(await screen.findByRole('list', { name: 'Open again' }));
    expect(again.getAllByRole('link').map((link) => link.textContent)).toEqual([
      'ml-latest-small',
      'gift-shop-2011',
    ]);
    again.getByRole('link', { name: 'gift-shop-2011' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(location.hash).toContain('project=p-gifts'));
    await screen.findByRole('button', { name: 'Project: gift-shop-2011. Switch project' });
  });

  it('opens the sample and goes to its data', async () => {
    const api = await openApp({ projects: [] });
    screen.getByRole('button', { name: 'Film club' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(location.hash).toBe('#view=overview&project=p-sample'));
    expect(api.calls).toContain('openSample');
  });

  it('calls the project of a sample as the language of the page calls it', async () => {
    history.replaceState(null, '', '#lang=ko');
    await openApp({ projects: [] });
    (await screen.findByRole('button', { name: '영화 동아리' })).focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('heading', { level: 1, name: /영화 동아리/ });
  });

  it('opens the real shop, and names whose data it is', async () => {
    await openApp({ projects: [] });
    screen.getByRole('button', { name: 'Real shop' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(location.hash).toBe('#view=overview&project=p-shop'));
    await screen.findByRole('heading', { name: 'What is in Real shop?' });
    expect(screen.getByText(/Chen, D\. \(2015\)\..*CC BY 4\.0/)).toBeVisible();
    location.hash = '#view=about';
    await screen.findByRole('heading', { name: 'What is Foretaste?' });
    expect(screen.getByText(/Chen, D\. \(2015\)\..*CC BY 4\.0/)).toBeVisible();
  });

  it('says what to do where a sample cannot be fetched, and stays', async () => {
    const unreached = new AppError('SAMPLE_UNAVAILABLE', { sample: 'real-shop', reason: 'unreached' });
    await openApp({ methods: { openSample: () => Promise.reject(unreached) } });
    await userEvent.click(screen.getByRole('button', { name: 'Real shop' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Real shop could not be fetched.');
    expect(alert).toHaveTextContent('Load the page again with a network');
    expect(alert).toHaveTextContent('Everything stored is as it was before.');
    expect(screen.getByRole('button', { name: 'Film club' })).toBeVisible();
  });

  it('deletes a project only when Undo has lapsed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    const api = await openApp();
    await user.click(await screen.findByRole('button', { name: 'Delete gift-shop-2011' }));
    expect(screen.queryByRole('link', { name: 'gift-shop-2011' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /^Undo/ }));
    expect(await screen.findByRole('link', { name: 'gift-shop-2011' })).toBeVisible();
    expect(api.calls).not.toContain('deleteProject');

    await user.click(screen.getByRole('button', { name: 'Delete gift-shop-2011' }));
    await user.unhover(screen.getByRole('button', { name: /^Undo/ }));
    await vi.advanceTimersByTimeAsync(10_500);
    await waitFor(() => expect(api.calls).toContain('deleteProject'));
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
  });

  it('says in words why a file was refused, and what is safe', async () => {
    await openApp();
    await bring(file('', 'empty.csv'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('empty.csv is not a table that can be read.');
    expect(alert).toHaveTextContent('Everything stored is as it was before.');
    expect(screen.getByRole('button', { name: 'Choose files' })).toBeVisible();
  });

  it('takes pasted rows', async () => {
    const inspectFiles = vi.fn(() =>
      Promise.reject(new AppError('FILE_UNRECOGNISED', { file: 'x', reason: null })),
    );
    await openApp({ methods: { inspectFiles } });
    await userEvent.click(screen.getByRole('button', { name: 'Paste rows' }));
    const look = await screen.findByRole('button', { name: 'Look at the rows' });
    expect(look).toHaveAccessibleDescription('A header and at least one row are needed.');
    await userEvent.click(screen.getByLabelText(/Rows with their header/));
    await userEvent.paste('user\titem\n1\t2\n');
    await userEvent.click(look);
    await screen.findByRole('alert');
    const [, files] = inspectFiles.mock.calls[0] as unknown as [string, { path: string; file: File }[]];
    expect(files[0].path).toBe('pasted rows.tsv');
    expect(files[0].file.size).toBe('user\titem\n1\t2\n'.length);
  });
});

describe('The frame around every page', () => {
  it('shows no other project under the address of one that is not here', async () => {
    await openApp();
    await userEvent.click(await screen.findByRole('link', { name: 'gift-shop-2011' }));
    await waitFor(() => expect(location.hash).toContain('user='));
    location.hash = '#view=overview&project=p-gone';
    expect(await screen.findByRole('alert')).toHaveTextContent('not on this device');
    expect(screen.queryByRole('heading', { name: /gift-shop-2011/ })).toBeNull();
    location.hash = '#view=overview&project=p-gifts';
    expect(await screen.findByRole('heading', { name: /gift-shop-2011/ })).toBeVisible();
  });

  it('keeps nothing in the bottom line before a step of the training is finished', async () => {
    const held: { report?: OnProgress } = {};
    const stopTraining = vi.fn(() => Promise.resolve());
    const train: StudioApi['train'] = (_job, _spec, report) => {
      held.report = report;
      return new Promise(() => undefined);
    };
    await openApp({ methods: { train, stopTraining } });
    await userEvent.click(await screen.findByRole('link', { name: 'gift-shop-2011' }));
    location.hash = '#view=train&project=p-gifts';
    await userEvent.click(await screen.findByRole('button', { name: 'Train user-personalization' }));
    const bottom = within(screen.getByRole('contentinfo'));
    const stop = await bottom.findByRole('button', { name: 'Stop and keep' });
    expect(stop).toHaveAccessibleDescription('nothing finished yet');
    const popularity = { epoch: 1, label: 'popularity', loss: null, ndcgAt10: 0.05, elapsedMs: 1 };
    held.report?.({ phase: 'fit', done: 0, total: 2, elapsedMs: 1, curve: [popularity] });
    await userEvent.click(stop);
    expect(stopTraining).not.toHaveBeenCalled();
    const own = { ...popularity, label: 'ease' };
    held.report?.({ phase: 'fit', done: 1, total: 2, elapsedMs: 2, curve: [own] });
    await waitFor(() => expect(stop).toHaveAccessibleDescription(''));
    await userEvent.click(stop);
    expect(stopTraining).toHaveBeenCalledWith(expect.anything(), 'keep');
  });

  it('switches projects from the keyboard', async () => {
    await openApp();
    const button = await screen.findByRole('button', { name: /^Project: / });
    button.focus();
    await userEvent.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(screen.getByRole('menuitem', { name: /^ml-latest-small/ })).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    expect(button).toHaveAttribute('aria-expanded', 'false');
    expect(button).toHaveFocus();
  });

  it('explains an empty screen instead of hiding it', async () => {
    await openApp({ projects: [] });
    const doors = within(screen.getByRole('navigation', { name: 'Three ways in' }));
    await userEvent.click(doors.getByRole('link', { name: /^Build/ }));
    expect(await screen.findByText('A campaign needs something to serve')).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'Versions' }));
    expect(await screen.findByText('This page needs data')).toBeVisible();
  });

  it('goes back to where one was', async () => {
    await openApp();
    const doors = within(screen.getByRole('navigation', { name: 'Three ways in' }));
    await userEvent.click(doors.getByRole('link', { name: /^Build/ }));
    await screen.findByText('A campaign needs something to serve');
    history.back();
    await screen.findByRole('heading', { name: 'See what your data would recommend' });
  });

  it('says without a network what is not there then', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await openApp();
    expect(
      await screen.findByText(/all features work; the sample Real shop is not fetched yet/),
    ).toBeVisible();
    vi.restoreAllMocks();
  });

  it('keeps the chosen theme', async () => {
    await openApp();
    await userEvent.click(screen.getByRole('button', { name: 'Switch between light and dark' }));
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(localStorage.getItem('foretaste.theme')).toBe('dark');
    cleanup();
    delete document.documentElement.dataset.theme;
    await openApp();
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
  });

  it('says so while another tab writes, and takes over', async () => {
    const api = await openApp();
    api.emit({ kind: 'lock', writer: false });
    (await screen.findByRole('button', { name: 'Work here' })).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Work here' })).toBeNull());
    // The notice goes with its button: a screen reader goes on with the page.
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it.each([
    ['resolves', 'ratings.csv: done'],
    ['fails', 'ratings.csv: not finished'],
    ['is stopped', 'ratings.csv: stopped'],
  ])('says no progress any more when a job %s, but how it ended', async (how, said) => {
    let end = (): void => undefined;
    const whole = fakeApi();
    const inspectFiles: StudioApi['inspectFiles'] = async (id, files, onProgress) => {
      onProgress({ phase: 'inspecting', done: 1, total: 4, elapsedMs: 1 });
      await new Promise<void>((resolve) => (end = resolve));
      if (how === 'fails') throw new AppError('FILE_UNRECOGNISED', { file: 'ratings.csv', reason: null });
      if (how === 'is stopped') throw new AppError('CANCELLED');
      return whole.inspectFiles(id, files, () => undefined);
    };
    await openApp({ methods: { inspectFiles } });
    await bring(file());
    const news = screen.getByRole('status', { name: 'News' });
    await waitFor(() => expect(news).toHaveTextContent(/^ratings\.csv: .+, 25 percent$/));
    end();
    await waitFor(() => expect(news).toHaveTextContent(said));
  });

  describe('where a job runs in the tab that writes', () => {
    const held = new Set<string>();
    beforeEach(() => {
      const request = async (name: string, ...rest: unknown[]) => {
        held.add(name);
        await (rest.at(-1) as () => unknown)();
        held.delete(name);
      };
      const query = async () => ({ held: Array.from(held, (name) => ({ name })) });
      Object.defineProperty(navigator, 'locks', { configurable: true, value: { request, query } });
    });
    afterEach(() => {
      cleanup();
      Reflect.deleteProperty(navigator, 'locks');
      held.clear();
    });

    it('asks before it takes over and ends it, and can let it run', async () => {
      const api = await openApp();
      held.add(`foretaste.work.${randomId()}.user-personalization`);
      api.emit({ kind: 'lock', writer: false });
      await userEvent.click(await screen.findByRole('button', { name: 'Work here' }));
      expect(await screen.findByText(/“user-personalization” is still running there/)).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: 'Let it run' }));
      expect(api.calls).not.toContain('workHere');
      await userEvent.click(await screen.findByRole('button', { name: 'Work here' }));
      await userEvent.click(await screen.findByRole('button', { name: 'End it and take over' }));
      await waitFor(() => expect(screen.queryByRole('button', { name: 'Work here' })).toBeNull());
      expect(api.calls).toContain('workHere');
      await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
    });

    it('tells the other tabs what it does while it writes, and no longer', async () => {
      let end = (): void => undefined;
      const inspectFiles = () =>
        new Promise<never>((_resolve, reject) => (end = () => reject(new AppError('CANCELLED'))));
      const api = await openApp({ methods: { inspectFiles } });
      await bring(file());
      const told = () => [...held].filter((name) => /^foretaste\.work\..+\.ratings\.csv$/.test(name));
      await waitFor(() => expect(told()).toHaveLength(1));
      api.emit({ kind: 'lock', writer: false });
      await waitFor(() => expect(told()).toEqual([]));
      api.emit({ kind: 'lock', writer: true });
      await waitFor(() => expect(told()).toHaveLength(1));
      end();
      await waitFor(() => expect(told()).toEqual([]));
    });
  });

  it('says what it means that the browser lets it store nothing', async () => {
    const hello = async () => ({ ...(await fakeApi().hello()), keeps: false });
    await openApp({ methods: { hello } });
    expect(await screen.findByText(/lets the page store nothing here/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Choose files' })).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(/lets the page store nothing here/)).toBeNull();
    expect(screen.getByText(/only in memory$/)).toBeVisible();
  });

  describe('where nothing is stored', () => {
    const hello = async () => ({ ...(await fakeApi().hello()), keeps: false });
    const leaving = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

    it('asks before it is closed with what is not saved as a file, and not after that', async () => {
      vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: vi.fn() }));
      vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
      const api = await openApp({ methods: { hello }, projects: [projectSummary()] });
      history.replaceState(null, '', `#view=overview&project=${projectSummary().id}`);
      window.dispatchEvent(new HashChangeEvent('hashchange'));
      await waitFor(() => expect(api.calls).toContain('openProject'));
      expect(leaving()).toBe(true);
      await userEvent.click(await screen.findByRole('button', { name: 'Save my work' }));
      await screen.findByText(/holds all of/);
      expect(leaving()).toBe(false);
    });

    it('a worker that dies takes the project along, and the page goes on without it', async () => {
      const [project] = [projectSummary()];
      let projects = [project];
      const inner = fakeApi({ projects });
      const api = await openApp({
        methods: {
          hello,
          listProjects: async () => projects,
          describeData: () => Promise.reject(new AppError('MEMORY_GONE')),
          openProject: (id) =>
            projects.length > 0
              ? inner.openProject(id)
              : Promise.reject(new AppError('NOT_FOUND', { what: 'project', id })),
        },
      });
      history.replaceState(null, '', `#view=overview&project=${project.id}`);
      window.dispatchEvent(new HashChangeEvent('hashchange'));
      await screen.findAllByText(/What it held is gone, because this browser stores nothing here/);
      projects = [];
      api.emit({ kind: 'projects', projects });
      await userEvent.click(screen.getByRole('button', { name: 'Start it again' }));
      await waitFor(() => expect(screen.queryAllByText(/What it held is gone/)).toEqual([]));
      expect(screen.getByRole('button', { name: 'Project: No project open. Switch project' })).toBeVisible();
    });
  });

  describe('what the browser has cleared', () => {
    it('is named once, until it was read', async () => {
      await openApp({ projects: [projectSummary()] });
      expect(screen.queryByText(/has cleared/)).toBeNull();
      cleanup();
      await openApp({ projects: [] });
      expect(await screen.findByText(/The browser has cleared what was stored here/)).toBeVisible();
      expect(screen.getByText(new RegExp(`gone: ${projectSummary().name}`))).toBeVisible();
      cleanup();
      await openApp({ projects: [] });
      await userEvent.click(await screen.findByRole('button', { name: 'Close' }));
      cleanup();
      await openApp({ projects: [] });
      expect(screen.queryByText(/has cleared/)).toBeNull();
    });

    it('is not what a person has deleted', async () => {
      const api = await openApp({ projects: [projectSummary()] });
      api.emit({ kind: 'projects', projects: [] });
      await new Promise((done) => setTimeout(done));
      cleanup();
      await openApp({ projects: [] });
      expect(screen.queryByText(/has cleared/)).toBeNull();
    });
  });

  it('says at once that the storage was taken away', async () => {
    const api = await openApp();
    api.emit({ kind: 'lost' });
    await screen.findByText('The browser closed or cleared the storage of this page, or cannot read it.');
    expect(screen.getByRole('button', { name: 'Load the page again' })).toBeVisible();
  });

  it('tells that the worker died, and starts it again', async () => {
    let dead = true;
    await openApp({
      methods: {
        listProjects: () => (dead ? Promise.reject(new AppError('WORKER_GONE')) : Promise.resolve([])),
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('The background worker stopped');
    dead = false;
    await userEvent.click(screen.getByRole('button', { name: 'Start it again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('names what it did not understand in an address', async () => {
    history.replaceState(null, '', '#view=nowhere&seed=-1');
    await openApp();
    expect(screen.getByText('view=nowhere, seed=-1')).toBeVisible();
  });

  it('says that a project of a link is not here', async () => {
    history.replaceState(null, '', '#view=overview&project=p-elsewhere');
    await openApp();
    expect(await screen.findByRole('alert')).toHaveTextContent('not on this device');
  });
});
