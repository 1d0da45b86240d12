import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BundleManifest } from '../../../src/domain/bundle';
import { zippedBundle } from '../../../src/worker/bundle';
import { smallInteractions } from '../../support/scripted-recipe';
import { shellcheck } from '../../support/shellcheck.mjs';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../support/studio-in-node';
import { chosen, hiddenPeople, ITEMS, PEOPLE, ROWS } from '../engine/training/brought/others';

describe('a bundle that leaves out what is hidden here', () => {
  const rows = smallInteractions(PEOPLE, ITEMS, ROWS);
  let folder: string;
  let text: (path: string) => string;
  let manifest: BundleManifest;
  let paths: readonly string[];

  beforeAll(async () => {
    const { studio, ...node } = nodeStudio();
    await importFiles({ studio, ...node }, [textFile('shop.csv', rows)]);
    await studio.train(nodeJob(), specOf('aws-popularity-count', { seed: 7 }));
    await studio.train(nodeJob(), specOf('aws-sims', { seed: 7 }));
    const zip = await studio.exportBundle(
      nodeJob(),
      (source) => zippedBundle(source, nodeJob()),
      [],
      'left-out',
      true,
    );
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    paths = Object.keys(files);
    text = (path) => new TextDecoder().decode(files[path]);
    manifest = JSON.parse(text('manifest.json')) as BundleManifest;
    folder = mkdtempSync(join(tmpdir(), 'foretaste-held-out-'));
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), files[path]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has every row but those that the newest training hid, and names their people', () => {
    const people = hiddenPeople(7);
    expect(manifest.heldOut).toEqual({ people: people.length, rows: people.length, seed: 7 });
    const hidden = new Set(
      people.map((user) => `u${user},i${chosen(user)},${1_700_000_000 + 11_000 + user}`),
    );
    const kept = rows
      .trimEnd()
      .split('\n')
      .filter((line) => !hidden.has(line.split(',').slice(0, 3).join(',')));
    expect(text('data/interactions/interactions.csv').trimEnd().split('\n')).toEqual(kept);
    expect(kept).toHaveLength(1 + PEOPLE * ROWS - people.length);
    const asked = text('held-out/people.jsonl').trimEnd().split('\n');
    expect(asked.toSorted()).toEqual(people.map((user) => `{"userId":"u${user}"}`).toSorted());
    expect(text('README.md')).toContain('The newest 20 rows of 20 people are left out');
  });

  test('without it there is no script for lists, and nothing is missing', async () => {
    const { studio, ...node } = nodeStudio();
    await importFiles({ studio, ...node }, [textFile('shop.csv', rows)]);
    const all = await studio.describeExport([], 'left-out');
    expect(all.tables.map(({ rows: count }) => count)).toEqual([PEOPLE * ROWS]);
    const held = await studio.describeExport([], 'left-out', true);
    expect(held.tables.map(({ rows: count }) => count)).toEqual([PEOPLE * ROWS - 20, 20]);
    expect(held.warnings.map(({ code }) => code)).toContain('HELD_OUT');
    expect(all.warnings.map(({ code }) => code)).not.toContain('HELD_OUT');
  });

  test('has scripts without a finding', ({ skip }) => {
    const found = shellcheck(['fetch-lists.sh', 'clean-up.sh'].map((name) => join(folder, name)));
    if (found === null) skip('shellcheck is missing');
    expect(found).toBe('');
  });

  test.each([
    ['aws', 'bash', 'create.sh', 'fetch-lists.sh'],
    ['boto3.py', 'python3', 'create.py', 'fetch_lists.py'],
  ])(
    'has each version that lists for people asked for those of whom rows are hidden, with %s',
    (standIn, interpreter, create, fetch) => {
      if (spawnSync(interpreter, ['--version']).error !== undefined) return;
      const tools = mkdtempSync(join(tmpdir(), 'foretaste-tools-'));
      const file = join(tools, standIn);
      writeFileSync(file, readFileSync(join(import.meta.dirname, '../../fixtures/stand-ins', standIn)));
      chmodSync(file, 0o755);
      const run = (script: string): readonly string[] => {
        const log = join(tools, 'log');
        writeFileSync(log, '');
        const env = {
          ...process.env,
          PATH: `${tools}${delimiter}${process.env.PATH ?? ''}`,
          PYTHONPATH: tools,
          PYTHONDONTWRITEBYTECODE: '1',
          LOG: log,
          DELETED: join(tools, 'deleted'),
          BUCKET: 'bucket',
          ROLE_ARN: 'arn:aws:iam::1:role/r',
        };
        const { status, stderr } = spawnSync(interpreter, [join(folder, script)], { encoding: 'utf8', env });
        expect([status, stderr]).toEqual([0, '']);
        return readFileSync(log, 'utf8').trimEnd().split('\n');
      };
      run(create);
      const asked = run(fetch).filter((line) => line.startsWith('create-batch-inference-job'));
      // What goes with an item is nobody's list.
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain('solution-version/popularity-count');
      expect(asked[0]).toMatch(/s3:\/\/bucket\/[\w-]+\/held-out\/people\.jsonl/);
      expect(run(fetch).filter((line) => line.startsWith('create-'))).toEqual([]);
      rmSync(join(folder, 'arns'), { recursive: true });
      rmSync(tools, { recursive: true });
    },
  );
});
