import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';

const src = join(projectRoot, 'src');

/** Windows are measured in letters, so that who sets text larger in the browser gets the layout of a narrower one. */
it('asks for the width of a window in em, never in pixels', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(css|svelte|ts)$/.test(path),
  );
  const inPixels = files.flatMap((path) =>
    readFileSync(join(src, path), 'utf8')
      .split('\n')
      .filter((line) => /@media|MediaQuery\(/.test(line) && /(width|height)\s*[:<>=]+\s*\d+px/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(files.length).toBeGreaterThan(500);
  expect(inPixels).toEqual([]);
});
