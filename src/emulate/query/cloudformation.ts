import { readFile } from 'node:fs/promises';
import { ACCOUNT, lowerFirst, REGION } from '../../domain/arn';
import { isAppError } from '../../domain/errors';
import { isObject, type Json, type JsonObject } from '../../domain/json';
import { refusalOf } from '../../interop/aws/check-request';
import type { Invoke } from '../../interop/aws/request-handler';
import { messageOf } from '../../copy/api-message';
import type { Buckets } from '../s3/buckets';
import { ServiceError } from '../service-error';
import type { Xml } from '../xml';
import {
  groups,
  optionalText,
  text,
  type Member,
  type Members,
  type QueryOperations,
} from './query-protocol';
import type { Records } from './records';
import {
  invalid,
  readTemplate,
  resolved,
  type Scope,
  type Template,
  type TemplateResource,
} from './template';

/** What stacks are made of. */
export interface StackTools {
  readonly records: Records;
  readonly invoke: Invoke;
  readonly buckets: Buckets;
  readonly iam: QueryOperations;
  readonly ssm: QueryOperations;
}

interface Made {
  readonly id: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly physicalId: string;
  readonly attributes: { readonly [name: string]: string };
}
interface Stack {
  readonly status: string;
  readonly reason?: string;
  readonly created: string;
  readonly template: string;
  readonly parameters: { readonly [name: string]: string };
  readonly outputs: { readonly [name: string]: string };
  /** In the order in which they were made. */
  readonly resources: readonly Made[];
}
interface ChangeSet {
  readonly stackName: string;
  readonly template: Template;
}

const PERSONALIZE = 'AWS::Personalize::';
/** What is made of Personalize; its dataset may have an import job along with it. */
const KINDS = ['DatasetGroup', 'Schema', 'Dataset', 'Solution'];

/**
 * Stacks of what Personalize has in CloudFormation, with the buckets, roles and parameters beside it. Whatever else a
 * template has is left out, and said.
 */
export class CloudFormation {
  readonly #changeSets = new Map<string, ChangeSet>();

  constructor(private readonly tools: StackTools) {}

  readonly operations: QueryOperations = {
    CreateStack: async (input) => {
      const name = text(input, 'StackName');
      if (this.#find(name) !== null) throw invalid(`Stack [${name}] already exists`);
      await this.deploy(name, await this.#template(input));
      return { StackId: idOf(name) };
    },
    DescribeStacks: (input) => {
      const asked = optionalText(input, 'StackName');
      const all = this.tools.records.all<Stack>('stacks');
      const found = all.filter(([name]) => asked === undefined || name === nameIn(asked));
      if (asked !== undefined && found.length === 0) throw noSuch(asked);
      return { Stacks: found.map(([name, stack]) => saidStack(name, stack)) };
    },
    DescribeStackResources: (input) => ({ StackResources: this.#resources(input) }),
    ListStackResources: (input) => ({ StackResourceSummaries: this.#resources(input) }),
    DescribeStackEvents: (input) => {
      const [name, { status, reason, created }] = this.#stack(input);
      const stack = {
        LogicalResourceId: name,
        ResourceType: 'AWS::CloudFormation::Stack',
        ResourceStatus: status,
      };
      const own = { ...stack, PhysicalResourceId: idOf(name), ResourceStatusReason: reason };
      const events = [...this.#resources(input), own].map((event, n) => ({
        ...event,
        StackId: idOf(name),
        StackName: name,
        EventId: `${name}-${created}-${n}`,
        Timestamp: new Date(created),
      }));
      return { StackEvents: events.toReversed() };
    },
    GetTemplate: (input) => ({ TemplateBody: this.#stack(input)[1].template, StagesAvailable: ['Original'] }),
    GetTemplateSummary: async (input) => {
      const isKept = input.StackName !== undefined;
      const template = isKept ? this.#kept(this.#stack(input)[1]) : await this.#template(input);
      const Parameters = [...template.parameters].map(([ParameterKey, DefaultValue]) => ({
        ParameterKey,
        DefaultValue,
        ParameterType: 'String',
      }));
      return {
        Parameters,
        Capabilities: [],
        ResourceTypes: [...template.resources.values()].map(({ type }) => type),
      };
    },
    DeleteStack: async (input) => {
      const name = nameIn(text(input, 'StackName'));
      const stack = this.#find(name);
      const reason = stack === null ? null : await this.#remove(stack.resources).then(() => null, wordsOf);
      const left = reason === null ? undefined : { ...stack, status: 'DELETE_FAILED', reason };
      await this.tools.records.put('stacks', name, left);
      return {};
    },
    // A change set is what `cdk deploy` and `aws cloudformation deploy` make stacks by.
    CreateChangeSet: async (input) => {
      const stackName = nameIn(text(input, 'StackName'));
      const Id = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:changeSet/${text(input, 'ChangeSetName')}/${stackName}`;
      this.#changeSets.set(Id, { stackName, template: await this.#template(input) });
      return { Id, StackId: idOf(stackName) };
    },
    DescribeChangeSet: (input) => {
      const [id, { stackName, template }] = this.#changeSet(input);
      const isNew = template.text !== this.#find(stackName)?.template;
      const Changes = [...template.resources].map(([LogicalResourceId, { type }]) => ({
        Type: 'Resource',
        ResourceChange: { Action: 'Add', LogicalResourceId, ResourceType: type },
      }));
      return {
        ChangeSetId: id,
        ChangeSetName: changeSetName(id),
        StackId: idOf(stackName),
        StackName: stackName,
        Status: isNew ? 'CREATE_COMPLETE' : 'FAILED',
        StatusReason: isNew ? undefined : "The submitted information didn't contain changes.",
        ExecutionStatus: isNew ? 'AVAILABLE' : 'UNAVAILABLE',
        Changes: isNew ? Changes : [],
      };
    },
    ExecuteChangeSet: async (input) => {
      const [id, { stackName, template }] = this.#changeSet(input);
      await this.deploy(stackName, template);
      this.#changeSets.delete(id);
      return {};
    },
    DeleteChangeSet: (input) => {
      const found = this.#changeSetIn(input);
      if (found !== undefined) this.#changeSets.delete(found[0]);
      return {};
    },
  };

  /** Makes a stack; of one that is there already, what the template has in addition. @returns how it stands then. */
  async deploy(name: string, template: Template): Promise<Pick<Stack, 'status' | 'reason'>> {
    const before = this.#find(name);
    const made = [...(before?.resources ?? [])];
    const known = made.length;
    const outputs: Record<string, string> = {};
    let reason: string | undefined;
    try {
      const scope = this.#scope(name, template, made);
      for (const id of template.resources.keys()) await this.#make(id, template, scope, made, []);
      for (const [key, output] of Object.entries(template.outputs))
        outputs[key] = String(await resolved(isObject(output) ? output.Value : '', scope));
      const others = [...template.resources.values()]
        .filter(({ type }) => !isKnown(type))
        .map(({ type }) => type);
      if (others.length > 0)
        reason = `Left out, as there is none of it here: ${[...new Set(others)].join(', ')}.`;
    } catch (error) {
      reason = wordsOf(error);
      await this.#remove(made.splice(known));
      await this.#put(name, template, {
        outputs: before?.outputs ?? {},
        made,
        status: 'ROLLBACK_COMPLETE',
        reason,
      });
      return { status: 'ROLLBACK_COMPLETE', reason };
    }
    const status = before === null ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
    await this.#put(name, template, { outputs, made, status, reason });
    return { status, ...(reason !== undefined && { reason }) };
  }

  async #put(
    name: string,
    { text: template, parameters }: Template,
    now: Pick<Stack, 'status' | 'outputs'> & {
      readonly made: readonly Made[];
      readonly reason: string | undefined;
    },
  ): Promise<void> {
    const { made: resources, ...rest } = now;
    const created = this.#find(name)?.created ?? new Date().toISOString();
    const stack: Stack = {
      ...rest,
      created,
      template,
      parameters: Object.fromEntries(parameters),
      resources,
    };
    await this.tools.records.put('stacks', name, stack);
  }

  #scope(stackName: string, template: Template, made: Made[]): Scope {
    const scope: Scope = {
      stackName,
      parameters: template.parameters,
      resource: async (id, attribute) => {
        const found = await this.#make(id, template, scope, made, []);
        if (found === null) throw invalid(`${id} is not made here, and something that is made needs it.`);
        if (attribute === null) return found.physicalId;
        if (Object.hasOwn(found.attributes, attribute)) return found.attributes[attribute];
        throw invalid(`${id} has no attribute ${attribute} here.`);
      },
    };
    return scope;
  }

  /** Makes a resource unless it is there, and before it what it needs. @returns null for what is left out. */
  async #make(
    id: string,
    template: Template,
    scope: Scope,
    made: Made[],
    above: readonly string[],
  ): Promise<Made | null> {
    const there = made.find((one) => one.id === id);
    if (there !== undefined) return there;
    const resource = template.resources.get(id);
    if (resource === undefined) throw invalid(`Template error: there is no resource ${id}.`);
    if (above.includes(id))
      throw invalid(`Circular dependency between resources: ${[...above, id].join(', ')}`);
    if (!isKnown(resource.type)) return null;
    const path = [...above, id];
    for (const other of resource.dependsOn) await this.#make(other, template, scope, made, path);
    const inner: Scope = {
      ...scope,
      resource: async (other, attribute) => {
        await this.#make(other, template, scope, made, path);
        return scope.resource(other, attribute);
      },
    };
    const properties = ((await resolved(resource.properties, inner)) ?? {}) as JsonObject;
    const one = await this.#create(id, resource, properties, scope.stackName);
    made.push(one);
    return one;
  }

  async #create(id: string, { type }: TemplateResource, given: JsonObject, stackName: string): Promise<Made> {
    const { iam, ssm, buckets, invoke } = this.tools;
    const named = (member: string): string => String(given[member] ?? `${stackName}-${id}`);
    switch (type) {
      case 'AWS::S3::Bucket': {
        const name = named('BucketName').toLowerCase();
        await buckets.create(name);
        return { id, type, physicalId: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
      }
      case 'AWS::IAM::Role': {
        const RoleName = named('RoleName');
        const AssumeRolePolicyDocument = JSON.stringify(given.AssumeRolePolicyDocument);
        await iam.CreateRole({ RoleName, AssumeRolePolicyDocument });
        const attributes = { Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}` };
        return { id, type, physicalId: RoleName, attributes };
      }
      case 'AWS::SSM::Parameter': {
        const Name = named('Name');
        await ssm.PutParameter({ Name, Value: String(given.Value), Type: String(given.Type ?? 'String') });
        return { id, type, physicalId: Name, attributes: { Value: String(given.Value) } };
      }
      default: {
        const kind = type.slice(PERSONALIZE.length);
        const { datasetImportJob, ...request } = asRequest(given) as JsonObject;
        const refusal = refusalOf(`Create${kind}`, request);
        if (refusal !== null) throw invalid(refusal.message);
        const answer = await invoke(`Create${kind}`, request);
        const member = `${lowerFirst(kind)}Arn`;
        const arn = String(answer[member]);
        if (isObject(datasetImportJob))
          await invoke('CreateDatasetImportJob', { ...datasetImportJob, datasetArn: arn });
        return { id, type, physicalId: arn, attributes: { [`${kind}Arn`]: arn } };
      }
    }
  }

  /** The newest first. What is gone already is no fault. */
  async #remove(made: readonly Made[]): Promise<void> {
    const { iam, ssm, buckets, invoke } = this.tools;
    for (const { type, physicalId } of made.toReversed()) {
      if (type === 'AWS::S3::Bucket') {
        if (buckets.has(physicalId) && (await buckets.keys(physicalId)).length === 0)
          await buckets.delete(physicalId);
      } else if (type === 'AWS::IAM::Role') await iam.DeleteRole({ RoleName: physicalId });
      else if (type === 'AWS::SSM::Parameter') await ssm.DeleteParameter({ Name: physicalId });
      else {
        const kind = type.slice(PERSONALIZE.length);
        await invoke(`Delete${kind}`, { [`${lowerFirst(kind)}Arn`]: physicalId }).catch((error: unknown) => {
          if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
        });
      }
    }
  }

  #kept({ template, parameters }: Stack): Template {
    return readTemplate(template, new Map(Object.entries(parameters)));
  }

  /** The template that a request carries, or names as an object of S3. */
  async #template(input: Members): Promise<Template> {
    const given = groups(input, 'Parameters').map((each): [string, string] => [
      text(each, 'ParameterKey'),
      memberText(each.ParameterValue),
    ]);
    const body = optionalText(input, 'TemplateBody') ?? (await this.#fetched(text(input, 'TemplateURL')));
    return readTemplate(body, new Map(given));
  }

  async #fetched(url: string): Promise<string> {
    const { hostname, pathname } = new URL(url);
    const host = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
    const [bucket, ...key] = decodeURIComponent(
      host === undefined ? pathname.slice(1) : host + pathname,
    ).split('/');
    await this.tools.buckets.found(bucket, key.join('/'));
    return readFile(this.tools.buckets.pathOf(bucket, key.join('/')), 'utf8');
  }

  #find(name: string): Stack | null {
    return this.tools.records.find<Stack>('stacks', name);
  }

  #stack(input: Members): readonly [string, Stack] {
    const name = nameIn(text(input, 'StackName'));
    const stack = this.#find(name);
    if (stack === null) throw noSuch(name);
    return [name, stack];
  }

  #resources(input: Members) {
    return this.#stack(input)[1].resources.map(({ id, type, physicalId }) => ({
      LogicalResourceId: id,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      ResourceStatus: 'CREATE_COMPLETE',
    }));
  }

  #changeSet(input: Members): readonly [string, ChangeSet] {
    const found = this.#changeSetIn(input);
    if (found !== undefined) return found;
    throw new ServiceError(
      'ChangeSetNotFound',
      404,
      `ChangeSet [${text(input, 'ChangeSetName')}] does not exist`,
    );
  }

  /** By its id, or by its name and its stack. */
  #changeSetIn(input: Members): readonly [string, ChangeSet] | undefined {
    const asked = text(input, 'ChangeSetName');
    const stack = nameIn(optionalText(input, 'StackName') ?? '');
    return [...this.#changeSets].find(
      ([id, { stackName }]) => id === asked || (changeSetName(id) === asked && stackName === stack),
    );
  }
}

/** Why something was not made or deleted. */
function wordsOf(error: unknown): string {
  if (isAppError(error)) return messageOf(error);
  return error instanceof Error ? error.message : String(error);
}

function isKnown(type: string): boolean {
  if (['AWS::S3::Bucket', 'AWS::IAM::Role', 'AWS::SSM::Parameter'].includes(type)) return true;
  return type.startsWith(PERSONALIZE) && KINDS.includes(type.slice(PERSONALIZE.length));
}

/** Properties as the API's members: `RecipeArn` → `recipeArn`; flags may come as texts. */
function asRequest(value: Json): Json {
  if (Array.isArray(value)) return value.map(asRequest);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, each]): [string, Json] => [
    lowerFirst(name),
    name.startsWith('Perform') ? String(each) === 'true' : asRequest(each),
  ]);
  return Object.fromEntries(entries);
}

function saidStack(name: string, { status, reason, created, parameters, outputs }: Stack): Xml {
  return {
    StackId: idOf(name),
    StackName: name,
    CreationTime: new Date(created),
    StackStatus: status,
    StackStatusReason: reason,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}

function idOf(name: string): string {
  return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/0`;
}

/** A stack may be asked for by its id. */
function nameIn(asked: string): string {
  return /:stack\/([^/]+)/.exec(asked)?.[1] ?? asked;
}

function changeSetName(id: string): string {
  return /:changeSet\/([^/]+)/.exec(id)?.[1] ?? id;
}

function memberText(value: Member | undefined): string {
  return typeof value === 'string' ? value : '';
}

function noSuch(name: string) {
  return invalid(`Stack with id ${name} does not exist`);
}
