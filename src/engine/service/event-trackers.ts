import { AppError } from '../../domain/errors';
import type { EventTracker } from '../../domain/service';
import { datasetGroupOf } from '../resources/datasets';
import { createEventTracker, deleteEventTracker } from '../resources/event-tracker';
import { serviceOf } from '../resources/service-resources';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { Operations } from './operation';
import { page } from './page';
import { text } from './read-input';

export const eventTrackers = {
  async CreateEventTracker(input, context) {
    const { project, identifiers } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    const request = { name: text(input, 'name'), trackingId: identifiers.uuid() };
    const state = await project.update((before) => createEventTracker(before, request, project.nowSec).state);
    const made = serviceOf(state).eventTracker;
    return { eventTrackerArn: made?.arn ?? '', trackingId: made?.trackingId ?? '' };
  },
  DescribeEventTracker(input, { project }) {
    const tracker = serviceOf(project.state).eventTracker;
    const arn = text(input, 'eventTrackerArn');
    if (tracker?.arn !== arn) throw new AppError('NOT_FOUND', { arn });
    const datasetGroupArn = datasetGroupOf(project.state)?.arn ?? '';
    return { eventTracker: { ...summary(tracker), trackingId: tracker.trackingId, datasetGroupArn } };
  },
  ListEventTrackers(input, context) {
    requireGroup(input, context);
    const tracker = serviceOf(context.project.state).eventTracker;
    return page(input, 'eventTrackers', tracker === null ? [] : [summary(tracker)]);
  },
  async DeleteEventTracker(input, { project }) {
    const arn = text(input, 'eventTrackerArn');
    await project.update((before) => deleteEventTracker(before, arn));
    return {};
  },
} satisfies Operations;

function summary(tracker: EventTracker) {
  return { name: tracker.name, eventTrackerArn: tracker.arn, status: tracker.status, ...dated(tracker) };
}
