import { readFile } from 'node:fs/promises';
import { ACCOUNT, REGION } from '../../../domain/arn';
import type { Buckets } from '../s3/buckets';
import { ServiceError } from '../service-error';
import { groups, optionalText, text, type Members, type QueryOperations } from './query-protocol';
import type { Stack, Stacks } from './stacks';
import { invalid, readTemplate, type Template } from './template';

/** What is to become of a stack, as `cdk deploy` and `aws cloudformation deploy` prepare it. */
interface ChangeSet {
  readonly stackName: string;
  readonly template: Template;
}

/** The calls by which stacks are made, looked at and deleted. @param buckets where templates lie that are named by address. */
export function cloudFormation(stacks: Stacks, buckets: Buckets): QueryOperations {
  const changeSets = new Map<string, ChangeSet>();
  const stackIn = (input: Members): readonly [string, Stack] => {
    const name = nameIn(input);
    const stack = stacks.find(name);
    if (stack === null) throw invalid(`Stack with id ${text(input, 'StackName')} does not exist`);
    return [name, stack];
  };
  const templateIn = async (input: Members): Promise<Template> => {
    const given = groups(input, 'Parameters').map((each): [string, string] => [
      text(each, 'ParameterKey'),
      optionalText(each, 'ParameterValue') ?? '',
    ]);
    const body = optionalText(input, 'TemplateBody');
    return readTemplate(body ?? (await objectAt(text(input, 'TemplateURL'), buckets)), new Map(given));
  };
  /** By its id, or by its name and its stack. */
  const changeSetIn = (input: Members): readonly [string, ChangeSet] | undefined => {
    const asked = text(input, 'ChangeSetName');
    return [...changeSets].find(
      ([id, { stackName }]) =>
        id === asked || (id.includes(`:changeSet/${asked}/`) && stackName === nameIn(input)),
    );
  };
  const foundChangeSet = (input: Members): readonly [string, ChangeSet] => {
    const found = changeSetIn(input);
    if (found !== undefined) return found;
    throw new ServiceError(
      'ChangeSetNotFound',
      404,
      `ChangeSet [${text(input, 'ChangeSetName')}] does not exist`,
    );
  };

  return {
    CreateStack: async (input) => {
      const name = text(input, 'StackName');
      if (stacks.find(name) !== null) throw invalid(`Stack [${name}] already exists`);
      await stacks.deploy(name, await templateIn(input));
      return { StackId: idOf(name) };
    },
    DescribeStacks: (input) => {
      const found = input.StackName === undefined ? stacks.all : [stackIn(input)];
      return { Stacks: found.map(saidStack) };
    },
    DescribeStackResources: (input) => ({
      StackResources: stackIn(input)[1].resources.map(({ id, type, physicalId }) => ({
        LogicalResourceId: id,
        PhysicalResourceId: physicalId,
        ResourceType: type,
        ResourceStatus: 'CREATE_COMPLETE',
      })),
    }),
    DescribeStackEvents: (input) => {
      const StackName = nameIn(input);
      const stack = stacks.find(StackName);
      // In words of their own, with the name or id that was asked, by which `cdk destroy` knows that a stack is gone.
      if (stack === null) throw invalid(`Stack [${text(input, 'StackName')}] does not exist`);
      const { status, reason, created } = stack;
      const event = {
        StackId: idOf(StackName),
        StackName,
        EventId: `${StackName}-${created}`,
        LogicalResourceId: StackName,
        PhysicalResourceId: idOf(StackName),
        ResourceType: 'AWS::CloudFormation::Stack',
        ResourceStatus: status,
        ResourceStatusReason: reason,
        Timestamp: new Date(created),
      };
      return { StackEvents: [event] };
    },
    GetTemplate: (input) => ({ TemplateBody: stackIn(input)[1].template, StagesAvailable: ['Original'] }),
    GetTemplateSummary: async (input) => {
      const parameters =
        input.StackName === undefined
          ? [...(await templateIn(input)).parameters]
          : Object.entries(stackIn(input)[1].parameters);
      const Parameters = parameters.map(([ParameterKey, DefaultValue]) => ({ ParameterKey, DefaultValue }));
      return { Parameters, Capabilities: [] };
    },
    DeleteStack: async (input) => {
      await stacks.delete(nameIn(input));
      return {};
    },
    CreateChangeSet: async (input) => {
      const stackName = nameIn(input);
      const name = text(input, 'ChangeSetName');
      const Id = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:changeSet/${name}/${stackName}`;
      changeSets.set(Id, { stackName, template: await templateIn(input) });
      return { Id, StackId: idOf(stackName) };
    },
    DescribeChangeSet: (input) => {
      const [ChangeSetId, { stackName, template }] = foundChangeSet(input);
      const about = { ChangeSetId, StackId: idOf(stackName), StackName: stackName };
      if (template.text === stacks.find(stackName)?.template)
        return {
          ...about,
          Status: 'FAILED',
          StatusReason: "The submitted information didn't contain changes.",
        };
      const Changes = [...template.resources].map(([LogicalResourceId, { type }]) => ({
        Type: 'Resource',
        ResourceChange: { Action: 'Add', LogicalResourceId, ResourceType: type },
      }));
      return { ...about, Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE', Changes };
    },
    ExecuteChangeSet: async (input) => {
      const [id, { stackName, template }] = foundChangeSet(input);
      await stacks.deploy(stackName, template);
      changeSets.delete(id);
      return {};
    },
    DeleteChangeSet: (input) => {
      const found = changeSetIn(input);
      if (found !== undefined) changeSets.delete(found[0]);
      return {};
    },
  };
}

/** An object of S3 by its address, in either style. @throws ServiceError where it is not there. */
async function objectAt(url: string, buckets: Buckets): Promise<string> {
  const { hostname, pathname } = new URL(url);
  const host = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
  const path = decodeURIComponent(host === undefined ? pathname.slice(1) : host + pathname);
  const [bucket, ...key] = path.split('/');
  await buckets.found(bucket, key.join('/'));
  return readFile(buckets.pathOf(bucket, key.join('/')), 'utf8');
}

function saidStack([name, { status, reason, created, parameters, outputs }]: readonly [string, Stack]) {
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
function nameIn(input: Members): string {
  const asked = text(input, 'StackName');
  return /:stack\/([^/]+)/.exec(asked)?.[1] ?? asked;
}
