import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, type Outcome } from '../../../../src/programs/cli/run-command';
import { memorySource } from '../../../../src/import/open/bytes/source';
import type { ProjectManifest } from '../../../../src/domain/project-file';
import { batchStudio } from '../../../support/batch-studio';
import { nodeJob, nodeStudio, type NodeStudio } from '../../../support/studio-in-node';
import { fileOf } from '../../engine/project/file/project-files';
import { unzipSync, strFromU8 } from 'fflate';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
const saved = join(folder, 'rest.foretaste.zip');
let whole: Uint8Array<ArrayBuffer>;
let manifest: ProjectManifest;
beforeAll(async () => {
  const { node, state, version } = await batchStudio();
  await version('aws-sims');
  await version('aws-popularity-count');
  whole = await fileOf(node, state);
  manifest = JSON.parse(strFromU8(unzipSync(whole)['foretaste-project.json'])) as ProjectManifest;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Where the packed bytes of the part begin whose name ends so. */
function placeOf(owner: string, part: string): number {
  const place = manifest.pieces.findIndex((piece) => piece.owner === owner && piece.part.endsWith(part));
  const name = Buffer.from(`parts/${String(place).padStart(6, '0')}`);
  return Buffer.from(whole).indexOf(name) + name.length;
}

async function checked(
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
  ...more: string[]
): Promise<Outcome> {
  const path = join(folder, 'project.foretaste.zip');
  writeFileSync(path, change(whole.slice()));
  return runCommand(['check', path, ...more]);
}
const changedAt =
  (...places: readonly number[]) =>
  (bytes: Uint8Array<ArrayBuffer>) => {
    for (const at of places) bytes[at] ^= 4;
    return bytes;
  };

async function opened(path: string): Promise<{ node: NodeStudio; versions: readonly string[] }> {
  const node = nodeStudio();
  const source = memorySource('rest.zip', new Uint8Array(readFileSync(path)));
  const { solutionVersions } = await node.studio.importProject(nodeJob(), source);
  return { node, versions: solutionVersions.map(({ arn }) => arn) };
}

describe('a project file', () => {
  it('that is whole is said to be', async () => {
    const { document, status } = await checked((bytes) => bytes);
    expect(document).toMatchObject({ project: 'few', whole: true, lost: [], saves: 'all' });
    expect(status).toBe(0);
  });

  it('with a lost column and a lost model is saved without them', async () => {
    const damage = changedAt(placeOf('data', 'items/columns/0/codes'), placeOf('models/0', 'counts'));
    const { document } = await checked(damage, '--save', saved);
    const lost = ['Columns of Items: GENRE', expect.stringMatching(/^Model of \S+ v1$/) as string];
    expect(document).toMatchObject({ whole: false, lost, saves: 'rest', saved });
    const { node, versions } = await opened(saved);
    const items = await node.studio.readRows('ITEMS', 0, 9);
    expect(JSON.stringify(items)).not.toContain('GENRE');
    const answers = await Promise.allSettled(
      versions.map((solutionVersionArn) =>
        node.studio.getRecommendations({
          solutionVersionArn,
          userId: '1',
          itemId: 'a',
          numResults: 3,
        } as never),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('with lost events keeps items and users, and their versions', async () => {
    const { document } = await checked(changedAt(placeOf('data', 'interactions/itemIdx')), '--save', saved);
    expect(document).toMatchObject({ lost: ['Rows of Interactions'] });
    const { node } = await opened(saved);
    expect((await node.studio.readRows('ITEMS', 0, 9)).rows.length).toBe(4);
    expect((await node.studio.describeData()).interactions).toBe(0);
  });

  it('that was cut off keeps what comes before', async () => {
    const { document } = await checked(
      (bytes) => bytes.slice(0, placeOf('models/0', 'counts')),
      '--save',
      saved,
    );
    expect(document).toMatchObject({ whole: false, saves: 'rest' });
    expect((await (await opened(saved)).node.studio.describeData()).interactions).toBe(13);
  });

  it('whose list is lost is refused with words', async () => {
    const { document, status } = await checked(changedAt(60));
    expect(status).toBe(1);
    expect(document).toMatchObject({
      error: { code: 'PROJECT_FILE', message: expect.any(String) as string },
    });
  });

  it('that is another file is refused, and so is a wrong call', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    expect((await runCommand(['check', path])).document).toMatchObject({
      error: { code: 'PROJECT_FILE', reason: 'foreign' },
    });
    expect((await runCommand(['check'])).status).toBe(2);
  });
});
