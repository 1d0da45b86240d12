// Sets up Personalize as the account has it, with little data; the AWS SDK finds the emulator by the environment.
import { Personalize } from '@aws-sdk/client-personalize';
import type { Emulator } from 'foretaste/testing';

/** Two tastes: people of even number watch films of even number. */
function interactions(): string {
  const rows = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE'];
  for (let user = 0; user < 40; user++)
    for (let n = 0; n < 12; n++)
      rows.push(`u${user},film-${((user * 7 + n * 3) % 20) * 2 + (user % 2)},${1700000000 + n * 60},watch`);
  return rows.join('\n');
}

const fields = [
  { name: 'USER_ID', type: 'string' },
  { name: 'ITEM_ID', type: 'string' },
  { name: 'TIMESTAMP', type: 'long' },
  { name: 'EVENT_TYPE', type: 'string' },
];
const namespace = 'com.amazonaws.personalize.schema';
const roleArn = 'arn:aws:iam::000000000000:role/any';

export async function openShop({ endpoint, idle }: Emulator) {
  // S3 takes requests without a signature, so that no client is needed for one file.
  await fetch(`${endpoint}/films`, { method: 'PUT' });
  await fetch(`${endpoint}/films/interactions.csv`, { method: 'PUT', body: interactions() });
  const personalize = new Personalize({});
  const { schemaArn } = await personalize.createSchema({
    name: 'films',
    schema: JSON.stringify({ type: 'record', name: 'Interactions', namespace, fields, version: '1.0' }),
  });
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'films' });
  const { datasetArn } = await personalize.createDataset({
    name: 'films',
    datasetGroupArn,
    datasetType: 'Interactions',
    schemaArn,
  });
  await personalize.createDatasetImportJob({
    jobName: 'films',
    datasetArn,
    dataSource: { dataLocation: 's3://films/interactions.csv' },
    roleArn,
  });
  // Where the service takes an hour, this takes no waiting for statuses.
  await idle();
  const { solutionArn } = await personalize.createSolution({
    name: 'films',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
    performAutoTraining: false,
  });
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  await idle();
  const { campaignArn } = await personalize.createCampaign({
    name: 'films',
    solutionVersionArn,
    campaignConfig: { itemExplorationConfig: { explorationWeight: '0' } },
  });
  const { trackingId } = await personalize.createEventTracker({ name: 'films', datasetGroupArn });
  return { campaignArn: campaignArn!, trackingId: trackingId! };
}
