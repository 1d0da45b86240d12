import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { AppError, type JsonObject } from '../../src/domain/errors';
import type { ProjectState } from '../../src/domain/resources';
import type { SchemaField } from '../../src/domain/schema';
import CampaignsView from '../../src/page/views/campaigns/CampaignsView.svelte';
import { fakeApi } from '../support/fake-api';
import { campaign, projectState, solutionVersion, withEventFields } from '../support/fake-data';
import { showFilms } from '../support/show-films';

/** The console of a campaign that refuses one operation, over interactions with these fields more. */
async function open(refused: string, fields: readonly SchemaField[] = []): Promise<void> {
  const version = solutionVersion();
  const service = { campaigns: [campaign(version.arn)], filters: [], eventTracker: { trackingId: 't' } };
  const state = withEventFields(
    projectState({
      solutionVersions: [version],
      service: service as unknown as NonNullable<ProjectState['service']>,
    }),
    ...fields,
  );
  const invoke = async (operation: string): Promise<JsonObject> => {
    if (operation === refused) throw new AppError('QUOTA_EXCEEDED', { neededBytes: null, freeBytes: null });
    return { itemList: [{ itemId: 'i1' }], recommendationId: 'r' };
  };
  await showFilms(CampaignsView, fakeApi({ methods: { openProject: async () => state, invoke } }));
}

it.each([
  ['PutEvents', 'Event', 'Send event'],
  ['PutEvents', 'A call of your own', /^Send 1.event$/],
  ['GetRecommendations', 'Request', 'Get recommendations'],
  ['GetRecommendations', 'Event', 'Send event'],
])(
  'a refused %s is told under “%s”, where %s was pressed, and brought into sight',
  async (operation, part, button) => {
    await open(operation);
    const user = userEvent.setup();
    const block = await screen.findByRole('region', { name: part });
    await user.type(await screen.findByRole('textbox', { name: 'userId' }), '7');
    await user.type(screen.getByLabelText('itemId'), 'i1');
    const moved = vi.spyOn(Element.prototype, 'scrollIntoView');
    await user.click(within(block).getByRole('button', { name: button }));
    const alert = await within(block).findByRole('alert');
    expect(alert).toHaveTextContent('There is not enough room on this device');
    expect(screen.getAllByRole('alert')).toEqual([alert]);
    expect(moved.mock.contexts.some((box) => box instanceof Element && box.contains(alert))).toBe(true);
    moved.mockRestore();
  },
);

it('what the schema wants of every event has its place in a call of one’s own, and the form says so', async () => {
  await open('none', [
    { name: 'ORDER_NO', type: 'string' },
    { name: 'CITY', type: ['string', 'null'] },
  ]);
  const user = userEvent.setup();
  await user.type(await screen.findByRole('textbox', { name: 'userId' }), '7');
  await user.type(screen.getByLabelText('itemId'), 'i1');
  expect(screen.getByRole('button', { name: 'Send event' })).toHaveAccessibleDescription(
    'The schema wants ORDER_NO of every event: write a call of your own below.',
  );
  const call = JSON.parse(
    screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'call' }).value,
  ) as JsonObject;
  expect(call.eventList).toMatchObject([{ itemId: 'i1', properties: '{"orderNo":""}' }]);
});

it('an event goes with its value, in the form and in a call of one’s own', async () => {
  await open('none');
  const user = userEvent.setup();
  await user.type(await screen.findByRole('textbox', { name: 'userId' }), '7');
  await user.type(screen.getByLabelText('itemId'), 'i1');
  await user.type(screen.getByLabelText('eventValue'), '4.5');
  const call = JSON.parse(
    screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'call' }).value,
  ) as JsonObject;
  expect(call.eventList).toMatchObject([{ itemId: 'i1', eventValue: 4.5 }]);
  // The schema takes events without one.
  expect(screen.getByLabelText('eventValue')).not.toHaveAccessibleDescription();
});

it('what was said of a call is gone once the call is corrected', async () => {
  await open('PutEvents');
  const user = userEvent.setup();
  await user.type(await screen.findByRole('textbox', { name: 'userId' }), '7');
  await user.type(screen.getByLabelText('itemId'), 'i1');
  await user.click(screen.getByRole('button', { name: /^Send 1.event$/ }));
  expect(await screen.findByRole('alert')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'call' }), ' ');
  expect(screen.queryByRole('alert')).toBeNull();
});
