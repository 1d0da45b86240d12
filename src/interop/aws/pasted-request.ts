import type { Json, JsonObject } from '../../domain/errors';
import { LOCAL_ARN } from '../../domain/resources';
import { isObject, jsonIn } from '../../domain/json';
import { readBoto3 } from './boto3-call';
import { shellWords } from './shell-words';
import { kebab } from '../nouns';

/** Operations whose requests a form can take. */
export type PastedOperation =
  | 'CreateSolution'
  | 'CreateFilter'
  | 'CreateCampaign'
  | 'CreateBatchInferenceJob'
  | 'CreateBatchSegmentJob';

/** What a form makes of pasted text. */
export type Pasted =
  | {
      readonly operation: PastedOperation;
      /** Only members that the operation has. */
      readonly input: JsonObject;
      /** Members that only an account has: taken, and without effect here. */
      readonly ignored: readonly string[];
      /** Members that have an effect here and for which no form has a field. */
      readonly fieldless: readonly string[];
      /** Members that the operation does not have, with their place: `solutionConfig.foo`. */
      readonly unknown: readonly string[];
    }
  | {
      readonly fault:
        | 'EMPTY'
        | 'NOT_JSON'
        | 'NOT_OBJECT'
        | 'OTHER_OPERATION'
        | 'FILE'
        | 'NOT_LITERAL'
        | 'NOT_PYTHON';
      /** The operation that was pasted, the file that a command names, or what of a call cannot be read. */
      readonly what: string;
    };

/** Why a text is no request. */
export type PasteFault = Extract<Pasted, { readonly fault: string }>;

/** Members of a request: true for any value, or the members of the object that stands there. */
type Shape = { readonly [member: string]: true | Shape };

const EXPLORATION: Shape = { itemExplorationConfig: true };
const JOB: Shape = {
  jobName: true,
  solutionVersionArn: true,
  filterArn: true,
  numResults: true,
  jobInput: { s3DataSource: { path: true } },
  jobOutput: { s3DataDestination: { path: true } },
};
const SHAPES: { readonly [operation in PastedOperation]: Shape } = {
  CreateSolution: {
    name: true,
    datasetGroupArn: true,
    recipeArn: true,
    performHPO: true,
    performAutoML: true,
    eventType: true,
    // Of CreateSolutionVersion, which the form sends in one go with the solution.
    trainingMode: true,
    solutionConfig: {
      eventValueThreshold: true,
      hpoConfig: { hpoObjective: true, hpoResourceConfig: true, algorithmHyperParameterRanges: true },
      algorithmHyperParameters: true,
      featureTransformationParameters: true,
      autoMLConfig: { metricName: true, recipeList: true },
      optimizationObjective: { itemAttribute: true, objectiveSensitivity: true },
      trainingDataConfig: { excludedDatasetColumns: true },
      eventsConfig: { eventParametersList: true },
    },
  },
  CreateFilter: { name: true, datasetGroupArn: true, filterExpression: true },
  CreateCampaign: {
    name: true,
    solutionVersionArn: true,
    minProvisionedTPS: true,
    campaignConfig: EXPLORATION,
  },
  CreateBatchInferenceJob: {
    ...JOB,
    batchInferenceJobConfig: EXPLORATION,
    themeGenerationConfig: { fieldsForThemeGeneration: { itemName: true } },
  },
  CreateBatchSegmentJob: JOB,
};
/** What the API takes here too, but no form has a field for; the page of versions sets schedules afterwards. */
const FIELDLESS = new Set([
  'tags',
  'performAutoTraining',
  'autoTrainingConfig',
  'includedDatasetColumns',
  'syncWithLatestSolutionVersion',
]);
/** Of an account, or of a service that is not here: roles, keys, other recipes. */
const ACCOUNT = new Set(['roleArn', 'kmsKeyArn', 'performIncrementalUpdate', 'batchInferenceJobMode']);

/**
 * Reads a request of the public API as somebody pastes it: its JSON, a command of the AWS CLI with
 * `--cli-input-json` or with options, or a call of boto3 with its values written out. Nothing is run or fetched.
 *
 * @param operations what the form can take; JSON says no operation and is taken for the first.
 */
export function readPasted(
  text: string,
  operations: readonly [PastedOperation, ...PastedOperation[]],
): Pasted {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'EMPTY', what: '' };
  const named = namedIn(trimmed);
  const operation =
    named === null ? operations[0] : operations.find((each) => kebab(each) === named.operation);
  if (operation === undefined) return { fault: 'OTHER_OPERATION', what: named?.written ?? '' };
  const input = named === null ? asObject(trimmed) : named.read();
  return 'fault' in input ? input : sorted(operation, input.object);
}

/**
 * Reads any request, as it is sent: nothing is left out.
 *
 * @returns the operation as the API spells it, null where JSON does not say it.
 */
export function readAnyRequest(
  text: string,
): { readonly operation: string | null; readonly input: JsonObject } | PasteFault {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'EMPTY', what: '' };
  const named = namedIn(trimmed);
  const read = named === null ? asObject(trimmed) : named.read();
  if ('fault' in read) return read;
  return { operation: named === null ? null : pascal(named.operation), input: read.object };
}

/** A member by which JSON shows what it is meant for, the most telling first. */
const TELLTALES: readonly (readonly [member: string, operation: string])[] = [
  ['eventList', 'PutEvents'],
  ['items', 'PutItems'],
  ['users', 'PutUsers'],
  ['inputList', 'GetPersonalizedRanking'],
  ['filterExpression', 'CreateFilter'],
  ['metricsOutputConfig', 'CreateMetricAttribution'],
  ['dataSource', 'CreateDatasetImportJob'],
  ['datasetType', 'CreateDataset'],
  ['schema', 'CreateSchema'],
  ['batchInferenceJobConfig', 'CreateBatchInferenceJob'],
  ['jobInput', 'CreateBatchInferenceJob'],
  ['campaignArn', 'GetRecommendations'],
  ['recommenderArn', 'GetRecommendations'],
  ['solutionVersionArn', 'CreateCampaign'],
  ['solutionArn', 'CreateSolutionVersion'],
  ['recommenderConfig', 'CreateRecommender'],
  ['recipeArn', 'CreateSolution'],
];

/** The operation that a request in JSON is most likely of; null where nothing in it tells. */
export function likelyOperation(text: string): string | null {
  const read = asObject(text.trim());
  if ('fault' in read) return null;
  return TELLTALES.find(([member]) => Object.hasOwn(read.object, member))?.[1] ?? null;
}

/**
 * The request with the ids of an account turned into those that resources of the same name have here. Recipes, roles
 * and keys keep theirs.
 */
export function withLocalIds(input: JsonObject): JsonObject {
  const turned = (value: Json): Json => {
    if (typeof value === 'string') return value.replace(ACCOUNT_ID, LOCAL_ARN);
    if (Array.isArray(value)) return value.map(turned);
    return isObject(value) ? withLocalIds(value) : value;
  };
  return Object.fromEntries(Object.entries(input).map(([member, value]) => [member, turned(value)]));
}

const ACCOUNT_ID = /^arn:aws[a-z-]*:personalize:[a-z0-9-]+:\d{12}:/;

/** `create-filter` → `CreateFilter`. */
function pascal(kebabbed: string): string {
  return kebabbed.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

type Read = { readonly object: JsonObject } | PasteFault;

/** What a command or a call asks for; null for JSON, which does not say. */
function namedIn(text: string): {
  /** `create-filter`. */
  readonly operation: string;
  readonly written: string;
  readonly read: () => Read;
} | null {
  if (/^aws\s/.test(text)) {
    const [, , command = '', ...options] = shellWords(text);
    return { operation: command, written: command, read: () => fromOptions(options) };
  }
  const call = /^[[{]/.test(text) ? null : readBoto3(text);
  if (call === null) return null;
  const { method, read } = call;
  return { operation: method.replaceAll('_', '-'), written: method, read };
}

function asObject(text: string): Read {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch (error) {
    return { fault: 'NOT_JSON', what: error instanceof Error ? error.message : '' };
  }
  return isObject(parsed) ? { object: parsed } : { fault: 'NOT_OBJECT', what: '' };
}

/** `--cli-input-json '{…}'`, and options over it as the CLI lets them win. */
function fromOptions(words: readonly string[]): Read {
  let base: JsonObject = {};
  const given: JsonObject = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word.startsWith('--')) continue;
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const values = equals < 0 ? [] : [word.slice(equals + 1)];
    if (equals < 0) while (at + 1 < words.length && !words[at + 1].startsWith('--')) values.push(words[++at]);
    const hasValue = values.length > 0;
    const value = values[0] ?? '';
    if (/^file(b)?:\/\//.test(value)) return { fault: 'FILE', what: value };
    if (name === 'cli-input-json') {
      const read = asObject(value);
      if ('fault' in read) return read;
      base = read.object;
    } else if (!GLOBAL.has(name)) {
      const off = !hasValue && name.startsWith('no-');
      given[memberOf(off ? name.slice(3) : name)] = hasValue ? valueOf(name, values) : !off;
    }
  }
  return { object: { ...base, ...given } };
}

/** Options of the CLI itself. */
const GLOBAL = new Set(['region', 'profile', 'output', 'query', 'endpoint-url', 'no-cli-pager', 'debug']);
/** Members whose capitals an option does not show. */
const CAPITALS = new Map([
  ['perform-hpo', 'performHPO'],
  ['perform-auto-ml', 'performAutoML'],
  ['min-provisioned-tps', 'minProvisionedTPS'],
]);

function memberOf(option: string): string {
  return CAPITALS.get(option) ?? option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Options that are numbers: an id or a name of digits is a text. */
const NUMBERS = new Set(['num-results', 'max-results', 'min-provisioned-tps']);
/** Options that take one word after the other. */
const LISTS = new Set(['input-list', 'tag-keys']);

/** JSON where it is some. */
function valueOf(option: string, words: readonly string[]): Json {
  const [text] = words;
  if (LISTS.has(option) && !text.startsWith('[')) return [...words];
  if (!/^[[{]/.test(text) && !(NUMBERS.has(option) && /^-?\d+(\.\d+)?$/.test(text))) return text;
  // The CLI's own short form is none of JSON's.
  return jsonIn(text) ?? text;
}

function sorted(operation: PastedOperation, object: JsonObject): Pasted {
  const ignored: string[] = [];
  const fieldless: string[] = [];
  const unknown: string[] = [];
  const input = keep(object, SHAPES[operation], '', (member, place) => {
    const list = ACCOUNT.has(member) ? ignored : FIELDLESS.has(member) ? fieldless : unknown;
    list.push(place + member);
  });
  return { operation, input, ignored, fieldless, unknown };
}

function keep(
  object: JsonObject,
  shape: Shape,
  place: string,
  leave: (member: string, place: string) => void,
): JsonObject {
  const kept: [string, Json][] = [];
  for (const [member, value] of Object.entries(object)) {
    const part = Object.hasOwn(shape, member) ? shape[member] : undefined;
    if (part === undefined) leave(member, place);
    else if (part === true || !isObject(value)) kept.push([member, value]);
    else kept.push([member, keep(value, part, `${place}${member}.`, leave)]);
  }
  return Object.fromEntries(kept);
}
