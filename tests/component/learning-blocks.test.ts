import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { RecommendationRequest } from '../../src/domain/recommendations';
import type { ProjectId, SolutionVersion } from '../../src/domain/resources';
import TrainView from '../../src/page/views/train/TrainView.svelte';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { projectState, recommendations, solutionVersion } from '../support/fake-data';
import { showFilms } from '../support/show-films';

async function open(
  view: typeof UserView | typeof TrainView,
  version: SolutionVersion,
  methods: FakeOptions['methods'],
) {
  const state = { ...projectState(), solutionVersions: [version] };
  const { app } = await showFilms(view, fakeApi({ methods: { openProject: async () => state, ...methods } }));
  return { app, user: userEvent.setup() };
}
const ofRecipe = (recipe: SolutionVersion['spec']['recipe']): SolutionVersion =>
  solutionVersion({ arn: recipe, spec: { ...solutionVersion().spec, recipe, name: recipe.slice(4) } });

describe('The discount of related items', () => {
  it('is asked with as it is moved, marks the places, and makes a version of it', async () => {
    const asked: RecommendationRequest[] = [];
    const trained: unknown[] = [];
    const { app, user } = await open(UserView, ofRecipe('aws-sims'), {
      getRecommendations: async (request) => {
        asked.push(request);
        const list = recommendations('', 5, false);
        const items = list.items.map((item, k) => ({ ...item, rankInTruth: k === 0 ? 4 : k + 1 }));
        return { ...list, itemId: '7', ...(request.popularityDiscountFactor !== undefined && { items }) };
      },
      train: async (_job, request) => {
        trained.push(request.algorithmHyperParameters);
        return ofRecipe('aws-sims');
      },
    });
    const slider = await screen.findByRole('slider', { name: 'popularity_discount_factor' });
    expect(slider).toHaveValue('0.5');
    await fireEvent.input(slider, { target: { value: '0.8' } });
    await waitFor(() => expect(asked.at(-1)?.popularityDiscountFactor).toBe(0.8));
    expect(await screen.findByText(/1 place changed against 0.50, as trained/)).toBeVisible();
    expect(app.route.current.discount).toBe(0.8);
    await user.click(screen.getByRole('button', { name: 'Train with this' }));
    await waitFor(() => expect(trained).toMatchObject([{ popularity_discount_factor: '0.8' }]));
    await waitFor(() => expect(app.route.current.discount).toBeNull());
  });
});

describe('The state of a recurrent network', () => {
  it('is followed on demand, as a sentence and as a table', async () => {
    const named = (itemId: string) => ({ itemId, title: `Film ${itemId}` });
    const step = { timestampSec: 1, begins: true, moved: 0.5, userMoved: null, nextRank: 40 };
    const { user } = await open(UserView, ofRecipe('aws-hrnn'), {
      traceSession: async (_id, _arn, userId) => ({
        userId,
        catalogueSize: 2000,
        steps: [
          { ...named('1'), ...step, expected: named('9') },
          { ...named('2'), ...step, begins: false, nextRank: null, expected: named('8') },
        ],
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Follow the network’s state' }));
    const block = await screen.findByRole('region', { name: /^How did the network follow/ });
    expect(block).toHaveTextContent(
      /among the first 2\.0\s%|among the first 2\s% of 2,000 items half of the time/,
    );
    await user.click(within(block).getByRole('button', { name: 'As table' }));
    expect(within(block).getByRole('row', { name: '1 Film 1 begins 0.50 – Film 9 40' })).toBeVisible();
  });
});

describe('What an epoch changed', () => {
  const kept = {
    arn: 'aws-hrnn',
    userId: '408',
    epoch: 4,
    comparedWith: 3,
    kept: [3, 4],
    items: [
      { itemId: '1', title: 'Heat', rankBefore: 3 },
      { itemId: '2', title: 'Jaws', rankBefore: 2 },
    ],
    left: [{ itemId: '5', title: 'Alien', rank: 17 }],
  };
  it('stands under the curve of a finished version whose epochs are kept', async () => {
    await open(TrainView, ofRecipe('aws-hrnn'), { epochChange: async () => kept });
    const list = await screen.findByRole('list', { name: /^List after/ });
    expect(within(list).getAllByRole('listitem')[0]).toHaveTextContent('up 2, from rank 3');
    expect(screen.getByText('Out of the first 2: Alien (now 17).')).toBeVisible();
  });
  it('says nothing of another training', async () => {
    await open(TrainView, ofRecipe('aws-hrnn'), { epochChange: async () => ({ ...kept, arn: 'other' }) });
    await screen.findByText('How did it learn?');
    await new Promise((resume) => setTimeout(resume, 50));
    expect(screen.queryByRole('list', { name: /^List after/ })).toBeNull();
  });
});

describe('Recipes compared in a queue', () => {
  it('are trained in the project they were asked for in, and nowhere else', async () => {
    const trained: string[] = [];
    const version = ofRecipe('aws-popularity-count');
    const { app, user } = await open(TrainView, version, {
      openProject: async (id) => {
        const state = { ...projectState(), solutionVersions: [version] };
        return { ...state, project: { ...state.project, id } };
      },
      train: async (_job, { recipe = 'aws-popularity-count' }) => {
        trained.push(recipe);
        await app.workspace.open('p-other' as ProjectId);
        return ofRecipe(recipe);
      },
    });
    await user.click(await screen.findByRole('button', { name: /^Train \d$/ }));
    await waitFor(() => expect(app.jobs.queue).toEqual({ now: null, waiting: [] }));
    await waitFor(() => expect(app.toasts.shown?.text).toMatch(/were not begun: another project is open\.$/));
    expect(trained).toHaveLength(1);
  });
});
