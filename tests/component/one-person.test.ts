import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
import type { ImportPlan, ImportProposal, OwnAndTheirs } from '../../src/domain/imports';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { filmsCheck, filmsProposal, projectState, solutionVersion } from '../support/fake-data';
import { showFilms } from '../support/show-films';
import { dropFile } from '../support/drop-file';
import DatasetView from '../../src/page/views/dataset/DatasetView.svelte';
import TrainView from '../../src/page/views/train/TrainView.svelte';
import UserView from '../../src/page/views/user/UserView.svelte';

/** One file of somebody's own, or of each of several people. */
function lifeProposal(...people: readonly string[]): ImportProposal {
  const { files, ...rest } = filmsProposal();
  const [films] = files;
  const own = people.map((person) => {
    const columns = films.plan.columns.map((column) =>
      column.role === 'USER_ID' ? { ...column, role: 'KEEP' as const, field: 'WHO' } : column,
    );
    return {
      ...films,
      recognised: 'netflix',
      plan: { ...films.plan, file: `${person}.csv`, person, columns },
    };
  });
  return { ...rest, files: own, plan: { ...rest.plan, files: own.map(({ plan }) => plan) } };
}

async function drop(methods: FakeOptions['methods']): Promise<FakeApi> {
  const api = fakeApi({ methods });
  render(App, { api });
  await dropFile('NetflixViewingHistory.csv', 'Title,Date\n');
  await screen.findByRole('heading', { name: 'Check the columns' });
  return api;
}

describe('a history of somebody’s own', () => {
  it('is said to be one, and takes friends’ files beside it', async () => {
    const asked: string[][] = [];
    await drop({
      inspectFiles: async (_job, files) => {
        asked.push(files.map(({ path }) => path));
        return asked.length === 1 ? lifeProposal('me') : lifeProposal('me', 'ben');
      },
    });
    expect(await screen.findByText(/^This looks like your Netflix history: 100,833\splays of/)).toBeVisible();
    await userEvent.upload(screen.getByLabelText('Friends’ files'), new File(['Title,Date\n'], 'ben.csv'));
    expect(await screen.findByText(/Each file is a person: me and ben\./)).toBeVisible();
    expect(asked).toEqual([['NetflixViewingHistory.csv'], ['NetflixViewingHistory.csv', 'ben.csv']]);
  });

  it('keeps the name that was typed when friends’ files come beside it', async () => {
    let asked = 0;
    await drop({
      inspectFiles: async () => (++asked === 1 ? lifeProposal('me') : lifeProposal('me', 'ben')),
    });
    const name = await screen.findByRole('textbox', { name: 'The name of that person' });
    await userEvent.clear(name);
    await userEvent.type(name, 'Ana{Tab}');
    await userEvent.upload(screen.getByLabelText('Friends’ files'), new File(['Title,Date\n'], 'ben.csv'));
    expect(await screen.findByText(/Each file is a person: Ana and ben\./)).toBeVisible();
  });

  it('has a name that can be changed, and may be of several people after all', async () => {
    const plans: ImportPlan[] = [];
    await drop({
      inspectFiles: async () => lifeProposal('me'),
      checkImport: async (_job, _id, plan) => {
        plans.push(plan);
        return filmsCheck();
      },
    });
    await waitFor(() => expect(plans).toHaveLength(1));
    const all = screen.getByRole('checkbox', { name: 'All rows belong to one person' });
    expect(all).toBeChecked();
    const name = screen.getByRole('textbox', { name: 'The name of that person' });
    expect(name).toHaveValue('me');
    await userEvent.clear(name);
    await userEvent.type(name, 'Ana{Tab}');
    await waitFor(() => expect(plans.at(-1)?.files[0].person).toBe('Ana'));

    all.focus();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(plans.at(-1)?.files[0].person).toBeUndefined());
    expect(screen.queryByRole('textbox', { name: 'The name of that person' })).toBeNull();
    expect(screen.queryByRole('region', { name: 'Step in as a visitor' })).toBeNull();
    // Turned on again, the name is back.
    await userEvent.click(screen.getByRole('checkbox', { name: 'All rows belong to one person' }));
    await waitFor(() => expect(plans.at(-1)?.files[0].person).toBe('Ana'));
  });

  it('is no longer one where a column says who it was', async () => {
    const plans: ImportPlan[] = [];
    await drop({
      inspectFiles: async () => lifeProposal('me'),
      checkImport: async (_job, _id, plan) => {
        plans.push(plan);
        return filmsCheck();
      },
    });
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role of userId' }), 'USER_ID');
    await waitFor(() => expect(plans.length).toBeGreaterThan(1));
    expect(plans.at(-1)?.files[0].person).toBeUndefined();
    expect(screen.queryByRole('checkbox', { name: 'All rows belong to one person' })).toBeNull();
  });

  it('takes another name for a person in place', async () => {
    const plans: ImportPlan[] = [];
    await drop({
      inspectFiles: async () => lifeProposal('me', 'me 2'),
      checkImport: async (_job, _id, plan) => {
        plans.push(plan);
        return filmsCheck();
      },
    });
    const field = await screen.findByRole('textbox', { name: 'me 2.csv' });
    await userEvent.clear(field);
    await userEvent.type(field, 'Ben{Enter}');
    await userEvent.tab();
    expect(await screen.findByText(/Each file is a person: me and Ben\./)).toBeVisible();
    await waitFor(() => expect(plans.at(-1)?.files.map(({ person }) => person)).toEqual(['me', 'Ben']));
  });

  it('steps into data that share the items, with the pairs that were accepted', async () => {
    let entered: readonly OwnAndTheirs[] = [];
    await drop({
      inspectFiles: async () => lifeProposal('me'),
      stepIn: async (_job, _id, _plan, _project, pairs) => {
        entered = pairs;
        return { state: projectState({}), users: ['me'] };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Find my items there' }));
    const block = within(await screen.findByRole('region', { name: 'Step in as a visitor' }));
    expect(await block.findByText(/^2 of 40\sshows and films are in .*, with 60\s%/)).toBeVisible();
    expect(block.getByText(/^2\spairs may be the same/)).toBeVisible();
    await userEvent.click(block.getByRole('button', { name: /^Same.*Star Wars is/ }));
    await userEvent.click(block.getByRole('button', { name: /^Different.*Up North/ }));
    expect(block.getByText(/^3 of 40\sshows and films are in .*, with 75\s%/)).toBeVisible();
    expect(block.queryByRole('button', { name: /^Same/ })).toBeNull();
    await userEvent.click(block.getByRole('button', { name: /^Step into/ }));
    await waitFor(() => expect(location.hash).toContain('user=me'));
    expect(entered.map(([own]) => own)).toEqual(['Heat', 'Amelie', 'Star Wars']);
    expect(await screen.findByText(/^You are in as me\./)).toBeVisible();
  });
});

describe('data of one person alone', () => {
  const film = projectState();
  const trained = solutionVersion({ metrics: null, baseline: null });
  const alone = { ...film, project: { ...film.project, users: 1 }, solutionVersions: [trained] };
  const several = { ...alone, project: { ...film.project, users: 2 } };

  it.each([
    ['its overview', DatasetView],
    ['the page of training', TrainView],
    ['the list', UserView],
  ])('are called so on %s, with what to do next', async (_, view) => {
    await showFilms(view, fakeApi({ methods: { openProject: async () => alone } }));
    expect(await screen.findByText(/it can only repeat what they had/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'drop your file again' })).toHaveAttribute(
      'href',
      expect.stringContaining('view=import'),
    );
  });

  it('are not compared with what everybody gets, nor by figures that nobody can be measured for', async () => {
    const api = fakeApi({ methods: { openProject: async () => alone } });
    await showFilms(TrainView, api);
    expect(await screen.findByText(/is trained, but not measured: .*too few people/)).toBeVisible();
    expect(screen.queryByText(/90.% of the users/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Compare recipes' })).toBeNull();
  });

  it('are no case of their own once there is somebody else', async () => {
    await showFilms(DatasetView, fakeApi({ methods: { openProject: async () => several } }));
    await screen.findByRole('region', { name: 'How popular are the popular ones?' });
    expect(screen.queryByText(/it can only repeat what they had/)).toBeNull();
  });
});
