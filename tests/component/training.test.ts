import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { buildAppState } from '../../src/page/state/app';
import type { ProjectId, SolutionVersion } from '../../src/domain/resources';
import TrainView from '../../src/page/views/train/TrainView.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { projectState, solutionVersion } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';
import { showFilms } from '../support/show-films';

async function openWith(versions: readonly SolutionVersion[], methods: FakeOptions['methods'] = {}) {
  const state = { ...projectState(), solutionVersions: versions };
  const api = fakeApi({ methods: { openProject: async () => state, ...methods } });
  await showFilms(TrainView, api);
  // What the worker tells of recipes is there, too.
  await screen.findByRole('button', { name: 'Compare recipes' });
  return { api, user: userEvent.setup() };
}

it('begins with the recipe that a link names', async () => {
  history.replaceState(null, '', '#view=train&recipe=aws-sims');
  await openWith([]);
  expect(screen.getByRole('radio', { name: /^aws-sims/ })).toBeChecked();
});

it('lets recipes be chosen before the worker has told what it knows of them', async () => {
  const methods = {
    openProject: async () => projectState(),
    listRecipes: () => new Promise<never>(() => undefined),
  };
  const app = buildAppState(fakeApi({ methods }));
  await app.workspace.open('p-films' as ProjectId);
  render(WithApp, { app, screen: TrainView });
  await userEvent.click(screen.getByRole('radio', { name: /^aws-user-personalization-v2/ }));
  expect(screen.getByRole('radio', { name: /^aws-user-personalization-v2/ })).toBeChecked();
  expect(screen.queryByText('This recipe has nothing to tune.')).toBeNull();
});

function textOf(blob: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve) => {
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });
}

describe('A training that failed', () => {
  it('says why in words and what to do, also after the page was loaded again', async () => {
    const failureReason = 'T06 {"column":"PRICE","reason":"nullable"}';
    const failed = solutionVersion({ arn: 'failed', status: 'CREATE FAILED', failureReason });
    await openWith([failed]);
    const note = screen.getByRole('alert');
    expect(note).toHaveTextContent('user-personalization v1 failed. The objective needs a column');
    expect(note).toHaveTextContent('Choose a numeric column whose schema allows no empty cells.');
    expect(note).not.toHaveTextContent('T06');
  });
  it('is no news any more once a newer one is there', async () => {
    const failed = solutionVersion({
      arn: 'failed',
      status: 'CREATE FAILED',
      failureReason: 'T02 {}',
      creationDateTime: 1,
    });
    await openWith([failed, solutionVersion({ creationDateTime: 2 })]);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('The training mode', () => {
  it('is there once a version was trained in full, and an update takes no settings', async () => {
    const updated: string[] = [];
    const { user } = await openWith([solutionVersion()], {
      updateSolution: async (_job, solution) => {
        updated.push(solution);
        return solutionVersion({ trainingMode: 'UPDATE' });
      },
    });
    const mode = within(screen.getByRole('group', { name: 'trainingMode' }));
    expect(screen.getByText(/^Settings/)).toBeVisible();
    await user.click(mode.getByRole('button', { name: 'Update' }));
    expect(screen.queryByText(/^Settings/)).toBeNull();
    expect(screen.getByText(/user-personalization v1 takes in the items/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Update user-personalization' }));
    await waitFor(() => expect(updated).toEqual(['user-personalization']));
  });
  it('is not offered without such a version', async () => {
    await openWith([]);
    expect(screen.queryByRole('group', { name: 'trainingMode' })).toBeNull();
  });
});

it('leads from a version of actions to what people can be asked', async () => {
  const spec = { ...solutionVersion().spec, name: 'next', recipe: 'aws-next-best-action' } as const;
  await openWith([solutionVersion({ spec, curve: [] })]);
  expect(screen.getByRole('link', { name: 'See what to ask of people' })).toHaveAttribute(
    'href',
    expect.stringContaining('view=actions'),
  );
});

describe('A version that answers with people', () => {
  it('is asked by a segment job of one line', async () => {
    const spec = { ...solutionVersion().spec, name: 'item-affinity', recipe: 'aws-item-affinity' } as const;
    const values = { recall_at_1_percent: 0.3 };
    const version = solutionVersion({ arn: 'affinity', spec, metrics: { n: 10, values }, baseline: null });
    const line = '{"input":{"itemId":"7"},"output":{"usersList":["12","5"]},"error":null}';
    const registered: [string, string][] = [];
    const created: unknown[] = [];
    let described = 0;
    const { user } = await openWith([version], {
      searchItems: async () => [{ itemId: '7', title: 'Seven', events: 3 }],
      registerFile: async (path, file) => void registered.push([path, await textOf(file)]),
      // jsdom's own blobs cannot be read as text.
      readFile: async () => ({ text: async () => line }) as Blob,
      invoke: async (operation, input) => {
        if (operation === 'CreateBatchSegmentJob') created.push(input);
        const status = ++described > 2 ? 'ACTIVE' : 'CREATE IN_PROGRESS';
        return { batchSegmentJobArn: 'job', batchSegmentJob: { status } };
      },
    });
    await waitFor(() => expect(screen.getByLabelText('itemId')).toHaveValue('7'));
    await user.click(screen.getByRole('button', { name: 'Ask for users' }));
    const list = await screen.findByRole('list', { name: 'Users, the likeliest first' });
    expect(
      within(list)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['12', '5']);
    expect(screen.getByText(/most likely to choose Seven/)).toBeVisible();
    expect(registered).toEqual([['s3://segments/segment-1/line.jsonl', '{"itemId":"7"}']]);
    expect(created).toMatchObject([{ jobName: 'segment-1', solutionVersionArn: 'affinity', numResults: 25 }]);
  });
});
