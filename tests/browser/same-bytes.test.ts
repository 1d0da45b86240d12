import { expect, inject, it } from 'vitest';
import { InProcessPool } from '../../src/engine/in-process-pool';
import { modelHashes } from '../support/model-hashes';

it('trains every recipe to the same bytes in Chromium as in Node', async () => {
  expect(await modelHashes(new InProcessPool())).toEqual(inject('modelHashesOfNode'));
});
