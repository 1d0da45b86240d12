import type * as control from '@aws-sdk/client-personalize';
import { expect } from 'vitest';
import type { FilmClubOptions } from '../../src/data/samples/film-club';
import type { DatasetDomain, Profile } from '../../src/domain/schema';
import { domainClub, type DomainClub } from './domain-club';
import { importDataset, localAws, type LocalAws } from './local-aws';

export const recipeArn = (name: string): string => `arn:aws:personalize:::recipe/${name}`;

/** A domain dataset group with the club's data imported, and the official clients on it. */
export interface Site {
  readonly aws: LocalAws;
  readonly club: DomainClub;
  readonly datasetGroupArn: string;
  readonly datasetArns: readonly string[];
}

export async function site(
  domain: DatasetDomain,
  profile: Profile = 'aws',
  most: { readonly [type: string]: number } = {},
  size?: FilmClubOptions,
): Promise<Site> {
  const aws = await localAws(profile);
  const club = await domainClub(domain, most, size);
  const { personalize, service } = aws;
  const { datasetGroupArn = '' } = await personalize.createDatasetGroup({ name: 'club', domain });
  const datasetArns = [
    await importDataset(aws, datasetGroupArn, club.interactionsSchema, club.interactionsCsv, domain),
    await importDataset(aws, datasetGroupArn, club.itemsSchema, club.itemsCsv, domain),
  ];
  await service.idle();
  const { datasetImportJobs = [] } = await personalize.listDatasetImportJobs();
  expect(datasetImportJobs.map(({ status, failureReason }) => [status, failureReason])).toEqual([
    ['ACTIVE', undefined],
    ['ACTIVE', undefined],
  ]);
  return { aws, club, datasetGroupArn, datasetArns };
}

export async function describeOf({ aws }: Site, recommenderArn: string): Promise<control.Recommender> {
  const { recommender } = await aws.personalize.describeRecommender({ recommenderArn });
  if (recommender === undefined) throw new Error('nothing described');
  return recommender;
}

export async function create(
  at: Site,
  useCase: string,
  name = useCase,
  config: control.RecommenderConfig = {},
): Promise<string> {
  const { recommenderArn = '' } = await at.aws.personalize.createRecommender({
    name,
    datasetGroupArn: at.datasetGroupArn,
    recipeArn: recipeArn(useCase),
    recommenderConfig: { enableMetadataWithRecommendations: true, ...config },
  });
  expect((await describeOf(at, recommenderArn)).status).toMatch(/^CREATE (PENDING|IN_PROGRESS)$/);
  await at.aws.service.idle();
  const made = await describeOf(at, recommenderArn);
  expect([made.status, made.failureReason]).toEqual(['ACTIVE', undefined]);
  return recommenderArn;
}

export async function listOf(at: Site, recommenderArn: string, asked: object): Promise<string[]> {
  const { itemList = [] } = await at.aws.runtime.getRecommendations({
    recommenderArn,
    numResults: 500,
    ...asked,
  });
  return itemList.map(({ itemId = '' }) => itemId);
}
