import { arnOf } from './make-shop';
import type { OldStudio } from './old-studio';
import { interactionsCsv, itemsCsv } from './shop-files';

const USE_CASES = [
  'aws-vod-because-you-watched-x',
  'aws-vod-more-like-x',
  'aws-vod-most-popular',
  'aws-vod-trending-now',
  'aws-vod-top-picks',
];

/** The shop's data as a video service has them, and a recommender for each use case of that domain. */
export async function makeClub(at: OldStudio): Promise<void> {
  const files = {
    'interactions.csv': interactionsCsv().replaceAll(',view,', ',Watch,').replaceAll(',click,', ',Click,'),
    'items.csv': itemsCsv().replace('GENRE', 'GENRES'),
  };
  await at.importFiles(files, 'club', { profile: 'relaxed', domain: 'VIDEO_ON_DEMAND' });
  await at.invoke('ListUseCaseNeeds');
  const datasetGroupArn = at.groupArn;
  await at.invoke('CreateFilter', {
    name: 'genres',
    datasetGroupArn,
    filterExpression: 'INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)',
  });
  for (const useCase of USE_CASES) {
    const recipeArn = `arn:aws:personalize:::recipe/${useCase}`;
    await at.invoke('CreateRecommender', { name: useCase, datasetGroupArn, recipeArn });
    at.wait(60);
  }
}

/** Lists of every recommender, how each is described, and what stopping, starting and changing it answers. */
export async function askClub(at: OldStudio): Promise<void> {
  const filter = { filterArn: arnOf('filter', 'genres'), filterValues: { GENRES: '"drama"' } };
  for (const useCase of USE_CASES) {
    const recommenderArn = arnOf('recommender', useCase);
    const asked = { recommenderArn, userId: 'u3', itemId: 'i1', numResults: 12 };
    for (const more of [{}, filter, { context: { DEVICE: 'tv' } }, { userId: 'nobody', itemId: 'nothing' }])
      await at.invoke('GetRecommendations', { ...asked, ...more });
    await at.invoke('GetRecommendations', { recommenderArn, metadataColumns: { ITEMS: ['TITLE', 'PRICE'] } });
    await at.invoke('DescribeRecommender', { recommenderArn });
    await at.invoke('StopRecommender', { recommenderArn });
    await at.invoke('GetRecommendations', asked);
    await at.invoke('StartRecommender', { recommenderArn });
  }
  const recommenderArn = arnOf('recommender', 'aws-vod-most-popular');
  await at.invoke('UpdateRecommender', {
    recommenderArn,
    recommenderConfig: { minRecommendationRequestsPerSecond: 2 },
  });
  await at.invoke('UpdateRecommender', { recommenderArn, recommenderConfig: {} });
  await at.invoke('ListRecommenders');
  await at.invoke('ListUseCaseNeeds');
  await at.invoke('DescribeUsage');
  await at.invoke('DeleteRecommender', { recommenderArn });
  await at.note('export', () => at.studio.describeExport());
}
