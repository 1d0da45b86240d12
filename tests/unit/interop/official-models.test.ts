import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/domain/errors';
import { isObject } from '../../../src/domain/json';
import { REQUESTS } from '../../../src/interop/aws/constraints';
import { fullProject, type FullProject } from '../../support/full-project';
import { localAws } from '../../support/local-aws';
import { officialModels, type ServiceModel } from '../../support/official-models/models';
import { sampleRequest } from '../../support/official-models/samples';
import { isThere } from '../../support/tools.mjs';
import { askOnWire } from '../../support/wire';

const models = isThere('python3-boto3') ? officialModels() : [];
const modelOf = (operation: string): ServiceModel | undefined =>
  models.find(({ operations }) => Object.hasOwn(operations, operation));
/** An older botocore than the table of constraints was made from cannot judge. */
const knows = Object.entries(REQUESTS).every(([operation, members]) => {
  const model = modelOf(operation);
  const input = model?.operations[operation].input?.shape ?? '';
  const known = Object.keys(model?.shapes[input]?.members ?? {});
  return model !== undefined && Object.keys(members).every((member) => known.includes(member));
});

/** Members of an answer that the models do not have, and values of another type. */
function* oddities({ shapes }: ServiceModel, shape: string, value: Json, at: string): Generator<string> {
  const { type, members = {}, member, value: held } = shapes[shape];
  const model = { shapes } as ServiceModel;
  switch (type) {
    case 'structure':
      if (!isObject(value)) return yield `${at} is no object`;
      for (const [name, each] of Object.entries(value)) {
        if (Object.hasOwn(members, name)) yield* oddities(model, members[name].shape, each, `${at}.${name}`);
        else yield `${at}.${name} is unknown`;
      }
      return;
    case 'list':
      if (!Array.isArray(value)) return yield `${at} is no list`;
      for (const each of value) yield* oddities(model, member?.shape ?? '', each, `${at}[]`);
      return;
    case 'map':
      if (!isObject(value)) return yield `${at} is no map`;
      for (const each of Object.values(value)) yield* oddities(model, held?.shape ?? '', each, `${at}{}`);
      return;
    case 'string':
    case 'boolean':
      if (typeof value !== type) yield `${at} is no ${type}`;
      return;
    case 'integer':
      if (!Number.isInteger(value)) yield `${at} is no whole number`;
      return;
    default:
      if (typeof value !== 'number') yield `${at} is no number`;
  }
}

describe.skipIf(!knows)('by the models of the service', () => {
  let made: FullProject;
  beforeAll(async () => {
    made = await fullProject();
  }, 60_000);
  const ask = (operation: string, input: JsonObject) => askOnWire(made.aws.requestHandler, operation, input);

  it('everything that is listed and described has the members, of the types, that an answer may have', async () => {
    const found: string[] = [];
    let described = 0;
    const asked = async (operation: string, input: JsonObject): Promise<JsonObject> => {
      const { body, error } = await ask(operation, input);
      expect([operation, error]).toEqual([operation, undefined]);
      const model = modelOf(operation);
      const output = model?.operations[operation].output?.shape;
      if (model !== undefined && output !== undefined)
        found.push(...oddities(model, output, body, operation));
      return body;
    };
    for (const operation of Object.keys(REQUESTS)) {
      const [, noun] = /^List(\w+)s$/.exec(operation) ?? [];
      if (noun === undefined || operation === 'ListTagsForResource') continue;
      const [entries] = Object.values(await asked(operation, {}));
      const member = `${noun.charAt(0).toLowerCase()}${noun.slice(1)}Arn`;
      for (const entry of entries as JsonObject[]) {
        if (!Object.hasOwn(REQUESTS, `Describe${noun}`)) continue;
        await asked(`Describe${noun}`, { [member]: entry[member] });
        described++;
      }
    }
    expect([found, described > 30]).toEqual([[], true]);
  });

  it('what names nothing that is there is refused by an error that the operation has', async () => {
    const { requestHandler } = await localAws('aws');
    const odd: string[] = [];
    let refused = 0;
    for (const operation of Object.keys(REQUESTS)) {
      const { error } = await askOnWire(requestHandler, operation, sampleRequest(operation, 'required'));
      if (error === undefined) continue;
      refused++;
      const errors = modelOf(operation)?.operations[operation].errors ?? [];
      if (!errors.some(({ shape }) => shape === error)) odd.push(`${operation}: ${error}`);
    }
    expect([odd, refused > 40]).toEqual([[], true]);
  });
});
