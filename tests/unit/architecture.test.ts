import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

/** One rule: files whose path starts with `from` may import paths that start with one of `to`, and their own folder. */
interface Rule {
  readonly from: string;
  readonly to: readonly string[];
  /** Also these, as types only. */
  readonly types?: readonly string[];
}

const engineParts = ['import/', 'data/', 'recipes/', 'filters/', 'kernels/', 'domain/'];

/** The first rule whose `from` fits counts. A path without a rule (App.svelte, main.ts) wires parts and is free. */
const rules: readonly Rule[] = [
  { from: 'domain/', to: [] },
  { from: 'kernels/metrics/', to: ['kernels/'], types: ['domain/'] },
  { from: 'kernels/', to: [] },
  { from: 'page/pwa/', to: [] },
  // Messages, whatever they are about; who shows them hands in what they insert, and they write its numbers.
  { from: 'words/messages/', to: ['domain/language', 'domain/numbers'] },
  { from: 'recipes/', to: ['kernels/', 'domain/'] },
  { from: 'filters/', to: ['data/columns', 'domain/'] },
  { from: 'data/', to: ['kernels/', 'domain/'] },
  { from: 'import/', to: ['data/', 'kernels/', 'domain/'] },
  { from: 'engine/', to: engineParts },
  { from: 'store/', to: ['domain/'], types: ['engine/project/store-port'] },
  { from: 'words/lessons/', to: ['words/copy/', 'words/messages/', 'domain/'] },
  { from: 'words/copy/', to: ['words/messages/', 'domain/'] },
  { from: 'interop/', to: ['words/messages/', 'domain/'] },
  // What leaves is the engine's own serving, over tables that know nobody.
  { from: 'takeaway/', to: ['engine/', ...engineParts] },
  { from: 'worker/take-away', to: ['takeaway/', 'engine/', 'words/copy/', 'domain/'] },
  // What people take along is made in the worker, words included.
  { from: 'worker/bundle', to: ['engine/', 'interop/', 'words/copy/', 'domain/'] },
  // The address of a file, whose bytes the engine reads.
  { from: 'worker/fetch-sample', to: ['data/samples/real-shop.bin', 'domain/'] },
  {
    from: 'worker/first-list',
    to: ['data/samples/first-list.bin', 'worker/', 'domain/'],
    types: ['domain/door'],
  },
  { from: 'worker/project-file', to: ['interop/', 'domain/'] },
  { from: 'worker/compute', to: ['worker/', 'recipes/', 'kernels/', 'domain/'] },
  { from: 'worker/tasks', to: ['worker/tasks', 'recipes/', 'kernels/', 'domain/'] },
  { from: 'worker/client', to: ['worker/', 'domain/'] },
  // Output files of batch jobs say in words why a line failed.
  {
    from: 'worker/studio.worker',
    to: ['worker/', 'engine/', 'import/open/', 'store/', 'domain/', 'words/copy/', '../package.json'],
  },
  // The version of the app stands in package.json alone.
  { from: 'worker/', to: ['engine/', 'store/', 'domain/', '../package.json'] },
  // pwa imports nothing, so the screens' state may follow it like the worker's door.
  {
    from: 'page/state/',
    // A plan is changed on screen by the functions that the command line calls.
    to: ['worker/client', 'words/messages/', 'domain/', 'page/pwa/', 'import/plan/'],
    types: ['worker/first-list'],
  },
  // The engine for programs, wherever they run.
  {
    from: 'programs/library/',
    to: [...engineParts, 'engine/', 'words/copy/', 'worker/', 'store/memory-catalogue', '../package.json'],
  },
  // What is installed: the entries, and how they are packed.
  {
    from: 'programs/package/',
    to: [
      'programs/library/',
      'programs/cli/',
      'programs/emulate/',
      'programs/server/',
      'worker/pool',
      'engine/project/in-process-pool',
      '../package.json',
      '../words.config.mjs',
    ],
  },
  // The engine in Node: its own reading of files, the app's pool over threads.
  {
    from: 'programs/cli/',
    to: [
      ...engineParts,
      'engine/',
      'programs/library/',
      'interop/',
      'words/copy/',
      'words/messages/',
      'worker/',
      'takeaway/leave/',
      'store/memory-catalogue',
      '../package.json',
      // Builds what is not yet built.
      'programs/server/build',
    ],
  },
  // The engine behind a socket: its own store in a folder, and what the command line has of Node.
  {
    from: 'programs/emulate/',
    to: [
      ...engineParts,
      'engine/',
      'interop/',
      'words/copy/',
      'words/messages/',
      'store/',
      'programs/cli/node-pool',
      'programs/cli/options',
      'programs/cli/import-files',
      '../package.json',
    ],
  },
  // Runs before any package is installed.
  { from: 'programs/server/', to: [] },
  { from: 'page/charts/', to: ['page/ui/', 'words/messages/', 'domain/'] },
  { from: 'page/ui/', to: ['words/messages/', 'domain/'] },
  {
    from: 'page/views/',
    to: [
      'page/state/',
      'page/ui/',
      'page/charts/',
      'words/lessons/',
      'words/copy/',
      'words/messages/',
      'interop/',
      'filters/grammar',
      'import/plan/',
      'domain/',
      'page/pages',
    ],
    types: ['worker/first-list'],
  },
];

/** Rooms from the ground up: each may import those before it. What is dropped walks through those of the import in this order. */
const rooms: { readonly [house: string]: readonly string[] } = {
  engine: [
    'resources',
    'project',
    'datasets',
    'measuring',
    'training',
    'serving',
    'teaching',
    'service',
    'studio',
  ],
  import: ['lexicon', 'cells', 'open', 'gather', 'know', 'propose', 'plan', 'read', 'judge', 'store'],
};

/** Packages that one folder alone may know. */
const packageHomes: readonly (readonly [string, string])[] = [
  ['idb', 'store/'],
  ['papaparse', 'import/open/csv/'],
  ['comlink', 'worker/'],
];

const source = join(projectRoot, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|mjs|svelte)$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => path.replaceAll('\\', '/'));

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const imports = files.flatMap((file) => importsOf(file, readFileSync(join(source, file), 'utf8')));

function importsOf(file: string, text: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    target: match[3] ?? match[4],
    typeOnly: match[2] !== undefined,
  }));
}

/** Path inside src, without `./` and `../`; null for a package. */
function insideSource({ file, target }: Import): string | null {
  if (!target.startsWith('.')) return null;
  return relative(source, resolve(source, dirname(file), target)).replaceAll('\\', '/');
}

const known = new Set(files);

/** The file inside src that an import line names; null for a package and for what is no module. */
function fileOf(entry: Import): string | null {
  const path = insideSource(entry);
  if (path === null) return null;
  return [path, `${path}.ts`, `${path}/index.ts`].find((name) => known.has(name)) ?? null;
}

/** Files that reach one another both ways, each circle sorted (Tarjan 1972, strongly connected components). */
function circlesOf(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    open.push(file);
    let low = number;
    for (const next of arrows.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of arrows.keys()) if (!order.has(file)) visit(file);
  return circles;
}

function isAllowed(entry: Import): boolean {
  const target = insideSource(entry);
  const rule = rules.find(({ from }) => entry.file.startsWith(from));
  if (target === null || rule === undefined) return true;
  const open = [...rule.to, ...(rule.from.endsWith('/') ? [rule.from] : [])];
  if (entry.typeOnly) open.push(...(rule.types ?? []));
  return open.some((prefix) => target.startsWith(prefix) || `${target}/`.startsWith(prefix));
}

describe('imports point inwards', () => {
  test('the reader of import lines sees every form', () => {
    const text = `import a from './a';\nimport type { B } from '../b/c';\nimport {\n  d,\n} from 'pkg';\nexport * from './e';\nconst f = await import('./f');`;
    expect(importsOf('x/y.ts', text).map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
      ['./a', false],
      ['../b/c', true],
      ['pkg', false],
      ['./e', false],
      ['./f', false],
    ]);
  });

  test('a kernel that imports a recipe would be found, a recipe that imports a kernel would not', () => {
    expect(isAllowed({ file: 'kernels/a.ts', target: '../recipes/b', typeOnly: true })).toBe(false);
    expect(isAllowed({ file: 'recipes/a.ts', target: '../kernels/b', typeOnly: false })).toBe(true);
    expect(isAllowed({ file: 'store/a.ts', target: '../engine/project/store-port', typeOnly: false })).toBe(
      false,
    );
  });

  test('every import follows the arrows', () => {
    const wrong = imports.filter((entry) => !isAllowed(entry));
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test.each(Object.entries(rooms))(
    'inside %s nothing climbs, and every file stands in a room',
    (house, order) => {
      const roomOf = (path: string) => order.indexOf(path.split('/')[1]);
      const inside = files.filter((file) => file.startsWith(`${house}/`));
      expect(inside.filter((file) => roomOf(file) === -1)).toEqual([]);
      const climbing = imports.filter((entry) => {
        const target = insideSource(entry);
        return (
          entry.file.startsWith(`${house}/`) &&
          target?.startsWith(`${house}/`) === true &&
          roomOf(target) > roomOf(entry.file)
        );
      });
      expect(climbing.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
    },
  );

  test.each(packageHomes)('only %s’s own folder knows it: %s', (name, home) => {
    const users = imports.filter(({ target }) => target === name || target.startsWith(`${name}/`));
    expect(users.map(({ file }) => file).filter((file) => !file.startsWith(home))).toEqual([]);
  });

  test('the search for circles finds one of three files, and follows no arrow twice', () => {
    const arrows = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['c', 'e']],
      ['e', []],
    ]);
    expect(circlesOf(arrows)).toEqual([['a', 'b', 'c', 'd']]);
    expect(
      circlesOf(
        new Map([
          ['a', ['b']],
          ['b', []],
        ]),
      ),
    ).toEqual([]);
  });

  test('no files import one another in a circle, but two of which one takes only types', () => {
    const arrows = new Map(files.map((file) => [file, [] as string[]]));
    for (const entry of imports) {
      const target = fileOf(entry);
      if (target !== null && target !== entry.file) arrows.get(entry.file)?.push(target);
    }
    const typeOnly = (from: string, to: string): boolean =>
      imports.filter((entry) => entry.file === from && fileOf(entry) === to).every((entry) => entry.typeOnly);
    const isPair = ([a, b, ...more]: readonly string[]): boolean =>
      more.length === 0 && (typeOnly(a, b) || typeOnly(b, a));
    expect(circlesOf(arrows).filter((circle) => !isPair(circle))).toEqual([]);
  });

  /** What lies in a folder imports what lies beside it one way only: a folder counts as one, a file alone as one. */
  const circlesIn = (folder: string): string[][] => {
    const childOf = (path: string) => path.slice(folder.length).split('/')[0];
    const arrows = new Map<string, string[]>();
    for (const entry of imports) {
      const target = fileOf(entry);
      if (target === null || !entry.file.startsWith(folder) || !target.startsWith(folder)) continue;
      const [from, to] = [childOf(entry.file), childOf(target)];
      if (from !== to) arrows.set(from, [...(arrows.get(from) ?? []), to]);
    }
    return circlesOf(arrows);
  };

  test('inside every folder of more than 2,000 lines nothing climbs', () => {
    const lines = new Map(
      files.map((file) => [file, readFileSync(join(source, file), 'utf8').split('\n').length]),
    );
    const linesIn = (folder: string): number =>
      files.filter((file) => file.startsWith(folder)).reduce((sum, file) => sum + (lines.get(file) ?? 0), 0);
    const folders = new Set(
      files.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/') + '/')),
    );
    const found = [...folders].filter(
      (folder) => folder !== '/' && linesIn(folder) > 2000 && circlesIn(folder).length > 0,
    );
    expect(found).toEqual([]);
  });

  test('Node stays in the command line, the emulator, the package, the server and the compiler of messages', () => {
    const users = imports.filter(({ target }) => target.startsWith('node:'));
    expect(
      users
        .map(({ file }) => file)
        .filter(
          (file) =>
            !/^(programs\/(cli|emulate|package|server)|words\/messages\/compile|takeaway\/vite)\b/.test(file),
        ),
    ).toEqual([]);
  });

  test('the server needs nothing but Node', () => {
    const foreign = imports.filter(({ target }) => !/^(\.|node:)/.test(target));
    expect(foreign.filter(({ file }) => file.startsWith('programs/server/'))).toEqual([]);
  });

  test('svelte stays in the screens', () => {
    const screens = /^page\/((state|ui|charts|views)\/|(App\.svelte|main\.ts|phone\.ts|pages\.ts)$)/;
    const users = imports.filter(({ target }) => /^(svelte|bits-ui|@lucide)(\/|$)/.test(target));
    expect(users.map(({ file }) => file).filter((file) => !screens.test(file))).toEqual([]);
  });
});

/**
 * What each room may hold, in lines of text, and what for. To raise a number is a decision that a diff shows: take
 * something away before.
 */
const BUDGETS: { readonly [room: string]: readonly [lines: number, what: string] } = {
  data: [2940, 'tables of columns, and the simulator'],
  domain: [9120, 'the service’s words as types, and the worker’s door'],
  engine: [
    24_860,
    'nine rooms, with a world to turn the knobs of, others’ lists, and rows of other files to find',
  ],
  filters: [2540, 'the filter language'],
  'import/cells': [1760, 'how cells are written'],
  'import/gather': [740, 'tables out of tables'],
  'import/judge': [390, 'findings and the account'],
  'import/know': [1730, 'services as a table, and others’ lists'],
  'import/lexicon': [1090, 'words of headers and answers, as data'],
  'import/open': [6450, 'archives, encodings and seven forms of table'],
  'import/plan': [540, 'what a person changes'],
  'import/propose': [5190, 'roles by values and by names'],
  'import/read': [2140, 'typed columns, one pass'],
  'import/store': [90, 'the tables to keep'],
  interop: [2800, 'the service’s JSON'],
  kernels: [5190, 'numbers in, numbers out'],
  'kernels/metrics': [570, 'one formula a file'],
  page: [810, 'the entries of the two pages, and which screens there are'],
  'page/charts': [4670, 'what is drawn and said'],
  'page/pwa': [400, 'service worker'],
  'page/state': [4160, 'what the page knows, and one bar for a whole job'],
  'page/styles': [2090, 'one look, boxes, lists and forms among it'],
  'page/ui': [1110, 'shared parts of screens'],
  'page/views': [31_550, 'the screens'],
  'programs/cli': [2075, 'the commands'],
  'programs/emulate': [5360, 'the service over HTTP with S3 and its neighbours'],
  'programs/library': [620, 'the engine for programs'],
  'programs/package': [420, 'what is installed, and how it is packed'],
  'programs/server': [446, 'installs, builds, serves, in frames too'],
  recipes: [17_250, 'fifteen models, one for sessions of strangers, and taste without order'],
  store: [2210, 'what is kept, with its sums'],
  takeaway: [1600, 'a recommender to take away: the module, what leaves, a page'],
  'words/copy': [3870, 'which words for which code'],
  'words/lessons': [1040, 'what is taught'],
  'words/messages': [9215, 'two languages of every sentence'],
  worker: [1440, 'the door’s ends'],
};

test('the first sheet of the house has at most sixteen rooms, and no file outside them', () => {
  const sheet = new Set(files.map((file) => file.split('/')[0]));
  expect([...sheet].filter((name) => name.includes('.'))).toEqual([]);
  expect(sheet.size).toBeLessThanOrEqual(16);
});

test('every room keeps to its budget of lines', () => {
  const roomOf = (path: string): string | null => {
    const [first, second, third] = path.split('/');
    const inner = `${first}/${second}`;
    if (third !== undefined && inner in BUDGETS) return inner;
    return first === 'import' ? null : first;
  };
  const lines = new Map<string, number>();
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const file = path.replaceAll('\\', '/');
    // What the catalogues are compiled into is nobody's to read.
    const isText = /\.(ts|svelte|css|json|mjs)$/.test(file) && !/^words\/messages\/[^/]*\.d\.ts$/.test(file);
    const room = isText ? roomOf(file) : null;
    if (room === null) continue;
    const text = readFileSync(join(source, file), 'utf8');
    lines.set(room, (lines.get(room) ?? 0) + text.split('\n').length - 1);
  }
  const over = [...lines].filter(([room, count]) => count > (BUDGETS[room]?.[0] ?? 0));
  expect(over).toEqual([]);
  expect(Object.keys(BUDGETS).filter((room) => !lines.has(room))).toEqual([]);
});

describe('what no source may hold', () => {
  const holding = (pattern: RegExp, where: RegExp) =>
    files.filter((file) => where.test(file) && pattern.test(readFileSync(join(source, file), 'utf8')));

  test('WebAssembly', () => {
    expect(holding(/\bWebAssembly\b|\.wasm\b/, /./)).toEqual([]);
  });

  test('arithmetic whose last bits differ between engines, where results must not', () => {
    const inexact =
      /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot|random)\b/;
    expect(holding(inexact, /^(kernels|recipes|metrics|data\/samples)\//)).toEqual([]);
  });
});
