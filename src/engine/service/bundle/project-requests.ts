import type { BundleRequest } from '../../../domain/bundle';
import type { JsonObject } from '../../../domain/errors';
import type { MetricAttribution } from '../../../domain/metric-attribution';
import type { Recommender } from '../../../domain/recommender';
import type { DatasetResource, ProjectState, SolutionVersion } from '../../../domain/resources';
import type { DatasetType } from '../../../domain/schema';
import type { Campaign, Schema, Solution } from '../../../domain/service';
import { configOf } from '../solutions';
import { importJobArn, namedArn, recipeArn, versionArn } from '../../../domain/names';
import { LIMITS } from '../../../domain/limits';
import { isObject } from '../../../domain/json';
import { datasetGroupOf } from '../../resources/datasets';
import { serviceOf } from '../../resources/service-resources';
import { solutionsOf } from '../../resources/solutions';
import { bundlePaths } from './bundle-paths';

/** Stands in for the bucket that files are uploaded to; scripts put in the real one. */
const BUCKET = 's3://your-bucket';
/** Stands in for a role of an account, which means nothing here. */
const ROLE = 'arn:aws:iam::123456789012:role/your-role';
/** Stands in for the id of a version that is yet to be trained. */
const UNTRAINED = '00000000';

/**
 * Every resource of the project as the API call that makes it, in the order in which they can be made. Every solution
 * has one version, for campaigns to serve; batch jobs, which are work and no resources, are left out.
 *
 * @param filled datasets that have rows, imported or put: each gets an import job.
 */
export function projectRequests(
  state: ProjectState,
  filled: ReadonlySet<DatasetType>,
): readonly BundleRequest[] {
  const { tags } = serviceOf(state);
  return untagged(state, filled).map((request) => {
    const own = tags[request.arn] ?? [];
    if (own.length === 0) return request;
    return { ...request, input: { ...request.input, tags: own.map((tag) => ({ ...tag })) } };
  });
}

function untagged(state: ProjectState, filled: ReadonlySet<DatasetType>): readonly BundleRequest[] {
  const group = datasetGroupOf(state);
  if (group === null) return [];
  const datasetGroupArn = group.arn;
  const service = serviceOf(state);
  const schemaOf = new Map(
    state.datasets.map((dataset) => [dataset, schemaRequest(state, dataset, group.name)]),
  );
  const used = new Set([...schemaOf.values()].map(({ arn }) => arn));
  const others = service.schemas.filter(({ arn }) => !used.has(arn));
  const { eventTracker, metricAttribution } = service;
  return [
    {
      kind: 'dataset-group',
      name: group.name,
      operation: 'CreateDatasetGroup',
      input: { name: group.name, ...domainOf(group) },
      arn: group.arn,
      implied: service.datasetGroup === null,
    },
    ...schemaOf.values(),
    ...others.map((schema) => createSchema(schema, false)),
    ...state.datasets.map((dataset): BundleRequest => {
      const name = datasetName(dataset);
      return {
        kind: 'dataset',
        name,
        operation: 'CreateDataset',
        input: {
          name: dataset.name ?? name,
          datasetGroupArn,
          datasetType: dataset.schema.name,
          schemaArn: schemaOf.get(dataset)?.arn ?? '',
        },
        arn: dataset.arn,
        implied: false,
      };
    }),
    ...state.datasets
      .filter(({ type }) => filled.has(type))
      .map((dataset) => importRequest(dataset, group.name)),
    ...(eventTracker === null
      ? []
      : [
          {
            kind: 'event-tracker' as const,
            name: eventTracker.name,
            operation: 'CreateEventTracker',
            input: { name: eventTracker.name, datasetGroupArn },
            arn: eventTracker.arn,
            implied: false,
          },
        ]),
    ...(metricAttribution === null ? [] : [attributionRequest(metricAttribution, datasetGroupArn)]),
    ...service.filters.map(({ name, arn, filterExpression }): BundleRequest => ({
      kind: 'filter',
      name,
      operation: 'CreateFilter',
      input: { name, datasetGroupArn, filterExpression },
      arn,
      implied: false,
    })),
    ...solutionsOf(state).flatMap((solution) => solutionRequests(state, solution, datasetGroupArn)),
    ...service.campaigns.map(campaignRequest),
    ...service.recommenders.map((recommender) => recommenderRequest(recommender, datasetGroupArn)),
  ];
}

function domainOf({ domain }: { readonly domain?: string }): JsonObject {
  return domain === undefined ? {} : { domain };
}

function datasetName({ type }: Pick<DatasetResource, 'type'>): string {
  return type.toLowerCase();
}

/** A name for what the group has one of: unique where the group's is. */
function nameIn(group: string, what: string): string {
  return `${group.slice(0, LIMITS.nameChars - what.length - 1)}-${what}`;
}

/** The schema that a dataset has, under its own name where somebody gave it one. */
function schemaRequest(state: ProjectState, dataset: DatasetResource, group: string): BundleRequest {
  const { schemas } = serviceOf(state);
  const text = JSON.stringify(dataset.schema);
  const named = schemas.find(({ schema }) => JSON.stringify(schema) === text);
  if (named !== undefined) return createSchema(named, false);
  const taken = new Set(schemas.map(({ name }) => name));
  let name = nameIn(group, datasetName(dataset));
  for (let n = 2; taken.has(name); n++) name = nameIn(group, `${datasetName(dataset)}-${n}`);
  const implied = { arn: namedArn('schema', name), name, schema: dataset.schema };
  const domain = datasetGroupOf(state)?.domain;
  return createSchema({ ...implied, ...(domain === undefined ? {} : { domain }) }, true);
}

function createSchema(
  { arn, name, schema, domain }: Pick<Schema, 'arn' | 'name' | 'schema' | 'domain'>,
  implied: boolean,
): BundleRequest {
  const input = { name, schema: JSON.stringify(schema), ...(domain === undefined ? {} : { domain }) };
  return { kind: 'schema', name, operation: 'CreateSchema', input, arn, implied };
}

function importRequest(dataset: DatasetResource, group: string): BundleRequest {
  const name = nameIn(group, `${datasetName(dataset)}-import`);
  return {
    kind: 'dataset-import-job',
    name,
    operation: 'CreateDatasetImportJob',
    input: {
      jobName: name,
      datasetArn: dataset.arn,
      dataSource: { dataLocation: `${BUCKET}/${group}/${bundlePaths.folder(dataset.type)}` },
      importMode: 'FULL',
    },
    arn: importJobArn(name),
    implied: true,
  };
}

function attributionRequest(
  { arn, name, metrics, outputPath }: MetricAttribution,
  datasetGroupArn: string,
): BundleRequest {
  return {
    kind: 'metric-attribution',
    name,
    operation: 'CreateMetricAttribution',
    input: {
      name,
      datasetGroupArn,
      metrics: metrics.map(({ metricName, eventType, expression }) => ({
        metricName,
        eventType,
        expression,
      })),
      metricsOutputConfig: {
        roleArn: ROLE,
        ...(outputPath === null ? {} : { s3DataDestination: { path: outputPath } }),
      },
    },
    arn,
    implied: false,
  };
}

/** The solution, and the training of a version. */
function solutionRequests(
  state: ProjectState,
  solution: Solution,
  datasetGroupArn: string,
): readonly BundleRequest[] {
  const versions = state.solutionVersions.filter(
    (version) => version.solution === solution.name && version.status === 'ACTIVE',
  );
  const latest = versions.at(-1);
  const { request } = solution;
  const create: JsonObject = {
    name: solution.name,
    datasetGroupArn,
    ...(request.recipe === undefined || request.performAutoML === true
      ? {}
      : { recipeArn: recipeArn(request.recipe) }),
    ...(request.performHPO === true ? { performHPO: true } : {}),
    ...(request.performAutoML === true ? { performAutoML: true } : {}),
    // The service trains anew every week, and bills it, unless it is told not to.
    performAutoTraining: solution.schedule !== undefined,
    ...(request.eventType === undefined ? {} : { eventType: request.eventType }),
    ...configMember({
      ...configOf(request),
      ...(solution.schedule === undefined
        ? {}
        : { autoTrainingConfig: { schedulingExpression: solution.schedule } }),
    }),
  };
  const tuned = latest === undefined ? null : tunedRequest(create, latest);
  const made: BundleRequest = {
    kind: 'solution',
    name: solution.name,
    operation: 'CreateSolution',
    input: create,
    arn: solution.arn,
    implied: !serviceOf(state).solutions.some(({ arn }) => arn === solution.arn),
    ...(tuned === null ? {} : { tuned }),
  };
  return [
    made,
    {
      kind: 'solution-version',
      name: solution.name,
      operation: 'CreateSolutionVersion',
      input: { solutionArn: solution.arn, trainingMode: 'FULL' },
      arn: latest?.arn ?? versionArn(solution.name, UNTRAINED),
      implied: latest === undefined,
    },
  ];
}

/** The request with what the search of a version has found, and without the search; null where there was none. */
function tunedRequest(create: JsonObject, version: SolutionVersion): JsonObject | null {
  const found = version.tunedHPOParams?.algorithmHyperParameters;
  if (found === undefined && version.autoMLResult === undefined) return null;
  const config = isObject(create.solutionConfig) ? create.solutionConfig : {};
  const given = isObject(config.algorithmHyperParameters) ? config.algorithmHyperParameters : {};
  return {
    ...without(create, ['performHPO', 'performAutoML', 'solutionConfig']),
    recipeArn: recipeArn(version.spec.recipe),
    ...configMember({
      ...without(config, ['hpoConfig', 'autoMLConfig']),
      algorithmHyperParameters: { ...given, ...found },
    }),
  };
}

function without(object: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !members.includes(name)));
}

/** Without the members that say nothing. */
function configMember(config: JsonObject): JsonObject {
  const told = Object.entries(config).filter(
    ([, value]) => !(isObject(value) && Object.keys(value).length === 0),
  );
  return told.length === 0 ? {} : { solutionConfig: Object.fromEntries(told) };
}

function recommenderRequest(
  { arn, name, useCase, config }: Recommender,
  datasetGroupArn: string,
): BundleRequest {
  const recommenderConfig = JSON.parse(JSON.stringify(config)) as JsonObject;
  return {
    kind: 'recommender',
    name,
    operation: 'CreateRecommender',
    input: {
      name,
      datasetGroupArn,
      recipeArn: recipeArn(useCase),
      ...(Object.keys(recommenderConfig).length === 0 ? {} : { recommenderConfig }),
    },
    arn,
    implied: false,
  };
}

/** One that keeps up with its solution names no version of it: the service takes `SOLUTION/$LATEST` with the flag. */
function campaignRequest(campaign: Campaign): BundleRequest {
  const { itemExplorationConfig, syncWithLatestSolutionVersion: sync } = campaign.campaignConfig;
  const { solutionVersionArn: served } = campaign;
  const campaignConfig: JsonObject = {
    ...(sync === true ? { syncWithLatestSolutionVersion: true } : {}),
    ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig: { ...itemExplorationConfig } }),
  };
  return {
    kind: 'campaign',
    name: campaign.name,
    operation: 'CreateCampaign',
    input: {
      name: campaign.name,
      solutionVersionArn: sync === true ? `${served.slice(0, served.lastIndexOf('/'))}/$LATEST` : served,
      minProvisionedTPS: campaign.minProvisionedTPS,
      ...(Object.keys(campaignConfig).length === 0 ? {} : { campaignConfig }),
    },
    arn: campaign.arn,
    implied: false,
  };
}
