import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveConfig, type Plugin } from 'vite';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { securityHeaders } from '../../../../src/programs/server/serve.mjs';

const page = readFileSync(join(projectRoot, 'index.html'), 'utf8');
const configOf = (mode: string) =>
  resolveConfig({ root: projectRoot, configFile: join(projectRoot, 'vite.config.ts'), mode }, 'serve');

/** The page as this mode serves it, as far as our own plugin changes it. */
function served(plugins: readonly Plugin[]): string {
  const hook = plugins.find(({ name }) => name === 'fake-door')?.transformIndexHtml;
  if (hook === undefined) return page;
  if (typeof hook !== 'object' || !('handler' in hook)) throw new Error('the plugin has another form');
  return String(hook.handler.call({} as never, page, { path: '/index.html', filename: 'index.html' }));
}

test('npm run dev serves the page as it is, under the headers of npm start', async () => {
  const { plugins, server } = await configOf('development');
  expect(served(plugins)).toContain('src="/src/page/main.ts"');
  for (const [name, value] of Object.entries(securityHeaders)) {
    const sent = String(server.headers[name]);
    expect(sent, name).toBe(value);
  }
});

test('npm run dev:fake puts the fake door before the same page', async () => {
  const { plugins, cacheDir } = await configOf('fake');
  expect(served(plugins)).toBe(page.replace('/src/page/main.ts', '/tests/support/fake-main.ts'));
  expect(served(plugins)).not.toBe(page);
  expect(cacheDir).not.toBe((await configOf('development')).cacheDir);
});
