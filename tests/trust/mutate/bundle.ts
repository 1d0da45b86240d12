/**
 * All unit tests of one folder and the code under test in one module of one scope, in which any function can be put in
 * the place of another while it runs.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { build, type Rolldown } from 'vite';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

/** Folder under src whose code is changed; the tests of the folder of the same name are to notice. */
export interface Scope {
  readonly folder: string;
  /** Test files, and beginnings of names of tests, that are left out. */
  readonly without: readonly string[];
}

/** File, from the project's root, and line. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

export interface Bundle {
  /** Where the module lies. */
  readonly path: string;
  /** Top-level statements of the code under test. */
  readonly statements: readonly ts.Statement[];
  /** Where a place in the bundle comes from. */
  originOf(position: number): Origin;
}

/** Tests that put other modules in place of ours, or measure the memory of their process. */
const NEEDS_VITEST = '.alone.test.ts';

/** What the module has besides the tests: a way into its scope, and a limit to the turns of all its loops together. */
const entry = (files: readonly string[]): string => `
${files.map((file) => `import ${JSON.stringify(file)};`).join('\n')}
export { tests } from '/tests/trust/mutate/test-room.ts';
var __left = 2e9;
function __spent() { throw new Error('A loop without end.'); }
export const turnsLeft = () => __left;
export const allowTurns = (turns) => { __left = turns; };
export const evaluate = (code) => eval(code);
`;

export async function bundleOf({ folder, without }: Scope): Promise<Bundle> {
  const tests = `tests/unit/${folder}`;
  const files = readdirSync(join(projectRoot, tests))
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith(NEEDS_VITEST) && !without.includes(name))
    .map((name) => `/${tests}/${name}`);
  const built = await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry-of-tests' ? `\0${id}` : null),
        load: (id) => (id === '\0entry-of-tests' ? entry(files) : null),
      },
    ],
    resolve: { alias: { vitest: join(projectRoot, 'tests/trust/mutate/test-room.ts') } },
    build: {
      ssr: true,
      write: false,
      minify: false,
      sourcemap: true,
      target: 'es2023',
      rolldownOptions: {
        input: 'entry-of-tests',
        treeshake: false,
        external: ['@vitest/expect', 'fast-check'],
        checks: { eval: false },
        optimization: { inlineConst: false },
      },
    },
  });
  const [chunk] = (built as Rolldown.RolldownOutput).output;
  const out = join(projectRoot, 'test-results/mutate');
  mkdirSync(out, { recursive: true });
  const path = join(out, `${folder.replaceAll('/', '-')}.mjs`);
  const map = new SourceMap(JSON.parse(JSON.stringify(chunk.map)));
  const originIn = (source: ts.SourceFile, position: number): Origin => {
    const { line } = source.getLineAndCharacterOfPosition(position);
    const text = source.text.slice(source.getPositionOfLineAndCharacter(line, 0));
    // Loops become longer within their lines: only the beginning of a line stays where it was. Where that has no origin
    // of its own, as `else` has none, the last piece of the line that has one tells it.
    const starts = [/\S/.exec(text)?.index ?? 0, text.length];
    const found = starts
      .map((column) => map.findEntry(line, column))
      .find((entry) => 'originalSource' in entry && entry.generatedLine === line);
    // Lines without any, as those of JSON: the map tells the origin of one before.
    if (found === undefined || !('originalSource' in found)) return { file: '', line: 0 };
    const file = relative(projectRoot, resolve(out, '..', found.originalSource));
    return { file: file.replace(/^(\.\.\/)+/, ''), line: found.originalLine + 1 };
  };
  const isUnderTest = (source: ts.SourceFile) => (one: ts.Statement) =>
    originIn(source, one.getStart()).file.startsWith(`src/${folder}/`);
  const plain = parse(chunk.code);
  const source = parse(withLimitedLoops(plain, isUnderTest(plain)));
  writeFileSync(path, source.text);
  return {
    path,
    statements: source.statements.filter(isUnderTest(source)),
    originOf: (position) => originIn(source, position),
  };
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
}

/** Every loop, of tests too, stops once its turns are over; constants under test can be given another value. */
function withLimitedLoops(source: ts.SourceFile, isUnderTest: (one: ts.Statement) => boolean): string {
  const edits: { at: number; until: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      edits.push({
        at: node.statement.getStart(),
        until: node.statement.getStart(),
        text: '{ if (--__left < 0) __spent(); ',
      });
      edits.push({ at: node.statement.end, until: node.statement.end, text: ' }' });
    }
    ts.forEachChild(node, visit);
  };
  for (const one of source.statements) {
    if (isUnderTest(one) && ts.isVariableStatement(one) && one.declarationList.flags & ts.NodeFlags.Const) {
      edits.push({ at: one.getStart(), until: one.getStart() + 'const'.length, text: 'let' });
    }
    visit(one);
  }
  // From the end on, so that places stay right; of inner and outer ends at one place the outer one comes last.
  edits.sort((a, b) => b.at - a.at);
  return edits.reduce(
    (text, { at, until, text: put }) => text.slice(0, at) + put + text.slice(until),
    source.text,
  );
}
