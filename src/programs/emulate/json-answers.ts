import { randomUUID } from 'node:crypto';
import type { Answer } from './http';
import { asServiceError } from './service-error';

export const JSON_1_1 = 'application/x-amz-json-1.1';

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
export function withRequestId(answer: Answer): Answer {
  const id = randomUUID();
  return {
    ...answer,
    headers: { 'x-amzn-requestid': id, 'x-amz-request-id': id, ...answer.headers },
  };
}
