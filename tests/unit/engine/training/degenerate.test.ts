import { expect, test } from 'vitest';
import type { SourceFile } from '../../../../src/import/open/bytes/source';
import { nodeJob, nodeStudio, specOf, textFile, type NodeStudio } from '../../../support/studio-in-node';

const rows = (...lines: string[]): string => ['USER_ID,ITEM_ID,TIMESTAMP', ...lines].join('\n');
/** As little as the `relaxed` profile lets in. */
async function importRelaxed({ studio }: NodeStudio, files: readonly SourceFile[]): Promise<void> {
  const { id, name, plan } = await studio.inspectFiles(nodeJob(), files);
  await studio.importFiles(nodeJob(), id, { ...plan, profile: 'relaxed' }, { into: null, name });
}

const apart = (k: number): number => 1_600_000_000 + 86_400 * k;

test('a segmentation where everybody takes everything keeps its fallback, and has not diverged', async () => {
  const node = nodeStudio();
  const lines = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) =>
    ['u', 'v', 'w', 'x'].map((user) => `${user},${'ab'[k % 2]},${apart(k)}`),
  );
  await importRelaxed(node, [textFile('interactions.csv', rows(...lines))]);
  expect(await node.studio.train(nodeJob(), specOf('aws-item-affinity'))).toMatchObject({ status: 'ACTIVE' });
});
