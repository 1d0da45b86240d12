import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';

/** Starting a thread takes longer than what such small data ask of it. */
const ONE_THREAD = ['--workers', '1'];

describe('the headless command line', () => {
  let folder: string;
  let file: string;
  const text = smallInteractions(60, 40, 25);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'foretaste-'));
    file = join(folder, 'interactions.csv');
    writeFileSync(file, text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says how it is used, on standard error, with status 2', async () => {
    for (const args of [
      [],
      ['imprt'],
      ['import'],
      ['import', '--intractions', file],
      ['evaluate', '--interactions', file],
    ]) {
      const { document, message, status } = await runCommand(args);
      expect([document, status], args.join(' ')).toEqual([null, 2]);
      expect(message).toContain('usage: npm run headless');
    }
    expect((await runCommand(['--help'])).status).toBe(0);
    const folds = await runCommand([
      'evaluate',
      '--interactions',
      file,
      '--recipe',
      'aws-popularity-count',
      '--folds',
      '0',
    ]);
    expect([folds.document, folds.status]).toEqual([null, 2]);
    expect(folds.message).toMatch(/^--folds must be a whole number from 1 to 10\n/);
  });

  test('says what went wrong as a document, with status 1', async () => {
    const gone = join(folder, 'gone.csv');
    expect(await runCommand(['import', '--interactions', gone])).toMatchObject({
      status: 1,
      document: { error: { code: 'FILE_UNREADABLE', file: gone } },
    });
    const unknown = await runCommand(['evaluate', '--interactions', file, '--recipe', 'aws-nonsense']);
    expect(unknown).toMatchObject({
      status: 1,
      document: { error: { code: 'P01', recipe: 'aws-nonsense' } },
    });
    expect(unknown.document).toHaveProperty('error.message', expect.any(String));
  });

  test('imports, and evaluates to the very numbers that a training keeps', async () => {
    const imported = await runCommand(['import', '--interactions', file]);
    expect(imported).toMatchObject({
      status: 0,
      document: { datasets: { INTERACTIONS: { rows: 1500, users: 60 } } },
    });
    const recipe = 'aws-popularity-count';
    const evaluated = await runCommand([
      'evaluate',
      '--interactions',
      file,
      '--recipe',
      recipe,
      '--seed',
      '5',
      ...ONE_THREAD,
    ]);
    const node = nodeStudio();
    await importFiles(node, [textFile('interactions.csv', text)]);
    const version = await node.studio.train(nodeJob(), specOf(recipe, { seed: 5 }));
    expect(evaluated.status).toBe(0);
    expect(evaluated.document).toHaveProperty('metrics', version.metrics?.values);
    expect(evaluated.document).toHaveProperty('queries', version.metrics?.n);
  });
});
