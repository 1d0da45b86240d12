import { afterAll, beforeAll, expect, it } from 'vitest';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import { listen } from '../../../../src/programs/emulate/listen';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { avroSchema } from '../../../support/avro-schema';
import { clientsOf, untilActive } from '../../../support/emulate/clients';
import { smallInteractions } from '../../../support/scripted-recipe';
import { newFolder } from './requests';

const options = { pool: new InProcessPool(), profile: 'relaxed', seed: 42, pace: 'none' } as const;
const roleArn = 'arn:aws:iam::000000000000:role/any';
let stop: () => Promise<void>;
/** Where the data are, as LocalStack's or moto's may be. */
let other: ReturnType<typeof clientsOf>;
let own: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  const at = { port: 0, host: '127.0.0.1' };
  const elsewhere = new Emulator(newFolder(), options);
  const first = await listen((request) => elsewhere.handle(request), at);
  const emulator = new Emulator(newFolder(), { ...options, s3: `http://127.0.0.1:${first.port}` });
  const second = await listen((request) => emulator.handle(request), at);
  other = clientsOf(`http://127.0.0.1:${first.port}`);
  own = clientsOf(`http://127.0.0.1:${second.port}`);
  stop = async () => {
    await second.close();
    await emulator.close();
    await first.close();
    await elsewhere.close();
  };
});
afterAll(() => stop());

it('jobs read what lies in another S3, as it is now, and write there', async () => {
  await other.s3('PUT', '/shop');
  const rows = smallInteractions(40, 60, 30);
  await other.s3('PUT', '/shop/in/a%20b.csv', rows);
  await other.s3('PUT', '/shop/in/old.csv', rows);
  const { personalize } = own;
  const schema = JSON.stringify(
    avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'EVENT_TYPE', 'TIMESTAMP']),
  );
  const { schemaArn } = await personalize.createSchema({ name: 'rows', schema });
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'group' });
  const { datasetArn } = await personalize.createDataset({
    name: 'rows',
    datasetGroupArn,
    schemaArn,
    datasetType: 'Interactions',
  });
  const imported = async (jobName: string, dataLocation: string): Promise<void> => {
    const dataSource = { dataLocation };
    const { datasetImportJobArn } = await personalize.createDatasetImportJob({
      jobName,
      datasetArn,
      dataSource,
      roleArn,
    });
    await untilActive(
      async () => (await personalize.describeDatasetImportJob({ datasetImportJobArn })).datasetImportJob,
    );
  };
  const exported = async (jobName: string): Promise<string> => {
    const { datasetExportJobArn } = await personalize.createDatasetExportJob({
      jobName,
      datasetArn,
      ingestionMode: 'BULK',
      jobOutput: { s3DataDestination: { path: 's3://shop/out' } },
      roleArn,
    });
    await untilActive(
      async () => (await personalize.describeDatasetExportJob({ datasetExportJobArn })).datasetExportJob,
    );
    return other.s3('GET', `/shop/out/${jobName}.csv`);
  };
  await imported('both', 's3://shop/in/');
  const before = await exported('first');
  expect(before.trim().split('\n')).toHaveLength(new Set(rows.trim().split('\n')).size);
  // One is changed there and the other goes.
  await other.s3('PUT', '/shop/in/a%20b.csv', rows.replaceAll('u1,', 'newcomer,'));
  await other.s3('DELETE', '/shop/in/old.csv');
  await imported('again', 's3://shop/in');
  expect(await exported('second')).toContain('newcomer');
  await expect(imported('nothing', 's3://shop/nowhere')).rejects.toThrow('CREATE FAILED');
  await expect(imported('no-bucket', 's3://no-such-bucket/in')).rejects.toThrow('CREATE FAILED');
});

it('says what runs as tools that wait for LocalStack ask', async () => {
  expect(JSON.parse(await own.s3('GET', '/_localstack/health'))).toMatchObject({
    services: { personalize: 'running', s3: 'running', cloudwatch: 'running', ssm: 'running' },
  });
});
