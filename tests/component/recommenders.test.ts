import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
import type { JsonObject } from '../../src/domain/errors';
import type { ImportPlan } from '../../src/domain/imports';
import type { Recommender } from '../../src/domain/recommender';
import type { ProjectState } from '../../src/domain/resources';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { filmsCheck, NOW, projectState } from '../support/fake-data';
import { dropRatings } from '../support/drop-file';

const SECONDS = NOW / 1000;
const GROUP = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/films';

function recommender(change: Partial<Recommender> = {}): Recommender {
  return {
    arn: 'arn:aws:personalize:us-east-1:000000000000:recommender/most-popular',
    name: 'most-popular',
    status: 'ACTIVE',
    useCase: 'aws-vod-most-popular',
    config: {},
    solutionVersionArn: null,
    creationDateTime: SECONDS,
    lastUpdatedDateTime: SECONDS,
    ...change,
  };
}

function domainProject(recommenders: readonly Recommender[] = []): ProjectState {
  const before = projectState();
  return {
    ...before,
    service: {
      datasetGroup: {
        arn: GROUP,
        name: 'films',
        domain: 'VIDEO_ON_DEMAND',
        status: 'ACTIVE',
        creationDateTime: SECONDS,
        lastUpdatedDateTime: SECONDS,
      },
      schemas: [],
      solutions: [],
      campaigns: [],
      filters: [],
      eventTracker: null,
      metricAttribution: null,
      batchJobs: [],
      recommenders,
      dataDeletionJobs: [],
      datasetExportJobs: [],
      tags: {},
      joinedSessions: [],
      scheduleAttempts: {},
      forgottenBatches: {},
    },
  };
}

const NEEDS = {
  useCases: [
    ['aws-vod-because-you-watched-x', 312, false, false],
    ['aws-vod-more-like-x', 9_000, true, false],
    ['aws-vod-most-popular', 1_204, false, true],
    ['aws-vod-trending-now', 9_000, false, true],
    ['aws-vod-top-picks', 9_000, false, true],
  ].map(([name, events, lacksItems, met]) => ({
    recipeArn: `arn:aws:personalize:::recipe/${String(name)}`,
    events,
    eventsNeeded: 1_000,
    lacksItems,
    met,
  })),
};

type Called = [operation: string, input: JsonObject];

/** Opens the page of recommenders on a project; `answers` by operation. */
async function openPage(
  project: ProjectState,
  answers: { readonly [operation: string]: JsonObject } = {},
): Promise<readonly Called[]> {
  const called: Called[] = [];
  const methods: FakeOptions['methods'] = {
    openProject: async () => project,
    invoke: async (operation, input) => {
      called.push([operation, input]);
      return answers[operation] ?? (operation === 'ListUseCaseNeeds' ? (NEEDS as unknown as JsonObject) : {});
    },
  };
  location.hash = `#view=recommenders&project=${project.project.id}`;
  render(App, { api: fakeApi({ methods }) });
  await screen.findByRole('heading', { level: 1, name: 'Which ready-made recommenders are there?' });
  return called;
}

const rowOf = (title: string): HTMLElement => {
  const row = screen.getByRole('heading', { level: 3, name: title }).closest('li');
  if (row === null) throw new Error(`no row ${title}`);
  return row;
};

describe('Recommenders', () => {
  it('say in a custom group what they are and how to come by them', async () => {
    await openPage(projectState());
    expect(await screen.findByText('This project has a custom dataset group')).toBeVisible();
    expect(screen.getByText('Frequently bought together')).toBeVisible();
    expect(screen.getByText('Top picks for you')).toBeVisible();
    expect(within(screen.getByRole('main')).getByRole('link', { name: 'Import files' })).toHaveAttribute(
      'href',
      expect.stringContaining('view=import'),
    );
  });

  it('are tried on the film channel in one press, where nothing fits', async () => {
    await openPage(projectState());
    await userEvent.click(await screen.findByRole('button', { name: 'Try them on the film channel' }));
    await waitFor(() => expect(location.hash).toBe('#view=recommenders&project=p-channel'));
  });

  it('tell what each use case needs, and by how much the data fall short', async () => {
    await openPage(domainProject());
    expect(await screen.findByText(/312 of 1,000\s+Watch events: 688 short/)).toBeVisible();
    expect(screen.getByText('No Items file says what there is')).toBeVisible();
    expect(
      screen.getByText(
        (_, element) =>
          element?.tagName === 'P' &&
          /^The data are enough for 3 of 5\suse cases; Because you watched X is 688\sWatch events short\. None answers yet\.$/.test(
            element.textContent.trim(),
          ),
      ),
    ).toBeVisible();
    const blocked = screen.getByRole('button', { name: /^Create a recommender for Because you watched X/ });
    expect(blocked).toHaveAttribute('aria-disabled', 'true');
    expect(blocked).toHaveAccessibleDescription('the data lack what it needs');
  });

  it('are created by one press, with a free name', async () => {
    const called = await openPage(domainProject(), {
      CreateRecommender: {
        recommenderArn: 'arn:aws:personalize:us-east-1:000000000000:recommender/top-picks',
      },
    });
    const create = await screen.findByRole('button', { name: 'Create a recommender for Top picks for you' });
    await waitFor(() => expect(create).not.toHaveAttribute('aria-disabled'));
    await userEvent.click(create);
    expect(called).toContainEqual([
      'CreateRecommender',
      {
        name: 'top-picks',
        datasetGroupArn: GROUP,
        recipeArn: 'arn:aws:personalize:::recipe/aws-vod-top-picks',
        recommenderConfig: { enableMetadataWithRecommendations: true },
      },
    ]);
  });

  it('answer with titles, and are asked only for what they take', async () => {
    const called = await openPage(domainProject([recommender()]), {
      GetRecommendations: {
        recommendationId: 'RID-1',
        itemList: [{ itemId: '1', metadata: { TITLE: 'The Long Tea' } }, { itemId: '2' }],
      },
    });
    const tried = within(await screen.findByRole('region', { name: 'Most popular: try it' }));
    expect(tried.queryByLabelText('itemId')).toBeNull();
    const user = tried.getByLabelText('userId');
    await waitFor(() => expect(user).not.toHaveValue(''));
    await userEvent.clear(user);
    expect(tried.getByText('Name a user.')).toBeVisible();
    await userEvent.type(user, 'u7{Enter}');
    const items = await tried.findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toHaveLength(2);
    expect(called.findLast(([operation]) => operation === 'GetRecommendations')?.[1]).toMatchObject({
      recommenderArn: recommender().arn,
      userId: 'u7',
    });
  });

  it('are stopped, started, trained anew, and deleted with a way back', async () => {
    const stopped = recommender({
      arn: 'arn:aws:personalize:us-east-1:000000000000:recommender/trending-now',
      name: 'trending-now',
      useCase: 'aws-vod-trending-now',
      status: 'INACTIVE',
    });
    const failed = recommender({
      arn: 'arn:aws:personalize:us-east-1:000000000000:recommender/top-picks',
      name: 'top-picks',
      useCase: 'aws-vod-top-picks',
      status: 'CREATE FAILED',
      failureReason: 'Only 7 of 9 events can be learned from.',
    });
    const called = await openPage(domainProject([recommender(), stopped, failed]));
    await screen.findByText(/688 short/);
    expect(within(rowOf('Top picks for you')).getByText(/Only 7 of 9 events/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Stop most-popular' }));
    await userEvent.click(screen.getByRole('button', { name: 'Retrain most-popular' }));
    await userEvent.click(screen.getByRole('button', { name: 'Start trending-now' }));
    await userEvent.click(screen.getByRole('button', { name: 'Train again top-picks' }));
    const changes = called.filter(([operation]) => /^(Stop|Start|Update)/.test(operation));
    expect(changes.map(([operation, { recommenderArn }]) => [operation, recommenderArn])).toEqual([
      ['StopRecommender', recommender().arn],
      ['UpdateRecommender', recommender().arn],
      ['StartRecommender', stopped.arn],
      ['UpdateRecommender', failed.arn],
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Delete trending-now' }));
    expect(screen.queryByRole('button', { name: 'Start trending-now' })).toBeNull();
    // A reload takes the Undo away, and must not bring it back.
    expect(sessionStorage.getItem('foretaste.deleting')).toContain('recommender/trending-now');
    await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));
    expect(await screen.findByRole('button', { name: 'Start trending-now' })).toBeVisible();
    expect(called.some(([operation]) => operation === 'DeleteRecommender')).toBe(false);
  });

  it('show an update under way while the old version answers', async () => {
    await openPage(
      domainProject([
        recommender({
          latestUpdate: {
            status: 'CREATE IN_PROGRESS',
            config: {},
            creationDateTime: SECONDS,
            lastUpdatedDateTime: SECONDS,
          },
        }),
      ]),
    );
    expect(await screen.findByText('UPDATE IN_PROGRESS')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Most popular: try it' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Delete most-popular' })).toBeNull();
  });
});

describe('Check the columns', () => {
  it('asks for the fields of a domain, and takes another column for one', async () => {
    const plans: ImportPlan[] = [];
    const methods: FakeOptions['methods'] = {
      checkImport: async (_job, _id, plan) => {
        plans.push(plan);
        return filmsCheck();
      },
    };
    render(App, { api: fakeApi({ methods }) });
    await dropRatings();
    await screen.findByRole('heading', { name: 'Check the columns' });
    await userEvent.click(await screen.findByRole('button', { name: 'E-commerce' }));
    await waitFor(() => expect(plans.at(-1)?.domain).toBe('ECOMMERCE'));
    const price = screen.getByLabelText('PRICE');
    expect(price).toHaveValue('');
    expect(screen.getByText('No event is called Purchase')).toBeVisible();
    const option = within(price).getAllByRole('option').at(-1);
    if (option === undefined) throw new Error('no column to choose');
    await userEvent.selectOptions(price, option);
    await waitFor(() => {
      const columns = plans.at(-1)?.files.flatMap((file) => file.columns) ?? [];
      expect(columns.filter(({ field }) => field === 'PRICE')).toMatchObject([
        { header: option.textContent, role: 'KEEP' },
      ]);
    });
    await userEvent.click(screen.getByRole('button', { name: 'Custom' }));
    await waitFor(() => expect(plans.at(-1)?.domain).toBeUndefined());
  });
});
