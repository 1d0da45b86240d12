import { ACCOUNT, REGION } from '../../../domain/arn';
import { isObject, jsonIn, type Json, type JsonObject } from '../../../domain/json';
import { withLocalArns } from '../regions';
import { ServiceError } from '../service-error';

/** A template of CloudFormation in JSON, as `cdk synth` writes it. */
export interface Template {
  readonly text: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: JsonObject;
  /** By name: what was given, or the default. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface TemplateResource {
  readonly type: string;
  readonly properties: Json;
  readonly dependsOn: readonly string[];
}

/** @throws ServiceError ValidationError for what is no template, and for a parameter that has no value. */
export function readTemplate(text: string, given: ReadonlyMap<string, string>): Template {
  const template = jsonIn(withLocalArns(text));
  if (!isObject(template) || !isObject(template.Resources))
    throw invalid(
      'Template format error: JSON with Resources is read here; cdk synth writes it into cdk.out.',
    );
  const parameters = Object.entries(isObject(template.Parameters) ? template.Parameters : {}).map(
    ([name, said]): [string, string] => {
      const value = given.get(name) ?? (isObject(said) ? said.Default : undefined);
      if (value === undefined) throw invalid(`Parameters: [${name}] must have values`);
      return [name, String(value)];
    },
  );
  const resources = Object.entries(template.Resources).flatMap(([id, each]): [string, TemplateResource][] => {
    const said = isObject(each) ? each : {};
    // What the CDK tells AWS of itself.
    if (said.Type === 'AWS::CDK::Metadata') return [];
    if (said.Condition !== undefined) throw invalid(`Conditions are not carried out here: ${id} has one.`);
    const dependsOn = [said.DependsOn ?? []].flat().map(String);
    return [[id, { type: String(said.Type), properties: said.Properties ?? {}, dependsOn }]];
  });
  return {
    text,
    resources: new Map(resources),
    outputs: isObject(template.Outputs) ? template.Outputs : {},
    parameters: new Map(parameters),
  };
}

/** What a template's functions look up. */
export interface Scope {
  readonly stackName: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** The value of a resource, or of one of its attributes. @throws ServiceError */
  readonly resource: (id: string, attribute: string | null) => Promise<string>;
}

/** A value with its functions carried out; undefined for `AWS::NoValue`. @throws ServiceError for another function. */
export async function resolved(value: Json, scope: Scope): Promise<Json | undefined> {
  if (Array.isArray(value)) {
    const list = await inTurn(value, (each) => resolved(each, scope));
    return list.filter((each) => each !== undefined);
  }
  if (!isObject(value)) return value;
  const [[name, argument] = ['', null], ...others] = Object.entries(value);
  if (others.length > 0 || !/^(Ref|Fn::\w+)$/.test(name)) {
    const entries = await inTurn(Object.entries(value), async ([key, each]) => [
      key,
      await resolved(each, scope),
    ]);
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined)) as JsonObject;
  }
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? undefined : referred(String(argument), scope);
    case 'Fn::GetAtt': {
      const [id, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
      return scope.resource(id, attribute.join('.'));
    }
    case 'Fn::Sub': {
      const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
      const values = (await resolved(own, scope)) as JsonObject;
      const parts = String(text).split(/(\$\{[^}]+\})/);
      return (
        await inTurn(parts, async (part) => {
          const asked = /^\$\{([^!}][^}]*)\}$/.exec(part)?.[1];
          if (asked === undefined) return part.replace('${!', '${');
          if (Object.hasOwn(values, asked)) return String(values[asked]);
          const [id, ...attribute] = asked.split('.');
          return attribute.length > 0 ? scope.resource(id, attribute.join('.')) : referred(id, scope);
        })
      ).join('');
    }
    case 'Fn::Join': {
      const [separator, parts] = (await resolved(argument, scope)) as [string, string[]];
      return parts.join(separator);
    }
    case 'Fn::Split': {
      const [separator, text] = (await resolved(argument, scope)) as [string, string];
      return text.split(separator);
    }
    case 'Fn::Select': {
      const [at, list] = (await resolved(argument, scope)) as [number, Json[]];
      return list[Number(at)];
    }
    default:
      throw invalid(`The function ${name} is not carried out here.`);
  }
}

async function referred(name: string, { stackName, parameters, resource }: Scope): Promise<string> {
  const pseudo: { readonly [name: string]: string } = {
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': REGION,
    'AWS::Partition': 'aws',
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  if (Object.hasOwn(pseudo, name)) return pseudo[name];
  return parameters.get(name) ?? resource(name, null);
}

async function inTurn<One, Result>(
  all: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', 400, message);
}
