import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../src/page/App.svelte';
import type { OldVersions } from '../../src/domain/old-versions';
import type { ProjectId } from '../../src/domain/resources';
import { AppError } from '../../src/domain/errors';
import { buildAppState } from '../../src/page/state/app';
import UpdateNotice from '../../src/page/views/shell/UpdateNotice.svelte';
import WithApp from '../support/WithApp.svelte';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { projectState, projectSummary } from '../support/fake-data';
import { dropRatings } from '../support/drop-file';

let persisted = false;
let allowed = true;
beforeEach(() => {
  persisted = false;
  allowed = true;
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
  );
  Object.defineProperty(navigator, 'storage', {
    configurable: true,
    value: {
      persisted: async () => persisted,
      persist: async () => (persisted = allowed),
      estimate: async () => ({ usage: 41_000_000, quota: 2_100_000_000 }),
    },
  });
});

function openApp(view: string, options: FakeOptions = {}): FakeApi {
  history.replaceState(null, '', `#view=${view}`);
  const api = fakeApi(options);
  render(App, { api });
  return api;
}
const row = async (name: string) => {
  const link = await screen.findByRole('link', { name });
  return within(link.closest('tr') as HTMLElement);
};

describe('Settings', () => {
  it('keeps colours and keys on this device, and asks the browser to keep the data', async () => {
    openApp('settings');
    await userEvent.click(await screen.findByRole('button', { name: 'Dark' }));
    expect(document.documentElement.dataset.theme).toBe('dark');
    await userEvent.click(screen.getByRole('checkbox', { name: /^Use single keys/ }));
    await userEvent.keyboard('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: 'Keep my data' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep my data' })).toBeNull());
  });

  it('says why where the browser says no', async () => {
    allowed = false;
    openApp('settings');
    await userEvent.click(await screen.findByRole('button', { name: 'Keep my data' }));
    expect(await screen.findByText(/The browser said no for now/)).toBeVisible();
  });
});

describe('Storage', () => {
  it('saves a copy, under the name of the project', async () => {
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const api = openApp('storage', { methods: { exportProject: async () => new Blob(['zip']) } });
    const films = await row('ml-latest-small');
    await userEvent.click(films.getByRole('button', { name: 'Save a copy of ml-latest-small' }));
    expect(
      await screen.findByText(/^ml-latest-small\.foretaste\.zip holds all of ml-latest-small/),
    ).toBeVisible();
    expect(saved).toHaveBeenCalledOnce();
    expect(api.calls).toContain('exportProject');
    saved.mockRestore();
  });

  it('checks a project, and says so where all of it is whole', async () => {
    openApp('storage');
    const films = await row('ml-latest-small');
    await userEvent.click(films.getByRole('button', { name: 'Check ml-latest-small' }));
    const dialog = await screen.findByRole('dialog', { name: 'Check of ml-latest-small' });
    expect(dialog).toHaveTextContent('All of it is as it was stored, in 2 parts of 2.0 kB.');
    expect(within(dialog).queryByRole('button', { name: 'Save what is whole' })).toBeNull();
  });

  it('says what of a project is lost, and saves what is whole', async () => {
    const saved: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    const part = { name: '', isWhole: false, bytes: 0, columns: [] } as const;
    openApp('storage', {
      methods: {
        checkProject: async () => ({
          parts: [
            { ...part, kind: 'record', name: 'state', isWhole: true },
            { ...part, kind: 'record', name: 'files' },
            { ...part, kind: 'dataset', name: 'ITEMS', columns: ['TITLE', 'GENRE'] },
            { ...part, kind: 'dataset', name: 'USERS' },
            { ...part, kind: 'card' },
            { ...part, kind: 'version', name: 'sims v1' },
            { ...part, kind: 'events' },
            { ...part, kind: 'lists' },
            { ...part, kind: 'file', name: 'people.json.out' },
          ],
          saves: 'rest',
        }),
      },
    });
    const films = await row('ml-latest-small');
    await userEvent.click(films.getByRole('button', { name: 'Check ml-latest-small' }));
    const dialog = await screen.findByRole('dialog', { name: 'Check of ml-latest-small' });
    expect(dialog).toHaveTextContent('Of 9 parts, 8 are no longer what was stored; the others are whole.');
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'The record of its files',
      'Columns of Items: TITLE, GENRE',
      'Rows of Users',
      'Figures about the data',
      'Model of sims v1',
      'What was put in after the import',
      'Lists that were served',
      'File people.json.out',
    ]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save what is whole' }));
    expect(
      await screen.findByText(/-rest\.foretaste\.zip holds what is whole of ml-latest-small/),
    ).toBeVisible();
    expect(saved).toEqual(['ml-latest-small-rest.foretaste.zip']);
    click.mockRestore();
  });

  it('asks what a copy should hold that says who people are', async () => {
    const saved: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    const asked: string[] = [];
    openApp('storage', {
      methods: {
        personalColumns: async () => [{ dataset: 'USERS', column: 'EMAIL', kind: 'email' }],
        exportProject: async (_job, _id, personal) => {
          asked.push(personal);
          return new Blob(['zip']);
        },
      },
    });
    const films = await row('ml-latest-small');
    const answer = async (button: string) => {
      films.getByRole('button', { name: 'Save a copy of ml-latest-small' }).focus();
      await userEvent.keyboard('{Enter}');
      const dialog = await screen.findByRole('dialog', { name: 'Save a copy of ml-latest-small' });
      expect(dialog).toHaveTextContent('It says who people are: e-mail addresses (EMAIL).');
      within(dialog).getByRole('button', { name: button }).focus();
      await userEvent.keyboard('{Enter}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    };
    await answer('Close');
    await answer('Save without this');
    expect(await screen.findByText(/-to-share\.foretaste\.zip is saved, .*without what says/)).toBeVisible();
    await answer('Save all of it');
    expect(await screen.findByText(/^ml-latest-small\.foretaste\.zip holds all of/)).toBeVisible();
    expect(asked).toEqual(['left-out', 'kept']);
    expect(saved).toEqual(['ml-latest-small-to-share.foretaste.zip', 'ml-latest-small.foretaste.zip']);
    click.mockRestore();
  });

  it('names each row by its project alone, and each way to open a file once', async () => {
    openApp('storage');
    expect(await screen.findByRole('rowheader', { name: 'ml-latest-small' })).toBeVisible();
    expect(screen.getAllByRole('button', { name: /project file/i })).toHaveLength(1);
  });

  it('renames, and Undo gives the name back', async () => {
    const names: string[] = [];
    openApp('storage', { methods: { renameProject: async (_id, name) => void names.push(name) } });
    const films = await row('ml-latest-small');
    await userEvent.click(films.getByRole('button', { name: 'Rename ml-latest-small' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rename ml-latest-small' }));
    // The browser gives the focus to it, and not to Close.
    expect(dialog.getByLabelText('Name')).toHaveAttribute('autofocus');
    await userEvent.clear(dialog.getByLabelText('Name'));
    expect(dialog.getByText('A name is needed.')).toBeVisible();
    await userEvent.type(dialog.getByLabelText('Name'), '  Films  {Enter}');
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(names).toEqual(['Films', 'ml-latest-small']));
  });

  it('duplicates, opens the copy, and says so here only', async () => {
    const copy = projectState({
      project: projectSummary({ id: 'p-copy' as ProjectId, name: 'ml-latest-small 2' }),
    });
    openApp('storage', { methods: { duplicateProject: async () => copy } });
    const films = await row('ml-latest-small');
    await userEvent.click(films.getByRole('button', { name: 'Duplicate ml-latest-small' }));
    await waitFor(() => expect(location.hash).toContain('project=p-copy'));
    expect(await screen.findByText('ml-latest-small 2 is a copy of ml-latest-small.')).toBeVisible();
    // News of this page: another one has none of it.
    location.hash = '#view=about&project=p-copy';
    await waitFor(() => expect(screen.queryByText(/is a copy of/)).toBeNull(), { timeout: 3000 });
  });
});

describe('an import', () => {
  async function dropAndImport(options: FakeOptions = {}): Promise<FakeApi> {
    const api = openApp('home', options);
    await dropRatings();
    await screen.findByRole('heading', { name: 'Check the columns' });
    const main = within(screen.getByRole('main'));
    await userEvent.click(await main.findByRole('button', { name: /^Import/ }));
    return api;
  }

  it('is followed once by the question whether the browser shall keep the data', async () => {
    await dropAndImport();
    const notice = within(await screen.findByRole('region', { name: 'Keep my data' }));
    expect(notice.getByText(/a full disk can make the browser clear them/)).toBeVisible();
    await userEvent.click(notice.getByRole('button', { name: 'Not now' }));
    expect(screen.queryByRole('region', { name: 'Keep my data' })).toBeNull();
    cleanup();
    await dropAndImport();
    await waitFor(() => expect(location.hash).toContain('view=overview'));
    expect(screen.queryByRole('region', { name: 'Keep my data' })).toBeNull();
  });

  /** Too little room until the old versions are gone. */
  function fullDevice(old: readonly OldVersions[], deleted: string[]): FakeOptions {
    const plain = fakeApi();
    return {
      methods: {
        listOldVersions: async () => old,
        exportProject: async () => new Blob(['zip']),
        deleteSolutionVersion: async (arn) => void deleted.push(arn),
        importFiles: async (...args) => {
          if (deleted.length === 0)
            throw new AppError('QUOTA_EXCEEDED', { neededBytes: 38_000_000, freeBytes: 12_000_000 });
          return plain.importFiles(...args);
        },
      },
    };
  }
  const old = (sizeBytes: number): OldVersions => ({
    project: 'p-films' as ProjectId,
    name: 'ml-latest-small',
    arns: ['arn:1', 'arn:2'],
    sizeBytes,
  });

  for (const button of ['Delete old trainings', 'Export first'])
    it(`without room offers “${button}”, and goes on`, async () => {
      const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
      const deleted: string[] = [];
      const api = await dropAndImport(fullDevice([old(30_000_000)], deleted));
      expect(await screen.findByText(/38\.0\sMB are needed and 12\.0\sMB are free/)).toBeVisible();
      expect(await screen.findByText(/2\sold trainings of ml-latest-small.*30\.0\sMB/)).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: button }));
      await waitFor(() => expect(location.hash).toContain('view=overview'));
      expect(deleted).toEqual(['arn:1', 'arn:2']);
      expect(saved).toHaveBeenCalledTimes(button === 'Export first' ? 1 : 0);
      expect(api.calls.filter((call) => call === 'importFiles')).toHaveLength(2);
      saved.mockRestore();
    }, 30_000);

  it('says so where old versions would not free enough', async () => {
    await dropAndImport(fullDevice([old(1_000_000)], []));
    expect(await screen.findByText(/which is not enough/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Delete old trainings' })).toBeNull();
    expect(screen.getByRole('link', { name: 'See what is stored' })).toBeVisible();
  });
});

describe('a link', () => {
  it('to data that are not here says which file it is about', async () => {
    openApp('overview&project=p-elsewhere&expects=ratings.csv%7C1000%7C0badcafe');
    expect(await screen.findByText(/“ratings\.csv”, and those data are not on this device/)).toBeVisible();
    expect(screen.getByText(/1,000\srows, checksum 0badcafe/)).toBeVisible();
  });

  it('finds the data under another project by their checksum', async () => {
    openApp('overview&project=p-elsewhere&expects=x%7C1000%7C0badcafe', {
      methods: {
        findData: async (rows, sum) =>
          rows === 1000 && sum === '0badcafe' ? ('p-gifts' as ProjectId) : null,
      },
    });
    await waitFor(() => expect(location.hash).toContain('project=p-gifts'));
    await screen.findByRole('button', { name: 'Project: gift-shop-2011. Switch project' });
  });

  it('is copied with name, rows and checksum', async () => {
    const user = userEvent.setup();
    openApp('overview&project=p-films');
    await user.click(await screen.findByRole('button', { name: 'Project: ml-latest-small. Switch project' }));
    await user.click(screen.getByRole('menuitem', { name: 'A link to this' }));
    expect(await screen.findByText(/^Link copied/)).toBeVisible();
    const hash = new URL(await navigator.clipboard.readText()).hash.slice(1);
    expect(new URLSearchParams(hash).get('expects')).toBe('ml-latest-small|100836|0badcafe');
  });
});

describe('an update', () => {
  it('is not spoken of while a job runs, and says what it brings', async () => {
    const app = buildAppState(fakeApi());
    const changes = ['Charts learned to sing.', 'Lists grew longer.'];
    app.device.updates = { ...app.device.updates, update: { version: '0.2.0', changes } };
    let end = (): void => undefined;
    const job = app.jobs.run('train', 'hrnn', () => new Promise<void>((done) => (end = done)));
    render(WithApp, { app, screen: UpdateNotice });
    expect(screen.queryByText(/^Update ready/)).toBeNull();
    end();
    await job;
    expect(await screen.findByText(/^Update ready, 2\schanges$/)).toBeVisible();
    expect(screen.getByText('Charts learned to sing.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(screen.queryByText(/^Update ready/)).toBeNull();
    app.device.updates = { ...app.device.updates, update: null, updatedElsewhere: true };
    expect(await screen.findByText('Updated in another tab.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible();
  });
});

describe('a message', () => {
  it('stays on another page where it offers Undo', async () => {
    openApp('storage', { methods: { renameProject: async () => undefined } });
    const films = await row('ml-latest-small');
    await userEvent.click(films.getByRole('button', { name: 'Delete ml-latest-small' }));
    location.hash = '#view=home';
    await screen.findByRole('heading', { level: 1, name: /your data/ });
    expect(screen.getByText('ml-latest-small is deleted')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  });
});
