import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { ItemExplorationConfig, RankingInfluence } from '../../domain/recommendations';
import type { Arn, SolutionSpec, SolutionVersion } from '../../domain/resources';
import type { UseCase } from '../../domain/use-cases';
import type { DataIndex } from '../project/data-index';
import { newWithinDays } from '../project/item-exposure';
import type { OpenProject } from '../project/open-project';
import type { ServedModel } from '../project/served-model';
import { useCaseOf } from '../resources/recommender-resources';
import { serviceOf } from '../../domain/service-resources';
import { exclusionOf, type FilterCall } from './filter';

/** What answers a request: a version over the data as they are now, and how its campaign or recommender uses it. */
export interface Serving {
  readonly version: Pick<SolutionVersion, 'arn'> & { readonly spec: Pick<SolutionSpec, 'recipe' | 'seed'> };
  readonly served: ServedModel;
  readonly index: DataIndex;
  /** Absent: nothing is explored. */
  readonly itemExplorationConfig?: ItemExplorationConfig;
  /** What is put before others that are as much alike. Absent: nothing. */
  readonly rankingInfluence?: RankingInfluence;
  /** Whether requests may ask for columns of the items. Absent: no. */
  readonly givesMetadata?: boolean;
  /** What a recommender is for; a campaign goes by its recipe. */
  readonly useCase?: UseCase;
  /** What the use case leaves out by itself, whatever a request says. */
  readonly exclusion?: FilterCall;
}

/** @throws AppError I01 unless the version is there and ACTIVE, MODEL_UNREADABLE. */
export async function versionServing(
  project: OpenProject,
  arn: Arn,
  itemExplorationConfig?: ItemExplorationConfig,
): Promise<Serving> {
  const version = project.activeVersion(arn);
  const [index, served] = await Promise.all([project.data.index(), project.models.of(version)]);
  return { version, served, index, itemExplorationConfig };
}

/**
 * The same as on screen: where nothing is said of an age, what is explored is new by the measure of these data.
 *
 * @throws AppError as `versionServing`.
 */
export async function screenServing(
  project: OpenProject,
  arn: Arn,
  itemExplorationConfig?: ItemExplorationConfig,
): Promise<Serving> {
  const serving = await versionServing(project, arn);
  if (itemExplorationConfig === undefined) return serving;
  const explorationItemAgeCutOff = String(newWithinDays(serving.index.exposure));
  return { ...serving, itemExplorationConfig: { explorationItemAgeCutOff, ...itemExplorationConfig } };
}

/** @throws AppError I01 unless campaign and version are there and ACTIVE, MODEL_UNREADABLE. */
export async function campaignServing(project: OpenProject, campaignArn: Arn): Promise<Serving> {
  const campaign = serviceOf(project.state).campaigns.find(({ arn }) => arn === campaignArn);
  if (campaign?.status !== 'ACTIVE') {
    throw new AppError('I01', { arn: campaignArn, what: 'campaign', status: campaign?.status ?? null });
  }
  const { recipe } = project.activeVersion(campaign.solutionVersionArn).spec;
  const { itemExplorationConfig, rankingInfluence, enableMetadataWithRecommendations } =
    campaign.campaignConfig;
  const exploration = explorationOf(recipe, itemExplorationConfig);
  const serving = await versionServing(project, campaign.solutionVersionArn, exploration);
  const givesMetadata =
    enableMetadataWithRecommendations === true || recipeFacts(recipe).givesMetadata === true;
  return { ...serving, givesMetadata, ...defined({ rankingInfluence }) };
}

/**
 * What answers for a recommender: while it is being trained anew, the version that it had before.
 *
 * @throws AppError I01 unless it is there and ACTIVE, MODEL_UNREADABLE, R07 where the data do not fit its exclusion.
 */
export async function recommenderServing(project: OpenProject, recommenderArn: Arn): Promise<Serving> {
  const recommender = serviceOf(project.state).recommenders.find(({ arn }) => arn === recommenderArn);
  const version = recommender?.solutionVersionArn ?? null;
  if (recommender?.status !== 'ACTIVE' || version === null) {
    throw new AppError('I01', {
      arn: recommenderArn,
      what: 'recommender',
      status: recommender?.status ?? null,
    });
  }
  const useCase = useCaseOf(recommender);
  const exploration = useCase.explores ? (recommender.config.itemExplorationConfig ?? {}) : undefined;
  const { enableMetadataWithRecommendations: givesMetadata = false } = recommender.config;
  const serving = { ...(await versionServing(project, version, exploration)), useCase, givesMetadata };
  if (useCase.excludes === null) return serving;
  return {
    ...serving,
    exclusion: exclusionOf(useCase.excludes, project.data.schemas, serving.index),
  };
}

/** How a campaign or a batch job explores: by the service's defaults where it says nothing; undefined = its recipe does not. */
export function explorationOf(
  recipe: RecipeName,
  config: ItemExplorationConfig = {},
): ItemExplorationConfig | undefined {
  return recipeFacts(recipe).explores ? config : undefined;
}

/** The same with the `popularity_discount_factor` of a request. @throws AppError INVALID_INPUT as the model does. */
export function discounted(serving: Serving, factor: number | undefined): Serving {
  return factor === undefined ? serving : { ...serving, served: serving.served.withDiscount(factor) };
}
