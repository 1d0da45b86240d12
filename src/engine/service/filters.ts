import type { FilterResource } from '../../domain/service';
import { datasetGroupOf } from '../resources/datasets';
import { createFilter, deleteFilter } from '../resources/filters';
import { findByArn, serviceOf } from '../resources/service-resources';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { Operations } from './operation';
import { page } from './page';
import { anyText, text } from './read-input';

export const filters = {
  async CreateFilter(input, context) {
    const { project } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    const request = { name: text(input, 'name'), filterExpression: anyText(input, 'filterExpression') };
    const state = await project.update((before) => createFilter(before, request, project.nowSec).state);
    const made = serviceOf(state).filters.find(({ name }) => name === request.name);
    return { filterArn: made?.arn ?? '' };
  },
  DescribeFilter(input, { project }) {
    const filter = findByArn(serviceOf(project.state).filters, text(input, 'filterArn'));
    return {
      filter: {
        ...summary(filter, datasetGroupOf(project.state)?.arn ?? ''),
        filterExpression: filter.filterExpression,
      },
    };
  },
  ListFilters(input, context) {
    requireGroup(input, context);
    const { state } = context.project;
    const group = datasetGroupOf(state)?.arn ?? '';
    // The service spells this one member with a capital.
    return page(
      input,
      'Filters',
      serviceOf(state).filters.map((filter) => summary(filter, group)),
    );
  },
  async DeleteFilter(input, { project }) {
    const arn = text(input, 'filterArn');
    await project.update((before) => deleteFilter(before, arn));
    return {};
  },
} satisfies Operations;

function summary(filter: FilterResource, datasetGroupArn: string) {
  return {
    name: filter.name,
    filterArn: filter.arn,
    datasetGroupArn,
    status: filter.status,
    ...dated(filter),
  };
}
