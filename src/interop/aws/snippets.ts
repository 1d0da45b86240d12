import { LIST_OPERATIONS, PUT_OPERATIONS } from '../../domain/operations';
import { kebab, snake } from '../nouns';
import { pathOf } from './paths';

/** Where a call goes, other than to AWS, and as whom. */
export interface Endpoint {
  readonly url: string;
  readonly accessKey: string;
}

/** Signed with and for, where neither is looked at. */
const [SECRET, REGION] = ['any', 'us-east-1'];

/** Where each operation lives in Amazon's tools. */
type Client = 'personalize' | 'personalize-runtime' | 'personalize-events';

export function clientOf(operation: string): Client {
  if (LIST_OPERATIONS.has(operation)) return 'personalize-runtime';
  return PUT_OPERATIONS.has(operation) ? 'personalize-events' : 'personalize';
}

/**
 * A call as a shell command of the AWS CLI: `aws personalize-runtime get-recommendations --cli-input-json '…'`. With an
 * endpoint, variables of the shell come first that boto3 and other SDKs read too.
 */
export function asCli(operation: string, input: object, at?: Endpoint): string {
  const call = `aws ${clientOf(operation)} ${kebab(operation)} --cli-input-json ${quoted(input)}`;
  if (at === undefined) return call;
  const variables = {
    AWS_ENDPOINT_URL: at.url,
    AWS_ACCESS_KEY_ID: at.accessKey,
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_DEFAULT_REGION: REGION,
  };
  const said = Object.entries(variables).map(([name, value]) => `export ${name}=${value}`);
  return [...said, call].join('\n');
}

/** A call as a shell command of curl, which signs it as AWS wants it. */
export function asCurl(operation: string, input: object, { url, accessKey }: Endpoint): string {
  const path = pathOf(operation);
  const options = [
    `--aws-sigv4 aws:amz:${REGION}:personalize --user ${accessKey}:${SECRET}`,
    `-H 'Content-Type: application/${path === null ? 'x-amz-json-1.1' : 'json'}'`,
    ...(path === null ? [`-H 'X-Amz-Target: AmazonPersonalize.${operation}'`] : []),
    `-d ${quoted(input)}`,
  ];
  return ['curl', ...options, `${url}${path ?? ''}`].join(' \\\n  ');
}

/** JSON in the quotes of a shell. */
function quoted(input: object): string {
  return `'${JSON.stringify(input, null, 2).replaceAll("'", `'\\''`)}'`;
}

/** A call in Python: a line that makes the client, and one that uses it. */
export function asBoto3(operation: string, input: object, at?: Endpoint): string {
  const client = clientOf(operation);
  const name = client.replaceAll('-', '_');
  const members = Object.entries(input).map(([key, value]) => `    ${key}=${python(value, 1)},`);
  const body = members.length === 0 ? '' : `\n${members.join('\n')}\n`;
  return [
    'import boto3',
    '',
    `${name} = boto3.client('${client}'${at === undefined ? '' : clientOptions(at)})`,
    `response = ${name}.${snake(operation)}(${body})`,
  ].join('\n');
}

/** What a client in Python is told of its endpoint. */
function clientOptions({ url, accessKey }: Endpoint): string {
  const options = {
    endpoint_url: url,
    aws_access_key_id: accessKey,
    aws_secret_access_key: SECRET,
    region_name: REGION,
  };
  const lines = Object.entries(options).map(([name, value]) => `    ${name}='${value}',`);
  return `,\n${lines.join('\n')}\n`;
}

/** A JSON value as a Python literal; texts as JSON writes them, which Python reads alike. */
function python(value: unknown, depth: number): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = '    '.repeat(depth + 1);
  const outer = '    '.repeat(depth);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((each) => `${inner}${python(each, depth + 1)},`).join('\n')}\n${outer}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, each]) => `${inner}${JSON.stringify(key)}: ${python(each, depth + 1)},`);
  return `{\n${lines.join('\n')}\n${outer}}`;
}
