import type { PersonalizeRequestHandler } from '../interop/aws/request-handler';
import { readBody, type Answer, type Request } from './http';
import { jsonRefusal, JSON_1_1 } from './json-answers';

/** Answers a request of the three Personalize clients: what is asked for by target in AWS JSON 1.1, the rest in REST-JSON. */
export async function personalize(request: Request, handler: PersonalizeRequestHandler): Promise<Answer> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers[name] = value;
  try {
    const body = await readBody(request);
    const { response } = await handler.handle({ path: request.path, headers, body });
    const byTarget = headers['x-amz-target'] !== undefined;
    const said = { ...response.headers, ...(byTarget && { 'content-type': JSON_1_1 }) };
    return { statusCode: response.statusCode, headers: said, body: response.body };
  } catch (error) {
    return jsonRefusal(error);
  }
}
