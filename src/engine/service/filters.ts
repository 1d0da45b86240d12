import type { ProjectState } from '../../domain/resources';
import type { FilterResource } from '../../domain/service';
import { createFilter, filterKind } from '../resources/filters';
import { serviceOf } from '../../domain/service-resources';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { dated } from './answers';
import { anyText, text } from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

function summary(filter: FilterResource, state: ProjectState) {
  return {
    name: filter.name,
    filterArn: filter.arn,
    datasetGroupArn: groupArnOf(state),
    status: filter.status,
    ...dated(filter),
  };
}

export const filters = {
  operations: {
    async CreateFilter(input, { project }) {
      requireGroup(input, project.state);
      const request = { name: text(input, 'name'), filterExpression: anyText(input, 'filterExpression') };
      const { arn } = await stored(project, (before) => createFilter(before, request, project.nowSec));
      return { filterArn: arn };
    },
    ...readOperations(
      filterKind,
      {
        summary,
        description: (filter, state) => ({
          ...summary(filter, state),
          filterExpression: filter.filterExpression,
        }),
        asked: inGroup,
      },
      // The service spells this one member with a capital.
      'Filters',
    ),
    ...deleteOperation(filterKind),
  },
  bundled: {
    kind: 'filter',
    requests: (state) =>
      serviceOf(state).filters.map((filter) => {
        const { name, filterExpression } = filter;
        return requestFor('filter', filter, { name, datasetGroupArn: groupArnOf(state), filterExpression });
      }),
    restored: (state, { name, input }, nowSec) =>
      createFilter(state, { name, filterExpression: text(input, 'filterExpression') }, nowSec),
  },
} satisfies ServiceKind;
