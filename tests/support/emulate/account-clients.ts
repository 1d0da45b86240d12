import { CreateDatasetImportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { PersonalizeEventsClient } from '@aws-sdk/client-personalize-events';
import { PersonalizeRuntimeClient } from '@aws-sdk/client-personalize-runtime';
import type { Profile } from '../../../src/domain/schema';
import { Account } from '../../../src/emulate/account';
import type { PersonalizeRequestHandler } from '../../../src/interop/aws/request-handler';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { BlobFiles } from '../../../src/engine/service/blob-files';

/** The official clients on what a folder holds, without a network. */
export async function openAccount(folder: string, profile: Profile = 'relaxed') {
  const files = new BlobFiles();
  const pool = new InProcessPool();
  const account = await Account.open(folder, files, { pool, profile, seed: 42, pace: 'none' });
  return { account, files, ...clientsOn(account.handler) };
}

/** Puts a file into the bucket `name` and imports it as a job of that name. Ends when all that was begun is done. */
export async function importRows(
  { account, files, personalize }: Awaited<ReturnType<typeof openAccount>>,
  name: string,
  datasetArn: string | undefined,
  csv: string,
): Promise<void> {
  const dataLocation = `s3://${name}/rows.csv`;
  files.put(dataLocation, new Blob([csv]));
  const roleArn = 'arn:aws:iam::000000000000:role/any';
  await personalize.send(
    new CreateDatasetImportJobCommand({ jobName: name, datasetArn, dataSource: { dataLocation }, roleArn }),
  );
  await account.idle();
}

export function clientsOn(requestHandler: PersonalizeRequestHandler) {
  const config = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler,
  };
  return {
    personalize: new PersonalizeClient(config),
    runtime: new PersonalizeRuntimeClient(config),
    events: new PersonalizeEventsClient(config),
  };
}
