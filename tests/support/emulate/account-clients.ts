import type { Profile } from '../../../src/domain/schema';
import { Account } from '../../../src/programs/emulate/account';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { BlobFiles } from '../../../src/engine/service/blob-files';
import { clientsOn } from '../local-aws';

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
  await personalize.createDatasetImportJob({
    jobName: name,
    datasetArn,
    dataSource: { dataLocation },
    roleArn,
  });
  await account.idle();
}
