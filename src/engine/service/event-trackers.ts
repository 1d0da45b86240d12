import { ACCOUNT } from '../../domain/arn';
import type { EventTracker } from '../../domain/service';
import { createEventTracker, eventTrackerKind } from '../resources/event-tracker';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { dated } from './answers';
import { text } from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

function summary(tracker: EventTracker) {
  return { name: tracker.name, eventTrackerArn: tracker.arn, status: tracker.status, ...dated(tracker) };
}

export const eventTrackers = {
  operations: {
    async CreateEventTracker(input, { project, identifiers }) {
      requireGroup(input, project.state);
      const request = { name: text(input, 'name'), trackingId: identifiers.uuid() };
      const { arn, trackingId } = await stored(project, (before) =>
        createEventTracker(before, request, project.nowSec),
      );
      return { eventTrackerArn: arn, trackingId };
    },
    ...readOperations(eventTrackerKind, {
      summary,
      description: (tracker, state) => ({
        ...summary(tracker),
        accountId: ACCOUNT,
        trackingId: tracker.trackingId,
        datasetGroupArn: groupArnOf(state),
      }),
      asked: inGroup,
    }),
    ...deleteOperation(eventTrackerKind),
  },
  bundled: {
    kind: 'event-tracker',
    requests: (state) =>
      eventTrackerKind.place
        .get(state)
        .map((tracker) =>
          requestFor('event-tracker', tracker, { name: tracker.name, datasetGroupArn: groupArnOf(state) }),
        ),
    restored: (state, { name, manifest }, nowSec) =>
      createEventTracker(state, { name, trackingId: manifest.trackingId ?? '' }, nowSec),
  },
} satisfies ServiceKind;
