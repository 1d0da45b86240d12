import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors';
import type { ImportCheck } from '../../src/domain/imports';
import { buildAppState } from '../../src/page/state/app';
import { sayUnreadable } from '../../src/page/state/incoming';
import { noteImportOnLeave, takeLeftImport } from '../../src/page/state/left-import';
import MappingView from '../../src/page/views/mapping/MappingView.svelte';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { filmsCheck, filmsProposal, projectState } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';

const files = [{ path: 'ratings.csv', file: new File(['userId,movieId\n1,2\n'], 'ratings.csv') }];

async function inspected(
  methods: FakeOptions['methods'],
): Promise<{ app: ReturnType<typeof buildAppState>; api: FakeApi }> {
  const api = fakeApi({ methods });
  const app = buildAppState(api);
  await app.importing.inspect(files, 'ratings.csv');
  return { app, api };
}

it('the files are looked at again when the worker that knew them has died', async () => {
  let looks = 0;
  const known = (id: string): void => {
    if (id !== `look-${looks}` || looks === 1) throw new AppError('NOT_FOUND', { what: 'proposal', id });
  };
  const { app } = await inspected({
    inspectFiles: async () => ({ ...filmsProposal(), id: `look-${++looks}` }),
    checkImport: async (_job, id) => {
      known(id);
      return filmsCheck();
    },
    reinspectFile: async (id, plan) => {
      known(id);
      return { ...filmsProposal(), id, plan };
    },
  });
  const { importing } = app;
  await importing.runCheck();
  expect(importing.error).toBeNull();
  expect(importing.check).not.toBeNull();
  await importing.reread('ratings.csv', (plan) => plan);
  expect(importing.error).toBeNull();
  expect(looks).toBe(2);
});

it('what is less than the service takes comes under the relaxed rules, unless somebody asks for others', async () => {
  const few = { code: 'D17', severity: 'error', details: { rows: 40, needed: 1000 } } as const;
  const { app } = await inspected({
    inspectFiles: async () => filmsProposal(),
    checkImport: async (_job, _id, plan) =>
      plan.profile === 'aws' ? { ...filmsCheck(), importable: false, issues: [few] } : filmsCheck(),
  });
  const { importing } = app;
  await importing.runCheck();
  expect([importing.plan?.profile, importing.check?.importable]).toEqual(['relaxed', true]);
  if (importing.plan !== null) await importing.changePlan({ ...importing.plan, profile: 'aws' });
  expect([importing.plan?.profile, importing.check?.importable]).toEqual(['aws', false]);
});

it('what describes items goes into the project that is open, unless it has been placed or turns out to be events', async () => {
  const films = filmsProposal();
  const movies = films.plan.files[1];
  const api = fakeApi({
    methods: {
      inspectFiles: async () => ({ ...films, plan: { ...films.plan, files: [movies] } }),
      checkImport: async () => filmsCheck(),
    },
  });
  const { importing, workspace } = buildAppState(api);
  const place = () => [importing.destination.project, importing.plan?.mode];
  await importing.inspect(files, 'movies.csv');
  expect(place()).toEqual([null, 'FULL']);

  const open = projectState();
  workspace.stored = open;
  const home = open.project.id;
  await importing.inspect(files, 'movies.csv');
  // It has items already: their rows come to them.
  expect(place()).toEqual([home, 'INCREMENTAL']);
  await importing.changeFile(movies.file, (plan) => ({ ...plan, dataset: 'USERS' }));
  expect(place()).toEqual([home, 'FULL']);
  await importing.changeFile(movies.file, (plan) => ({ ...plan, dataset: 'INTERACTIONS' }));
  expect(place()).toEqual([null, 'FULL']);

  await importing.changeFile(movies.file, (plan) => ({ ...plan, dataset: 'ITEMS' }));
  await importing.goInto(null, 'FULL');
  await importing.runCheck();
  expect(place()).toEqual([null, 'FULL']);
});

it('an error of another kind stays an error', async () => {
  const { app } = await inspected({
    checkImport: () => Promise.reject(new AppError('FILE_UNREADABLE', { file: 'ratings.csv' })),
  });
  await app.importing.runCheck();
  expect(app.importing.error?.code).toBe('FILE_UNREADABLE');
});

it('of many changes in a row only the last is read', async () => {
  const started: ((check: ImportCheck) => void)[] = [];
  const { app } = await inspected({
    checkImport: () => new Promise<ImportCheck>((resolve) => started.push(resolve)),
  });
  const { importing } = app;
  const plan = importing.plan;
  if (plan === null) throw new Error('no plan');
  void importing.runCheck();
  for (let change = 0; change < 5; change++) void importing.changePlan({ ...plan });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(started).toHaveLength(2);
});

it('pressing Import twice imports once', async () => {
  let imports = 0;
  const { app, api } = await inspected({ checkImport: () => new Promise<ImportCheck>(() => undefined) });
  const plain = api.importFiles;
  api.importFiles = (...args) => {
    imports++;
    return plain(...args);
  };
  void app.importing.runCheck();
  await Promise.all([app.importing.run('films'), app.importing.run('films')]);
  expect(imports).toBe(1);
});

it('what waited to be imported when the page was loaded again is named, once', async () => {
  const { app } = await inspected({ inspectFiles: async () => filmsProposal() });
  const stop = noteImportOnLeave(app.importing);
  window.dispatchEvent(new Event('pagehide'));
  const again = buildAppState(fakeApi());
  again.importing.brought.left = takeLeftImport();
  render(WithApp, { app: again, screen: MappingView });
  expect(screen.getByRole('status')).toHaveTextContent(/^ratings\.csv was not imported/);
  expect(takeLeftImport()).toBeNull();

  app.importing.clear();
  window.dispatchEvent(new Event('pagehide'));
  stop();
  expect(takeLeftImport()).toBeNull();
});

it('files that cannot be taken at all are said by name, and what was brought before stays', async () => {
  const { app } = await inspected({ checkImport: async () => filmsCheck() });
  render(WithApp, { app, screen: MappingView });
  sayUnreadable(app, new AppError('FILE_UNREADABLE', { file: 'year/locked.csv', reason: 'gone' }));
  expect(await screen.findByText(/year\/locked\.csv cannot be read/)).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Check the columns' })).toBeVisible();
  expect(app.route.current.view).toBe('import');
});
