import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, recordOf } from '../../../../src/domain/errors';
import type { LineOpened, ProgramCall } from '../../../../src/domain/programs';
import { TabEndpoint } from '../../../../src/programs/emulate/tab/tab-endpoint';
import { programsPart } from '../../../../src/programs/emulate/tab';
import { serve } from '../../../../src/programs/server/serve.mjs';
import { newFolder, request, textOf } from './requests';

const campaignArn = 'arn:aws:personalize:us-east-1:000000000000:campaign/home';
let site: Awaited<ReturnType<typeof serve>>;
let origin: string;

beforeAll(async () => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'server.json'), '{ "programs": false }');
  site = await serve({ folder, base: '/some/where/', programs: programsPart() });
  ({ origin } = new URL(site.url));
});
afterAll(() => site.close());

type Reply = (call: ProgramCall) => object | null;

/** A tab that answers each call as told; null: not at all. */
async function openTab(reply: Reply) {
  const gone = new AbortController();
  const headers = { origin };
  const { body } = await fetch(`${site.url}aws/_tab`, { method: 'POST', headers, signal: gone.signal });
  if (body === null) throw new Error('the line has no body');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const heard: ProgramCall[] = [];
  const first = (await reader.read()).value ?? '';
  const { token } = JSON.parse(first) as LineOpened;
  const post = (said: object) =>
    fetch(`${site.url}aws/_tab/answers`, { method: 'POST', headers, body: JSON.stringify(said) });
  const ended = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'replaced';
      for (const line of value.split('\n').filter((text) => text !== '')) {
        const call = JSON.parse(line) as ProgramCall;
        heard.push(call);
        const outcome = reply(call);
        if (outcome !== null) await post({ ...outcome, id: call.id, token });
      }
    }
  })().catch(() => 'closed');
  return { token, heard, post, ended, close: () => gone.abort() };
}

const signed = (key: string, service = 'personalize'): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
  'user-agent': 'Boto3/1.43.11 md/Botocore#1.43.11',
});
const target = (operation: string) => ({ 'x-amz-target': `AmazonPersonalize.${operation}` });

async function ask(path: string, headers: Record<string, string>, body: object | string = {}) {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${site.url}aws${path}`, { method: 'POST', headers, body: sent });
  return { status: answer.status, error: answer.headers.get('x-amzn-errortype'), text: await answer.text() };
}

describe('calls of programs', () => {
  it('without a tab are told so, in the form of the service', async () => {
    const answer = await ask('/', { ...target('ListCampaigns'), ...signed('any') });
    expect([answer.status, answer.error]).toEqual([503, 'ServiceUnavailable']);
    expect(JSON.parse(answer.text)).toEqual({
      __type: 'ServiceUnavailable',
      message: expect.stringContaining('allow programs under Settings'),
    });
  });

  it('come to the tab by operation, with who asks, and back as the wire has them', async () => {
    const list = { itemList: [{ itemId: 'i1', score: 0.5 }], recommendationId: 'r' };
    const tab = await openTab(({ operation }) => ({
      answer: operation === 'ListCampaigns' ? { campaigns: [] } : list,
    }));
    const control = await ask('', { ...target('ListCampaigns'), ...signed(tab.token) });
    expect([control.status, control.text]).toEqual([200, '{"campaigns":[]}']);
    const asked = { campaignArn, userId: 'ana' };
    const runtime = await ask('/recommendations', signed(tab.token), asked);
    expect([runtime.status, JSON.parse(runtime.text)]).toEqual([200, list]);
    expect(tab.heard).toEqual([
      { id: 1, operation: 'ListCampaigns', input: {}, from: 'Boto3/1.43.11' },
      { id: 2, operation: 'GetRecommendations', input: asked, from: 'Boto3/1.43.11' },
    ]);
    tab.close();
  });

  it('that the tab refuses are refused by the error’s name and words; nothing open is a 503', async () => {
    const missing = recordOf(new AppError('E01', { trackingId: 't' }));
    const tab = await openTab(({ operation }) =>
      operation === 'ListCampaigns' ? { nothingOpen: true } : { error: missing },
    );
    const event = { eventType: 'click', itemId: 'i1', sentAt: 1700000000 };
    const input = { trackingId: 't', userId: 'ana', sessionId: 's', eventList: [event] };
    const refused = await ask('/events', signed(tab.token), input);
    expect([refused.status, refused.error]).toEqual([400, 'InvalidInputException']);
    const idle = await ask('/', { ...target('ListCampaigns'), ...signed(tab.token) });
    expect([idle.status, idle.error]).toEqual([503, 'ServiceUnavailable']);
    expect(idle.text).toContain('no project open');
    tab.close();
  });

  it('that break a constraint, are broken or too large never reach the tab', async () => {
    const tab = await openTab(() => ({ answer: {} }));
    const key = signed(tab.token);
    const wrong = await ask('/recommendations', key, { campaignArn: 'x'.repeat(300) });
    expect([wrong.status, wrong.error]).toEqual([400, 'InvalidInputException']);
    const broken = await ask('/', { ...target('ListCampaigns'), ...key }, '{"a":');
    expect([broken.status, broken.error]).toEqual([400, 'SerializationException']);
    const large = await ask('/', { ...target('ListCampaigns'), ...key }, ' '.repeat(7 << 20));
    expect([large.status, large.error]).toEqual([413, 'RequestEntityTooLargeException']);
    expect(tab.heard).toEqual([]);
    tab.close();
  });

  it('of other services are refused in their own form, but for who one is', async () => {
    const tab = await openTab(() => ({ answer: {} }));
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const who = 'Action=GetCallerIdentity&Version=2011-06-15';
    const identity = await ask('/', { ...form, ...signed(tab.token, 'sts') }, who);
    expect([identity.status, identity.text]).toEqual([200, expect.stringContaining('<Account>')]);
    const stranger = await ask('/', { ...form, ...signed('any', 'sts') }, who);
    expect([stranger.status, stranger.text]).toEqual([
      403,
      expect.stringContaining('<Code>UnrecognizedClientException</Code>'),
    ]);
    const role = await ask(
      '/',
      { ...form, ...signed(tab.token, 'iam') },
      'Action=GetRole&Version=2010-05-08',
    );
    expect([role.status, role.text]).toEqual([400, expect.stringContaining('<Code>UnknownOperation')]);
    const object = await ask('/bucket/key', signed(tab.token, 's3'));
    expect([object.status, object.text]).toEqual([
      501,
      expect.stringContaining('<Code>NotImplemented</Code>'),
    ]);
    tab.close();
  });
});

describe('who is kept out', () => {
  it.each([
    ['no key', {}, 'MissingAuthenticationTokenException'],
    ['another key', signed('FORETASTEAAAAAAAAAAAAAAAAAAAAAAAAAA'), 'UnrecognizedClientException'],
    ['an empty key', signed(''), 'UnrecognizedClientException'],
  ])('%s', async (_what, headers, name) => {
    const tab = await openTab(() => ({ answer: {} }));
    const answer = await ask('/', { ...target('ListCampaigns'), ...headers });
    expect([answer.status, answer.error]).toEqual([403, name]);
    expect(tab.heard).toEqual([]);
    tab.close();
  });

  it('pages of other sites, other ports among them, with the key or without; nobody may read the answer either', async () => {
    const tab = await openTab(() => ({ answer: {} }));
    const key = { ...target('ListCampaigns'), ...signed(tab.token) };
    const others: readonly Record<string, string>[] = [
      { origin: 'https://example.com' },
      { origin: 'http://localhost:5173' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of others) {
      const answer = await ask('/', { ...key, ...headers });
      expect([answer.status, answer.error]).toEqual([403, 'AccessDeniedException']);
    }
    expect(tab.heard).toEqual([]);
    const asked = await fetch(`${site.url}aws`, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.com' },
    });
    expect(asked.status).toBe(403);
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    expect(asked.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    tab.close();
  });

  it.each(['example.com:4173', 'localhost.example.com', '', '127.0.0.1.nip.io'])(
    'a page that was led here under the name “%s”',
    async (host) => {
      const tab = await openTab(() => ({ answer: {} }));
      const headers = { host, ...target('ListCampaigns'), ...signed(tab.token) };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const { port } = new URL(site.url);
      const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
      socket.write(
        `POST /some/where/aws HTTP/1.1\r\n${lines.join('')}Connection: close\r\nContent-Length: 2\r\n\r\n{}`,
      );
      let got = '';
      socket.on('data', (part: string) => (got += part));
      await once(socket, 'close');
      expect(got).toMatch(/^HTTP\/1\.1 403 [^]*AccessDeniedException/);
      expect(tab.heard).toEqual([]);
      tab.close();
    },
  );

  it('whoever would play the tab without being the page, or answer without having been asked', async () => {
    expect((await ask('/_tab', {})).status).toBe(403);
    expect((await ask('/_tab', { origin: 'http://localhost:5173' })).status).toBe(403);
    expect((await fetch(`${site.url}aws/_tab`)).status).toBe(403);
    const tab = await openTab(() => null);
    const pending = ask('/', { ...target('ListCampaigns'), ...signed(tab.token) });
    await expect.poll(() => tab.heard.length).toBe(1);
    expect((await tab.post({ id: 1, token: 'guess', answer: {} })).status).toBe(403);
    expect((await tab.post({ id: 1, token: tab.token, answer: 'no' })).status).toBe(400);
    expect((await tab.post({ id: 1, token: tab.token, answer: { campaigns: [] } })).status).toBe(204);
    expect((await tab.post({ id: 1, token: tab.token, answer: {} })).status).toBe(204);
    expect((await pending).text).toBe('{"campaigns":[]}');
    tab.close();
  });
});

describe('a tab that', () => {
  it('is closed in the middle of a call leaves a 503, and nobody answers from then on', async () => {
    const tab = await openTab(() => null);
    const pending = ask('/', { ...target('ListCampaigns'), ...signed(tab.token) });
    await expect.poll(() => tab.heard.length).toBe(1);
    tab.close();
    expect(await pending).toMatchObject({ status: 503, error: 'ServiceUnavailable' });
    const after = await ask('/', { ...target('ListCampaigns'), ...signed(tab.token) });
    expect([after.status, after.text]).toEqual([503, expect.stringContaining('No tab answers')]);
  });

  it('is allowed after another takes its place: the other is told, and its key is worth nothing', async () => {
    const first = await openTab(() => null);
    const pending = ask('/', { ...target('ListCampaigns'), ...signed(first.token) });
    await expect.poll(() => first.heard.length).toBe(1);
    const second = await openTab(() => ({ answer: { campaigns: [] } }));
    expect(await first.ended).toBe('replaced');
    expect(await pending).toMatchObject({ status: 503, text: expect.stringContaining('Another tab') });
    expect(second.token).not.toBe(first.token);
    const old = await ask('/', { ...target('ListCampaigns'), ...signed(first.token) });
    expect(old.status).toBe(403);
    // The end of the one that was replaced does not end the one that answers.
    first.close();
    const now = await ask('/', { ...target('ListCampaigns'), ...signed(second.token) });
    expect(now.status).toBe(200);
    second.close();
  });

  it('says nothing is not waited for without end', async () => {
    const endpoint = new TabEndpoint(20);
    const page = { origin: 'http://localhost:4566', 'sec-fetch-site': 'same-origin' };
    const { body } = await endpoint.handle(request('POST', '/_tab', { headers: page }));
    const lines = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    const { token } = JSON.parse(String((await lines.next()).value)) as LineOpened;
    const headers = { ...target('ListCampaigns'), ...signed(token) };
    const answer = await endpoint.handle(request('POST', '/', { headers, body: '{}' }));
    expect(answer.statusCode).toBe(503);
    expect(await textOf(answer)).toContain('has not answered');
  });
});

describe('the page’s server', () => {
  it('says beside the page that programs may ask; a static host says that they may not', async () => {
    expect(await (await fetch(`${site.url}server.json`)).json()).toEqual({ programs: true });
    const host = await serve({ folder: newFolderWithFacts() });
    expect(await (await fetch(`${host.url}server.json`)).json()).toEqual({ programs: false });
    expect((await fetch(`${host.url}aws`)).status).toBe(404);
    await host.close();
  });

  it('serves its files as before', async () => {
    expect(await (await fetch(site.url)).text()).toBe('<p>page</p>');
    expect((await fetch(`${site.url}awsome`)).status).toBe(404);
    expect((await fetch(`${origin}/aws`)).status).toBe(404);
  });
});

function newFolderWithFacts(): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'server.json'), '{ "programs": false }');
  return folder;
}
