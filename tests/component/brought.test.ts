import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { BringRequest, ListsJudgement, OfferedLists } from '../../src/domain/brought-along';
import { AppError } from '../../src/domain/errors';
import type { SolutionVersion } from '../../src/domain/resources';
import { bringIn } from '../../src/page/state/incoming';
import { proposedPair } from '../../src/page/views/simulation/campaigns';
import { Trainings } from '../../src/page/views/train/trainings.svelte';
import { proposedVersion } from '../../src/page/views/versions/proposed';
import VersionsView from '../../src/page/views/versions/VersionsView.svelte';
import { fakeApi } from '../support/fake-api';
import { projectState, solutionVersion } from '../support/fake-data';
import { showFilms } from '../support/show-films';
import { specOf } from '../support/trained-version';

const NDCG = 'normalized_discounted_cumulative_gain_at_10';
const trained = solutionVersion();
const found = {
  form: 'rows',
  files: ['lists.csv'],
  columns: { person: 'user', item: 'item', rank: 'rank' },
  people: { met: 600, unmet: 2, examples: ['ann', 'bob'] },
  items: { met: 900, unmet: 5, examples: ['a', 'b', 'c'] },
  failed: 1,
  longest: 25,
} as const;
const offered: OfferedLists = { ...found, id: 'l-1', name: 'lists', beside: trained.arn };
const brought: SolutionVersion = solutionVersion({
  arn: 'brought',
  spec: specOf('brought-along', { name: 'Our rules' }),
  brought: { ...found, seenHidden: 'unknown', testPeople: 61 },
  creationDateTime: 2_000_000_000,
});
const judgement = (change: Partial<ListsJudgement> = {}): ListsJudgement => ({
  arn: brought.arn,
  people: 60,
  ofPeople: 61,
  values: { [NDCG]: 0.41 },
  beside: [{ arn: trained.arn, values: { [NDCG]: 0.137 } }],
  tell: null,
  ...change,
});
const file = { path: 'lists.csv', file: new File(['user,item,rank\n'], 'lists.csv') };

describe('lists that are brought along', () => {
  it('are asked about where they are dropped, and brought as is said', async () => {
    const asked: BringRequest[] = [];
    const api = fakeApi({
      methods: {
        inspectLists: async () => offered,
        bringLists: async (_job, id, request) => {
          expect(id).toBe('l-1');
          asked.push(request);
          return brought;
        },
      },
    });
    const { app } = await showFilms(VersionsView, api);
    await bringIn(app, [file]);
    const dialog = await screen.findByRole('dialog', { name: 'Is this another recommender’s lists?' });
    expect(dialog).toHaveTextContent('600 people of the data have a list in lists.csv, of up to 25 items.');
    expect(dialog).toHaveTextContent('Columns: person = user, item = item, rank = rank');
    expect(dialog).toHaveTextContent('2 people of the file are not in the data: ann and bob.');
    expect(dialog).toHaveTextContent('5 items of the file are not in the data: a, b, c ….');
    expect(dialog).toHaveTextContent('1 entry of the file is no list, and was passed over.');
    const user = userEvent.setup();
    await user.clear(within(dialog).getByRole('textbox', { name: 'What they are called' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'What they are called' }), 'Our rules');
    await user.selectOptions(
      within(dialog).getByRole('combobox', { name: 'Had whoever made the lists seen these rows?' }),
      'No: it learned without them',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Bring along' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked).toEqual([{ name: 'Our rules', seenHidden: 'no', beside: trained.arn }]);
    expect(app.route.current).toMatchObject({ view: 'versions', version: 'brought' });
  });

  it('may be meant as data, and all that is no list goes the way of data at once', async () => {
    let lists: OfferedLists | null = offered;
    const api = fakeApi({ methods: { inspectLists: async () => lists } });
    const { app } = await showFilms(VersionsView, api);
    await bringIn(app, [file]);
    await userEvent.click(await screen.findByRole('button', { name: 'Import as data' }));
    await waitFor(() => expect(api.calls).toContain('inspectFiles'));
    expect(app.route.view).toBe('import');
    lists = null;
    app.route.go({ view: 'versions' });
    await bringIn(app, [file]);
    expect(app.route.view).toBe('import');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('say what is no list where a file was chosen as one', async () => {
    await showFilms(VersionsView, fakeApi());
    await userEvent.upload(await screen.findByLabelText('Files of lists'), file.file);
    expect(await screen.findByText('No lists of people and items were found in these files.')).toBeVisible();
  });

  it.each([
    ['seen', 'They may have seen what is hidden.'],
    ['left-out', 'They may have left out what was to be found.'],
  ] as const)('are judged beside the versions, and doubted where they are %s', async (tell, words) => {
    const api = fakeApi({
      methods: {
        openProject: async () => projectState({ solutionVersions: [trained, brought] }),
        judgeLists: async () => judgement({ tell }),
      },
    });
    await showFilms(VersionsView, api);
    const block = await screen.findByRole('region', { name: 'How good are the lists of Our rules v1?' });
    expect(await within(block).findByText(words)).toBeVisible();
    expect(block).toHaveTextContent('Measured on 60 of 61 people of whom rows are hidden');
    expect(block).toHaveTextContent('10 people in the data have no list, and get nothing.');
    expect(within(block).getByRole('row', { name: /^nDCG@10.* 0.410 0.137$/ })).toBeVisible();
    expect(block).toHaveTextContent('Nobody has said whether they were made with the hidden rows.');
    const rows = screen.getByRole('table', { name: 'Solution versions, newest first' });
    expect(within(rows).getByRole('row', { name: /^Our rules v1 brought along/ })).toBeVisible();
    // Nothing here can train them again.
    expect(screen.queryByRole('combobox', { name: 'Train Our rules again' })).toBeNull();
  });

  it('are not measured on data that have changed since, or where nobody is hidden', async () => {
    const older = { ...brought, dataVersion: 0 };
    const api = fakeApi({
      methods: {
        openProject: async () => projectState({ solutionVersions: [older] }),
        judgeLists: async () => Promise.reject(new AppError('NOT_COMPARABLE', { reason: 'data' })),
      },
    });
    await showFilms(VersionsView, api);
    expect(await screen.findByText(/bring the lists along again/)).toBeVisible();
    expect(api.calls).not.toContain('judgeLists');
  });
});

it('lists are proposed for nothing that answers requests, nor shown as a training', async () => {
  const state = projectState({ solutionVersions: [trained, brought] });
  expect(proposedPair(state).map(({ arn }) => arn)).toEqual([trained.arn]);
  expect(proposedVersion(state.solutionVersions)).toBe(trained);
  const { app } = await showFilms(VersionsView, fakeApi({ methods: { openProject: async () => state } }));
  const trainings = new Trainings(app);
  expect(trainings.shown?.arn).toBe(trained.arn);
});
