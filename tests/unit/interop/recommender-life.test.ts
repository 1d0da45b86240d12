import * as control from '@aws-sdk/client-personalize';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { agedBy, localAws, runSchedule } from '../../support/local-aws';
import { create, describeOf, listOf, recipeArn, site } from '../../support/recommender-site';

/** As few people and films as have the thousand events that a recommender needs. */
const FEW = { people: 30, films: 80, events: 3000 };

test('a recommender is listed, described, stopped, started, trained anew and deleted', async () => {
  const films = await site('VIDEO_ON_DEMAND', 'aws', {}, FEW);
  const { personalize, service, project } = films.aws;
  const recommenderArn = await create(films, 'aws-vod-top-picks', 'picks');
  const { recommenders = [] } = await personalize.listRecommenders({
    datasetGroupArn: films.datasetGroupArn,
  });
  expect(recommenders).toMatchObject([
    {
      name: 'picks',
      recipeArn: recipeArn('aws-vod-top-picks'),
      recommenderConfig: { minRecommendationRequestsPerSecond: 1 },
    },
  ]);
  expect((await describeOf(films, recommenderArn)).modelMetrics?.precision_at_5).toBeGreaterThan(0);
  // What is behind it is no solution of anybody's.
  expect((await personalize.listSolutions()).solutions).toEqual([]);
  expect((await personalize.listSolutionVersions()).solutionVersions).toEqual([]);

  await personalize.stopRecommender({ recommenderArn });
  expect((await describeOf(films, recommenderArn)).status).toBe('INACTIVE');
  await expect(listOf(films, recommenderArn, { userId: 'u' })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
  await expect(personalize.stopRecommender({ recommenderArn })).rejects.toBeInstanceOf(
    control.InvalidInputException,
  );
  await personalize.startRecommender({ recommenderArn });

  const before = await listOf(films, recommenderArn, { userId: 'u' });
  const versionOf = (): string => project.state.service?.recommenders[0].solutionVersionArn ?? '';
  const old = versionOf();
  await personalize.updateRecommender({ recommenderArn, recommenderConfig: {} });
  const during = await describeOf(films, recommenderArn);
  expect(during.status).toBe('ACTIVE');
  expect(during.latestRecommenderUpdate?.status).toMatch(/^CREATE (PENDING|IN_PROGRESS)$/);
  expect(await listOf(films, recommenderArn, { userId: 'u' })).toEqual(before);
  await expect(personalize.deleteRecommender({ recommenderArn })).rejects.toBeInstanceOf(
    control.ResourceInUseException,
  );
  await expect(personalize.deleteDataset({ datasetArn: films.datasetArns[0] })).rejects.toBeInstanceOf(
    control.ResourceInUseException,
  );
  await service.idle();
  expect((await describeOf(films, recommenderArn)).latestRecommenderUpdate?.status).toBe('ACTIVE');
  expect(versionOf()).not.toBe(old);
  expect(project.state.solutionVersions.map(({ arn }) => arn)).toEqual([versionOf()]);
  expect(await listOf(films, recommenderArn, { userId: 'u' })).toEqual(before);

  // Settings that only serving reads need no training.
  const exploring = { explorationWeight: '1', explorationItemAgeCutOff: '3000' };
  await personalize.updateRecommender({
    recommenderArn,
    recommenderConfig: { itemExplorationConfig: exploring },
  });
  const plain = await describeOf(films, recommenderArn);
  expect(plain.recommenderConfig?.itemExplorationConfig).toEqual(exploring);
  expect(await listOf(films, recommenderArn, { userId: 'u' })).not.toEqual(before);
  await expect(
    personalize.updateRecommender({
      recommenderArn,
      recommenderConfig: { itemExplorationConfig: { explorationItemAgeCutOff: '0.5' } },
    }),
  ).rejects.toBeInstanceOf(control.InvalidInputException);

  const inUse = control.ResourceInUseException;
  const group = { datasetGroupArn: films.datasetGroupArn };
  await expect(personalize.deleteDatasetGroup(group)).rejects.toBeInstanceOf(inUse);
  await personalize.deleteRecommender({ recommenderArn });
  expect(project.state.solutionVersions).toEqual([]);
  await expect(describeOf(films, recommenderArn)).rejects.toBeInstanceOf(control.ResourceNotFoundException);
  await expect(personalize.deleteDatasetGroup(group)).rejects.toBeInstanceOf(inUse);
  for (const datasetArn of films.datasetArns) await personalize.deleteDataset({ datasetArn });
  await personalize.deleteDatasetGroup(group);
});

test('a recommender takes its version over in the step that makes it ACTIVE, and a page closed before leaves none', async () => {
  const shop = await site('ECOMMERCE');
  const { personalize, service, project } = shop.aws;
  const stored: (readonly [string | undefined, string | null | undefined])[] = [];
  const write = project.storage.writeModel.bind(project.storage);
  const writing = vi.spyOn(project.storage, 'writeModel').mockImplementation(async (change, arn, model) => {
    const seen = await write(
      (state) => {
        const next = change(state);
        const [recommender] = next.service?.recommenders ?? [];
        stored.push([recommender.status, recommender.solutionVersionArn]);
        expect(recommender.solutionVersionArn).toBe(arn);
        return next;
      },
      arn,
      model,
    );
    return seen;
  });
  const recommenderArn = await create(shop, 'aws-ecomm-popular-items-by-views');
  writing.mockRestore();
  const [version] = project.state.solutionVersions;
  expect(stored).toEqual([['ACTIVE', version.arn]]);

  // What an older crash left: the version is there, and the recommender never heard of it.
  await project.update((state) => ({
    ...state,
    service: state.service && {
      ...state.service,
      recommenders: state.service.recommenders.map((one) => ({
        ...one,
        status: 'CREATE FAILED' as const,
        solutionVersionArn: null,
      })),
    },
  }));
  await project.recover();
  expect(project.state.solutionVersions).toEqual([]);
  await expect(project.models.stored(version.arn)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  await personalize.updateRecommender({ recommenderArn, recommenderConfig: {} });
  await service.idle();
  expect((await describeOf(shop, recommenderArn)).status).toBe('ACTIVE');
});

test('the personal ones take new data in by themselves, and trends are evaluated again', async () => {
  const films = await site('VIDEO_ON_DEMAND', 'aws', {}, FEW);
  const { personalize, events, service, project } = films.aws;
  const picks = await create(films, 'aws-vod-top-picks', 'picks');
  const trends = await create(films, 'aws-vod-trending-now', 'trends');
  const popular = await create(films, 'aws-vod-most-popular', 'popular');
  const { trackingId } = await personalize.createEventTracker({
    name: 'site',
    datasetGroupArn: films.datasetGroupArn,
  });
  const run = async () => (await runSchedule(films.aws)).started;
  const twoHoursOn = () => project.update((state) => agedBy(state, 2 * 3600));
  await twoHoursOn();
  expect(await run()).toEqual([]);
  const newest = Math.max(...(await project.data.index()).tables.interactions.timestampSec);
  const rising = films.club.events[0].itemId;
  await events.putEvents({
    trackingId,
    sessionId: 'crowd',
    eventList: Array.from({ length: 10 }, (_, n) => ({
      eventType: 'Click',
      itemId: rising,
      sentAt: new Date((newest + 3600 + n) * 1000),
    })),
  });
  const versionOf = (arn: string): string =>
    project.state.service?.recommenders.find((one) => one.arn === arn)?.solutionVersionArn ?? '';
  const before = [picks, trends, popular].map(versionOf);
  expect(await run()).toEqual([trends, before[0]]);
  const after = [picks, trends, popular].map(versionOf);
  // Updated in place; trained anew; left as it was.
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[2]).toBe(before[2]);
  const updated = project.state.solutionVersions.find(({ arn }) => arn === after[0]);
  expect(updated?.autoUpdate?.putBatches).toBe(1);
  expect((await listOf(films, trends, {}))[0]).toBe(rising);
  expect(await run()).toEqual([]);

  // An evaluation or an update that fails is not due again until two hours later, and says why.
  await events.putEvents({
    trackingId,
    sessionId: 'crowd',
    eventList: [{ eventType: 'Click', itemId: rising, sentAt: new Date((newest + 7200) * 1000) }],
  });
  await twoHoursOn();
  const full = vi
    .spyOn(project.storage, 'writeModel')
    .mockRejectedValue(new AppError('QUOTA_EXCEEDED', { neededBytes: null, freeBytes: null }));
  expect(await run()).toEqual([trends, after[0]]);
  expect((await describeOf(films, trends)).latestRecommenderUpdate?.status).toBe('CREATE FAILED');
  expect(await run()).toEqual([]);
  const refused = async (): Promise<unknown> => (await service.invoke('RunSchedule', {})).refused;
  expect(await refused()).toMatchObject([{ resourceArn: after[0], name: 'picks' }]);
  full.mockRestore();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 3600 * 1000 + 1000);
  expect(await run()).toEqual([trends, after[0]]);
  expect(await refused()).toEqual([]);
  clock.mockRestore();
});

test('what the data or the group lack is said', async () => {
  const shop = await site('ECOMMERCE', 'aws', { View: 900 });
  const { personalize, service, project } = shop.aws;
  // Of another domain.
  await expect(create(shop, 'aws-vod-most-popular')).rejects.toBeInstanceOf(control.InvalidInputException);
  const { useCases } = await service.invoke('ListUseCaseNeeds', {});
  expect(useCases).toHaveLength(5);
  expect(useCases).toContainEqual({
    recipeArn: recipeArn('aws-ecomm-popular-items-by-purchases'),
    events: shop.club.events.filter(({ type }) => type === 'purchase').length,
    eventsNeeded: 1000,
    lacksItems: false,
    met: true,
  });
  const short = { recipeArn: recipeArn('aws-ecomm-popular-items-by-views'), events: 900, met: false };
  expect(useCases).toContainEqual(expect.objectContaining(short));
  const { recommenderArn = '' } = await personalize.createRecommender({
    name: 'short',
    datasetGroupArn: shop.datasetGroupArn,
    recipeArn: short.recipeArn,
  });
  await service.idle();
  const failed = await describeOf(shop, recommenderArn);
  expect(failed.status).toBe('CREATE FAILED');
  expect(failed.failureReason).toMatch(/^Only 900 of [\d,]+\sevents can be learned from, of type “View”;/);
  expect(project.state.solutionVersions).toEqual([]);
  // Once there are enough, the same recommender is trained by an update.
  await project.update((state) => ({ ...state, profile: 'relaxed' }));
  await personalize.updateRecommender({ recommenderArn, recommenderConfig: {} });
  await service.idle();
  expect((await describeOf(shop, recommenderArn)).status).toBe('ACTIVE');
  expect((await describeOf(shop, recommenderArn)).failureReason).toBeUndefined();
  const { recipes = [] } = await personalize.listRecipes({ domain: 'ECOMMERCE' });
  expect(recipes.map(({ domain }) => domain)).toEqual(Array(5).fill('ECOMMERCE'));
  const all = await personalize.listRecipes({ maxResults: 100 });
  expect(all.recipes?.filter(({ domain }) => domain === 'VIDEO_ON_DEMAND')).toHaveLength(5);
  const { recipe } = await personalize.describeRecipe({ recipeArn: recipeArn('aws-vod-more-like-x') });
  expect(recipe?.recipeType).toBe('RELATED_ITEMS');

  const custom = await localAws();
  const { datasetGroupArn } = await custom.personalize.createDatasetGroup({ name: 'plain' });
  await expect(
    custom.personalize.createRecommender({
      name: 'x',
      datasetGroupArn,
      recipeArn: recipeArn('aws-vod-most-popular'),
    }),
  ).rejects.toBeInstanceOf(control.InvalidInputException);
  // And a custom group takes no schema of a domain.
  const { schemaArn } = await custom.personalize.createSchema({
    name: 's',
    schema: JSON.stringify(shop.club.itemsSchema),
    domain: 'ECOMMERCE',
  });
  await expect(
    custom.personalize.createDataset({ name: 'd', datasetGroupArn, datasetType: 'Items', schemaArn }),
  ).rejects.toBeInstanceOf(control.InvalidInputException);
});
