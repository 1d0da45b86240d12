import type { JsonObject } from '../../domain/errors';
import { AppError } from '../../domain/errors';
import type { DatasetGroup } from '../../domain/service';
import type { DatasetDomain } from '../../domain/schema';
import { createDatasetGroup, datasetGroupOf, deleteDatasetGroup } from '../resources/datasets';
import { dated } from './dated';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { optionalText, text } from './read-input';

/** @throws AppError INVALID_INPUT. */
export function readDomain(input: JsonObject): { readonly domain?: DatasetDomain } {
  const domain = optionalText(input, 'domain');
  if (domain === undefined) return {};
  if (domain === 'ECOMMERCE' || domain === 'VIDEO_ON_DEMAND') return { domain };
  throw new AppError('INVALID_INPUT', {
    field: 'domain',
    value: domain,
    allowed: ['ECOMMERCE', 'VIDEO_ON_DEMAND'],
  });
}

function summary(group: DatasetGroup) {
  return {
    name: group.name,
    datasetGroupArn: group.arn,
    status: group.status,
    ...dated(group),
    ...(group.domain === undefined ? {} : { domain: group.domain }),
  };
}

/** The project's group. @throws AppError NOT_FOUND unless it has this id. */
export function groupAt({ project }: ApiContext, arn: string): DatasetGroup {
  const group = datasetGroupOf(project.state);
  if (group?.arn !== arn) throw new AppError('NOT_FOUND', { arn });
  return group;
}

/** List calls may name the group; one that is not there is an error, none means all. */
export function requireGroup(input: JsonObject, context: ApiContext): void {
  const arn = optionalText(input, 'datasetGroupArn');
  if (arn !== undefined) groupAt(context, arn);
}

export const datasetGroups = {
  async CreateDatasetGroup(input, { project }) {
    const request = { name: text(input, 'name'), ...readDomain(input) };
    const state = await project.update((before) => createDatasetGroup(before, request, project.nowSec).state);
    const group = datasetGroupOf(state);
    return { datasetGroupArn: group?.arn ?? '', ...readDomain(input) };
  },
  DescribeDatasetGroup: (input, context) => ({
    datasetGroup: summary(groupAt(context, text(input, 'datasetGroupArn'))),
  }),
  ListDatasetGroups(input, { project }) {
    const group = datasetGroupOf(project.state);
    return page(input, 'datasetGroups', group === null ? [] : [summary(group)]);
  },
  async DeleteDatasetGroup(input, { project }) {
    const arn = text(input, 'datasetGroupArn');
    await project.update((before) => deleteDatasetGroup(before, arn));
    return {};
  },
} satisfies Operations;
