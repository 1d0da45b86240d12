import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/domain/errors';
import { askSegment, type Standing } from '../../../../../src/page/views/train/segment-question';

/** A worker whose job is over after so many looks, or when it is stopped. */
function worker(looks: number) {
  const calls: string[] = [];
  let left = looks;
  let stopped = false;
  return {
    calls,
    invoke: async (operation: string): Promise<JsonObject> => {
      calls.push(operation.replace('BatchSegmentJob', ''));
      if (operation.startsWith('Create')) return { batchSegmentJobArn: 'job' };
      if (operation.startsWith('Stop')) stopped = true;
      if (!operation.startsWith('Describe')) return {};
      const status = stopped ? 'CREATE FAILED' : left-- > 0 ? 'IN PROGRESS' : 'ACTIVE';
      return { batchSegmentJob: { status } };
    },
    registerFile: async () => undefined,
    readFile: async () => new Blob(['answer']),
  };
}
const question = (standing: () => Standing) => ({
  version: { arn: 'version' },
  jobName: 'segment-1',
  line: '{}',
  numResults: 5,
  standing,
});

describe('a question to a segmentation version', () => {
  test('leaves no job behind once it is answered', async () => {
    const api = worker(1);
    expect(
      await askSegment(
        api,
        question(() => 'asked'),
      ),
    ).toBe('answer');
    expect(api.calls).toEqual(['Create', 'Describe', 'Describe', 'Delete']);
  });

  test('that was left has its job stopped and deleted', async () => {
    const api = worker(1000);
    expect(
      await askSegment(
        api,
        question(() => (api.calls.length < 3 ? 'asked' : 'left')),
      ),
    ).toBeNull();
    expect(api.calls).toEqual(['Create', 'Describe', 'Describe', 'Stop', 'Describe', 'Delete']);
  });

  test('touches nothing of another project', async () => {
    const api = worker(1000);
    expect(
      await askSegment(
        api,
        question(() => (api.calls.length < 3 ? 'asked' : 'elsewhere')),
      ),
    ).toBeNull();
    expect(api.calls).toEqual(['Create', 'Describe', 'Describe']);
  });
});
