import type { JsonObject } from '../../src/domain/errors';
import type { PersonalizeRequestHandler } from '../../src/interop/aws/request-handler';

/** What of the service's two smaller clients is asked for where. */
const PATHS: { readonly [operation: string]: string } = {
  GetRecommendations: '/recommendations',
  GetPersonalizedRanking: '/personalize-ranking',
  GetActionRecommendations: '/action-recommendations',
  PutEvents: '/events',
  PutItems: '/items',
  PutUsers: '/users',
  PutActions: '/actions',
  PutActionInteractions: '/action-interactions',
};

interface WireAnswer {
  readonly status: number;
  /** The error's name; undefined for an answer. */
  readonly error: string | undefined;
  readonly body: JsonObject;
}

/** Sends one request as it stands, with nothing checked before it leaves. */
export async function askOnWire(
  handler: PersonalizeRequestHandler,
  operation: string,
  input: JsonObject,
): Promise<WireAnswer> {
  const { response } = await handler.handle({
    path: PATHS[operation] ?? '/',
    headers: operation in PATHS ? {} : { 'X-Amz-Target': `AmazonPersonalize.${operation}` },
    body: JSON.stringify(input),
  });
  return {
    status: response.statusCode,
    error: response.headers['x-amzn-errortype'],
    body: JSON.parse(new TextDecoder().decode(response.body)) as JsonObject,
  };
}
