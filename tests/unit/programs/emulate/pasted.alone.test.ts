import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asBoto3, asCli } from '../../../../src/interop/aws/snippets';
import { emulator, ensureBuilt } from '../../../../src/programs/server/build.mjs';
import { clientsOf, untilActive } from '../../../support/emulate/clients';
import { startEndpoint, type Endpoint } from '../../../support/emulate/endpoint';
import { smallInteractions } from '../../../support/scripted-recipe';
import { isThere } from '../../../support/tools.mjs';
import { avroSchema } from '../../../support/avro-schema';

const roleArn = 'arn:aws:iam::123456789012:role/any';
const recipeArn = 'arn:aws:personalize:::recipe/aws-popularity-count';
/** What a person has set who points the tools of AWS at the emulator. */
let environment: NodeJS.ProcessEnv;
let endpoint: Endpoint;
let at: { readonly datasetGroupArn?: string; readonly campaignArn?: string; readonly trackingId?: string };

beforeAll(async () => {
  ensureBuilt(emulator);
  endpoint = await startEndpoint(['--profile', 'relaxed', '--workers', '1']);
  environment = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_PAGER: '',
  };
  at = await served();
});
afterAll(() => endpoint.stop());

/** A campaign by popularity, in a group that takes events. */
async function served() {
  const { personalize, s3 } = clientsOf(endpoint.url);
  await s3('PUT', '/shop');
  const [header, ...rows] = smallInteractions(40, 60, 30).trim().split('\n');
  const csv = [`${header},DEVICE`, ...rows.map((row) => `${row},tv`)].join('\n');
  await s3('PUT', '/shop/interactions.csv', csv);
  const device = { name: 'DEVICE', type: ['null', 'string'], categorical: true, default: null } as const;
  const fields = ['USER_ID', 'ITEM_ID', 'EVENT_TYPE', 'TIMESTAMP', device];
  const schema = JSON.stringify(avroSchema('Interactions', fields));
  const { schemaArn } = await personalize.createSchema({ name: 'shop', schema });
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'shop' });
  const type = { name: 'shop', datasetGroupArn, datasetType: 'Interactions', schemaArn };
  const { datasetArn } = await personalize.createDataset(type);
  const dataSource = { dataLocation: 's3://shop/interactions.csv' };
  const { datasetImportJobArn } = await personalize.createDatasetImportJob({
    jobName: 'shop',
    datasetArn,
    dataSource,
    roleArn,
  });
  await untilActive(
    async () => (await personalize.describeDatasetImportJob({ datasetImportJobArn })).datasetImportJob,
  );
  const { solutionArn } = await personalize.createSolution({ name: 'shop', datasetGroupArn, recipeArn });
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  await untilActive(
    async () => (await personalize.describeSolutionVersion({ solutionVersionArn })).solutionVersion,
  );
  const { campaignArn } = await personalize.createCampaign({ name: 'shop', solutionVersionArn });
  const { trackingId } = await personalize.createEventTracker({ name: 'shop', datasetGroupArn });
  return { datasetGroupArn, campaignArn, trackingId };
}

/** Calls as the page hands them over to be copied, with what is hard to quote. */
function requests(name: string) {
  const { datasetGroupArn, campaignArn, trackingId } = at;
  const filterArn = `arn:aws:personalize:us-east-1:000000000000:filter/${name}`;
  const userId = `o'brien "${name}" \\n`;
  const event = { eventType: 'click', itemId: 'i1', sentAt: 1700000000.5, properties: '{"device":"l\'été"}' };
  const filterExpression = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($TYPES)';
  const filterValues = { TYPES: '"click","it\'s"' };
  return [
    ['CreateFilter', { name, datasetGroupArn, filterExpression }],
    ['PutEvents', { trackingId, userId, sessionId: `console-${userId}`, eventList: [event] }],
    ['ListCampaigns', {}],
    ['GetRecommendations', { campaignArn, userId, numResults: 60, filterArn, filterValues }],
  ] as const;
}

/** What the last call recommends, by id. */
async function listed(name: string): Promise<(string | undefined)[]> {
  const [, [, { userId }], , [, asked]] = requests(name);
  const { itemList = [] } = await clientsOf(endpoint.url).runtime.getRecommendations({ ...asked, userId });
  return itemList.map(({ itemId }) => itemId);
}

const idsIn = (answer: string): string[] =>
  (JSON.parse(answer) as { itemList: { itemId: string }[] }).itemList.map(({ itemId }) => itemId);

it.skipIf(!isThere('python3-boto3'))(
  'what is copied as boto3 runs as it was pasted (skipped without boto3)',
  async () => {
    const calls = requests('python').map(([operation, input]) => asBoto3(operation, input));
    const script = [...calls, 'import json', "print(json.dumps({'itemList': response['itemList']}))"].join(
      '\n',
    );
    const { stdout } = await promisify(execFile)('python3', ['-c', script], { env: environment });
    const ids = idsIn(stdout);
    expect(ids.length).toBeGreaterThan(40);
    expect(ids).not.toContain('i1');
    expect(ids).toEqual(await listed('python'));
  },
);

it.skipIf(!isThere('awscli'))(
  'what is copied for the command line runs as it was pasted (skipped without it)',
  async () => {
    const calls = requests('shell').map(([operation, input]) => asCli(operation, input));
    const script = ['set -e', ...calls.slice(0, -1).map((call) => `${call} > /dev/null`), calls.at(-1)].join(
      '\n',
    );
    const { stdout } = await promisify(execFile)('sh', ['-c', script], { env: environment });
    const ids = idsIn(stdout);
    expect(ids.length).toBeGreaterThan(40);
    expect(ids).not.toContain('i1');
    expect(ids).toEqual(await listed('shell'));
  },
);
