import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProfile } from '../../e2e/support/browser';
import { asText, type Browser, type Storage } from './browser';

interface Context {
  readonly context: string;
  readonly children: readonly Context[];
}

interface Logged {
  readonly method?: string;
  readonly params: { readonly level: string; readonly text: string };
}

interface Answered {
  readonly id?: number;
  readonly result?: unknown;
  readonly message?: string;
}

/** Firefox by WebDriver BiDi, which it speaks without a driver. @throws where it does not start. */
export async function openFirefox(executable: string, storage: Storage): Promise<Browser> {
  const profile = makeProfile();
  // No cookies, nor other site data.
  if (storage === 'refused')
    writeFileSync(join(profile, 'user.js'), 'user_pref("network.cookie.cookieBehavior", 2);\n');
  const started = spawn(executable, ['--headless', '--remote-debugging-port=0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    started.stderr.on('data', (text: Buffer) => {
      printed += text.toString();
      const found = /ws:\/\/\S+/.exec(printed);
      if (found !== null) resolve(found[0]);
    });
    started.once('exit', () => reject(new Error(printed)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`no answer at ${address}`));
  });
  let calls = 0;
  const call = <Result>(method: string, params: object): Promise<Result> =>
    new Promise((resolve, reject) => {
      const id = ++calls;
      const hear = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data)) as Answered;
        if (answer.id !== id) return;
        socket.removeEventListener('message', hear);
        if (answer.result === undefined) reject(new Error(`${method}: ${answer.message}`));
        else resolve(answer.result as Result);
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id, method, params }));
    });
  const { capabilities } = await call<{ capabilities: { browserVersion: string } }>('session.new', {
    capabilities: {},
  });
  const tree = async (): Promise<Context> => {
    const { contexts } = await call<{ contexts: readonly Context[] }>('browsingContext.getTree', {});
    return contexts[0];
  };
  const { context } = await tree();
  const errors: string[] = [];
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = JSON.parse(String(data)) as Logged;
    if (method === 'log.entryAdded' && params.level === 'error') errors.push(params.text);
  });
  await call('session.subscribe', { events: ['log.entryAdded'] });
  return {
    name: `Firefox ${capabilities.browserVersion}`,
    open: async (url) => void (await call('browsingContext.navigate', { context, url, wait: 'complete' })),
    goBack: async () => void (await call('browsingContext.traverseHistory', { context, delta: -1 })),
    ask: async (question, argument, frame) => {
      // Of values only those without parts come back as they are.
      const expression = `${asText(question, argument)}.then(JSON.stringify)`;
      const target = frame === undefined ? context : (await tree()).children[frame].context;
      const answer = await call<{ result?: { value: string }; exceptionDetails?: { text: string } }>(
        'script.evaluate',
        { expression, target: { context: target }, awaitPromise: true },
      );
      if (answer.result === undefined) throw new Error(answer.exceptionDetails?.text);
      return JSON.parse(answer.result.value);
    },
    errors,
    close: async () => {
      const gone = new Promise((resolve) => started.once('exit', resolve));
      await call('browser.close', {}).catch(() => started.kill());
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
