import { expect, it } from 'vitest';
import { LICENCES } from '../../../src/copy/licences';
import packageFile from '../../../package.json';

it('every part that travels in the app is named with its licence', () => {
  const named = LICENCES.flatMap((part) => part.name.split(', ')).map((name) => name.toLowerCase());
  const travelling = Object.keys(packageFile.dependencies).map((name) => name.replace(/^@|\/svelte$/g, ''));
  expect(named.filter((name) => name !== 'svelte').sort()).toEqual(travelling.sort());
});
