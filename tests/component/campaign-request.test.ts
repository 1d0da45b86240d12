import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/errors';
import type { RecipeName } from '../../src/domain/recipe-catalogue';
import type { ProjectState } from '../../src/domain/resources';
import CampaignsView from '../../src/page/views/campaigns/CampaignsView.svelte';
import { fakeApi } from '../support/fake-api';
import { campaign, projectState, solutionVersion, withEventFields } from '../support/fake-data';
import { showFilms } from '../support/show-films';

let heard: () => string;
let removeFilters: () => void;

const FILTERS = [
  ['new', 'INCLUDE ItemID WHERE Items.YEAR > 2000'],
  ['genre', 'INCLUDE ItemID WHERE Items.GENRES IN ($GENRE)'],
  ['active', 'INCLUDE UserID WHERE Users.AGE > 20'],
].map(([name, filterExpression]) => ({
  arn: `a:filter/${name}`,
  name,
  status: 'ACTIVE',
  filterExpression,
  creationDateTime: 0,
  lastUpdatedDateTime: 0,
}));

/** The console of a campaign of a recipe, over events of two devices. @returns what is asked of it. */
async function open(recipe: RecipeName): Promise<JsonObject[]> {
  const before = solutionVersion();
  const version = { ...before, spec: { ...before.spec, recipe } };
  const device = { name: 'DEVICE', type: ['null', 'string'], categorical: true } as const;
  const service = { campaigns: [campaign(version.arn)], filters: FILTERS };
  const state = withEventFields(
    projectState({
      solutionVersions: [version],
      service: service as unknown as NonNullable<ProjectState['service']>,
    }),
    device,
  );
  const asked: JsonObject[] = [];
  const methods = {
    openProject: async () => state,
    listContextFields: async () => [{ field: 'DEVICE', values: ['tv', 'mobile'] }],
    invoke: async (_: string, input: JsonObject): Promise<JsonObject> => {
      asked.push(input);
      return { itemList: [{ itemId: 'i1' }], recommendationId: 'r' };
    },
  };
  const api = fakeApi({ methods });
  const { app } = await showFilms(CampaignsView, api);
  heard = () => app.announcer.text;
  await screen.findByRole('textbox', { name: /^userId/ });
  removeFilters = () => {
    const service = { ...state.service, filters: [] } as unknown as ProjectState['service'];
    api.emit({ kind: 'state', state: { ...state, service } as ProjectState });
  };
  return asked;
}

it('asks with the context that is chosen, and without one where it is not given', async () => {
  const asked = await open('aws-user-personalization');
  const user = userEvent.setup();
  const choice = await screen.findByRole('combobox', { name: 'context DEVICE' });
  expect(
    within(choice)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['not given', 'tv', 'mobile']);
  await user.click(screen.getByRole('button', { name: 'Get recommendations' }));
  expect(asked.at(-1)).not.toHaveProperty('context');
  await user.selectOptions(choice, 'mobile');
  await user.click(screen.getByRole('button', { name: 'Get recommendations' }));
  expect(asked.at(-1)).toMatchObject({ context: { DEVICE: 'mobile' } });
  await user.selectOptions(choice, '');
  await user.click(screen.getByRole('button', { name: 'Get recommendations' }));
  expect(asked.at(-1)).not.toHaveProperty('context');
});

it('says aloud that an answer has come, and what is first in it', async () => {
  await open('aws-user-personalization');
  await userEvent.setup().click(screen.getByRole('button', { name: 'Get recommendations' }));
  await waitFor(() => expect(heard()).toMatch(/^1.item, first i1$/));
});

it('has no such field where the recipe learns nothing from single events', async () => {
  await open('aws-hrnn');
  // Time for the columns to come.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByRole('combobox', { name: 'context DEVICE' })).toBeNull();
});

it('promotes what a filter of its own lets through, and nothing once the filter is taken out', async () => {
  const asked = await open('aws-user-personalization');
  const user = userEvent.setup();
  const ask = () => user.click(screen.getByRole('button', { name: 'Get recommendations' }));
  const choice = screen.getByRole('combobox', { name: 'promote' });
  const percent = screen.getByRole('spinbutton', { name: 'percentPromotedItems' });
  // Filters of users are for batch segment jobs.
  expect(within(choice).queryByRole('option', { name: 'active' })).toBeNull();
  expect(percent).toBeDisabled();
  await ask();
  expect(asked.at(-1)).not.toHaveProperty('promotions');
  await user.selectOptions(choice, 'genre');
  await user.clear(percent);
  await user.type(percent, '40');
  const genre = screen.getByRole('textbox', { name: '$GENRE of the promotion' });
  expect(genre).toHaveAccessibleDescription(/^In quotes: "value"/);
  await user.type(genre, '"Drama"');
  await ask();
  expect(asked.at(-1)).toMatchObject({
    promotions: [
      { percentPromotedItems: 40, filterArn: 'a:filter/genre', filterValues: { GENRE: '"Drama"' } },
    ],
  });
  expect(asked.at(-1)).not.toHaveProperty('filterArn');
  await user.selectOptions(choice, '');
  await ask();
  expect(asked.at(-1)).not.toHaveProperty('promotions');
});

it('asks with no filter that was deleted after it was chosen', async () => {
  const asked = await open('aws-user-personalization');
  const user = userEvent.setup();
  await user.selectOptions(screen.getByRole('combobox', { name: 'filter' }), 'new');
  await user.selectOptions(screen.getByRole('combobox', { name: 'promote' }), 'new');
  removeFilters();
  await user.click(await screen.findByRole('button', { name: 'Get recommendations' }));
  expect(asked.at(-1)).not.toHaveProperty('filterArn');
  expect(asked.at(-1)).not.toHaveProperty('promotions');
});

it('has no promotion where a list is put in order', async () => {
  await open('aws-personalized-ranking');
  expect(screen.queryByRole('combobox', { name: 'promote' })).toBeNull();
});

it('puts popular and new items first as far as is set, where the recipe takes that', async () => {
  const user = userEvent.setup();
  const asked = await open('aws-semantic-similarity');
  const block = within(screen.getByRole('region', { name: 'What it serves' }));
  const freshness = block.getByRole('spinbutton', { name: 'FRESHNESS' });
  expect(block.queryByRole('spinbutton', { name: 'explorationWeight' })).toBeNull();
  await user.clear(freshness);
  await user.type(freshness, '2');
  expect(block.getByText('FRESHNESS is a number from 0 to 1.')).toBeVisible();
  await user.clear(freshness);
  await user.type(freshness, '0.5');
  await user.click(block.getByRole('button', { name: 'Update campaign' }));
  expect(asked.at(-1)).toMatchObject({
    campaignArn: 'a:campaign/home',
    campaignConfig: { rankingInfluence: { POPULARITY: 0, FRESHNESS: 0.5 } },
  });
});

it('asks for a new campaign what its recipe can be told, and sends nothing out of range', async () => {
  const user = userEvent.setup();
  const asked = await open('aws-semantic-similarity');
  await user.click(screen.getByRole('button', { name: 'New campaign' }));
  const block = within(screen.getByRole('region', { name: 'New campaign' }));
  const popularity = block.getByRole('spinbutton', { name: 'POPULARITY' });
  expect(block.queryByRole('spinbutton', { name: 'explorationWeight' })).toBeNull();
  await user.clear(popularity);
  await user.type(popularity, '2');
  const before = asked.length;
  await user.click(block.getByRole('button', { name: 'Create campaign' }));
  expect(asked).toHaveLength(before);
  expect(block.getByText('POPULARITY is a number from 0 to 1.')).toBeVisible();
  await user.clear(popularity);
  await user.type(popularity, '0.5');
  await user.click(block.getByRole('button', { name: 'Create campaign' }));
  expect(asked[before]).toMatchObject({
    solutionVersionArn: solutionVersion().arn,
    campaignConfig: { rankingInfluence: { POPULARITY: 0.5, FRESHNESS: 0 } },
  });
});
