import { randomUUID } from 'node:crypto';
import type { PersonalizeRequestHandler } from '../interop/aws/request-handler';
import { readBody, type Answer, type Request } from './http';
import { asServiceError } from './service-error';

const JSON_1_1 = 'application/x-amz-json-1.1';

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

/** An error as services that speak JSON say it. */
export function jsonRefusal(error: unknown): Answer {
  const { name, statusCode, message } = asServiceError(error);
  return {
    statusCode,
    headers: { 'content-type': JSON_1_1, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message }),
  };
}

/** The headers under which services of JSON and of the query protocol say which request it was. */
export function withRequestId(answer: Answer, id = randomUUID()): Answer {
  return {
    ...answer,
    headers: { 'x-amzn-requestid': id, 'x-amz-request-id': id, ...answer.headers },
  };
}
