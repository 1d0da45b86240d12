import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import { refusalOf } from '../../../src/interop/aws/check-request';
import { REQUESTS } from '../../../src/interop/aws/constraints';
import { PersonalizeRequestHandler } from '../../../src/interop/aws/request-handler';
import { askOnWire } from '../../support/wire';
import { faultyRequests, sampleRequest } from '../../support/official-models/samples';

const operations = Object.keys(REQUESTS);

/** What an operation is answered with; `reached` is what got as far as the engine. */
async function ask(operation: string, input: JsonObject) {
  const reached: string[] = [];
  const handler = new PersonalizeRequestHandler(
    (name) => {
      reached.push(name);
      return Promise.resolve({});
    },
    ({ code }) => code,
  );
  const { status, error, body } = await askOnWire(handler, operation, input);
  return { reached, status, name: error, message: String(body.message) };
}

describe('a request', () => {
  test('of each of the 79 operations passes, full and with what it has to have', async () => {
    expect(operations).toHaveLength(79);
    for (const operation of operations) {
      for (const which of ['full', 'required'] as const) {
        const { reached, status } = await ask(operation, sampleRequest(operation, which));
        expect([operation, reached, status]).toEqual([operation, [operation], 200]);
      }
    }
  });

  test('that breaks one constraint of the models is refused before the engine sees it', async () => {
    const faulty = operations.flatMap(faultyRequests);
    expect(faulty.length).toBeGreaterThan(800);
    const passed: string[] = [];
    for (const { operation, fault, input } of faulty) {
      const { reached, status, name, message } = await ask(operation, input);
      const isToken = /^nextToken/.test(fault) && /DatasetGroups|Schemas/.test(operation);
      const wanted = isToken ? 'InvalidNextTokenException' : 'InvalidInputException';
      if (reached.length > 0 || status !== 400 || name !== wanted || !/^[12] validation error/.test(message))
        passed.push(`${operation} ${fault}: ${name} ${message}`);
    }
    expect(passed).toEqual([]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'CreateSchema',
      { name: '-a', domain: 'GAMES' },
      "3 validation errors detected: Value '-a' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9\\-_]*; Value null at 'schema' failed to satisfy constraint: Member must not be null; Value 'GAMES' at 'domain' failed to satisfy constraint: Member must satisfy enum value set: [ECOMMERCE, VIDEO_ON_DEMAND]",
    ],
    [
      'PutUsers',
      {
        datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/a/USERS',
        users: [{ userId: 'a' }, {}],
      },
      "1 validation error detected: Value null at 'users.2.member.userId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'UntagResource',
      { resourceArn: 'arn:aws:personalize:us-east-1:000000000000:schema/a', tagKeys: ['a', ''] },
      "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$]",
    ],
    [
      'GetRecommendations',
      { context: { 'a b': 'x' }, numResults: -1 },
      "2 validation errors detected: Value '-1' at 'numResults' failed to satisfy constraint: Member must have value greater than or equal to 0; Value '{a b=x}' at 'context' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 150, Member must satisfy regular expression pattern: [A-Za-z\\d_]+]",
    ],
    // What nobody else shall read is not said again.
    [
      'TagResource',
      {
        resourceArn: 'arn:aws:personalize:us-east-1:000000000000:schema/a',
        tags: [{ tagKey: 'a{', tagValue: '' }],
      },
      "1 validation error detected: Value at 'tags.1.member.tagKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
    ],
  ])('is refused in the words of the service: %s', (operation, input, message) => {
    expect(refusalOf(operation, input)).toEqual({ name: 'InvalidInputException', message });
  });

  test.each<[JsonObject, string]>([
    [{ name: 5, recipeArn: 'x' }, 'NUMBER_VALUE can not be converted to a String'],
    [{ performHPO: 'yes' }, 'STRING_VALUE can not be converted to a Boolean'],
    [{ tags: {} }, 'Expected list or null'],
    [{ tags: ['a'] }, 'Unexpected value type in payload'],
    [{ name: ['a'] }, 'Start of list found where not expected.'],
    [{ solutionConfig: { algorithmHyperParameters: [] } }, 'Expected map or null'],
  ])('with values of another type is not read at all: %j', (input, message) => {
    expect(refusalOf('CreateSolution', input)).toEqual({ name: 'SerializationException', message });
  });

  test('that is no JSON object, or asks for what there is not, says so', async () => {
    const handler = new PersonalizeRequestHandler(
      () => Promise.reject(new Error('reached')),
      ({ code }) => code,
    );
    const answer = async (path: string, headers: { [name: string]: string }, body: string) => {
      const { response } = await handler.handle({ path, headers, body });
      return [response.statusCode, response.headers['x-amzn-errortype']];
    };
    expect(await answer('/events', {}, '{"a":')).toEqual([400, 'SerializationException']);
    expect(await answer('/events', {}, '[]')).toEqual([400, 'SerializationException']);
    expect(await answer('/nowhere', {}, '{}')).toEqual([404, 'UnknownOperationException']);
  });
});
