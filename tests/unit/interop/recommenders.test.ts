import * as control from '@aws-sdk/client-personalize';
import { PutEventsCommand } from '@aws-sdk/client-personalize-events';
import { GetRecommendationsCommand } from '@aws-sdk/client-personalize-runtime';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import type { DatasetDomain, Profile } from '../../../src/domain/schema';
import { domainClub, type DomainClub } from '../../support/domain-club';
import { localAws, type LocalAws } from '../../support/local-aws';

const roleArn = 'arn:aws:iam::000000000000:role/any';
const recipeArn = (name: string): string => `arn:aws:personalize:::recipe/${name}`;

interface Site {
  readonly aws: LocalAws;
  readonly club: DomainClub;
  readonly datasetGroupArn: string;
  readonly datasetArns: readonly string[];
}

async function site(
  domain: DatasetDomain,
  profile: Profile = 'aws',
  most: { readonly [type: string]: number } = {},
): Promise<Site> {
  const aws = await localAws(profile);
  const club = await domainClub(domain, most);
  const { personalize, files, service } = aws;
  const { datasetGroupArn = '' } = await personalize.send(
    new control.CreateDatasetGroupCommand({ name: 'club', domain }),
  );
  const datasetArns: string[] = [];
  for (const [type, schema, csv] of [
    ['Interactions', club.interactionsSchema, club.interactionsCsv],
    ['Items', club.itemsSchema, club.itemsCsv],
  ]) {
    const { schemaArn } = await personalize.send(
      new control.CreateSchemaCommand({ name: type, schema, domain }),
    );
    const { datasetArn = '' } = await personalize.send(
      new control.CreateDatasetCommand({ name: type, datasetGroupArn, datasetType: type, schemaArn }),
    );
    datasetArns.push(datasetArn);
    files.put(`s3://club/${type}.csv`, new Blob([csv]));
    await personalize.send(
      new control.CreateDatasetImportJobCommand({
        jobName: type,
        datasetArn,
        dataSource: { dataLocation: `s3://club/${type}.csv` },
        roleArn,
      }),
    );
  }
  await service.idle();
  const { datasetImportJobs = [] } = await personalize.send(new control.ListDatasetImportJobsCommand({}));
  expect(datasetImportJobs.map(({ status, failureReason }) => [status, failureReason])).toEqual([
    ['ACTIVE', undefined],
    ['ACTIVE', undefined],
  ]);
  return { aws, club, datasetGroupArn, datasetArns };
}

async function describeOf({ aws }: Site, recommenderArn: string): Promise<control.Recommender> {
  const { recommender } = await aws.personalize.send(
    new control.DescribeRecommenderCommand({ recommenderArn }),
  );
  if (recommender === undefined) throw new Error('nothing described');
  return recommender;
}

async function create(at: Site, useCase: string, name = useCase): Promise<string> {
  const { recommenderArn = '' } = await at.aws.personalize.send(
    new control.CreateRecommenderCommand({
      name,
      datasetGroupArn: at.datasetGroupArn,
      recipeArn: recipeArn(useCase),
    }),
  );
  expect((await describeOf(at, recommenderArn)).status).toMatch(/^CREATE (PENDING|IN_PROGRESS)$/);
  await at.aws.service.idle();
  const made = await describeOf(at, recommenderArn);
  expect([made.status, made.failureReason]).toEqual(['ACTIVE', undefined]);
  return recommenderArn;
}

async function listOf(at: Site, recommenderArn: string, asked: object): Promise<string[]> {
  const { itemList = [] } = await at.aws.runtime.send(
    new GetRecommendationsCommand({ recommenderArn, numResults: 500, ...asked }),
  );
  return itemList.map(({ itemId = '' }) => itemId);
}

/** Items that a user has an event of this type with; types are compared ignoring case. */
function had({ club }: Site, userId: string, type: string): Set<string> {
  const of = club.events.filter((event) => event.userId === userId && event.type.toLowerCase() === type);
  return new Set(of.map(({ itemId }) => itemId));
}

/** The one with the most events of a type: more than the hundred that a request's own filter would look at. */
function busiest(at: Site, type: string): string {
  return byActivity(at, type)[0];
}

/** Users by their events of a type, the most first. */
function byActivity({ club }: Site, type: string): string[] {
  const counts = new Map<string, number>();
  for (const event of club.events)
    if (event.type.toLowerCase() === type) counts.set(event.userId, (counts.get(event.userId) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([user]) => user);
}

/** Items by how many events of a type they have, or how many users had one. */
function counted({ club }: Site, type: string, what: 'events' | 'users'): Map<string, number> {
  const seen = new Map<string, string[]>();
  for (const event of club.events)
    if (event.type.toLowerCase() === type)
      seen.set(event.itemId, [...(seen.get(event.itemId) ?? []), event.userId]);
  return new Map(
    Array.from(seen, ([item, users]) => [item, what === 'events' ? users.length : new Set(users).size]),
  );
}

const byCount = (counts: Map<string, number>): string[] =>
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([item]) => item);

describe('the use cases of a shop', () => {
  let shop: Site;
  beforeAll(async () => {
    shop = await site('ECOMMERCE', 'relaxed');
  }, 60_000);

  test.each([
    ['aws-ecomm-popular-items-by-views', 'view'],
    ['aws-ecomm-popular-items-by-purchases', 'purchase'],
  ])('%s counts events, not users', async (useCase, type) => {
    const arn = await create(shop, useCase);
    const listed = await listOf(shop, arn, { userId: 'anyone' });
    expect(listed).toEqual(byCount(counted(shop, type, 'events')));
    await expect(listOf(shop, arn, {})).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  test('frequently bought together goes with an item, and needs no user', async () => {
    const arn = await create(shop, 'aws-ecomm-frequently-bought-together');
    const [asked] = byCount(counted(shop, 'purchase', 'users'));
    const listed = await listOf(shop, arn, { itemId: asked });
    expect(listed.length).toBeGreaterThan(5);
    expect(listed).not.toContain(asked);
    await expect(listOf(shop, arn, { userId: 'anyone' })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  test.each(['aws-ecomm-customers-who-viewed-x-also-viewed', 'aws-ecomm-recommended-for-you'])(
    '%s leaves out what the user has bought',
    async (useCase) => {
      const arn = await create(shop, useCase);
      const userId = busiest(shop, 'purchase');
      const [itemId] = byCount(counted(shop, 'view', 'users'));
      const bought = had(shop, userId, 'purchase');
      const listed = await listOf(shop, arn, { userId, itemId });
      expect(listed.length).toBeGreaterThan(5);
      expect(listed.filter((item) => bought.has(item))).toEqual([]);
      // Somebody new has bought nothing, and so is shown some of it.
      const others = await listOf(shop, arn, { userId: 'nobody', itemId });
      expect(others.some((item) => bought.has(item))).toBe(true);
    },
  );
});

describe('the use cases of a film service', () => {
  let films: Site;
  beforeAll(async () => {
    films = await site('VIDEO_ON_DEMAND');
  }, 60_000);

  test('most popular counts users, not events', async () => {
    const arn = await create(films, 'aws-vod-most-popular');
    const listed = await listOf(films, arn, { userId: 'anyone' });
    expect(listed).toEqual(byCount(counted(films, 'watch', 'users')));
    expect(listed).not.toEqual(byCount(counted(films, 'watch', 'events')));
  });

  test('trending now asks for nobody', async () => {
    const arn = await create(films, 'aws-vod-trending-now');
    expect((await listOf(films, arn, {})).length).toBeGreaterThan(0);
  });

  test.each(['aws-vod-because-you-watched-x', 'aws-vod-more-like-x', 'aws-vod-top-picks'])(
    '%s leaves out what the user has watched, however long ago, and at once',
    async (useCase) => {
      const arn = await create(films, useCase);
      const userId = busiest(films, 'watch');
      const watched = had(films, userId, 'watch');
      expect(watched.size).toBeGreaterThan(100);
      const [itemId] = byCount(counted(films, 'watch', 'users'));
      const listed = await listOf(films, arn, { userId, itemId });
      expect(listed.length).toBeGreaterThan(3);
      expect(listed.filter((item) => watched.has(item))).toEqual([]);
      const { personalize, events } = films.aws;
      const { eventTrackers = [] } = await personalize.send(new control.ListEventTrackersCommand({}));
      if (eventTrackers.length === 0)
        await personalize.send(
          new control.CreateEventTrackerCommand({ name: 'site', datasetGroupArn: films.datasetGroupArn }),
        );
      const { eventTracker } = await personalize.send(
        new control.DescribeEventTrackerCommand({
          eventTrackerArn: 'arn:local:personalize:browser:0:event-tracker/site',
        }),
      );
      await events.send(
        new PutEventsCommand({
          trackingId: eventTracker?.trackingId,
          userId,
          sessionId: 's',
          eventList: [{ eventType: 'WATCH', itemId: listed[0], sentAt: new Date() }],
        }),
      );
      expect(await listOf(films, arn, { userId, itemId })).not.toContain(listed[0]);
    },
  );

  test('requests carry filters, metadata and promotions, and name one thing to ask', async () => {
    const { personalize, runtime } = films.aws;
    const recommenderArn = 'arn:local:personalize:browser:0:recommender/aws-vod-top-picks';
    const { filterArn } = await personalize.send(
      new control.CreateFilterCommand({
        name: 'comedies',
        datasetGroupArn: films.datasetGroupArn,
        filterExpression: 'INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")',
      }),
    );
    const { filterArn: watchedArn } = await personalize.send(
      new control.CreateFilterCommand({
        name: 'watched',
        datasetGroupArn: films.datasetGroupArn,
        filterExpression: 'INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("Watch")',
      }),
    );
    // Someone who has seen little: the busiest have seen nearly every comedy.
    const userId = byActivity(films, 'watch').at(-1) ?? '';
    const watched = had(films, userId, 'watch');
    const asked = { recommenderArn, userId, numResults: 10 };
    const { itemList = [] } = await runtime.send(
      new GetRecommendationsCommand({ ...asked, filterArn, metadataColumns: { ITEMS: ['GENRES', 'TITLE'] } }),
    );
    expect(itemList.length).toBeGreaterThan(0);
    for (const { metadata, score } of itemList) {
      expect(metadata?.GENRES?.split('|')).toContain('Comedy');
      expect(metadata?.TITLE).toBeTruthy();
      expect(score).toBeGreaterThan(0);
    }
    const { itemList: mixed = [] } = await runtime.send(
      new GetRecommendationsCommand({
        ...asked,
        promotions: [{ name: 'fun', percentPromotedItems: 30, filterArn }],
      }),
    );
    expect(mixed.filter(({ promotionName }) => promotionName === 'fun')).toHaveLength(3);
    expect(mixed.filter(({ itemId = '' }) => watched.has(itemId))).toEqual([]);
    // What the use case leaves out is not promoted either.
    const { itemList: promoted = [] } = await runtime.send(
      new GetRecommendationsCommand({
        ...asked,
        promotions: [{ name: 'again', percentPromotedItems: 30, filterArn: watchedArn }],
      }),
    );
    expect(promoted.filter(({ promotionName }) => promotionName === 'again')).toEqual([]);
    const campaignArn = 'arn:local:personalize:browser:0:campaign/none';
    for (const wrong of [{ campaignArn, recommenderArn }, {}]) {
      await expect(runtime.send(new GetRecommendationsCommand({ userId, ...wrong }))).rejects.toMatchObject({
        name: 'InvalidInputException',
      });
    }
    await expect(
      runtime.send(new GetRecommendationsCommand({ userId, recommenderArn: `${recommenderArn}-none` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('the sixth is one too many', async () => {
    await expect(create(films, 'aws-vod-most-popular', 'sixth')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'More than 5 resources in ACTIVE state. Please delete some and try again.',
    });
  });
});

test('a recommender is listed, described, stopped, started, trained anew and deleted', async () => {
  const films = await site('VIDEO_ON_DEMAND');
  const { personalize, service, project } = films.aws;
  const recommenderArn = await create(films, 'aws-vod-top-picks', 'picks');
  const { recommenders = [] } = await personalize.send(
    new control.ListRecommendersCommand({ datasetGroupArn: films.datasetGroupArn }),
  );
  expect(recommenders).toMatchObject([{ name: 'picks', recipeArn: recipeArn('aws-vod-top-picks') }]);
  expect((await describeOf(films, recommenderArn)).modelMetrics?.precision_at_5).toBeGreaterThan(0);
  // What is behind it is no solution of anybody's.
  expect((await personalize.send(new control.ListSolutionsCommand({}))).solutions).toEqual([]);
  expect((await personalize.send(new control.ListSolutionVersionsCommand({}))).solutionVersions).toEqual([]);

  await personalize.send(new control.StopRecommenderCommand({ recommenderArn }));
  expect((await describeOf(films, recommenderArn)).status).toBe('INACTIVE');
  await expect(listOf(films, recommenderArn, { userId: 'u' })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
  await expect(
    personalize.send(new control.StopRecommenderCommand({ recommenderArn })),
  ).rejects.toBeInstanceOf(control.InvalidInputException);
  await personalize.send(new control.StartRecommenderCommand({ recommenderArn }));

  const before = await listOf(films, recommenderArn, { userId: 'u' });
  const versionOf = (): string => project.state.service?.recommenders[0].solutionVersionArn ?? '';
  const old = versionOf();
  await personalize.send(new control.UpdateRecommenderCommand({ recommenderArn, recommenderConfig: {} }));
  const during = await describeOf(films, recommenderArn);
  expect(during.status).toBe('ACTIVE');
  expect(during.latestRecommenderUpdate?.status).toMatch(/^CREATE (PENDING|IN_PROGRESS)$/);
  expect(await listOf(films, recommenderArn, { userId: 'u' })).toEqual(before);
  await expect(
    personalize.send(new control.DeleteRecommenderCommand({ recommenderArn })),
  ).rejects.toBeInstanceOf(control.ResourceInUseException);
  await expect(
    personalize.send(new control.DeleteDatasetCommand({ datasetArn: films.datasetArns[0] })),
  ).rejects.toBeInstanceOf(control.ResourceInUseException);
  await service.idle();
  expect((await describeOf(films, recommenderArn)).latestRecommenderUpdate?.status).toBe('ACTIVE');
  expect(versionOf()).not.toBe(old);
  expect(project.state.solutionVersions.map(({ arn }) => arn)).toEqual([versionOf()]);
  expect(await listOf(films, recommenderArn, { userId: 'u' })).toEqual(before);

  // Settings that only serving reads need no training.
  const exploring = { explorationWeight: '1', explorationItemAgeCutOff: '3000' };
  await personalize.send(
    new control.UpdateRecommenderCommand({
      recommenderArn,
      recommenderConfig: { itemExplorationConfig: exploring },
    }),
  );
  const plain = await describeOf(films, recommenderArn);
  expect(plain.recommenderConfig?.itemExplorationConfig).toEqual(exploring);
  expect(await listOf(films, recommenderArn, { userId: 'u' })).not.toEqual(before);
  await expect(
    personalize.send(
      new control.UpdateRecommenderCommand({
        recommenderArn,
        recommenderConfig: { itemExplorationConfig: { explorationItemAgeCutOff: '0.5' } },
      }),
    ),
  ).rejects.toBeInstanceOf(control.InvalidInputException);

  const inUse = control.ResourceInUseException;
  const group = { datasetGroupArn: films.datasetGroupArn };
  await expect(personalize.send(new control.DeleteDatasetGroupCommand(group))).rejects.toBeInstanceOf(inUse);
  await personalize.send(new control.DeleteRecommenderCommand({ recommenderArn }));
  expect(project.state.solutionVersions).toEqual([]);
  await expect(describeOf(films, recommenderArn)).rejects.toBeInstanceOf(control.ResourceNotFoundException);
  await expect(personalize.send(new control.DeleteDatasetGroupCommand(group))).rejects.toBeInstanceOf(inUse);
  for (const datasetArn of films.datasetArns)
    await personalize.send(new control.DeleteDatasetCommand({ datasetArn }));
  await personalize.send(new control.DeleteDatasetGroupCommand(group));
});

test('a recommender takes its version over in the step that makes it ACTIVE, and a page closed before leaves none', async () => {
  const shop = await site('ECOMMERCE');
  const { personalize, service, project } = shop.aws;
  const stored: (readonly [string | undefined, string | null | undefined])[] = [];
  const write = project.writeModel.bind(project);
  const writing = vi.spyOn(project, 'writeModel').mockImplementation(async (change, arn, model) => {
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
  await expect(project.storedModel(version.arn)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  await personalize.send(new control.UpdateRecommenderCommand({ recommenderArn, recommenderConfig: {} }));
  await service.idle();
  expect((await describeOf(shop, recommenderArn)).status).toBe('ACTIVE');
});

test('the personal ones take new data in by themselves, and trends are evaluated again', async () => {
  const films = await site('VIDEO_ON_DEMAND');
  const { personalize, events, service, project } = films.aws;
  const picks = await create(films, 'aws-vod-top-picks', 'picks');
  const trends = await create(films, 'aws-vod-trending-now', 'trends');
  const popular = await create(films, 'aws-vod-most-popular', 'popular');
  const { trackingId } = await personalize.send(
    new control.CreateEventTrackerCommand({ name: 'site', datasetGroupArn: films.datasetGroupArn }),
  );
  const run = async (): Promise<unknown> => {
    const { started } = await service.invoke('RunSchedule', {});
    await service.idle();
    return started;
  };
  const older = () =>
    project.update((state) => ({
      ...state,
      solutionVersions: state.solutionVersions.map((version) => ({
        ...version,
        creationDateTime: version.creationDateTime - 2 * 3600,
      })),
    }));
  await older();
  expect(await run()).toEqual([]);
  const newest = Math.max(...(await project.index()).tables.interactions.timestampSec);
  const rising = films.club.events[0].itemId;
  await events.send(
    new PutEventsCommand({
      trackingId,
      sessionId: 'crowd',
      eventList: Array.from({ length: 10 }, (_, n) => ({
        eventType: 'Click',
        itemId: rising,
        sentAt: new Date((newest + 3600 + n) * 1000),
      })),
    }),
  );
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
  await events.send(
    new PutEventsCommand({
      trackingId,
      sessionId: 'crowd',
      eventList: [{ eventType: 'Click', itemId: rising, sentAt: new Date((newest + 7200) * 1000) }],
    }),
  );
  const earlier = () =>
    project.update((state) => ({
      ...state,
      solutionVersions: state.solutionVersions.map((version) => ({
        ...version,
        creationDateTime: version.creationDateTime - 2 * 3600,
        ...(version.autoUpdate && {
          autoUpdate: { ...version.autoUpdate, atSec: version.autoUpdate.atSec - 2 * 3600 },
        }),
      })),
    }));
  await earlier();
  const full = vi.spyOn(project, 'writeModel').mockRejectedValue(new AppError('QUOTA_EXCEEDED', {}));
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
  const { recommenderArn = '' } = await personalize.send(
    new control.CreateRecommenderCommand({
      name: 'short',
      datasetGroupArn: shop.datasetGroupArn,
      recipeArn: short.recipeArn,
    }),
  );
  await service.idle();
  const failed = await describeOf(shop, recommenderArn);
  expect(failed.status).toBe('CREATE FAILED');
  expect(failed.failureReason).toMatch(/^Only 900 of [\d,]+\sevents can be learned from, of type “View”;/);
  expect(project.state.solutionVersions).toEqual([]);
  // Once there are enough, the same recommender is trained by an update.
  await project.update((state) => ({ ...state, profile: 'relaxed' }));
  await personalize.send(new control.UpdateRecommenderCommand({ recommenderArn, recommenderConfig: {} }));
  await service.idle();
  expect((await describeOf(shop, recommenderArn)).status).toBe('ACTIVE');
  expect((await describeOf(shop, recommenderArn)).failureReason).toBeUndefined();
  const { recipes = [] } = await personalize.send(new control.ListRecipesCommand({ domain: 'ECOMMERCE' }));
  expect(recipes.map(({ domain }) => domain)).toEqual(Array(5).fill('ECOMMERCE'));
  const all = await personalize.send(new control.ListRecipesCommand({}));
  expect(all.recipes?.filter(({ domain }) => domain === 'VIDEO_ON_DEMAND')).toHaveLength(5);
  const { recipe } = await personalize.send(
    new control.DescribeRecipeCommand({ recipeArn: recipeArn('aws-vod-more-like-x') }),
  );
  expect(recipe?.recipeType).toBe('RELATED_ITEMS');

  const custom = await localAws();
  const { datasetGroupArn } = await custom.personalize.send(
    new control.CreateDatasetGroupCommand({ name: 'plain' }),
  );
  await expect(
    custom.personalize.send(
      new control.CreateRecommenderCommand({
        name: 'x',
        datasetGroupArn,
        recipeArn: recipeArn('aws-vod-most-popular'),
      }),
    ),
  ).rejects.toBeInstanceOf(control.InvalidInputException);
  // And a custom group takes no schema of a domain.
  const { schemaArn } = await custom.personalize.send(
    new control.CreateSchemaCommand({ name: 's', schema: shop.club.itemsSchema, domain: 'ECOMMERCE' }),
  );
  await expect(
    custom.personalize.send(
      new control.CreateDatasetCommand({ name: 'd', datasetGroupArn, datasetType: 'Items', schemaArn }),
    ),
  ).rejects.toBeInstanceOf(control.InvalidInputException);
});
