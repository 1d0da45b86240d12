import { expect, it } from 'vitest';
import { importRows, openAccount } from '../../../support/emulate/account-clients';
import { avroSchema } from '../../../support/avro-schema';
import { eventually } from '../../../support/eventually';
import { smallInteractions } from '../../../support/scripted-recipe';
import { newFolder } from './requests';

type Opened = Awaited<ReturnType<typeof openAccount>>;

const schema = JSON.stringify(avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'EVENT_TYPE', 'TIMESTAMP']));

/** A group with a dataset, and a solution of which nobody has said when it is trained. */
async function withSolution({ personalize }: Opened) {
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'group' });
  const { schemaArn } = await personalize.createSchema({ name: 'rows', schema });
  const datasetType = 'Interactions';
  const { datasetArn } = await personalize.createDataset({
    name: 'rows',
    datasetGroupArn,
    datasetType,
    schemaArn,
  });
  const { solutionArn } = await personalize.createSolution({
    name: 'by-itself',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-popularity-count',
  });
  return { datasetArn, solutionArn };
}

async function trainings({ personalize }: Opened, solutionArn: string | undefined) {
  const { solutionVersions = [] } = await personalize.listSolutionVersions({ solutionArn });
  return solutionVersions.map(({ status, trainingType }) => `${trainingType} ${status}`);
}

it('whoever waits until nothing runs finds what is trained automatically done, also where the data came later', async () => {
  const at = await openAccount(newFolder());
  const { datasetArn, solutionArn } = await withSolution(at);
  await at.account.idle();
  expect(await trainings(at, solutionArn)).toEqual([]);
  await importRows(at, 'rows', datasetArn, smallInteractions(40, 60, 30));
  expect(await trainings(at, solutionArn)).toEqual(['AUTOMATIC ACTIVE']);
  await at.account.idle();
  expect(await trainings(at, solutionArn)).toHaveLength(1);
  await at.account.close();
});

it('it starts by itself, while somebody polls, once nothing else is asked for', async () => {
  const at = await openAccount(newFolder());
  const { datasetArn, solutionArn } = await withSolution(at);
  const dataLocation = 's3://in/rows.csv';
  at.files.put(dataLocation, new Blob([smallInteractions(40, 60, 30)]));
  const roleArn = 'arn:aws:iam::000000000000:role/any';
  await at.personalize.createDatasetImportJob({
    jobName: 'in',
    datasetArn,
    dataSource: { dataLocation },
    roleArn,
  });
  await eventually(async () => expect(await trainings(at, solutionArn)).toEqual(['AUTOMATIC ACTIVE']));
  await at.account.close();
});

it('whoever asks for a training has that one alone', async () => {
  const at = await openAccount(newFolder());
  const { datasetArn, solutionArn } = await withSolution(at);
  const { personalize, account, files } = at;
  const dataLocation = 's3://in/rows.csv';
  files.put(dataLocation, new Blob([smallInteractions(40, 60, 30)]));
  const roleArn = 'arn:aws:iam::000000000000:role/any';
  const dataSource = { dataLocation };
  const { datasetImportJobArn } = await personalize.createDatasetImportJob({
    jobName: 'in',
    datasetArn,
    dataSource,
    roleArn,
  });
  await eventually(async () => {
    const { datasetImportJob } = await personalize.describeDatasetImportJob({ datasetImportJobArn });
    expect(datasetImportJob?.status).toBe('ACTIVE');
  });
  await personalize.createSolutionVersion({ solutionArn });
  await account.idle();
  expect(await trainings(at, solutionArn)).toEqual(['MANUAL ACTIVE']);
  await account.close();
});
