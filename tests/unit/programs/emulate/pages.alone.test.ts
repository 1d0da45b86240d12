import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import { listen } from '../../../../src/programs/emulate/listen';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { chromiumArgs, findChromium } from '../../../support/chromium.mjs';
import { clientsOf } from '../../../support/emulate/clients';
import { avroSchema } from '../../../support/avro-schema';
import { newFolder } from './requests';

const hasChromium = findChromium() !== null;
/** A name of somebody else, which leads to this machine once its page has been loaded. */
const FOREIGN = 'evil.test';

let emulator: Emulator;
let port: number;
let close: () => Promise<void>;
let browser: Browser;
let trackingId = '';

beforeAll(async () => {
  if (!hasChromium) return;
  const options = { pool: new InProcessPool(), profile: 'relaxed', seed: 42, pace: 'none' } as const;
  emulator = new Emulator(newFolder(), options);
  ({ port, close } = await listen((request) => emulator.handle(request), { port: 0, host: '127.0.0.1' }));
  const { personalize, s3 } = clientsOf(`http://127.0.0.1:${port}`);
  await s3('PUT', '/data');
  await s3('PUT', '/data/secret', 'secret');
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'group' });
  const schema = JSON.stringify(
    avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']),
  );
  const { schemaArn } = await personalize.createSchema({ name: 'rows', schema });
  const datasetType = 'Interactions';
  await personalize.createDataset({ name: 'rows', datasetGroupArn, schemaArn, datasetType });
  const tracker = await personalize.createEventTracker({ name: 'tracker', datasetGroupArn });
  trackingId = tracker.trackingId ?? '';
  browser = await chromium.launch({
    executablePath: findChromium() ?? undefined,
    args: [...chromiumArgs, `--host-resolver-rules=MAP ${FOREIGN} 127.0.0.1`],
  });
});
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await close();
  await emulator.close();
});

/** What a page asks for. */
type Asked = readonly [
  url: string,
  init?: {
    readonly method?: string;
    readonly mode?: 'no-cors';
    readonly headers?: Record<string, string>;
    readonly body?: string;
  },
];

/** A page that is served from a port of its own, whose server is gone once it is there. */
async function pageAt(name: string): Promise<{ readonly page: Page; readonly sitePort: number }> {
  const site = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end('<title>page</title>'),
  );
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const { port: sitePort } = site.address() as AddressInfo;
  const page = await browser.newPage();
  await page.goto(`http://${name}:${sitePort}/`);
  site.closeAllConnections();
  site.close();
  await once(site, 'close');
  return { page, sitePort };
}

/** What a page gets: status and text of each request, or what the browser says. */
async function asked(page: Page, requests: readonly Asked[]) {
  const answers = await page.evaluate(async (all) => {
    const one = async ([url, init]: (typeof all)[number]): Promise<string> => {
      try {
        const answer = await fetch(url, init);
        return `${answer.status} ${answer.headers.get('etag') ?? ''} ${await answer.text()}`;
      } catch (error) {
        return String(error);
      }
    };
    const said: string[] = [];
    for (const each of all) said.push(await one(each));
    return said;
  }, requests);
  await page.close();
  return answers;
}

const scope = 'AKID/20260101/us-east-1/personalize/aws4_request';
/** As an SDK in a page sends them: a browser asks first whether it may. */
const putEvents = (): Asked[1] => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
  },
  body: JSON.stringify({
    trackingId,
    userId: 'user',
    sessionId: 'session',
    eventList: [{ eventType: 'watch', itemId: 'item', sentAt: 1700000000 }],
  }),
});

it.skipIf(!hasChromium)(
  'a page of this machine puts events and reads what was signed for it (skipped without Chromium)',
  async () => {
    const emulate = `http://localhost:${port}`;
    const signed = `${emulate}/data/secret?X-Amz-Date=29990101T000000Z&X-Amz-Expires=60&X-Amz-Signature=00`;
    for (const name of ['localhost', '127.0.0.1'])
      expect(
        await asked((await pageAt(name)).page, [
          [`${emulate}/events`, putEvents()],
          [signed],
          [`${emulate}/data/uploaded`, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-who': 'me' } }],
          [`${emulate}/data/nothing`],
        ]),
      ).toEqual([
        expect.stringMatching(/^200 /),
        '200 "5ebe2294ecd0e0f08eab7690d2a6ee69" secret',
        expect.stringMatching(/^200 "/),
        expect.stringMatching(/^404 [^]*NoSuchKey/),
      ]);
  },
);

it.skipIf(!hasChromium)(
  'a page of a foreign name reads nothing and writes nothing, also where the name leads here (skipped without Chromium)',
  async () => {
    const emulate = `http://localhost:${port}`;
    const plain = { method: 'POST', mode: 'no-cors', body: 'Action=CreateRole' } as const;
    const fromOutside = await asked((await pageAt(FOREIGN)).page, [
      [`${emulate}/data/secret`],
      [`${emulate}/data/secret`, { mode: 'no-cors' }],
      [`${emulate}/events`, putEvents()],
      [`${emulate}/data/written`, { method: 'PUT', body: 'x' }],
      [`${emulate}/_reset`, { ...plain, body: '' }],
    ]);
    for (const said of fromOutside) expect(said).toMatch(/TypeError|^0 +$/);
    // The name comes to lead to the emulator: for the browser the page and the emulator are one site.
    const { page, sitePort } = await pageAt(FOREIGN);
    const there = await listen((request) => emulator.handle(request), { port: sitePort, host: '127.0.0.1' });
    const rebound = await asked(page, [
      ['/data/secret'],
      ['/?Action=ListRoles&Version=2010-05-08'],
      ['/events', putEvents()],
      ['/data/written', { method: 'PUT', body: 'x' }],
      ['/_reset', { method: 'POST', headers: { 'x-foretaste': 'reset' } }],
      ['/_health'],
    ]);
    await there.close();
    for (const said of rebound) expect(said).toMatch(/^403 /);
    expect([...fromOutside, ...rebound].join('\n')).not.toMatch(/5ebe2294|>secret|\bsecret$/m);
    const { s3 } = clientsOf(emulate);
    expect(await s3('GET', '/data/secret')).toBe('secret');
    await expect(s3('GET', '/data/written')).rejects.toThrow('404');
  },
);
