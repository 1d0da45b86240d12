import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../src/programs/server/serve.mjs';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { full } from '../support/full';
import { smallInteractions } from '../support/scripted-recipe';
import { isThere } from '../support/tools.mjs';
import { visit } from './support/browser';

const run = promisify(execFile);
const built = join(projectRoot, 'build/npm');
const own = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly engines: object;
};
const tarball = join(projectRoot, `build/foretaste-${own.version}.tgz`);
const MOST_BYTES = 4_000_000;
const START_MS = 2000;

const boto3 = isThere('python3-boto3');
const pytest = isThere('python3-pytest');

/** All files that these load, at once or later, and what else is asked for. */
function importedBy(entries: readonly string[]): { readonly files: Set<string>; readonly foreign: string[] } {
  const files = new Set<string>();
  const foreign: string[] = [];
  const take = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(join(built, 'lib', file), 'utf8');
    const asked = /^(?:import|export)\b(?:[^\n"]*? from)? ?"([^"]+)"|\bimport\("([^"]+)"\)/gm;
    for (const [, atTop, later] of text.matchAll(asked)) {
      const from = atTop ?? later;
      if (from.startsWith('./')) take(from.slice(2));
      else foreign.push(`${file}: ${from}`);
    }
  };
  entries.forEach(take);
  return { files, foreign };
}

/** The program as it is started, and where it says it is. Of three starts the quickest counts: others work here too. */
async function started(file: string, args: readonly string[], cwd: string) {
  let quickestMs = Infinity;
  for (let start = 1; ; start++) {
    const from = performance.now();
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    quickestMs = Math.min(quickestMs, performance.now() - from);
    const address = /http:\/\/\S+/.exec(line)?.[0] ?? '';
    if (quickestMs < START_MS || start === 3) return { child, ms: quickestMs, address };
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit');
  child.kill();
  await end;
}

beforeAll(async () => {
  await run(process.execPath, ['src/programs/package/pack.mjs'], { cwd: projectRoot });
});

describe('the package', () => {
  test('asks for nothing beside it, and is not too large', () => {
    const manifest = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(manifest).filter((member) => /dependencies|scripts|private/i.test(member))).toEqual(
      [],
    );
    expect(manifest).toMatchObject({ version: own.version, license: 'MIT', engines: own.engines });
    expect(statSync(tarball).size).toBeLessThanOrEqual(MOST_BYTES);
    const files = readdirSync(built, { recursive: true, encoding: 'utf8' });
    for (const path of [
      'README.md',
      'LICENSE',
      'THIRD-PARTY-LICENSES.txt',
      'CHANGELOG.md',
      'page/index.html',
    ])
      expect(files).toContain(path);
    expect(
      files.filter((path) => /node_modules|\.(ts|map|test\.\w+)$/.test(path.replace(/\.d\.ts$/, ''))),
    ).toEqual([]);
    expect(readFileSync(join(built, 'README.md'), 'utf8')).toContain(
      'not made, endorsed or supported by Amazon',
    );
  });

  test('leads wherever its exports say', () => {
    const { bin, exports } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as {
      bin: object;
      exports: object;
    };
    const paths = JSON.stringify([bin, exports]).match(/\.\/[\w./]+(?=")/g) ?? [];
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => path !== './testing' && !existsSync(join(built, path)))).toEqual([]);
  });

  test('gives browsers nothing of Node, and Node nothing that is not there', () => {
    const inBrowser = importedBy(['browser.mjs', 'compute-worker.mjs']);
    expect(inBrowser.foreign).toEqual([]);
    expect(inBrowser.files.size).toBeGreaterThan(20);
    const { files, foreign } = importedBy(['foretaste.mjs', 'node.mjs', 'testing.mjs']);
    expect(files.size).toBeGreaterThan(inBrowser.files.size);
    expect(foreign.filter((each) => !/: node:\w/.test(each))).toEqual([]);
  });

  test('says its version and how it is used', async () => {
    const program = join(built, 'lib/foretaste.mjs');
    const { stdout: version } = await run(process.execPath, [program, '--version']);
    expect(version).toBe(`${own.version}\n`);
    const { stdout: help } = await run(process.execPath, [program, '--help']);
    expect(help).toMatch(/^usage: npx foretaste COMMAND/);
    expect(help).toContain('emulate   [--port 4566]');
    const wrong = await run(process.execPath, [program, 'trian']).catch((error: unknown) => error);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^no command “trian”\n\nusage: npx/),
    });
    const odd = await run(process.execPath, [program, '--prot', '1']).catch((error: unknown) => error);
    expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('usage: npx foretaste') });
  });
});

/** A folder with nothing but the package, and what the examples bring of their own. */
describe.runIf(full)('installed in an empty folder', () => {
  let folder: string;
  const bin = (): string => join(folder, 'node_modules/.bin/foretaste');
  const foretaste = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
    JSON.parse((await run(bin(), args, { cwd: folder })).stdout) as Record<string, unknown>;
  /** A copy of an example in a folder of its own, with these packages of the project beside the installed one. */
  const example = (name: string, ...packages: readonly string[]): string => {
    const copy = join(folder, name);
    cpSync(join(projectRoot, 'docs/examples', name), copy, { recursive: true });
    mkdirSync(join(copy, 'node_modules'));
    for (const path of packages) {
      mkdirSync(join(copy, 'node_modules', path, '..'), { recursive: true });
      symlinkSync(join(projectRoot, 'node_modules', path), join(copy, 'node_modules', path));
    }
    return copy;
  };
  const checked = async (path: string): Promise<void> => {
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [compiler, '-p', path]).catch(({ stdout }: { stdout: string }) => {
      throw new Error(stdout);
    });
  };

  /** What the worker of the example for Vite does, in Node. */
  const inNode = async (): Promise<string> => {
    const script = `import { importFiles, recommend, train } from 'foretaste';
const project = await importFiles(['orders.csv']);
await train(project, { recipe: 'aws-user-personalization', budget: 'instant' });
const { itemList } = await recommend(project, { userId: 'u1', numResults: 5 });
console.log(itemList.map(({ itemId }) => itemId).join(', '));`;
    writeFileSync(join(folder, 'in-node.mjs'), script);
    return (await run(process.execPath, ['in-node.mjs'], { cwd: folder })).stdout.trim();
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foretaste-installed-'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await run('npm', ['install', '--offline', tarball], { cwd: folder });
    writeFileSync(join(folder, 'orders.csv'), smallInteractions(40, 60, 30));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('brings nothing with it', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'foretaste',
    ]);
  });

  test('serves the page, with its headers and what lets programs ask it, within two seconds', async () => {
    const { child, ms, address } = await started(bin(), ['--port', '0'], folder);
    expect(ms).toBeLessThan(START_MS);
    const page = await fetch(address);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await (await fetch(`${address}server.json`)).json()).toEqual({ programs: true });
    const tab = await visit();
    try {
      await tab.page.goto(address);
      await tab.page.getByRole('heading', { level: 1 }).first().waitFor();
    } finally {
      await tab.close();
      await ended(child);
    }
  });

  test('emulates within two seconds', async () => {
    const { child, ms, address } = await started(bin(), ['emulate', '--port', '0'], folder);
    expect(ms).toBeLessThan(START_MS);
    expect(await (await fetch(`${address}/_health`)).json()).toMatchObject({ status: 'running' });
    await ended(child);
  });

  test('trains, and answers from the project file, as the library does', async () => {
    const trained = await foretaste(
      'train',
      '--interactions',
      'orders.csv',
      '--recipe',
      'aws-user-personalization',
      '--budget',
      'instant',
      '--output',
      'shop.foretaste.zip',
    );
    expect(trained).toMatchObject({ rows: { interactions: 1200, users: 40, items: 60 } });
    const asked = ['--project', 'shop.foretaste.zip', '--num-results', '5'];
    const { itemList } = await foretaste('recommend', ...asked, '--user', 'u1');
    expect(itemList).toHaveLength(5);
    expect(await foretaste('check', 'shop.foretaste.zip')).toMatchObject({ whole: true });
    writeFileSync(
      join(folder, 'ask.mjs'),
      `import { openProject, recommend } from 'foretaste';
const project = await openProject('shop.foretaste.zip');
console.log(JSON.stringify((await recommend(project, { userId: 'u1', numResults: 5 })).itemList));`,
    );
    const { stdout } = await run(process.execPath, ['ask.mjs'], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(itemList);
  });

  test('the example for Node type-checks and runs', async () => {
    const path = example('node', '@types/node', 'undici-types');
    await checked(path);
    const { stdout } = await run(process.execPath, ['films.mjs', '../orders.csv', 'u1'], { cwd: path });
    expect(stdout.trim().split('\n')).toHaveLength(10);
  });

  test('the example for Vite type-checks, is built, and answers in a browser what Node answers', async () => {
    const path = example('vite', 'vite');
    await checked(path);
    await run(process.execPath, [join(projectRoot, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: path });
    const site = await serve({ folder: join(path, 'dist'), headers: false });
    const tab = await visit();
    try {
      await tab.page.goto(site.url);
      await tab.page.locator('#file').setInputFiles(join(folder, 'orders.csv'));
      const list = tab.page.locator('#list');
      await expect.poll(() => list.textContent()).toMatch(/^i\d+(, i\d+){4}$/);
      expect(await list.textContent()).toBe(await inNode());
      expect(tab.guard.problems([/favicon/])).toEqual([]);
    } finally {
      await tab.close();
      await site.close();
    }
  });

  test('the example suite of vitest type-checks and passes', async () => {
    const path = example('vitest', 'vitest', '@types/node', 'undici-types', '@aws-sdk');
    await checked(path);
    const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');
    const { stdout } = await run(process.execPath, [vitest, 'run', '--root', path], { cwd: path });
    expect(stdout).toMatch(/Tests.*3 passed/);
  });

  test.skipIf(!boto3 || !pytest)(
    'the example suite of pytest passes (skipped without boto3 or pytest)',
    async () => {
      const path = example('pytest');
      symlinkSync(join(folder, 'node_modules/.bin'), join(path, 'node_modules/.bin'));
      const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
      const { stdout } = await run('python3', args, { cwd: path });
      expect(stdout).toContain('2 passed');
    },
  );

  test('the lines for a shell start it, and leave nothing behind', async () => {
    const page = readFileSync(join(projectRoot, 'docs/testing-with-foretaste.md'), 'utf8');
    const [, lines] = /```sh\n(node_modules\/\.bin\/foretaste emulate [^`]*)```/.exec(page) ?? [];
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const script = lines
      .replace('emulate', `emulate --port ${port}`)
      .replaceAll('localhost:4566', `localhost:${port}`)
      .replace('./run-my-tests', 'curl -sf $AWS_ENDPOINT_URL/_health');
    const { stdout } = await run('sh', ['-ec', `${script}\nwait $emulator || true`], { cwd: folder });
    expect(stdout).toMatch(/"status":"running"[^]*"status":"running"/);
    await expect(fetch(`http://localhost:${port}/_health`)).rejects.toThrow();
  });

  test('the helper is loaded by runners of the old kind, and leaves no process behind', async () => {
    const script = `const { startEmulator } = require('foretaste/testing');
startEmulator({ workers: 1 }).then(async ({ endpoint, reset, idle, stop }) => {
  await reset();
  await idle();
  console.log(endpoint);
  if (process.argv[2] === 'stops') await stop();
  else process.kill(process.pid, 'SIGKILL');
});`;
    writeFileSync(join(folder, 'helper.cjs'), script);
    for (const how of ['stops', 'is killed']) {
      const told = await run(process.execPath, ['helper.cjs', how], { cwd: folder }).catch(
        (error: unknown) => error as { stdout: string },
      );
      const endpoint = told.stdout.trim();
      expect(endpoint).toMatch(/^http:\/\/127/);
      const answers = (): Promise<boolean> =>
        fetch(endpoint).then(
          () => true,
          () => false,
        );
      await expect.poll(answers).toBe(false);
    }
  });
});
