import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emulator, ensureBuilt } from '../../../../src/programs/server/build.mjs';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { newFolder } from './requests';

const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');

/** A command of the Dockerfile in its JSON form, with paths and port of this test in place of the container's. */
function command(instruction: string): readonly string[] {
  const written = new RegExp(`^${instruction} .*?(\\[.*\\])$`, 'm').exec(dockerfile)?.[1];
  const words = JSON.parse(written ?? '[]') as string[];
  return words.map((word) =>
    word.replace('/emulate', folder).replace('/data', data).replace('4566', String(port)),
  );
}

let folder: string;
let data: string;
let port: number;
let running: ChildProcess;

beforeAll(async () => {
  const built = ensureBuilt(emulator);
  folder = newFolder();
  data = newFolder();
  cpSync(built, folder, { recursive: true });
  port = await freePort();
  const [node, ...args] = command('ENTRYPOINT');
  expect(node).toBe('node');
  const given = [...args, '--port', String(port)];
  running = spawn(process.execPath, given, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  if (running.stdout !== null) await once(createInterface(running.stdout), 'line');
});
afterAll(async () => {
  const ended = once(running, 'exit');
  running.kill();
  await ended;
});

it('what the container holds runs by itself, in no project’s folder, and its check finds it healthy', async () => {
  const [node, ...args] = command('HEALTHCHECK');
  expect(node).toBe('node');
  const [code] = (await once(spawn(process.execPath, args), 'exit')) as [number];
  expect(code).toBe(0);
  const headers = { 'x-amz-target': 'AmazonPersonalize.ListDatasetGroups' };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: '{}' });
  expect(await answer.json()).toEqual({ datasetGroups: [] });
});

it('copies what the build writes, by the build’s own configuration', () => {
  expect(dockerfile).toContain(`COPY --from=build /foretaste/${emulator.folder} /emulate`);
  expect(dockerfile).toContain(`vite build --config ${emulator.config}`);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return free;
}
