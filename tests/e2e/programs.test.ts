import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { asCurl } from '../../src/interop/aws/snippets';
import { axeFindings } from './support/accessibility';
import type { Visit } from './support/browser';
import { answer, createCampaign, goTo } from './support/journey';
import { visitTrained } from './support/trained';
import { isThere } from '../support/tools.mjs';

const curl = spawnSync('curl', ['--aws-sigv4', 'x', '--version']).status === 0;
const boto3 = isThere('python3-boto3');

/** What a program does that asks for a list, puts an event and asks again; the key and the address come from outside. */
const PROGRAM = `
import json, os, time, boto3
personalize = boto3.client('personalize')
runtime = boto3.client('personalize-runtime')
events = boto3.client('personalize-events')
campaign = personalize.list_campaigns()['campaigns'][0]['campaignArn']
user = os.environ['ASKED_USER']
ask = lambda: [item['itemId'] for item in runtime.get_recommendations(campaignArn=campaign, userId=user)['itemList']]
before = ask()
group = personalize.list_dataset_groups()['datasetGroups'][0]['datasetGroupArn']
tracker = personalize.create_event_tracker(name='program', datasetGroupArn=group)['trackingId']
event = {'eventType': 'watch', 'itemId': before[-1], 'sentAt': int(time.time())}
events.put_events(trackingId=tracker, userId=user, sessionId='program', eventList=[event])
print(json.dumps({'before': before, 'after': ask()}))
`;

const allow = (page: Page) => page.getByRole('checkbox', { name: /^Let programs call/ });
const keyOn = (page: Page): Promise<string> =>
  page.getByRole('region', { name: 'Programs on this computer' }).locator('code.key').innerText();
const openSettings = (page: Page) =>
  page.evaluate(() => {
    const asked = new URLSearchParams(location.hash.slice(1));
    asked.set('view', 'settings');
    location.hash = asked.toString();
  });

describe('programs on this computer', () => {
  let tab: Visit;
  let address: string;
  let key: string;
  const ask = async (accessKey = key, headers: Record<string, string> = {}) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/us-east-1/personalize/aws4_request`;
    const target = 'AmazonPersonalize.ListCampaigns';
    const asked = { 'x-amz-target': target, authorization, 'user-agent': 'a-program/1', ...headers };
    const said = await fetch(address, { method: 'POST', headers: asked, body: '{}' });
    return { status: said.status, text: await said.text() };
  };
  beforeAll(async () => {
    address = `${inject('site')}aws`;
    tab = await visitTrained({ online: false });
    await tab.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterAll(() => tab.close());

  test('are told to come back while nobody has allowed them', async () => {
    const { status, text } = await ask('any');
    expect([status, text]).toEqual([503, expect.stringContaining('ServiceUnavailable')]);
  });

  test('are let in by a switch, which shows the key', async () => {
    const { page } = tab;
    await createCampaign(page);
    await page.getByText('Programs on this computer can call this project too').waitFor();
    await page.getByRole('link', { name: 'Settings' }).last().click();
    await allow(page).check();
    key = await keyOn(page);
    expect(key).toMatch(/^FORETASTE[A-Z2-7]{26}$/);
    expect(await axeFindings(page)).toEqual([]);
    expect((await ask()).status).toBe(200);
    expect((await ask('FORETASTE')).status).toBe(403);
    await page.getByText('a-program/1 has called ListCampaigns.').waitFor();
  });

  test.skipIf(!curl)('are told how by what is copied for curl (skipped without it)', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Copy the first call as curl' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(asCurl('ListCampaigns', {}, { url: address, accessKey: key }));
    const { stdout } = await promisify(execFile)('sh', ['-c', copied]);
    expect(JSON.parse(stdout)).toMatchObject({ campaigns: [{ status: 'ACTIVE' }] });
  });

  test.skipIf(!boto3)(
    'ask by boto3: the console lists each call, and the list on screen follows an event (skipped without it)',
    async () => {
      const { page } = tab;
      await goTo(page, 'Build', 'Console');
      const before = await answer(page).locator('b').allInnerTexts();
      const env = {
        ...process.env,
        AWS_ENDPOINT_URL: address,
        AWS_ACCESS_KEY_ID: key,
        AWS_SECRET_ACCESS_KEY: 'any',
        AWS_DEFAULT_REGION: 'us-east-1',
        ASKED_USER: await page.getByLabel('userId').inputValue(),
      };
      const { stdout } = await promisify(execFile)('python3', ['-c', PROGRAM], { env });
      const told = JSON.parse(stdout) as { before: string[]; after: string[] };
      expect(told.after).not.toEqual(told.before);
      await expect.poll(() => answer(page).locator('b').allInnerTexts()).not.toEqual(before);
      const calls = page.getByRole('region', { name: 'Calls' }).getByRole('row');
      const of = (operation: string) => calls.filter({ hasText: operation }).filter({ hasText: 'Boto3/' });
      await expect.poll(() => of('PutEvents').count()).toBe(1);
      expect(await of('GetRecommendations').count()).toBe(2);
      expect(await of('CreateEventTracker').count()).toBe(1);
      await page.getByText(/^Boto3\/\S+ has called GetRecommendations\./).waitFor();
      expect(await axeFindings(page)).toEqual([]);
    },
  );

  test('cannot be pages of other sites, though these know the key', async () => {
    const other = await tab.context.newPage();
    // Nothing is asked of a service worker there.
    await other.addInitScript(() => void Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    await other.goto(inject('staticHost'));
    const reached = await other.evaluate(
      async ([url, authorization]) => {
        const send = (given: RequestInit) =>
          fetch(url, { method: 'POST', body: '{}', ...given }).then(
            ({ status, type }) => `${type} ${status}`,
            (error: unknown) => String(error),
          );
        const headers = { authorization, 'x-amz-target': 'AmazonPersonalize.ListCampaigns' };
        return [await send({ headers }), await send({ mode: 'no-cors' })];
      },
      [address, `Credential=${key}/20260101/us-east-1/personalize/aws4_request`] as const,
    );
    expect(reached[0]).toMatch(/^TypeError/);
    expect(reached[1]).toMatch(/^(opaque 0|TypeError)/);
    await openSettings(other);
    await other.getByRole('heading', { name: 'Appearance and shortcuts' }).waitFor();
    expect(await allow(other).count()).toBe(0);
    await other.close();
  });

  test('are answered by the tab that was allowed last, and by none once it is closed', async () => {
    const { page } = tab;
    await openSettings(page);
    const second = await tab.context.newPage();
    await second.goto(inject('site'));
    await openSettings(second);
    await allow(second).check();
    const theirs = await keyOn(second);
    await page.getByText('Another tab answers programs now.').waitFor();
    expect(await allow(page).isChecked()).toBe(false);
    expect((await ask()).status).toBe(403);
    const { status, text } = await ask(theirs);
    expect([status, text]).toEqual([503, expect.stringContaining('no project open')]);
    await second.close();
    await expect.poll(async () => (await ask(theirs)).text).toContain('No tab answers');
  });

  test('are shut out again by the switch', async () => {
    const { page } = tab;
    await allow(page).check();
    key = await keyOn(page);
    expect((await ask()).status).toBe(200);
    await allow(page).uncheck();
    await expect.poll(async () => (await ask()).status).toBe(503);
    // What the other site was refused is the only noise.
    expect(tab.guard.problems([/CORS|ERR_FAILED|403|blocked|ERR_BLOCKED/])).toEqual([]);
  });
});
