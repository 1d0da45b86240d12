import { AppError, type Json, type JsonObject } from '../../domain/errors';
import type { DatasetResource } from '../../domain/resources';
import type { PutActionInteraction, PutEntity, PutEvent, PutEventsRequest } from '../../domain/tracking';
import { actionTrackingId } from '../resources/datasets';
import { isAtWork } from '../../domain/at-work';
import { findByArn, serviceOf } from '../../domain/service-resources';
import { readEntities } from '../project/tracking/put-entities';
import { readActionInteractions, readEvents } from '../project/tracking/put-events';
import type { ApiContext, Operations } from './operation';
import { objects, optionalText, text } from './read-input';

/** Properties are JSON text in the service; an object is taken as what it says. */
function propertiesOf(value: Json | undefined): { readonly properties?: string } {
  if (value === undefined || value === null) return {};
  return { properties: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** What a call puts, as it came; what is in it is checked where it is read. */
function asGiven<Put>(rows: readonly JsonObject[]): readonly Put[] {
  return rows.map((row) => ({ ...row, ...propertiesOf(row.properties) })) as unknown as readonly Put[];
}

/** The JSON of a PutEvents call; what is in it is checked where events are read. */
function readRequest(input: JsonObject): PutEventsRequest {
  const userId = optionalText(input, 'userId');
  const eventList = Array.isArray(input.eventList) ? objects(input, 'eventList') : [];
  return {
    trackingId: text(input, 'trackingId'),
    ...(userId === undefined ? {} : { userId }),
    sessionId: typeof input.sessionId === 'string' ? input.sessionId : '',
    eventList: asGiven<PutEvent>(eventList),
  };
}

/** How each kind of entity is put: the member of a call that lists them, and the one that names each. */
const ENTITIES = {
  ITEMS: { kind: 'items', key: 'itemId' },
  USERS: { kind: 'users', key: 'userId' },
  ACTIONS: { kind: 'actions', key: 'actionId' },
} as const;

async function putEntities(
  input: JsonObject,
  type: keyof typeof ENTITIES,
  context: ApiContext,
): Promise<void> {
  const { project } = context;
  const dataset: DatasetResource = findByArn(project.state.datasets, text(input, 'datasetArn'));
  if (dataset.type !== type) throw new AppError('INVALID_INPUT', { field: 'datasetArn', expected: type });
  const importing = project.state.importJobs.find(isAtWork);
  if (importing !== undefined) throw new AppError('RESOURCE_IN_USE', { arn: dataset.arn, by: importing.arn });
  const { kind, key } = ENTITIES[type];
  const rows = objects(input, kind).map((row): PutEntity => {
    const id = row[key];
    return { id: typeof id === 'string' ? id : '', ...propertiesOf(row.properties) };
  });
  const entities = readEntities(rows, type, dataset.schema);
  await project.data.track({ kind, entities });
}

export const events = {
  async PutEvents(input, { project, identifiers, served }) {
    const request = readRequest(input);
    const tracker = serviceOf(project.state).eventTracker;
    if (tracker?.trackingId !== request.trackingId)
      throw new AppError('E01', { trackingId: request.trackingId });
    const schema = project.data.schemas.INTERACTIONS;
    if (schema === undefined) throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
    await served.recall();
    const read = readEvents(request, {
      schema,
      newId: () => identifiers.uuid(),
      servedList: (recommendationId) => served.find(recommendationId),
    });
    await project.data.track({ kind: 'events', events: read });
    return {};
  },
  async PutItems(input, context) {
    await putEntities(input, 'ITEMS', context);
    return {};
  },
  async PutActions(input, context) {
    await putEntities(input, 'ACTIONS', context);
    return {};
  },
  async PutActionInteractions(input, { project, identifiers, served }) {
    const trackingId = text(input, 'trackingId');
    const dataset = project.state.datasets.find(({ type }) => type === 'ACTION_INTERACTIONS');
    if (dataset === undefined || actionTrackingId(dataset) !== trackingId)
      throw new AppError('E01', { trackingId });
    await served.recall();
    const given = asGiven<PutActionInteraction>(objects(input, 'actionInteractions'));
    const events = readActionInteractions(given, {
      schema: dataset.schema,
      newId: () => identifiers.uuid(),
      servedList: (recommendationId) => served.find(recommendationId),
    });
    await project.data.track({ kind: 'actionInteractions', events });
    return {};
  },
  async PutUsers(input, context) {
    await putEntities(input, 'USERS', context);
    return {};
  },
} satisfies Operations;
