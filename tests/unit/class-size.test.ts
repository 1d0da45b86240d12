import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

/** More than this, and a class has several jobs. */
const MOST_MEMBERS = 25;

/** Classes that may have more, with the reason. */
const EXEMPT: ReadonlyMap<string, string> = new Map([
  ['Gru', 'a kernel: the arrays of one unit, which its loops read side by side'],
  ['ChunkedProjectStore', 'the port `ProjectStore`, whose calls alone are 23'],
  ['ScratchStore', 'the port `ProjectStore`'],
]);

interface ClassSize {
  readonly name: string;
  readonly members: number;
}

/**
 * The classes of a file. Fields, methods, the constructor and what its parameters declare are members, private ones
 * too; a getter and a setter of one name are one.
 */
function classesOf(file: string, text: string): ClassSize[] {
  const found: ClassSize[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) found.push({ name: node.name?.text ?? file, members: membersOf(node) });
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function membersOf(one: ts.ClassLikeDeclaration): number {
  const members = one.members.flatMap((member, k) => {
    if (ts.isAccessor(member)) return [`accessor ${nameOf(member) ?? k}`];
    const isSignature =
      (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) && member.body === undefined;
    if (isSignature) return [];
    if (!ts.isConstructorDeclaration(member)) return [String(k)];
    const declared = member.parameters.filter(({ modifiers = [] }) => modifiers.length > 0);
    return ['constructor', ...declared.map((_, p) => `declared ${p}`)];
  });
  return new Set(members).size;
}

function nameOf({ name }: ts.AccessorDeclaration): string | null {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? name.text : null;
}

describe('a class has one job', () => {
  const source = join(projectRoot, 'src');
  const classes = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|mjs)$/.test(path) && !path.endsWith('.d.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(source, path), 'utf8');
      return /\bclass (?:[A-Z{]|extends\b)/.test(text) ? classesOf(path, text) : [];
    });

  test('members are counted as a reader sees them', () => {
    const text = `class A { a = 1; #b = 2; constructor(private c: number, d: number) {} get e() { return 1; }
      set e(value) {} f(): void; f() {} static g = 3; }\nconst B = class { };`;
    expect(classesOf('b.ts', text)).toEqual([
      { name: 'A', members: 7 },
      { name: 'b.ts', members: 0 },
    ]);
  });

  test(`no class has more than ${MOST_MEMBERS} members`, () => {
    const large = classes.filter(({ name, members }) => members > MOST_MEMBERS && !EXEMPT.has(name));
    expect(large).toEqual([]);
  });

  test('what may have more still needs it', () => {
    const large = new Set(classes.flatMap(({ name, members }) => (members > MOST_MEMBERS ? [name] : [])));
    expect([...EXEMPT.keys()].filter((name) => !large.has(name))).toEqual([]);
  });
});
