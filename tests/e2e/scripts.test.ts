import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  DescribeSolutionCommand,
  ListDatasetGroupsCommand,
  ListSolutionsCommand,
  PersonalizeClient,
  type PersonalizeClientConfig,
} from '@aws-sdk/client-personalize';
import { GetRecommendationsCommand, PersonalizeRuntimeClient } from '@aws-sdk/client-personalize-runtime';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SdkRequest } from '../../src/interop/aws/request-handler';
import { axeFindings } from './support/accessibility';
import type { Visit } from './support/browser';
import { dropFile } from './support/drop';
import { createCampaign, goTo, importAndLook } from './support/journey';
import { visitTrained } from './support/trained';
import { appears } from './support/browser';

/** A transport for the official SDK, in Node, whose other end is the page's own. */
function throughPage(page: Page) {
  return {
    metadata: { handlerProtocol: 'page' },
    async handle({ path, headers, body }: SdkRequest) {
      const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '');
      const { response } = await page.evaluate(
        async (request) => {
          const answer = await window.foretaste.requestHandler.handle(request);
          const { statusCode, headers: given, body: bytes } = answer.response;
          return { response: { statusCode, headers: given, text: new TextDecoder().decode(bytes) } };
        },
        { path, headers: { ...headers }, body: text },
      );
      const { text: answered, ...rest } = response;
      return { response: { ...rest, body: new TextEncoder().encode(answered) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

describe('Amazon Personalize, both ways', () => {
  let tab: Visit;
  let config: PersonalizeClientConfig;
  beforeAll(async () => {
    tab = await visitTrained();
    config = {
      region: 'us-east-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
      requestHandler: throughPage(tab.page),
    };
    await createCampaign(tab.page);
  });
  afterAll(() => tab.close());

  test('the official SDK asks what is open in the page', async () => {
    const personalize = new PersonalizeClient(config);
    const { datasetGroups = [] } = await personalize.send(new ListDatasetGroupsCommand({}));
    expect(datasetGroups.map(({ name }) => name)).toEqual(['Film-club']);
    const { solutions = [] } = await personalize.send(new ListSolutionsCommand({}));
    expect(solutions.length).toBeGreaterThan(0);
    const campaignArn = 'arn:aws:personalize:us-east-1:000000000000:campaign/home';
    const { itemList = [] } = await new PersonalizeRuntimeClient(config).send(
      new GetRecommendationsCommand({ campaignArn, userId: 'nobody-yet', numResults: 5 }),
    );
    expect(itemList).toHaveLength(5);
    await expect(
      personalize.send(
        new DescribeSolutionCommand({
          solutionArn: 'arn:aws:personalize:us-east-1:000000000000:solution/none',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('no script can put another transport in its place', async () => {
    const replaced = await tab.page.evaluate(() => {
      const before = window.foretaste.requestHandler;
      const tries = [
        () => Object.assign(window, { foretaste: null }),
        () => Object.assign(window.foretaste, { requestHandler: null }),
        () => Object.assign(window.foretaste.requestHandler, { handle: null }),
      ];
      const refused = tries.filter((attempt) => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      }).length;
      return {
        refused,
        same: window.foretaste.requestHandler === before && typeof before.handle === 'function',
      };
    });
    expect(replaced).toEqual({ refused: 3, same: true });
  });

  test('the bundle is saved whole, and dropped again it is the same project', async () => {
    const { page } = tab;
    await goTo(page, 'Build', 'To AWS', 'Bundle');
    await page.getByText('Nothing was found that Amazon Personalize would refuse.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export for Amazon Personalize' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('Film-club-personalize.zip');
    const bytes = readFileSync(await file.path());
    const files = unzipSync(bytes);
    const sums = new TextDecoder().decode(files.SHA256SUMS).trimEnd().split('\n');
    for (const line of sums) {
      const [sum, path] = line.split('  ');
      expect(createHash('sha256').update(files[path]).digest('hex'), path).toBe(sum);
    }
    expect(Object.keys(files)).toContain('requests/campaign/home.json');
    await dropFile(page, file.suggestedFilename(), bytes);
    await appears(page.getByText(/An export bundle of Foretaste with/));
    await importAndLook(page);
    const personalize = new PersonalizeClient(config);
    const { solutions = [] } = await personalize.send(new ListSolutionsCommand({}));
    const requests = Object.keys(files).filter((path) => path.startsWith('requests/solution/'));
    expect(solutions.map(({ name }) => `requests/solution/${name}.json`).sort()).toEqual(requests.sort());
    await page.getByText('simulated', { exact: false }).first().waitFor();
    expect(tab.guard.problems()).toEqual([]);
  });
});
