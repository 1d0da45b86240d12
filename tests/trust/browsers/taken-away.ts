import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { TakeAwayParts } from '../../../src/domain/take-away';
import { ensureBuilt, takeAway as built } from '../../../src/programs/server/build.mjs';
import { takeAway } from '../../../src/takeaway/leave/take-away';
import { loadRecommender } from '../../../src/takeaway/recommender';
import type { HistoryEvent } from '../../../src/takeaway/recommender-types';
import { nodeJob, nodeStudio } from '../../support/studio-in-node';
import { HISTORIES, histories, importTastes, trainedArn } from '../../support/take-away';
import type { Browser } from './browser';

const TYPES: { readonly [ending: string]: string } = {
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
};
const ASKED = 500;

interface Asked {
  readonly url: string;
  readonly asked: readonly HistoryEvent[][];
}

/** A recommender that was taken away, in a folder below the root of a host that sets no headers. */
export async function hostedRecommender() {
  const node = nodeStudio();
  await importTastes(node);
  const arn = await trainedArn(node, 'aws-user-personalization');
  const parts = JSON.parse(readFileSync(join(ensureBuilt(built), built.last), 'utf8')) as TakeAwayParts;
  const { files, asked } = await node.studio.takeAway(arn, async (leaving) => ({
    files: (await takeAway(leaving, HISTORIES, parts, () => '', nodeJob())).files,
    asked: histories(leaving, ASKED),
  }));
  const byPath = new Map(files.map(({ path, bytes }) => [`/below/shop/${path}`, bytes]));
  const server = createServer(({ url = '' }, response) => {
    const bytes = byPath.get(url);
    if (bytes === undefined) return void response.writeHead(404).end();
    response
      .setHeader('Content-Type', TYPES[url.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      .end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const bytesOf = (path: string): Uint8Array<ArrayBuffer> =>
    byPath.get(`/below/shop/${path}`) ?? new Uint8Array(0);
  const items = JSON.parse(new TextDecoder().decode(bytesOf('items.json')));
  const shop = await loadRecommender(bytesOf('model.bin').buffer, { items });
  const answers = JSON.stringify(asked.map((history) => shop.recommend({ history })));
  return {
    url: `http://127.0.0.1:${port}/below/shop/index.html`,
    asked,
    answers,
    close: () => server.close(),
  };
}

/** Whether a browser gives the answers of Node, to the last digit: its page, and a worker of it. */
export async function answersAlike(
  browser: Browser,
  { url, asked, answers }: Awaited<ReturnType<typeof hostedRecommender>>,
): Promise<{ readonly page: boolean; readonly worker: boolean; readonly list: number }> {
  await browser.open(url);
  const said = await browser.ask(askThere, { url, asked });
  return { page: said.page === answers, worker: said.worker === answers, list: said.list };
}

/** Runs in the page. */
async function askThere({ url, asked }: Asked) {
  const module = new URL('recommender.js', url).href;
  const model = new URL('model.bin', url).href;
  const { loadRecommender: load } = await import(module);
  const shop = await load(new URL(model));
  const page: string = JSON.stringify(asked.map((history) => shop.recommend({ history })));
  const code = `import { loadRecommender } from ${JSON.stringify(module)};
    onmessage = async ({ data }) => {
      const shop = await loadRecommender(new URL(${JSON.stringify(model)}));
      postMessage(JSON.stringify(data.map((history) => shop.recommend({ history }))));
    };`;
  const file = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const thread = new Worker(file, { type: 'module' });
  const worker = await new Promise<string>((answer, fail) => {
    thread.onmessage = ({ data }) => answer(data);
    thread.onerror = (fault) => fail(new Error(fault.message));
    thread.postMessage(asked);
  });
  thread.terminate();
  return { page, worker, list: document.querySelectorAll('#places li').length };
}
