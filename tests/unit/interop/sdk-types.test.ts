import * as control from '@aws-sdk/client-personalize';
import type * as events from '@aws-sdk/client-personalize-events';
import type * as runtime from '@aws-sdk/client-personalize-runtime';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import type { ApiOperations, ApiResult } from '../../../src/engine/service/invoke';
import { fullProject, type FullProject } from '../../support/full-project';

type Clients = typeof control & typeof events & typeof runtime;
/** Operations that the SDK has too. */
type Shared = {
  [Name in keyof ApiOperations]: `${Name}Command` extends keyof Clients ? Name : never;
}[keyof ApiOperations];
type HandlerOf<Command> = Command extends abstract new (...args: never[]) => {
  resolveMiddleware(...args: never[]): infer Handler;
}
  ? Handler
  : never;
/** What the SDK says that an operation answers. */
type Output<Name extends Shared> =
  HandlerOf<Clients[`${Name}Command` & keyof Clients]> extends (...args: never[]) => Promise<{
    output: infer Answer;
  }>
    ? Omit<Answer, '$metadata'>
    : never;
/** The same on the wire: times are seconds, and nobody changes a list. */
type Wire<T> = T extends Date
  ? number
  : T extends readonly (infer Each)[]
    ? readonly Wire<Each>[]
    : T extends object
      ? { readonly [Member in keyof T]: Wire<T[Member]> }
      : T;
/** Operations whose answer the SDK's type does not admit, or that say something it does not know. */
type Misfit = {
  [Name in Shared]: ApiResult<Name> extends Wire<Output<Name>>
    ? Exclude<keyof ApiResult<Name>, keyof Output<Name>> extends never
      ? never
      : Name
    : Name;
}[Shared];

describe('what operations answer', () => {
  test('fits the types of the official SDK, for every operation of its three clients', () => {
    expectTypeOf<Misfit>().toBeNever();
    // That the check looks at something, and would notice.
    expectTypeOf<'DescribeCampaign' | 'GetRecommendations' | 'ListFilters'>().toExtend<Shared>();
    expectTypeOf<{ filterArn: number }>().not.toExtend<Wire<Output<'CreateFilter'>>>();
    expectTypeOf<Output<'CreateFilter'>>().toEqualTypeOf<{ filterArn?: string | undefined }>();
  });

  describe('is known to the SDK to the last member', () => {
    let made: FullProject;
    beforeAll(async () => {
      made = await fullProject();
    }, 60_000);

    /** The SDK's answer with times as the wire has them. */
    const asWire = (value: unknown): unknown => {
      if (value instanceof Date) return value.getTime() / 1000;
      if (Array.isArray(value)) return value.map(asWire);
      if (typeof value !== 'object' || value === null) return value;
      const members = Object.entries(value).filter(
        ([name, each]) => name !== '$metadata' && each !== undefined,
      );
      return Object.fromEntries(members.map(([name, each]) => [name, asWire(each)]));
    };
    const rounded = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (_, each: unknown) =>
        typeof each === 'number' && each > 1e9 ? Math.round(each) : each,
      );
    const arn = (what: string): string => `arn:aws:personalize:us-east-1:000000000000:${what}`;

    test.each<[string, JsonObject]>([
      ['ListDatasetGroups', {}],
      ['DescribeDatasetGroup', { datasetGroupArn: arn('dataset-group/shop') }],
      ['ListSchemas', {}],
      ['DescribeSchema', { schemaArn: arn('schema/shop-Items') }],
      ['ListDatasets', {}],
      ['DescribeDataset', { datasetArn: arn('dataset/shop/ITEMS') }],
      ['ListDatasetImportJobs', {}],
      ['DescribeDatasetImportJob', { datasetImportJobArn: arn('dataset-import-job/Items') }],
      ['ListFilters', {}],
      ['DescribeFilter', { filterArn: arn('filter/pots') }],
      ['ListEventTrackers', {}],
      ['DescribeEventTracker', { eventTrackerArn: arn('event-tracker/clicks') }],
      ['ListMetricAttributions', {}],
      ['DescribeMetricAttribution', { metricAttributionArn: arn('metric-attribution/worth') }],
      ['ListMetricAttributionMetrics', { metricAttributionArn: arn('metric-attribution/worth') }],
      ['ListSolutions', {}],
      ['DescribeSolution', { solutionArn: arn('solution/alike') }],
      ['ListSolutionVersions', { solutionArn: arn('solution/alike') }],
      ['ListCampaigns', {}],
      ['DescribeCampaign', { campaignArn: arn('campaign/front') }],
      ['ListRecipes', {}],
      ['DescribeRecipe', { recipeArn: 'arn:aws:personalize:::recipe/aws-sims' }],
    ])('%s', async (operation, input) => {
      const commands = control as unknown as Record<
        string,
        new (input: JsonObject) => control.ListRecipesCommand
      >;
      const raw = await made.aws.service.invoke(operation, input);
      const known = await made.aws.personalize.send(new commands[`${operation}Command`](input));
      expect(rounded(asWire(known))).toEqual(rounded(raw));
    });

    test('DescribeSolutionVersion', async () => {
      const [{ arn: solutionVersionArn }] = made.aws.project.state.solutionVersions;
      const raw = await made.aws.service.invoke('DescribeSolutionVersion', { solutionVersionArn });
      const known = await made.aws.personalize.describeSolutionVersion({ solutionVersionArn });
      expect(rounded(asWire(known))).toEqual(rounded(raw));
    });
  });
});
