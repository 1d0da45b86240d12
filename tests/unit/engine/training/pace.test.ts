import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredModel } from '../../../../src/domain/model';
import type { Progress } from '../../../../src/domain/ports';
import type { ProjectState, SolutionVersion } from '../../../../src/domain/resources';
import { JobToken } from '../../../../src/engine/project/job-token';
import { smallInteractions } from '../../../support/scripted-recipe';
import { nodeJob, nodeStudio, specOf, textFile, type NodeStudio } from '../../../support/studio-in-node';

const SPEC = specOf('aws-hrnn', { algorithmHyperParameters: { hidden_dimension: '32' } });

/** A job that begins paused; what is held is told to the test, which says how it goes on. */
function paused(onHeld: (job: JobToken, report: Progress) => void): JobToken {
  const job: JobToken = nodeJob((report) => {
    if (report.held === true) setImmediate(() => onHeld(job, report));
  });
  job.pace('pause');
  return job;
}

describe('a training that is paused', () => {
  let node: NodeStudio;
  let state: ProjectState;
  /** What an uninterrupted training on the same file makes. */
  let whole: SolutionVersion;
  let learned: StoredModel;

  const begin = async (): Promise<void> => {
    node = nodeStudio();
    const file = textFile('shop.csv', smallInteractions(20, 40, 20));
    const { id, name, plan } = await node.studio.inspectFiles(nodeJob(), [file]);
    const target = { into: null, name };
    ({ state } = await node.studio.importFiles(nodeJob(), id, { ...plan, profile: 'relaxed' }, target));
  };
  const model = async (arn: string) => (await node.catalogue.open(state.project.id)).readModel(arn);

  beforeAll(async () => {
    await begin();
    whole = await node.studio.train(nodeJob(), SPEC);
    learned = await model(whole.arn);
  });
  beforeEach(begin);

  test('and stepped, then played, learns to the byte what an uninterrupted one learns', async () => {
    expect(whole.epochs.total).toBeGreaterThan(3);
    const heldAt: number[] = [];
    const job = paused((token, { done }) => {
      heldAt.push(done);
      token.pace(done < 2 ? 'step' : 'play');
    });
    const stepped = await node.studio.train(job, SPEC);
    expect(heldAt).toEqual([0, 1, 2]);
    const other = await model(stepped.arn);
    expect(other.header).toEqual(learned.header);
    expect(Object.keys(other.arrays)).toEqual(Object.keys(learned.arrays));
    for (const [name, array] of Object.entries(learned.arrays)) expect(other.arrays[name]).toEqual(array);
    expect(stepped.metrics).toEqual(whole.metrics);
    expect(stepped.curve.map(({ loss, ndcgAt10 }) => [loss, ndcgAt10])).toEqual(
      whole.curve.map(({ loss, ndcgAt10 }) => [loss, ndcgAt10]),
    );
  });

  test('keeps the epochs it has finished when it is stopped and kept', async () => {
    const job = paused((token, { done }) => (done < 2 ? token.pace('step') : token.end('keep')));
    const version = await node.studio.train(job, SPEC);
    expect([version.status, version.epochs.done, version.curve.length]).toEqual(['ACTIVE', 2, 2]);
  });

  test('leaves nothing when it is cancelled before its first epoch', async () => {
    const job = paused((token) => token.end('cancel'));
    await expect(node.studio.train(job, SPEC)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('does not count the pause as time it took', async () => {
    const begunMs = Date.now();
    const job = paused((token, { done }) => {
      setTimeout(() => (done < 1 ? token.pace('step') : token.end('keep')), 400);
    });
    const version = await node.studio.train(job, SPEC);
    expect(job.heldMs).toBeGreaterThan(780);
    expect(version.trainingSeconds * 1000).toBeLessThan(Date.now() - begunMs - 780);
  });

  test('is interrupted when its page goes, and comes to the same end when it is resumed', async () => {
    await new Promise<void>((held) => {
      const job = paused((token, { done }) => (done < 1 ? token.pace('step') : held()));
      // Nobody lets it go on any more, as when the page is gone.
      void node.studio.train(job, SPEC);
    });
    const next = nodeStudio({ catalogue: node.catalogue, seed: 2 });
    const { solutionVersions } = await next.studio.openProject(state.project.id);
    const cut = solutionVersions.find(({ failureReason }) => failureReason === 'interrupted');
    const resumed = await next.studio.resumeTraining(nodeJob(), cut?.arn ?? '');
    expect([resumed.status, resumed.epochs]).toEqual(['ACTIVE', whole.epochs]);
    expect((await model(resumed.arn)).arrays).toEqual(learned.arrays);
  });

  test('holds nowhere where there is one step only', async () => {
    const job = paused(() => expect.fail('popularity was held'));
    const version = await node.studio.train(job, specOf('aws-popularity-count'));
    expect(version.status).toBe('ACTIVE');
  });
});

describe('the pace of a job', () => {
  const make = () => {
    const reports: Progress[] = [];
    const job = new JobToken(
      { nowMs: () => 0 },
      (report) => reports.push(report),
      async () => undefined,
    );
    return { job, reports };
  };

  test('steps asked for while an epoch runs add up; a pause forgets them', async () => {
    const { job, reports } = make();
    job.pace('pause');
    job.pace('step');
    job.pace('step');
    await job.hold('fit', 1, 9);
    await job.hold('fit', 2, 9);
    expect(reports).toEqual([]);
    job.pace('step');
    job.pace('pause');
    const third = job.hold('fit', 3, 9);
    expect(reports).toMatchObject([{ phase: 'fit', done: 3, held: true }]);
    job.pace('play');
    await third;
    await job.hold('fit', 4, 9);
    expect(reports.map(({ done, held }) => [done, held])).toEqual([
      [3, true],
      [3, undefined],
    ]);
  });

  test('a step asked for while it plays holds it at the end of the epoch', async () => {
    const { job, reports } = make();
    job.pace('step');
    const hold = job.hold('fit', 1, 9);
    expect(reports.at(-1)?.held).toBe(true);
    job.pace('step');
    job.pace('step');
    await hold;
    // The second press came while it was going on already: it is one epoch more.
    await job.hold('fit', 2, 9);
  });
});
