import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runScript } from '../../support/run/child.mjs';
import { inLanes } from '../../support/run/lanes.mjs';
import { runVitest } from '../../support/run/vitest-part.mjs';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

const folder = mkdtempSync(join(tmpdir(), 'foretaste-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const told: string[] = [];
const tell = (line: string): void => void told.push(line);

describe.concurrent('what hangs', () => {
  test('a test is ended alone and named, and the files after it are run', async () => {
    const config = join(projectRoot, 'tests/fixtures/hanging/vitest.config.ts');
    const { passed, failed } = await runVitest({
      name: 'hanging',
      report: join(folder, 'report.json'),
      args: ['--config', config],
      testMs: 3000,
      tell,
    });
    const named = failed.join('\n');
    expect(named).toMatch(/in-a-test\.case\.ts > never ends\nhung: ended after \d+ s/);
    expect(named).toMatch(/while-loading\.case\.ts\nhung: ended after \d+ s/);
    expect(named).not.toMatch(/ends-\d/);
    expect(passed).toBeGreaterThanOrEqual(2);
  });

  const runText = (name: string, text: string) => {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, text);
    const script = relative(join(projectRoot, 'node_modules'), path);
    return runScript({ name, script, args: [], quietMs: 3000, tell });
  };

  test('a script that says nothing any more is ended, and named by what it said last', async () => {
    const { status, hung } = await runText(
      'still',
      `console.log('at work'); setInterval(() => undefined, 1000);`,
    );
    expect(status).not.toBe(0);
    expect(hung).toEqual(['nothing was heard for 3 s after “at work”']);
  });

  test('a script that goes on saying something is left alone, and told line by line', async () => {
    const { status, hung } = await runText(
      'busy',
      `let n = 0; const timer = setInterval(() => { console.log(++n); if (n === 20) clearInterval(timer); }, 200);`,
    );
    expect({ status, hung }).toEqual({ status: 0, hung: [] });
    expect(told).toContain('busy       20');
  });
});

test('jobs run side by side, the first that fits before others, and one that asks for too many gets all', async () => {
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  let lanes = 0;
  const job = (name: string, wanted: number) => ({
    lanes: wanted,
    run: async () => {
      lanes += Math.min(wanted, 3);
      expect(lanes).toBeLessThanOrEqual(3);
      log.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      lanes -= Math.min(wanted, 3);
    },
  });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const all = inLanes(3, [job('two', 2), job('also two', 2), job('a', 1), job('b', 1), job('wide', 8)]);
  expect(log).toEqual(['two', 'a']);
  await end('a');
  expect(log).toEqual(['two', 'a', 'b']);
  await end('two');
  expect(log).toEqual(['two', 'a', 'b', 'also two']);
  await end('b');
  expect(log).not.toContain('wide');
  await end('also two');
  expect(log.at(-1)).toBe('wide');
  await end('wide');
  await all;
});
