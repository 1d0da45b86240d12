import { expect, it } from 'vitest';
import { LICENCES } from '../../../../src/words/copy/licences';
import lock from '../../../../package-lock.json';
import packageFile from '../../../../package.json';

interface LockedPackage {
  readonly dev?: boolean;
  readonly license?: string;
}

/** Of the compilers that build the screens and their words; nothing of them is in the app. */
const NOT_IN_THE_APP =
  /^(@jridgewell\/.*|@sveltejs\/acorn-typescript|@types\/.*|@typescript-eslint\/types|acorn|aria-query|axobject-query|devalue|esrap|is-reference|locate-character|lz-string|magic-string|zimmerframe|make-plural)$/;
/** Of several to choose from, one will do. */
const ALLOWED = ['MIT', '(MIT OR Apache-2.0)', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

const named = new Set(
  LICENCES.flatMap(([name]) => name.split(', ')).map((name) => name.toLowerCase().replaceAll(' ', '-')),
);
const installed = Object.entries(lock.packages as Record<string, LockedPackage>).flatMap(
  ([path, { dev, license }]) =>
    path === '' || dev === true ? [] : [{ name: path.split('node_modules/').at(-1) ?? path, license }],
);
const plain = (name: string): string => name.replace(/^@|\/svelte$/g, '');

it('every part that travels in the app is named with its licence', () => {
  const travelling = installed
    .map(({ name }) => name)
    .filter((name) => !NOT_IN_THE_APP.test(name))
    .map((name) => (name.startsWith('@floating-ui/') ? 'floating-ui' : plain(name)));
  expect(Object.keys(packageFile.dependencies).filter((name) => !travelling.includes(plain(name)))).toEqual(
    [],
  );
  expect([...named].sort()).toEqual([...new Set(travelling)].sort());
});

it('no part comes under a licence that asks more than a notice', () => {
  // Its package names none; the file LICENSE in it is the MIT one.
  const asksMore = installed.filter(
    ({ name, license }) =>
      !NOT_IN_THE_APP.test(name) && name !== 'svelte-toolbelt' && !ALLOWED.includes(license ?? ''),
  );
  expect(asksMore).toEqual([]);
});
