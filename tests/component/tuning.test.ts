import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Component } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { recipes } from '../../src/recipes/registry';
import type { AppState } from '../../src/page/state/app';
import TrainView from '../../src/page/views/train/TrainView.svelte';
import UserView from '../../src/page/views/user/UserView.svelte';
import VersionsView from '../../src/page/views/versions/VersionsView.svelte';
import type { RecipeName } from '../../src/domain/recipe-catalogue';
import type { SolutionVersion } from '../../src/domain/resources';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { projectState, recommendations, solutionVersion } from '../support/fake-data';
import { tuningSteps } from '../support/fake-tuning';
import { showFilms } from '../support/show-films';
import { specOf } from '../support/trained-version';

async function open(view: Component, options: FakeOptions = {}): Promise<{ app: AppState; api: FakeApi }> {
  return showFilms(view, fakeApi(options));
}

/** The same with these versions beside those that are always there. */
async function openWith(
  view: Component,
  versions: readonly SolutionVersion[],
  options: FakeOptions = {},
): Promise<{ app: AppState; api: FakeApi }> {
  const state = projectState();
  const solutionVersions = [...state.solutionVersions, ...versions];
  const openProject = async () => ({ ...state, solutionVersions });
  return open(view, { ...options, methods: { openProject, ...options.methods } });
}

const trials = (): HTMLElement => screen.getByRole('region', { name: 'Trials' });
const row = (name: RegExp): Promise<HTMLElement> => within(trials()).findByRole('row', { name });

/** A search that waits after each trial until the test has seen it. */
function stepwise(): { readonly afterTrial: () => Promise<void>; readonly next: () => Promise<void> } {
  const waiting: (() => void)[] = [];
  return {
    afterTrial: () => new Promise((resolve) => waiting.push(resolve)),
    next: async () => {
      await waitFor(() => expect(waiting).not.toEqual([]));
      waiting.shift()?.();
    },
  };
}

describe('Choosing a recipe', () => {
  it('offers every recipe that can be trained, by what it answers, with what it needs', async () => {
    await open(TrainView);
    await screen.findByText('USER_PERSONALIZATION');
    const radios = document.querySelectorAll<HTMLInputElement>('input[type=radio]');
    expect([...radios].map(({ value }) => value).sort()).toEqual([...recipes.keys()].sort());
    const label = (recipe: RecipeName) => [...radios].find(({ value }) => value === recipe)?.closest('label');
    expect(label('aws-hrnn')).toHaveTextContent(/legacy/);
    expect(label('aws-user-personalization')).not.toHaveTextContent(/legacy/);
    expect(label('aws-hrnn-metadata')).toHaveTextContent(/this project has no Users/);
    await waitFor(() => expect(label('aws-hrnn-coldstart')).toHaveTextContent(/12 items are cold/));
  });

  it('says that nothing can be tuned where nothing can', async () => {
    const user = userEvent.setup();
    await open(TrainView);
    await user.click(await screen.findByText('The same for everybody'));
    await user.click(screen.getByRole('radio', { name: /aws-trending-now/ }));
    expect(screen.getByRole('checkbox', { name: /Tune the settings/ })).toBeDisabled();
    expect(screen.getByText('This recipe has nothing to tune.')).toBeVisible();
    await user.click(screen.getByText(/^Settings/));
    expect(screen.getByLabelText('trend_discovery_frequency')).toHaveValue('3 hours');
  });
});

describe('Tuning', () => {
  it('says beforehand how long it takes, lets the leaderboard grow, and says why the choice fell', async () => {
    const user = userEvent.setup();
    const { afterTrial, next } = stepwise();
    await open(TrainView, { afterTrial });
    await user.click(await screen.findByRole('checkbox', { name: /Tune the settings/ }));
    await user.clear(screen.getByLabelText('Trials'));
    await user.type(screen.getByLabelText('Trials'), '5');
    expect(screen.getByText(/^Takes about .*: 5 trials of/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Train user-personalization' }));
    expect(await screen.findByRole('heading', { name: 'Which settings do best?' })).toBeVisible();
    expect(await row(/^1 best so far .*the defaults.* 0\.152/)).toBeVisible();
    expect(await row(/^2 .*running/)).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Tuning user-personalization' })).toBeVisible();
    await next();
    await next();
    expect(await row(/^3 best so far .*hidden_dimension 201, bptt 12.* 0\.171/)).toBeVisible();
    await next();
    expect(await row(/^4 .*stopped early/)).toBeVisible();
    await next();
    expect(await row(/^5 .*failed.*The numbers grew without limit/)).toBeVisible();
    await next();
    expect(await screen.findByText(/with seed 42 and hidden_dimension 201, bptt 12/)).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Which settings were best?' })).toBeVisible();
    expect(screen.getByText(/than the defaults: \+0\.019 nDCG@25/)).toHaveTextContent('Trial 3 is better');
    expect(await row(/^3 taken/)).toBeVisible();
  });

  it('ends the search when it is stopped, and trains with the best so far', async () => {
    const user = userEvent.setup();
    const { afterTrial, next } = stepwise();
    const { api } = await open(TrainView, { afterTrial });
    await user.click(await screen.findByRole('checkbox', { name: /Tune the settings/ }));
    await user.click(screen.getByRole('button', { name: 'Train user-personalization' }));
    await screen.findByText('1 of 5 trials');
    await next();
    await screen.findByText('2 of 5 trials');
    await user.click(screen.getByRole('button', { name: 'Stop and keep the best' }));
    expect(api.calls).toContain('stopTraining');
    await next();
    expect(await screen.findByText('ACTIVE')).toBeVisible();
    expect(within(trials()).getAllByRole('row')).toHaveLength(3);
    expect(screen.getByText(/no setting/)).toHaveTextContent('The defaults stay');
  });

  it('says what a closed page has interrupted and goes on with it', async () => {
    const user = userEvent.setup();
    const spec = specOf('aws-hrnn', { performHPO: true });
    const cut = solutionVersion({
      arn: 'cut',
      spec,
      status: 'CREATE FAILED',
      failureReason: 'interrupted',
      metrics: null,
      curve: [],
      tuning: tuningSteps(spec)[2],
    });
    const resumed: string[] = [];
    await openWith(TrainView, [cut], {
      methods: {
        resumeTraining: (_, arn) => {
          resumed.push(arn);
          return new Promise(() => undefined);
        },
      },
    });
    const note = await screen.findByText(/hrnn v1 was interrupted/);
    expect(note.closest('[role=status]')).toHaveTextContent('2 trials of 5 are kept');
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(resumed).toEqual(['cut']);
    expect(screen.queryByText(/was interrupted/)).toBeNull();
  });

  it('lets AutoML choose, and shows every candidate with its value or why it was left out', async () => {
    const user = userEvent.setup();
    const api = fakeApi({ stepMs: 20 });
    const asked: unknown[] = [];
    const train: typeof api.train = (id, request, onProgress) => {
      asked.push(request);
      return api.train(id, request, onProgress);
    };
    await showFilms(TrainView, { ...api, train });
    await user.click(await screen.findByRole('button', { name: 'AutoML' }));
    await user.click(screen.getByRole('checkbox', { name: /aws-hrnn A recurrent/ }));
    await user.click(screen.getByRole('button', { name: 'Train the best of them' }));
    expect(asked).toMatchObject([
      {
        performAutoML: true,
        autoMLConfig: {
          recipeList: ['aws-hrnn-metadata', 'aws-user-personalization', 'aws-popularity-count'],
        },
      },
    ]);
    expect(await screen.findByRole('heading', { name: 'Which recipe was best?' })).toBeVisible();
    expect(screen.getByText(/with the settings of its trial 3/)).toHaveTextContent(
      'user-personalization is taken, with the settings of its trial 3: nDCG@25 0.171 against 0.062 of popularity-count',
    );
    expect(await row(/^hrnn-metadata .*skipped/)).toBeVisible();
  });

  it('keeps the leaderboard of a finished version on the versions screen', async () => {
    const spec = specOf('aws-user-personalization', { performHPO: true });
    const tuning = tuningSteps(spec)[5];
    const [search] = tuning.searches;
    const version = solutionVersion({
      arn: 'tuned',
      spec,
      tuning: { ...tuning, searches: [{ ...search, chosen: 3 }] },
      tunedHPOParams: { algorithmHyperParameters: search.trials[2].algorithmHyperParameters },
      creationDateTime: 2_000_000_000,
    });
    await openWith(VersionsView, [version]);
    expect(await screen.findByText('tuned: hidden_dimension 201, bptt 12')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Which settings were best?' })).toBeVisible();
    expect(within(trials()).getAllByRole('row')).toHaveLength(6);
  });
});

describe('What a version is asked', () => {
  const made = (recipe: RecipeName): SolutionVersion =>
    solutionVersion({ arn: recipe, spec: specOf(recipe), creationDateTime: 1 });

  it('an item, where a recipe answers for items', async () => {
    const user = userEvent.setup();
    const ask = vi.fn<FakeApi['getRecommendations']>(async ({ itemId, userId, solutionVersionArn }) => ({
      ...recommendations(userId, 5, false),
      itemId: itemId ?? null,
      rankedBy: solutionVersionArn.includes('sims') ? 'likeness' : 'users',
    }));
    history.replaceState(null, '', '#version=aws-sims&filter=x');
    const { app } = await openWith(UserView, [made('aws-sims')], { methods: { getRecommendations: ask } });
    const box = await screen.findByRole('combobox', { name: 'Find an item' });
    expect(app.route.current.item).not.toBeNull();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/^What goes with/);
    expect(screen.queryByRole('checkbox', { name: /Leave out/ })).toBeNull();
    expect(await screen.findByText('likeness, the closest = 100')).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'History' })).toBeNull();
    await user.click(box);
    await user.clear(box);
    await user.type(box, '7');
    await screen.findByRole('option', { name: /^Film 72,/ });
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(app.route.current.item).toBe('72');
    await waitFor(() =>
      expect(ask.mock.calls.some(([request]) => request.itemId === '72' && request.userId === '')).toBe(true),
    );
  });

  it('a list, where a recipe puts lists in order: the popular one, or ids that are typed', async () => {
    const user = userEvent.setup();
    const rank = vi.fn(fakeApi().getPersonalizedRanking);
    history.replaceState(null, '', '#version=aws-personalized-ranking');
    await openWith(UserView, [made('aws-personalized-ranking')], {
      methods: { getPersonalizedRanking: rank },
    });
    expect(await screen.findByText(/change places/)).toHaveTextContent(/comes first, from place 25/);
    expect(rank.mock.lastCall?.[0].inputList).toHaveLength(25);
    await user.click(screen.getByText(/put others in order/));
    await user.type(screen.getByLabelText('Item ids, one a line'), 'a{Enter}b, c');
    await user.click(screen.getByRole('button', { name: 'Put in order' }));
    await waitFor(() => expect(rank.mock.lastCall?.[0].inputList).toEqual(['a', 'b', 'c']));
    expect(await screen.findByRole('heading', { name: 'As it was given' })).toBeVisible();
  });
});
