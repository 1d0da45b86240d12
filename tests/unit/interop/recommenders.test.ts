import { beforeAll, describe, expect, test } from 'vitest';
import { create, describeOf, listOf, site, type Site } from '../../support/recommender-site';

/** As few people and films as leave the busiest more than a hundred films, and more that they have not had. */
const FEW = { people: 30, films: 200, events: 3500 };

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
    shop = await site('ECOMMERCE', 'relaxed', {}, FEW);
  });

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

  test('of all lists that have scores, those recommended for you do not tell them', async () => {
    const recommenderArn =
      'arn:aws:personalize:us-east-1:000000000000:recommender/aws-ecomm-recommended-for-you';
    const { itemList = [] } = await shop.aws.runtime.getRecommendations({
      recommenderArn,
      userId: busiest(shop, 'view'),
    });
    expect(itemList.length).toBeGreaterThan(5);
    expect(itemList.filter(({ score }) => score !== undefined)).toEqual([]);
  });
});

describe('the use cases of a film service', () => {
  let films: Site;
  beforeAll(async () => {
    films = await site('VIDEO_ON_DEMAND', 'aws', {}, FEW);
  });

  test('most popular counts users, not events', async () => {
    // It reads no columns, and may be told to leave some out all the same.
    const config = { trainingDataConfig: { excludedDatasetColumns: { ITEMS: ['GENRES'] } } };
    const arn = await create(films, 'aws-vod-most-popular', undefined, config);
    expect((await describeOf(films, arn)).recommenderConfig).toMatchObject(config);
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
      const { eventTrackers = [] } = await personalize.listEventTrackers();
      if (eventTrackers.length === 0)
        await personalize.createEventTracker({ name: 'site', datasetGroupArn: films.datasetGroupArn });
      const { eventTracker } = await personalize.describeEventTracker({
        eventTrackerArn: 'arn:aws:personalize:us-east-1:000000000000:event-tracker/site',
      });
      await events.putEvents({
        trackingId: eventTracker?.trackingId,
        userId,
        sessionId: 's',
        eventList: [{ eventType: 'WATCH', itemId: listed[0], sentAt: new Date() }],
      });
      expect(await listOf(films, arn, { userId, itemId })).not.toContain(listed[0]);
    },
  );

  test('requests carry filters, metadata and promotions, and name one thing to ask', async () => {
    const { personalize, runtime } = films.aws;
    const recommenderArn = 'arn:aws:personalize:us-east-1:000000000000:recommender/aws-vod-top-picks';
    const { filterArn } = await personalize.createFilter({
      name: 'comedies',
      datasetGroupArn: films.datasetGroupArn,
      filterExpression: 'INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")',
    });
    const { filterArn: watchedArn } = await personalize.createFilter({
      name: 'watched',
      datasetGroupArn: films.datasetGroupArn,
      filterExpression: 'INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("Watch")',
    });
    // Someone who has seen little: the busiest have seen nearly every comedy.
    const userId = byActivity(films, 'watch').at(-1) ?? '';
    const watched = had(films, userId, 'watch');
    const asked = { recommenderArn, userId, numResults: 10 };
    const { itemList = [] } = await runtime.getRecommendations({
      ...asked,
      filterArn,
      metadataColumns: { ITEMS: ['GENRES', 'TITLE'] },
    });
    expect(itemList.length).toBeGreaterThan(0);
    for (const { metadata, score } of itemList) {
      expect(metadata?.genres?.split('|')).toContain('Comedy');
      expect(metadata?.title).toBeTruthy();
      expect(score).toBeGreaterThan(0);
    }
    const { itemList: mixed = [] } = await runtime.getRecommendations({
      ...asked,
      promotions: [{ name: 'fun', percentPromotedItems: 30, filterArn }],
    });
    expect(mixed.filter(({ promotionName }) => promotionName === 'fun')).toHaveLength(3);
    expect(mixed.filter(({ itemId = '' }) => watched.has(itemId))).toEqual([]);
    // What the use case leaves out is not promoted either.
    const { itemList: promoted = [] } = await runtime.getRecommendations({
      ...asked,
      promotions: [{ name: 'again', percentPromotedItems: 30, filterArn: watchedArn }],
    });
    expect(promoted.filter(({ promotionName }) => promotionName === 'again')).toEqual([]);
    const campaignArn = 'arn:aws:personalize:us-east-1:000000000000:campaign/none';
    for (const wrong of [{ campaignArn, recommenderArn }, {}]) {
      await expect(runtime.getRecommendations({ userId, ...wrong })).rejects.toMatchObject({
        name: 'InvalidInputException',
      });
    }
    await expect(
      runtime.getRecommendations({ userId, recommenderArn: `${recommenderArn}-none` }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('the sixth is one too many', async () => {
    await expect(create(films, 'aws-vod-most-popular', 'sixth')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'More than 5 resources in ACTIVE state. Please delete some and try again.',
    });
  });
});
