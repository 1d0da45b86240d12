import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Component } from 'svelte';
import type { JsonObject } from '../../src/domain/errors';
import type { ProjectId, ProjectState } from '../../src/domain/resources';
import type { FilterResource } from '../../src/domain/service';
import { withService } from '../../src/domain/service-resources';
import AttributionView from '../../src/page/views/attribution/AttributionView.svelte';
import CampaignsView from '../../src/page/views/campaigns/CampaignsView.svelte';
import ExportView from '../../src/page/views/export/ExportView.svelte';
import FiltersView from '../../src/page/views/filters/FiltersView.svelte';
import VersionsView from '../../src/page/views/versions/VersionsView.svelte';
import { fakeApi } from '../support/fake-api';
import { campaign, CLICKS, GIFT_SHOP, projectState, withEventFields } from '../support/fake-data';
import { showFilms } from '../support/show-films';

function project(change: Partial<ProjectState> = {}): ProjectState {
  const state = withEventFields(projectState(change), { name: 'EVENT_TYPE', type: 'string' });
  const filter: FilterResource = {
    arn: 'arn:seen',
    name: 'seen',
    status: 'ACTIVE',
    filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
    creationDateTime: 0,
    lastUpdatedDateTime: 0,
  };
  return withService(state, {
    campaigns: [campaign(state.solutionVersions[1].arn)],
    filters: [filter],
    metricAttribution: CLICKS,
  });
}

type Invoked = readonly [operation: string, input: JsonObject, of: ProjectId | undefined];

async function open(view: Component) {
  const invoked: Invoked[] = [];
  const api = fakeApi({
    methods: {
      openProject: async (id) => (id === GIFT_SHOP.id ? project({ project: { ...GIFT_SHOP } }) : project()),
      invoke: async (operation, input, of) => {
        invoked.push([operation, input, of]);
        return { rows: [], path: 's3://a/impact.csv' };
      },
    },
  });
  const { app } = await showFilms(view, api);
  await quiet();
  const asked = () => [
    ...api.calls.filter((name) => name !== 'invoke'),
    ...invoked.map(([operation]) => operation),
  ];
  return { app, api, invoked, asked, user: userEvent.setup() };
}
/** Longer than any screen waits before it asks again. */
const quiet = (ms = 60) => new Promise((resume) => setTimeout(resume, ms));

describe('News of the worker that change nothing of a question', () => {
  it.each([
    ['export', ExportView],
    ['filters', FiltersView],
    ['attribution', AttributionView],
    ['versions', VersionsView],
  ] as const)('do not have the page of %s ask it again', async (_, view) => {
    const { api, app, asked } = await open(view);
    const before = asked();
    expect(before.length).toBeGreaterThan(3);
    for (let n = 0; n < 5; n++) {
      api.emit({ kind: 'state', state: structuredClone(project()) });
      await quiet(10);
    }
    await quiet(700);
    expect(asked()).toEqual(before);
    expect(app.workspace.project).not.toBeNull();
  });

  it('do not wipe out what is being typed of what a campaign serves', async () => {
    const { api, user } = await open(CampaignsView);
    const field = screen.getByLabelText('minProvisionedTPS');
    await user.clear(field);
    await user.type(field, '7');
    api.emit({ kind: 'state', state: structuredClone(project()) });
    await quiet();
    expect(screen.getByLabelText('minProvisionedTPS')).toHaveValue(7);
  });

  it('that change the bundle have it described again, once for many', async () => {
    const { api } = await open(ExportView);
    const described = () => api.calls.filter((name) => name === 'describeExport').length;
    expect(described()).toBe(1);
    for (let n = 0; n < 5; n++) {
      api.emit({ kind: 'state', state: project({ dataVersion: 10 + n }) });
      await quiet(10);
    }
    await waitFor(() => expect(described()).toBe(2), { timeout: 2000 });
    await quiet(600);
    expect(described()).toBe(2);
  });
});

describe('What was deleted', () => {
  const deleted = (invoked: readonly Invoked[]) =>
    invoked.filter(([operation]) => operation.startsWith('Delete')).map(([, input]) => input);
  const cases = [
    ['a campaign', CampaignsView, 'Delete home', { campaignArn: 'a:campaign/home' }],
    ['a filter', FiltersView, /^Delete.*seen/, { filterArn: 'arn:seen' }],
  ] as const;

  it.each(cases)('is gone for good once the Undo has lapsed: %s', async (_, view, name, input) => {
    const { app, invoked, user } = await open(view);
    await user.click(screen.getByRole('button', { name }));
    expect(screen.queryByRole('button', { name })).toBeNull();
    expect(deleted(invoked)).toEqual([]);
    app.toasts.dismiss();
    await waitFor(() => expect(deleted(invoked)).toEqual([input]));
  });

  it.each(cases)('comes back with Undo: %s', async (_, view, name) => {
    const { app, invoked, user } = await open(view);
    await user.click(screen.getByRole('button', { name }));
    app.toasts.press();
    expect(await screen.findByRole('button', { name })).toBeVisible();
    expect(deleted(invoked)).toEqual([]);
  });

  it.each(cases)(
    'goes from its own project where another was opened meanwhile: %s',
    async (_, view, name, input) => {
      const { app, invoked, user } = await open(view);
      const own = app.workspace.project?.project.id;
      await user.click(screen.getByRole('button', { name }));
      await app.workspace.open(GIFT_SHOP.id);
      app.toasts.dismiss();
      await waitFor(() => expect(deleted(invoked)).toEqual([input]));
      const changes = invoked.filter(([operation]) => /^(Delete|Create)/.test(operation));
      expect(changes.map(([, , of]) => of)).toEqual([own]);
      expect(app.workspace.openError).toBeNull();
    },
  );
});

it('A filter that was begun for one project is not offered to another', async () => {
  const { app, user } = await open(FiltersView);
  const editor = screen.getByRole('textbox', { name: 'filterExpression' });
  await user.click(editor);
  await user.paste('INCLUDE ItemID WHERE Items.GENRES IN ("Drama")');
  await user.type(screen.getByRole('textbox', { name: 'name' }), 'drama');
  await app.workspace.open(GIFT_SHOP.id);
  await waitFor(() => expect(editor).toHaveValue(''));
  expect(screen.getByRole('textbox', { name: 'name' })).toHaveValue('');
});
