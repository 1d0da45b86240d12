import type { DatasetResource } from '../../domain/resources';
import { createDataset, datasetGroupOf, withoutDataset } from '../resources/datasets';
import { findByArn, serviceOf } from '../resources/service-resources';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { text } from './read-input';
import { deleteDatasetRows } from '../datasets/delete-dataset';
import { updateDataset } from '../datasets/update-dataset';

const TYPE_NAMES = { INTERACTIONS: 'Interactions', ITEMS: 'Items', USERS: 'Users' } as const;

function summary(dataset: DatasetResource) {
  const datasetType = TYPE_NAMES[dataset.type];
  const { name = datasetType, arn, status } = dataset;
  return { name, datasetArn: arn, datasetType, status, ...dated(dataset) };
}

function description(dataset: DatasetResource, { project }: ApiContext) {
  const { schemas } = serviceOf(project.state);
  const wanted = JSON.stringify(dataset.schema);
  const schema = schemas.find((other) => JSON.stringify(other.schema) === wanted);
  return {
    ...summary(dataset),
    datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
    ...(schema === undefined ? {} : { schemaArn: schema.arn }),
  };
}

export const datasets = {
  async CreateDataset(input, context) {
    const { project } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    const request = {
      name: text(input, 'name'),
      datasetType: text(input, 'datasetType'),
      schemaArn: text(input, 'schemaArn'),
    };
    const state = await project.update((before) => createDataset(before, request, project.nowSec).state);
    const made = state.datasets.find(({ type }) => type === request.datasetType.toUpperCase());
    return { datasetArn: made?.arn ?? '' };
  },
  DescribeDataset: (input, context) => ({
    dataset: description(findByArn(context.project.state.datasets, text(input, 'datasetArn')), context),
  }),
  ListDatasets(input, context) {
    requireGroup(input, context);
    return page(input, 'datasets', context.project.state.datasets.map(summary));
  },
  async UpdateDataset(input, { project }) {
    const datasetArn = text(input, 'datasetArn');
    await updateDataset(project, datasetArn, text(input, 'schemaArn'));
    return { datasetArn };
  },
  async DeleteDataset(input, { project }) {
    const arn = text(input, 'datasetArn');
    const { type } = findByArn(project.state.datasets, arn);
    await deleteDatasetRows(project, type, (before) => withoutDataset(before, arn));
    return {};
  },
} satisfies Operations;
