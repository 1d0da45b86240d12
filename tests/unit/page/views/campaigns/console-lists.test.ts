import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/domain/errors';
import type { Campaign } from '../../../../../src/domain/service';
import type { StudioApi } from '../../../../../src/domain/door';
import { Console } from '../../../../../src/page/views/campaigns/console.svelte';
import { valueOfEvents, type ConsoleForm } from '../../../../../src/page/views/campaigns/form';
import { NO_PROMOTION } from '../../../../../src/page/views/campaigns/promotion';
import { projectState } from '../../../../support/fake-data';

const CAMPAIGN: Campaign = {
  arn: 'arn:aws:personalize:us-east-1:000000000000:campaign/home',
  name: 'home',
  status: 'ACTIVE',
  solutionVersionArn: 'none',
  minProvisionedTPS: 1,
  campaignConfig: {},
  creationDateTime: 1,
  lastUpdatedDateTime: 1,
};
const form = (userId: string): ConsoleForm => ({
  userId,
  itemId: '',
  inputList: '',
  numResults: 25,
  filterArn: '',
  filterValues: {},
  context: {},
  promotion: NO_PROMOTION,
  eventType: 'click',
  eventItem: 'x',
});

function consoleOver(invoke: (operation: string, input: JsonObject) => Promise<JsonObject>): Console {
  return new Console({ invoke, searchItems: async () => [] } as unknown as StudioApi);
}

/** A service whose lists turn by a place with every event, the same for everybody. */
function turning(): { readonly calls: Console; readonly asked: string[] } {
  const asked: string[] = [];
  let events = 0;
  const invoke = async (operation: string): Promise<JsonObject> => {
    asked.push(operation);
    if (operation === 'PutEvents') events++;
    if (operation === 'ListDatasetGroups') return { datasetGroups: [{ datasetGroupArn: 'g' }] };
    if (operation === 'CreateEventTracker') return { trackingId: 't' };
    const itemList = [0, 1, 2].map((place) => ({ itemId: `i${(place + events) % 3}` }));
    return { itemList, recommendationId: 'RID-1' };
  };
  return { calls: consoleOver(invoke), asked };
}
const AN_EVENT = { trackingId: 't', sessionId: 's', eventList: [] };
const moves = (calls: Console) => calls.places.map(({ moved }) => moved);

describe('the list of the console', () => {
  const project = projectState();

  test('shows no moves between one person and another', async () => {
    const { calls } = turning();
    await calls.ask(CAMPAIGN, form('ana'), project);
    await calls.call('PutEvents', AN_EVENT);
    await calls.ask(CAMPAIGN, form('ben'), project);
    expect(moves(calls)).toEqual([0, 0, 0]);
    await calls.call('PutEvents', AN_EVENT);
    await calls.ask(CAMPAIGN, form('ben'), project);
    expect(moves(calls)).toEqual([1, 1, -2]);
  });

  test('does not credit an event with what a call before it has changed', async () => {
    const { calls, asked } = turning();
    await calls.ask(CAMPAIGN, form('ana'), project);
    await calls.sendCall({ userId: 'ana', sessionId: 's', eventList: [] }, project);
    asked.length = 0;
    await calls.sendEvent(CAMPAIGN, form('ana'), project);
    // Once to see what was, once to see what came of it.
    expect(asked.filter((operation) => operation.startsWith('Get'))).toHaveLength(2);
    expect(calls.changedByEvent).toBe(3);
    asked.length = 0;
    await calls.sendEvent(CAMPAIGN, form('ana'), project);
    expect(asked.filter((operation) => operation.startsWith('Get'))).toHaveLength(1);
  });

  test('is asked for again when others have put something, once for each time, and only where it is shown', async () => {
    const { calls, asked } = turning();
    await calls.follow(1, project);
    expect(asked).toEqual([]);
    await calls.ask(CAMPAIGN, form('ana'), project);
    await calls.call('PutEvents', AN_EVENT);
    asked.length = 0;
    await calls.follow(2, project);
    await calls.follow(2, project);
    expect(asked).toEqual(['GetRecommendations']);
    expect(moves(calls)).toEqual([1, 1, -2]);
    calls.clear();
    await calls.follow(3, project);
    expect(asked).toHaveLength(1);
  });
});

test('an event is sent with the value that was given, and only then', async () => {
  const sent: JsonObject[] = [];
  const invoke = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    if (operation === 'PutEvents') sent.push(...(input.eventList as JsonObject[]));
    if (operation === 'ListDatasetGroups') return { datasetGroups: [{ datasetGroupArn: 'g' }] };
    return { itemList: [], recommendationId: 'RID-1', trackingId: 't' };
  };
  const calls = consoleOver(invoke);
  for (const eventValue of ['0', ' ', '3.5'])
    await calls.sendEvent(CAMPAIGN, { ...form('ana'), eventValue }, projectState());
  expect(sent.map((event) => event.eventValue)).toEqual([0, undefined, 3.5]);
});

test('a schema may want a value of every event', () => {
  const [events, items] = projectState().datasets;
  const withFields = (fields: typeof events.schema.fields) =>
    projectState({ datasets: [{ ...events, schema: { ...events.schema, fields } }, items] });
  expect(valueOfEvents(projectState())).toBe('optional');
  expect(valueOfEvents(withFields([{ name: 'EVENT_VALUE', type: 'float' }]))).toBe('wanted');
  expect(valueOfEvents(withFields([]))).toBe('none');
});
