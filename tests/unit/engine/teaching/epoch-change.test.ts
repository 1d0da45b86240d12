import { beforeAll, describe, expect, test } from 'vitest';
import type { SolutionVersion } from '../../../../src/domain/resources';
import { Snapshots } from '../../../../src/engine/project/snapshots';
import { scriptedRecipe, smallInteractions } from '../../../support/scripted-recipe';
import {
  importFiles,
  importShop,
  nodeJob,
  type NodeStudio,
  nodeStudio,
  specOf,
  textFile,
} from '../../../support/studio-in-node';

describe('what an epoch changed for one person', () => {
  let node: NodeStudio;
  let hrnn: SolutionVersion;
  let sims: SolutionVersion;

  beforeAll(async () => {
    node = nodeStudio();
    await importShop(node);
    sims = await node.studio.train(nodeJob(), specOf('aws-sims'));
    hrnn = await node.studio.train(
      nodeJob(),
      specOf('aws-hrnn', { algorithmHyperParameters: { hidden_dimension: '32' } }),
    );
  });

  test('after the last epoch the list is the one that is served; places before are those of the epoch before', async () => {
    const last = hrnn.epochs.done;
    const change = await node.studio.epochChange('u3', last, 10);
    const before = await node.studio.epochChange('u3', last - 1, 60);
    const served = await node.studio.getRecommendations({
      solutionVersionArn: hrnn.arn,
      userId: 'u3',
      numResults: 10,
    });
    expect(change?.arn).toBe(hrnn.arn);
    expect(change?.comparedWith).toBe(last - 1);
    expect(change?.items.map(({ itemId }) => itemId)).toEqual(served.items.map(({ itemId }) => itemId));
    const place = (itemId: string): number =>
      1 + (before?.items.findIndex((item) => item.itemId === itemId) ?? -1);
    expect(change?.items.map(({ rankBefore }) => rankBefore)).toEqual(
      change?.items.map(({ itemId }) => place(itemId)),
    );
    const now = new Set(change?.items.map(({ itemId }) => itemId));
    expect(change?.left.map(({ itemId }) => itemId)).toEqual(
      before?.items.slice(0, 10).flatMap(({ itemId }) => (now.has(itemId) ? [] : [itemId])),
    );
  });

  test('a search has a list of each trial that is ahead of all before it', async () => {
    const searched = nodeStudio();
    await importShop(searched);
    let listed = 0;
    const lists: Promise<unknown>[] = [];
    const version = await searched.studio.train(
      nodeJob((progress) => {
        if (!Number.isInteger(progress.listed) || (progress.listed ?? 0) <= listed) return;
        listed = progress.listed ?? 0;
        lists.push(searched.studio.epochChange('u3', listed, 10));
      }),
      specOf('aws-sims', {
        performHPO: true,
        hpoConfig: { hpoResourceConfig: { maxNumberOfTrainingJobs: '6', maxParallelTrainingJobs: '1' } },
      }),
    );
    const trials = version.tuning?.searches[0].trials ?? [];
    const ahead = trials.filter(({ value }, k) =>
      trials.slice(0, k).every((one) => (one.value ?? 0) < (value ?? 0)),
    );
    expect(listed).toBe(ahead.length);
    const told = await Promise.all(lists);
    expect(told[0]).toMatchObject({ arn: version.arn, epoch: 1, comparedWith: 0 });
  });

  test('before the first epoch stands what most people chose, also where nothing was ever trained', async () => {
    const fresh = nodeStudio();
    await importShop(fresh);
    const before = await fresh.studio.epochChange('u3', 0, 60);
    expect(before).toMatchObject({ arn: null, comparedWith: null, left: [] });
    const popularity = await fresh.studio.train(nodeJob(), specOf('aws-popularity-count'));
    const { items } = await fresh.studio.getRecommendations({
      solutionVersionArn: popularity.arn,
      userId: 'u3',
      numResults: 60,
    });
    expect(before?.items.map(({ itemId }) => itemId)).toEqual(items.map(({ itemId }) => itemId));
    const first = await node.studio.epochChange('u3', 1, 5);
    const place = (itemId: string) => 1 + items.findIndex((item) => item.itemId === itemId);
    expect(first?.comparedWith).toBe(0);
    expect(first?.items.map(({ rankBefore }) => rankBefore)).toEqual(
      first?.items.map(({ itemId }) => place(itemId)),
    );
  });

  test('a half is kept until its epoch is over, and looks back at the one before', async () => {
    const trainer = await scriptedRecipe(() => ({ epochs: 5 })).trainer(
      { nItems: 3, items: new Int32Array(1) } as never,
      { parameters: {}, seed: 1, budget: 'instant' },
      {} as never,
    );
    await trainer.trainEpoch(nodeJob());
    const kept = new Snapshots('p', 'arn', 0);
    kept.keep(0.5, trainer.model());
    expect([kept.at(0.5)?.epoch, kept.epochs]).toEqual([0.5, []]);
    kept.keep(1, trainer.model());
    expect([kept.at(0.5), kept.epochs, kept.isBefore(1), kept.isBefore(1.5)]).toEqual([
      null,
      [1],
      false,
      true,
    ]);
  });

  test('an epoch that never was is not kept', async () => {
    expect(await node.studio.epochChange('u3', 99, 5)).toBeNull();
  });

  test('nothing looks back at a training on other data', async () => {
    const other = nodeStudio({ seed: 8 });
    const { project } = await importShop(other);
    const spec = specOf('aws-hrnn', { algorithmHyperParameters: { hidden_dimension: '32' } });
    await other.studio.train(nodeJob(), spec);
    expect(await other.studio.epochChange('u3', 1, 5)).not.toBeNull();
    const { id, plan } = await other.studio.inspectFiles(nodeJob(), [
      textFile('more.csv', smallInteractions(50, 25, 24)),
    ]);
    await other.studio.importFiles(nodeJob(), id, plan, { into: project.id, name: 'shop' });
    expect(await other.studio.epochChange('u3', 1, 5)).toBeNull();
  });

  test('the oldest epochs go when there is no more room, two stay whatever they take', async () => {
    const trainer = await scriptedRecipe(() => ({ epochs: 5 })).trainer(
      { nItems: 3, items: new Int32Array(1) } as never,
      { parameters: {}, seed: 1, budget: 'instant' },
      {} as never,
    );
    const kept = new Snapshots('p', 'arn', 0, 60); // 12 bytes each, and as many in use
    const tight = new Snapshots('p', 'arn', 0, 1);
    for (let epoch = 1; epoch <= 5; epoch++) {
      await trainer.trainEpoch(nodeJob());
      kept.keep(epoch, trainer.model());
      tight.keep(epoch, trainer.model());
    }
    expect([kept.epochs, tight.epochs]).toEqual([
      [4, 5],
      [4, 5],
    ]);
    const roomy = new Snapshots('p', 'arn', 0, 80);
    for (let epoch = 1; epoch <= 5; epoch++) roomy.keep(epoch, trainer.model());
    expect(roomy.epochs).toEqual([3, 4, 5]);
  });

  test('where nobody is held out, a state’s walk ends at the list that is served', async () => {
    const few = nodeStudio();
    await importFiles(few, [textFile('few.csv', smallInteractions(25, 60, 30))]);
    const { arn } = await few.studio.train(nodeJob(), specOf('aws-hrnn'));
    const trace = await few.studio.traceSession(nodeJob(), arn, 'u3');
    const served = await few.studio.getRecommendations({
      solutionVersionArn: arn,
      userId: 'u3',
      numResults: 1,
    });
    const { steps } = trace;
    expect(steps.at(-1)?.expected.itemId).toBe(served.items[0].itemId);
    expect(steps.at(-1)?.nextRank).toBeNull();
    expect(steps[0].begins).toBe(true);
    for (const { moved, nextRank } of steps.slice(0, -1)) {
      expect(moved).toBeGreaterThan(0);
      expect(nextRank).toBeGreaterThanOrEqual(1);
      expect(nextRank).toBeLessThanOrEqual(trace.catalogueSize);
    }
    await expect(node.studio.traceSession(nodeJob(), sims.arn, 'u3')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('another discount gives at once the list that a training with it gives, with places as trained', async () => {
    const ask = { solutionVersionArn: sims.arn, userId: '', itemId: 'i7', numResults: 10 };
    const trained = await node.studio.getRecommendations(ask);
    const asked = await node.studio.getRecommendations({ ...ask, popularityDiscountFactor: 1 });
    const spec = specOf('aws-sims', { algorithmHyperParameters: { popularity_discount_factor: '1' } });
    const other = await node.studio.train(nodeJob(), spec);
    const learned = await node.studio.getRecommendations({ ...ask, solutionVersionArn: other.arn });
    expect(asked.items.map(({ itemId, count }) => [itemId, count])).toEqual(
      learned.items.map(({ itemId, count }) => [itemId, count]),
    );
    asked.items.forEach(({ itemId, rankInTruth }) => {
      const at = trained.items.findIndex((item) => item.itemId === itemId);
      if (at >= 0) expect(rankInTruth).toBe(at + 1);
      else expect(rankInTruth).toBeGreaterThan(10);
    });
    expect(trained.items[0].rankInTruth).toBeUndefined();
    await expect(
      node.studio.getRecommendations({ ...ask, popularityDiscountFactor: 2 }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      node.studio.getRecommendations({
        solutionVersionArn: hrnn.arn,
        userId: 'u3',
        popularityDiscountFactor: 0.5,
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
