import { randomUUID } from 'node:crypto';
import { readBody, requirePost, type Answer, type Request } from '../http';
import { isObject, jsonIn } from '../../../domain/json';
import { jsonRefusal } from '../json-answers';
import { asServiceError, ServiceError } from '../service-error';
import { xmlDocument, type Xml } from '../xml';

/** The members of a request: of the query protocol texts, lists and groups of them. */
export type Member =
  | string
  | number
  | boolean
  | null
  | readonly Member[]
  | { readonly [name: string]: Member };
export interface Members {
  readonly [name: string]: Member;
}
/** What operations of these services are: members in, members out. */
export type QueryOperation = (
  input: Members,
) => { readonly [name: string]: Xml } | Promise<{ readonly [name: string]: Xml }>;
export interface QueryOperations {
  readonly [name: string]: QueryOperation;
}

/** Answers a request of the query protocol: parameters of a form in, XML out. */
export async function queryProtocol(
  request: Request,
  operations: QueryOperations,
  namespace: string,
): Promise<Answer> {
  try {
    const form = new URLSearchParams((await readBody(request)).toString());
    for (const [name, value] of request.query) form.append(name, value);
    const action = form.get('Action') ?? '';
    if (!/^(Describe|Get|List)/.test(action)) requirePost(request);
    if (!Object.hasOwn(operations, action)) throw unknownAction(action);
    const content = await operations[action](nested(form));
    const result = { [`${action}Result`]: content, ResponseMetadata: { RequestId: randomUUID() } };
    return xmlAnswer(200, xmlDocument(`${action}Response`, result, namespace, 'member'));
  } catch (error) {
    return queryRefusal(error, namespace);
  }
}

/** The same in AWS JSON, which names the operation in its target: newer SDKs speak it. @param type of the content. */
export async function jsonProtocol(
  request: Request,
  operations: QueryOperations,
  type: string,
): Promise<Answer> {
  try {
    requirePost(request);
    const target = request.headers['x-amz-target'] ?? '';
    const action = target.slice(target.lastIndexOf('.') + 1);
    if (!Object.hasOwn(operations, action)) throw unknownAction(action);
    const input = jsonIn((await readBody(request)).toString() || '{}');
    if (!isObject(input))
      throw new ServiceError('SerializationException', 400, 'The body is no JSON object.');
    const answer = await operations[action](input as Members);
    return { statusCode: 200, headers: { 'content-type': type }, body: JSON.stringify(withSeconds(answer)) };
  } catch (error) {
    return jsonRefusal(error);
  }
}

/** Times as JSON has them. */
function withSeconds(value: Xml): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withSeconds);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withSeconds(each as Xml)]));
}

/** An error as services of the query protocol say it. */
export function queryRefusal(error: unknown, namespace: string): Answer {
  const { name, statusCode, message } = asServiceError(error);
  const said = { Error: { Type: statusCode < 500 ? 'Sender' : 'Receiver', Code: name, Message: message } };
  const content = { ...said, RequestId: randomUUID() };
  return xmlAnswer(statusCode, xmlDocument('ErrorResponse', content, namespace, 'member'));
}

function unknownAction(action: string): ServiceError {
  return new ServiceError('InvalidAction', 400, `Could not find operation ${action} here.`);
}

/** A member that has to be a text. */
export function text(input: Members, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ServiceError('ValidationError', 400, `The request must contain the parameter ${name}.`);
}

export function optionalText(input: Members, name: string): string | undefined {
  return input[name] === undefined ? undefined : text(input, name);
}

/** A list of groups; none where the member is absent. */
export function groups(input: Members, name: string): readonly Members[] {
  const value = input[name];
  // Forms have no other word for a list of nothing.
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.map((each: Member) => asGroup(each, name));
  throw new ServiceError('ValidationError', 400, `${name} must be a list.`);
}

/** A group of members; null where it is absent. */
export function optionalGroup(input: Members, name: string): Members | null {
  const value = input[name];
  return value === undefined || value === null ? null : asGroup(value, name);
}

function asGroup(value: Member, name: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new ServiceError('ValidationError', 400, `${name} must hold members.`);
}

interface Tree {
  [name: string]: Tree | string;
}

/** `A.member.1.B=x` → `{A: [{B: 'x'}]}`. */
function nested(form: URLSearchParams): Members {
  const tree = Object.create(null) as Tree;
  for (const [name, value] of form) {
    const path = name.split('.');
    let at = tree;
    for (const step of path.slice(0, -1)) {
      const next = at[step];
      at = typeof next === 'object' ? next : (at[step] = Object.create(null) as Tree);
    }
    at[path[path.length - 1]] = value;
  }
  return Object.fromEntries(Object.entries(tree).map(([name, each]) => [name, listed(each)]));
}

function listed(value: Tree | string): Member {
  if (typeof value === 'string') return value;
  const list = value.member;
  if (typeof list === 'object')
    return Object.entries(list)
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, each]) => listed(each));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, listed(each)]));
}

function xmlAnswer(statusCode: number, body: string): Answer {
  return { statusCode, headers: { 'content-type': 'text/xml' }, body };
}
