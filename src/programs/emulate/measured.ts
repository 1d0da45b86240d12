import { performance } from 'node:perf_hooks';
import { isAppError, type JsonObject } from '../../domain/errors';
import { exceptionOf } from '../../interop/aws/exceptions';
import type { Invoke } from '../../interop/aws/request-handler';

/** Takes a value of one of the service's own metrics. @param dimension `CampaignArn=arn:…` */
export type Tell = (metric: string, dimension: string, value: number) => void;

/** What CloudWatch is told of, by the operation's own name. */
const TOLD: ReadonlySet<string> = new Set(['GetRecommendations', 'GetPersonalizedRanking']);

/** The operations, with what the service tells CloudWatch of them: who was asked how often, how long it took, errors. */
export function measured(run: Invoke, tell: Tell): Invoke {
  return async (operation, input) => {
    const dimension = TOLD.has(operation) ? dimensionOf(input) : null;
    if (dimension === null) return run(operation, input);
    const fromMs = performance.now();
    try {
      const answer = await run(operation, input);
      tell(operation, dimension, 1);
      tell(`${operation}Latency`, dimension, performance.now() - fromMs);
      return answer;
    } catch (error) {
      const isTheirs = isAppError(error) && exceptionOf(error).statusCode < 500;
      tell(`${operation}${isTheirs ? '4xx' : '5xx'}Errors`, dimension, 1);
      throw error;
    }
  };
}

/** null for a request that names nobody who could answer. */
function dimensionOf({ campaignArn, recommenderArn }: JsonObject): string | null {
  if (typeof campaignArn === 'string') return `CampaignArn=${campaignArn}`;
  return typeof recommenderArn === 'string' ? `RecommenderArn=${recommenderArn}` : null;
}
