import type { Arn } from './arn';
import type { Tag } from './data-jobs';
import type { JsonObject } from './errors';
import type { AttributedMetric } from './metric-attribution';
import type { DatasetOperations } from './operations/datasets';
import type { EventOperations } from './operations/events';
import type { ServingOperations } from './operations/serving';
import type { By, Done, Operation } from './operations/operation';
import type { SolutionOperations } from './operations/solutions';
import type { SimulatedVisit } from './simulation';
import type { MonthUsage } from './usage';

export type { UseCaseNeeds } from './operations/serving';

/** What the schedule has tried of a resource in vain. */
export interface Refused extends By<'resourceArn'> {
  readonly name: string;
  readonly attemptDateTime: number;
  readonly failureReason: string;
}

/**
 * Every operation of the service by its name, and Foretaste's own beside them. Requests are typed for those who write
 * them; the service itself reads each as JSON that may say anything.
 */
export interface Operations
  extends DatasetOperations, SolutionOperations, ServingOperations, EventOperations {
  TagResource: Operation<By<'resourceArn'> & { readonly tags: readonly Tag[] }, Done>;
  UntagResource: Operation<By<'resourceArn'> & { readonly tagKeys: readonly string[] }, Done>;
  ListTagsForResource: Operation<By<'resourceArn'>, { readonly tags: readonly Tag[] }>;

  /** Foretaste's own: does what the service would do by itself by now. `started` are ids of what was begun. */
  RunSchedule: Operation<object, { readonly started: readonly Arn[]; readonly refused: readonly Refused[] }>;

  /** Foretaste's own: asks a campaign `count` times, from request number `from` of the seed's sequence on. */
  SimulateRequests: Operation<
    By<'campaignArn'> & { readonly seed?: number; readonly from?: number; readonly count?: number },
    { readonly answered: number; readonly elapsedMs: number }
  >;
  /** Foretaste's own: what a month (`2026-11`; absent: this one) has used of what the service bills. */
  DescribeUsage: Operation<{ readonly month?: string }, { readonly usage: MonthUsage }>;

  /** A/B tests by the sample's people, Foretaste's own. */
  StartSimulation: Operation<
    {
      readonly campaignArns: readonly Arn[];
      readonly seed?: number;
      readonly learn?: boolean;
      readonly filterArn?: Arn;
    },
    { readonly planned: number }
  >;
  /** The next visits, 1 … 50, and whether everybody has been there. */
  SimulateVisits: Operation<
    { readonly visits?: number },
    { readonly visits: readonly SimulatedVisit[]; readonly isOver: boolean }
  >;
  GetSimulationReport: Operation<object, { readonly rows: readonly AttributedMetric[] }>;
  /** Puts the events of the test into the project; says how many. */
  KeepSimulatedEvents: Operation<object, { readonly events: number }>;
}

export type OperationName = keyof Operations;
/** What ids call a kind of resource that operations call `DatasetImportJob`: `dataset-import-job`. */
type InIds<Noun extends string> = Noun extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${InIds<Rest>}`
  : Noun;
/** The kinds of resource: of whatever can be created. */
export type KindName = {
  [Name in OperationName]: Name extends `Create${infer Noun}` ? InIds<Uncapitalize<Noun>> : never;
}[OperationName];
/** Those that ask for a list. */
export const LIST_OPERATIONS: ReadonlySet<string> = new Set<OperationName>([
  'GetRecommendations',
  'GetPersonalizedRanking',
  'GetActionRecommendations',
]);
/** Those that put events, items, users or actions. */
export const PUT_OPERATIONS: ReadonlySet<string> = new Set<OperationName>([
  'PutEvents',
  'PutItems',
  'PutUsers',
  'PutActions',
  'PutActionInteractions',
]);

export type OperationRequest<Name extends OperationName> = Operations[Name]['request'];
export type OperationAnswer<Name extends OperationName> = Operations[Name]['answer'];

/**
 * The door of typed calls for one that comes as text, and may name and say anything: the service reads every request as
 * JSON. @throws AppError UNKNOWN_OPERATION, INVALID_INPUT, as the service does.
 */
export function invokeJson<Where extends readonly unknown[]>(
  api: { invoke(operation: never, request: never, ...where: Where): Promise<object> },
  operation: string,
  input: JsonObject,
  ...where: Where
): Promise<JsonObject> {
  return api.invoke(operation as never, input as never, ...where) as Promise<JsonObject>;
}
