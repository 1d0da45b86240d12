import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/server/project-root.mjs';

/** Paths from the project's folder of the files below `folder` whose name fits. */
function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => name.test(path));
}

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const exists = (path: string) => existsSync(join(projectRoot, path));

/** Every page of the documentation that a comment names. */
function citedPages(text: string): string[] {
  return [...text.matchAll(/\bdocs\/[\w./-]*\w/g)].map(([path]) => path);
}

/** Where a page's links lead inside the project, without what follows a `#`. */
function links(page: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map((match) => match[1] ?? match[2]);
  return targets
    .filter((target) => !/^(https?:|#)/.test(target))
    .map((target) => relative(projectRoot, join(projectRoot, dirname(page), target.split('#')[0])));
}

/** Files and folders of the source that a page names as code. */
function namedPaths(text: string): string[] {
  return [...text.matchAll(/`((?:src|tests|docs)\/[\w./-]+)`/g)].map((match) => match[1]);
}

const sources = [...filesIn('src', /\.(ts|mjs|svelte|css)$/), ...filesIn('tests', /\.(ts|mjs|svelte|json)$/)];
const pages = ['README.md', 'README.ko.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)];

describe('the documentation', () => {
  test('is read in each of its forms', () => {
    expect(citedPages('see docs/rules/filters.md, and docs/decisions.')).toEqual([
      'docs/rules/filters.md',
      'docs/decisions',
    ]);
    expect(links('docs/a.md', '[b](b.md#c) ![d](../e.png) <img src="f.svg"> [g](https://g)')).toEqual([
      'docs/b.md',
      'e.png',
      'docs/f.svg',
    ]);
    expect(namedPaths('`src/domain/a.ts`, src/not/this and `tests/unit`')).toEqual([
      'src/domain/a.ts',
      'tests/unit',
    ]);
  });

  test('has every page that source and tests cite', () => {
    const cited = sources
      .filter((path) => !path.endsWith('tests/unit/docs.test.ts'))
      .flatMap((path) => citedPages(read(path)).map((page) => [path, page]));
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.filter(([, page]) => !exists(page))).toEqual([]);
  });

  test.each(pages)('%s links and names only what is there', (page) => {
    const text = read(page);
    expect([...links(page, text), ...namedPaths(text)].filter((path) => !exists(path))).toEqual([]);
  });
});
