import { PersonalizeClient } from '@aws-sdk/client-personalize';
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
