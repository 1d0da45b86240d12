import { describe, expect, it } from 'vitest';
import { batchStudio, createBatch, ended } from '../../../support/batch-studio';

describe('lines that ask about everybody', () => {
  it.each([
    ['aws-popularity-count', 6, '{"userId":"1","filterValues":{"G":"x"}}'],
    ['aws-sims', 4, '{"itemId":"a","filterValues":{"G":"x"}}'],
    ['aws-personalized-ranking', 6, '{"userId":"1","itemList":["a","b","c","d"],"filterValues":{"G":"x"}}'],
    ['aws-item-affinity', 4, '{"itemId":"a","filterValues":{"G":"x"}}'],
    [
      'aws-item-attribute-affinity',
      3,
      '{"itemAttributes":"ITEMS.GENRE = \\"comedy\\"","filterValues":{"G":"x"}}',
    ],
  ] as const)('are those of %s, and a job takes them', async (recipe, count, first) => {
    const { node, version } = await batchStudio();
    const solutionVersionArn = await version(recipe);
    const path = 's3://all/input.jsonl';
    const filterValues = { G: 'x' };
    const made = await node.studio.invoke('WriteBatchInput', { solutionVersionArn, path, filterValues });
    expect(made).toEqual({ path, lines: count });
    const text = (await (await node.studio.readFile(path))?.text()) ?? '';
    expect(text.split('\n')[0]).toBe(first);
    const isSegment = recipe.startsWith('aws-item-a');
    const job = await createBatch(node, solutionVersionArn, text, {
      operation: isSegment ? 'CreateBatchSegmentJob' : 'CreateBatchInferenceJob',
    });
    expect(await ended(node, job)).toMatchObject({ status: 'ACTIVE', lines: count, failedLines: 0 });
  });
});
