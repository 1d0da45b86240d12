import { expect, test } from 'vitest';
import { turnOf } from '../../../../src/page/charts/turn';
import type { JobToken } from '../../../../src/engine/project/job-token';
import { full } from '../../../support/full';
import { nodeJob, nodeStudio, specOf } from '../../../support/studio-in-node';

/** Enough to see the turn. */
const EPOCHS = 7;

/**
 * What lessons show as too much of a good thing: hrnn with its defaults on the clicks of the bundled sample, eight times
 * fewer rows than it has, read twelve times. It is learned by heart after the second time.
 */
// Half a minute of training: in `npm run test:full`.
test.runIf(full)(
  'hrnn on the sample’s clicks gets worse on held-out people while its loss goes on falling',
  async () => {
    const { studio } = nodeStudio();
    await studio.openSample(nodeJob(), 'film-club');
    const job: JobToken = nodeJob(({ curve = [] }) => {
      if (curve.length === EPOCHS) job.end('keep');
    });
    const version = await studio.train(job, specOf('aws-hrnn', { eventType: 'click', budget: 'standard' }));
    const { curve, epochs } = version;
    const turn = turnOf({ points: curve, total: epochs.total, baseline: null, name: 'hrnn', running: false });
    expect(epochs.total).toBe(12);
    expect(turn).toMatchObject({ kind: 'falls', lossFalls: true });
    expect(turn?.best.epoch).toBe(2);
    expect((turn?.last.ndcgAt10 ?? 1) / (turn?.best.ndcgAt10 ?? 1)).toBeLessThan(0.8);
    const losses = curve.map(({ loss }) => loss ?? NaN);
    expect(losses.every((loss, k) => k === 0 || loss < losses[k - 1])).toBe(true);
  },
  240_000,
);
