import { defined } from '../../domain/defined';
import type { JsonObject } from '../../domain/errors';
import type { DatasetDomain } from '../../domain/schema';
import type { DatasetGroup } from '../../domain/service';
import type { Arn, ProjectState } from '../../domain/resources';
import { createDatasetGroup, datasetGroupKind, datasetGroupOf } from '../resources/dataset-groups';
import { datasetArn, namedArn } from '../../domain/names';
import { replaceResource, datedAt, findResource } from '../resources/resource-kind';
import { dated } from './answers';
import { optionalChoice, optionalText, readAccount, text } from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

const DOMAINS = ['ECOMMERCE', 'VIDEO_ON_DEMAND'] as const;

/** @throws AppError INVALID_INPUT. */
export function readDomain(input: JsonObject): { readonly domain?: DatasetDomain } {
  return defined({ domain: optionalChoice(input, 'domain', DOMAINS) });
}

/** The id of the project's group; empty where it has none. */
export function groupArnOf(state: ProjectState): Arn {
  return datasetGroupOf(state)?.arn ?? '';
}

/** The group that a request has to name. @throws AppError INVALID_INPUT, NOT_FOUND unless it is the project's. */
export function requireGroup(input: JsonObject, state: ProjectState): void {
  findResource(datasetGroupKind, state, text(input, 'datasetGroupArn'));
}

/** List calls may name the group: none means all, and one that is not there has nothing. */
export function inGroup(input: JsonObject, state: ProjectState): (() => boolean) | undefined {
  const wanted = optionalText(input, 'datasetGroupArn');
  return wanted === undefined ? undefined : () => wanted === groupArnOf(state);
}

function summary(group: DatasetGroup) {
  const { name, arn, status, domain } = group;
  return { name, datasetGroupArn: arn, status, ...dated(group), ...defined({ domain }) };
}

function description(group: DatasetGroup) {
  const { roleArn, kmsKeyArn } = group;
  return { ...summary(group), ...defined({ roleArn, kmsKeyArn }) };
}

export const datasetGroups = {
  operations: {
    async CreateDatasetGroup(input, { project }) {
      const request = { name: text(input, 'name'), ...readDomain(input), ...readAccount(input) };
      const { arn } = await stored(project, (before) => createDatasetGroup(before, request, project.nowSec));
      return { datasetGroupArn: arn, ...readDomain(input) };
    },
    ...readOperations(datasetGroupKind, { summary, description }),
    ...deleteOperation(datasetGroupKind),
  },
  bundled: {
    kind: 'dataset-group',
    requests(state) {
      const group = datasetGroupOf(state);
      if (group === null) return [];
      const { name, domain } = group;
      const implied = datasetGroupKind.place.get(state).length === 0;
      return [requestFor('dataset-group', group, { name, ...defined({ domain }) }, implied)];
    },
    /** By its own name, which is in the ids of its datasets. */
    restored(state, { input, implied }, nowSec) {
      if (implied) return null;
      const name = text(input, 'name');
      const arn = namedArn('dataset-group', name);
      const datasets = state.datasets.map((dataset) => ({ ...dataset, arn: datasetArn(name, dataset.type) }));
      const group = { arn, name, status: 'ACTIVE' as const, ...readDomain(input), ...datedAt(nowSec) };
      return replaceResource(datasetGroupKind, { ...state, datasets }, group);
    },
  },
} satisfies ServiceKind;
