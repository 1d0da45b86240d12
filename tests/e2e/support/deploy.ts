import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { serve } from '../../../src/programs/server/serve.mjs';

/** A host of its own for one test, which can go away and come back with a newer build. */
export interface Host {
  readonly url: string;
  /** No network: nothing answers at the address any more. */
  leave(): Promise<void>;
  /** The same address answers again. */
  comeBack(): Promise<void>;
  /** The same, with a build that says it is the second. */
  comeBackNewer(changes: readonly string[]): Promise<void>;
  /** Ends it for good and deletes its files. */
  close(): Promise<void>;
}

/** @param dist the build that it serves a copy of, in a folder of a host that sends no security headers. */
export async function startHost(dist: string): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'foretaste-dist-'));
  cpSync(dist, folder, { recursive: true });
  const place = { folder, base: '/deep/er/', headers: false };
  let server = await serve(place);
  const { url } = server;
  const comeBack = async (): Promise<void> => {
    server = await serve({ ...place, port: Number(new URL(url).port) });
  };
  return {
    url,
    leave: () => server.close(),
    comeBack,
    comeBackNewer: (changes) => {
      deployNewVersion(folder, changes);
      return comeBack();
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Changes the page, the list of files and what is new, as another build does. */
function deployNewVersion(folder: string, changes: readonly string[]): void {
  const page = join(folder, 'index.html');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('</head>', '<meta name="build" content="2"></head>'),
  );
  const worker = join(folder, 'sw.js');
  const text = readFileSync(worker, 'utf8');
  const changed = text.replace(
    /(["`']?revision["`']?:\s*["`'])[0-9a-f]+(["`'],\s*["`']?url["`']?:\s*["`']index\.html)/,
    '$1new$2',
  );
  expect(changed, 'the revision of index.html stands in sw.js').not.toBe(text);
  // The changelog of the build before stays below: only what is on top is news.
  const told = changed.replace(
    'changes:[',
    `changes:[${changes.map((change) => `${JSON.stringify(change)},`).join('')}`,
  );
  expect(told, 'what is new stands in sw.js').not.toBe(changed);
  writeFileSync(worker, told);
}
