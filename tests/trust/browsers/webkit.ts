import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { onPath } from '../../support/chromium.mjs';
import { asText, type Browser, type Storage } from './browser';

const START_MS = 20_000;
/** What pages log, line by line. */
const TELLS = '--enable-write-console-messages-to-stdout=true';

interface WebKit {
  readonly driver: string;
  /** Its small browser. */
  readonly binary: string;
}

/** null where not all that it takes is installed. */
export function findWebKit(): WebKit | null {
  const driver = onPath(['WebKitWebDriver']);
  const binary = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
  return driver !== null && existsSync(binary) && onPath(['xvfb-run']) !== null ? { driver, binary } : null;
}

/**
 * WebKitGTK's own small browser by WebDriver, on a screen that nobody sees. What it keeps is gone when it closes.
 *
 * @throws where it does not start.
 */
export async function openWebKit({ driver, binary }: WebKit, storage: Storage): Promise<Browser> {
  // Its setting for cookies leaves the rest of site data as it is.
  const off = ['--enable-html5-database=false', '--enable-html5-local-storage=false'];
  const port = await freePort();
  const started = spawn('xvfb-run', ['--auto-servernum', driver, `--port=${port}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  });
  const errors: string[] = [];
  createInterface(started.stdout).on('line', (line) => {
    if (/^CONSOLE \S+ ERROR /.test(line)) errors.push(line);
  });
  const call = async <Value>(method: string, path: string, body?: object): Promise<Value> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  for (const sinceMs = Date.now(); ;) {
    if (await call('GET', '/status').then(Boolean, () => false)) break;
    if (Date.now() - sinceMs > START_MS) throw new Error(`${driver} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { sessionId, capabilities } = await call<{
    sessionId: string;
    capabilities: { browserVersion: string };
  }>('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': {
          binary,
          args: ['--automation', TELLS, ...(storage === 'refused' ? off : [])],
        },
      },
    },
  });
  const session = `/session/${sessionId}`;
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    open: async (url) => void (await call('POST', `${session}/url`, { url })),
    goBack: async () => void (await call('POST', `${session}/back`, {})),
    ask: async (question, argument, frame) => {
      await call('POST', `${session}/frame`, { id: frame ?? null });
      // Asked for again and again: no request lasts as long as a walk on a busy machine.
      const run = <Value>(script: string): Promise<Value> =>
        call<Value>('POST', `${session}/execute/sync`, { script, args: [] });
      await run(`window.said = null;
        ${asText(question, argument)}.then((answer) => (said = { answer }), (error) => (said = { error: String(error) }));`);
      for (;;) {
        const said = await run<{ answer: never; error?: string } | null>('return window.said');
        if (said?.error !== undefined) throw new Error(said.error);
        if (said !== null) return said.answer;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
    errors,
    close: async () => {
      await call('DELETE', session);
      if (started.pid !== undefined) process.kill(-started.pid);
    },
  };
}

/** A port that nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
