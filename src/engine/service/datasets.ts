import type { DatasetResource } from '../../domain/resources';
import { defined } from '../../domain/defined';
import { SCHEMA_NAMES } from '../../domain/schema';
import { deleteDatasetRows } from '../datasets/delete-dataset';
import { updateDataset } from '../datasets/update-dataset';
import { actionTrackingId, createDataset, datasetKind } from '../resources/datasets';
import { deleteResource } from '../resources/kinds';
import { replaceResource } from '../resources/resource-kind';
import { schemaOf } from '../resources/schemas';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { dated } from './answers';
import { text } from './read-input';
import { named, readOperations, stored } from './resource-operations';
import { schemaRequest } from './schemas';
import { requestFor, type ServiceKind } from './service-kind';

function summary(dataset: DatasetResource) {
  const { type, name = SCHEMA_NAMES[type], arn, status } = dataset;
  return { name, datasetArn: arn, datasetType: type, status, ...dated(dataset) };
}

export const datasets = {
  operations: {
    async CreateDataset(input, { project }) {
      requireGroup(input, project.state);
      const request = {
        name: text(input, 'name'),
        datasetType: text(input, 'datasetType'),
        schemaArn: text(input, 'schemaArn'),
      };
      const { arn } = await stored(project, (before) => createDataset(before, request, project.nowSec));
      return { datasetArn: arn };
    },
    ...readOperations(datasetKind, {
      summary,
      description(dataset, state) {
        const { latestUpdate } = dataset;
        return {
          ...summary(dataset),
          datasetGroupArn: groupArnOf(state),
          ...defined({
            schemaArn: schemaOf(dataset, state)?.arn,
            trackingId: dataset.type === 'ACTION_INTERACTIONS' ? actionTrackingId(dataset) : undefined,
            latestDatasetUpdate: latestUpdate && { status: 'ACTIVE', ...latestUpdate },
          }),
        };
      },
      asked: inGroup,
    }),
    async UpdateDataset(input, { project }) {
      const datasetArn = text(input, 'datasetArn');
      await updateDataset(project, datasetArn, text(input, 'schemaArn'));
      return { datasetArn };
    },
    async DeleteDataset(input, context) {
      const { arn, type } = named(datasetKind, input, context);
      await deleteDatasetRows(context.project, type, (before) => deleteResource(datasetKind, before, arn));
      return {};
    },
  },
  bundled: {
    kind: 'dataset',
    /** Called after their types in the bundle. */
    requests: (state) =>
      state.datasets.map((dataset) => {
        const { arn, schema } = dataset;
        const name = dataset.type.toLowerCase();
        const input = {
          name: dataset.name ?? name,
          datasetGroupArn: groupArnOf(state),
          datasetType: schema.name,
          schemaArn: schemaRequest(state, dataset).arn,
        };
        return requestFor('dataset', { arn, name }, input);
      }),
    /** The import has made it; it gets its name again. */
    restored(state, { name: type, input }) {
      const dataset = state.datasets.find((one) => one.type.toLowerCase() === type);
      if (dataset === undefined) return null;
      const name = text(input, 'name');
      return replaceResource(datasetKind, state, name === type ? dataset : { ...dataset, name });
    },
  },
} satisfies ServiceKind;
