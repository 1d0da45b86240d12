import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

/** Paths from the project's folder of the files below `folder` whose name fits. */
function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => name.test(path));
}

/** Names of all files that have one in the source, the tests or the project's folder. */
const fileNames = new Set(
  [
    ...filesIn('src', /./),
    ...filesIn('tests', /./),
    ...filesIn('public', /./),
    ...filesIn('docs/examples', /./),
    ...readdirSync(projectRoot),
  ].map((path) => basename(path)),
);

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

/** Files that a page names as code, by their last part, whether or not it says where they lie. */
function namedFiles(text: string): string[] {
  return inlineCode(text).flatMap((code) =>
    [...code.matchAll(/(?<![\w.*>/-])[\w-][\w./-]*\.(?:ts|mjs|svelte|css|py|sh)\b/g)].map(([path]) =>
      basename(path),
    ),
  );
}

/** Scripts of the package that a page has one run. */
function namedScripts(text: string): string[] {
  return [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, script]) => script);
}

/** What a page has as code within a line; blocks of code are no part of it. */
function inlineCode(text: string): string[] {
  return [...text.replaceAll(/^ *```[^]*?^ *```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]);
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Links to a heading, of this page or of another: the page and the anchor. */
function headingLinks(page: string, text: string): [page: string, anchor: string][] {
  return [...text.matchAll(/\]\(([\w./-]*)#([^)\s]+)\)/g)].map(([, path, anchor]) => [
    path === '' ? page : relative(projectRoot, join(projectRoot, dirname(page), path)),
    anchor,
  ]);
}

/** Numbers with a decimal point, and ranges of whole ones. */
function figures(text: string): string[] {
  return [...text.matchAll(/\d+\.\d+|\d+ to \d+/g)].map(([figure]) => figure);
}

const scripts = new Set(Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts));
const sources = [...filesIn('src', /\.(ts|mjs|svelte|css)$/), ...filesIn('tests', /\.(ts|mjs|svelte|json)$/)];
const pages = ['README.md', 'README.ko.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs', /\.md$/)];
/** A file that the walk of CONTRIBUTING has one make. */
const toBeMade = 'recall.ts';

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
    expect(namedFiles('`a.ts`, b.ts, `tests/c.test.ts` and `*-d.svelte.ts`\n```\n`e.ts`\n```')).toEqual([
      'a.ts',
      'c.test.ts',
    ]);
    expect(namedScripts('`npm run bench:large -- --widest`, npm run emulate.')).toEqual([
      'bench:large',
      'emulate',
    ]);
    expect(anchors('# One & two\n\n## What falls short?')).toEqual(['one--two', 'what-falls-short']);
    expect(headingLinks('docs/a.md', '[b](#c) [d](../e.md#f) [g](h.md)')).toEqual([
      ['docs/a.md', 'c'],
      ['e.md', 'f'],
    ]);
    expect(figures('0.08 of 610 in 40 to 48 ms')).toEqual(['0.08', '40 to 48']);
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
    expect(namedFiles(text).filter((name) => name !== toBeMade && !fileNames.has(name))).toEqual([]);
    expect(namedScripts(text).filter((script) => !scripts.has(script))).toEqual([]);
    expect(headingLinks(page, text).filter(([of, anchor]) => !anchors(read(of)).includes(anchor))).toEqual(
      [],
    );
  });

  test('has each figure of the README among the measurements', () => {
    const [, told] = read('README.md').split('## How it measures up');
    const measured = read('docs/measurements.md');
    const wanted = figures(told.split('\n## ')[0]);
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((figure) => !measured.includes(figure))).toEqual([]);
  });

  test('says of every benchmark, evaluation and attack how to run it', () => {
    const told = namedScripts(read('docs/measurements.md'));
    const measuring = [...scripts].filter((script) => /^(bench|evaluate)\b/.test(script));
    const attacks = filesIn('tests/trust', /^tests\/trust\/\w+\.ts$/)
      .map((path) => basename(path, '.ts'))
      .filter((name) => scripts.has(name));
    expect(attacks.length).toBeGreaterThan(3);
    expect([...measuring, ...attacks].filter((script) => !told.includes(script))).toEqual([]);
  });
});
