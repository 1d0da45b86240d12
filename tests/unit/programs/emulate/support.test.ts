import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { supportTable } from '../../../support/emulate/support-table';
import { newFolder } from './requests';

it('the page on the emulator says what is answered, and what is not', async () => {
  const page = readFileSync(join(projectRoot, 'docs/emulate.md'), 'utf8');
  expect(page).toContain(await supportTable(newFolder()));
});
