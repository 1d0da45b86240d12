import type { PersonalizeRequestHandler } from '../../interop/aws/request-handler';
import { readBody, requirePost, type Answer, type Request } from './http';
import { jsonRefusal, JSON_1_1 } from './json-answers';
import { isElsewhere, withArnsIn, withLocalArns } from './regions';
import { regionOf } from './route';

/**
 * Answers a request of the three Personalize clients: what is asked for by target in AWS JSON 1.1, the rest in REST-JSON.
 * Programs put ids together from their own region, and find in it whatever there is.
 */
export async function personalize(request: Request, handler: PersonalizeRequestHandler): Promise<Answer> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers[name] = value;
  try {
    requirePost(request);
    const body = withLocalArns((await readBody(request)).toString());
    const { response } = await handler.handle({ path: request.path, headers, body });
    const byTarget = headers['x-amz-target'] !== undefined;
    const said = { ...response.headers, ...(byTarget && { 'content-type': JSON_1_1 }) };
    const region = regionOf(request);
    const answer = isElsewhere(region)
      ? withArnsIn(region, Buffer.from(response.body).toString())
      : response.body;
    return { statusCode: response.statusCode, headers: said, body: answer };
  } catch (error) {
    return jsonRefusal(error);
  }
}
