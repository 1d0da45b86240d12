/** Where each operation lives in Amazon's tools. */
type Client = 'personalize' | 'personalize-runtime' | 'personalize-events';

const RUNTIME = new Set(['GetRecommendations', 'GetPersonalizedRanking', 'GetActionRecommendations']);
const EVENTS = new Set(['PutEvents', 'PutItems', 'PutUsers', 'PutActions', 'PutActionInteractions']);

export function clientOf(operation: string): Client {
  if (RUNTIME.has(operation)) return 'personalize-runtime';
  return EVENTS.has(operation) ? 'personalize-events' : 'personalize';
}

/** A call as a shell command of the AWS CLI: `aws personalize-runtime get-recommendations --cli-input-json '…'`. */
export function asCli(operation: string, input: object): string {
  const json = JSON.stringify(input, null, 2).replaceAll("'", `'\\''`);
  return `aws ${clientOf(operation)} ${words(operation).join('-')} --cli-input-json '${json}'`;
}

/** A call in Python: a line that makes the client, and one that uses it. */
export function asBoto3(operation: string, input: object): string {
  const client = clientOf(operation);
  const name = client.replaceAll('-', '_');
  const members = Object.entries(input).map(([key, value]) => `    ${key}=${python(value, 1)},`);
  const body = members.length === 0 ? '' : `\n${members.join('\n')}\n`;
  return [
    'import boto3',
    '',
    `${name} = boto3.client('${client}')`,
    `response = ${name}.${words(operation).join('_')}(${body})`,
  ].join('\n');
}

/** `GetRecommendations` → get, recommendations. */
function words(operation: string): string[] {
  return operation.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
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
