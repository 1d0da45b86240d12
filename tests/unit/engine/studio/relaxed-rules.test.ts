import { expect, it } from 'vitest';
import { blobSource } from '../../../../src/import/open/bytes/source';
import { rows, text } from '../../../fixtures/corpus/making';
import { nodeJob, nodeStudio, specOf } from '../../../support/studio-in-node';

it('a project of few people trains once it goes by the relaxed rules, without another import', async () => {
  const node = nodeStudio();
  // Nine people, where the service asks for twenty-five.
  const proposal = await node.studio.inspectFiles(nodeJob(), [
    blobSource('log.csv', new Blob([text(rows(1500))])),
  ]);
  expect(proposal.plan.profile).toBe('relaxed');
  const plan = { ...proposal.plan, profile: 'aws' } as const;
  await node.studio.importFiles(nodeJob(), proposal.id, plan, { into: null, name: 'few' });
  const spec = specOf('aws-popularity-count');
  await expect(node.studio.train(nodeJob(), spec)).rejects.toMatchObject({ code: 'T02' });
  expect((await node.studio.relaxRules()).profile).toBe('relaxed');
  expect(await node.studio.train(nodeJob(), { ...spec, name: 'again' })).toMatchObject({ status: 'ACTIVE' });
});
