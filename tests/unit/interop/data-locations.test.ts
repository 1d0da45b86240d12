import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import { localAws, roleArn } from '../../support/local-aws';
import { smallInteractions } from '../../support/scripted-recipe';
import { askOnWire } from '../../support/wire';

/** A group with a dataset of interactions, into which jobs import what lies at a path. */
async function site() {
  const { requestHandler, files, service, project } = await localAws();
  const ask = async (operation: string, input: JsonObject): Promise<JsonObject> =>
    (await askOnWire(requestHandler, operation, input)).body;
  const { datasetGroupArn } = await ask('CreateDatasetGroup', { name: 'shop' });
  const fields = ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE'].map((name) => ({
    name,
    type: name === 'TIMESTAMP' ? 'long' : 'string',
  }));
  const { schemaArn } = await ask('CreateSchema', {
    name: 'events',
    schema: JSON.stringify({ type: 'record', name: 'Interactions', namespace: 'n', fields, version: '1.0' }),
  });
  const { datasetArn } = await ask('CreateDataset', {
    name: 'events',
    datasetGroupArn,
    datasetType: 'Interactions',
    schemaArn,
  });
  let jobs = 0;
  const imported = async (dataLocation: string): Promise<JsonObject> => {
    const jobName = `import-${++jobs}`;
    const input = { jobName, datasetArn, dataSource: { dataLocation }, roleArn };
    const { datasetImportJobArn, message } = await ask('CreateDatasetImportJob', input);
    if (datasetImportJobArn === undefined) return { message };
    await service.idle();
    return (await ask('DescribeDatasetImportJob', { datasetImportJobArn })).datasetImportJob as JsonObject;
  };
  const users = async (): Promise<number> => (await project.data.index()).tables.userIds.length;
  return { files, imported, users };
}

const rows = (users: number): Blob => new Blob([smallInteractions(users, 20, 10)]);

test('a folder is imported with the files that lie in it, and without those of folders below it', async () => {
  const { files, imported, users } = await site();
  files.put('s3://shop/in/a.csv', rows(5));
  files.put('s3://shop/in/b.csv', rows(7));
  files.put('s3://shop/in/old/c.csv', rows(9));
  for (const folder of ['s3://shop/in/', 's3://shop/in']) {
    expect(await imported(folder)).toMatchObject({ status: 'ACTIVE' });
    expect(await users()).toBe(7);
  }
  expect(await imported('s3://shop/in/old/')).toMatchObject({ status: 'ACTIVE' });
  expect(await users()).toBe(9);
});

test('a place that is none is refused at once; one where nothing lies is named once by the job', async () => {
  const { imported } = await site();
  expect(await imported('https://shop.s3.amazonaws.com/in/a.csv')).toEqual({
    message: '“dataLocation” cannot be this: expected is s3://bucket/key.',
  });
  expect(await imported('s3://shop/none.csv')).toMatchObject({
    status: 'CREATE FAILED',
    failureReason: 's3://shop/none.csv cannot be read.',
  });
});
