import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/domain/errors';
import { isObject, objectIn } from '../../../src/domain/json';
import { NO_RESOURCES } from '../../../src/domain/service';
import { REQUESTS } from '../../../src/interop/aws/constraints';
import { fullProject } from '../../support/full-project';
import { sampleRequest } from '../../support/official-models/samples';
import { askOnWire } from '../../support/wire';

/** The request without one of its members, at any depth, each in turn. */
function* lacking(input: Json): Generator<Json> {
  if (Array.isArray(input)) {
    yield [];
    for (const [i, each] of input.entries()) for (const part of lacking(each)) yield input.with(i, part);
  }
  if (!isObject(input)) return;
  for (const [name, value] of Object.entries(input)) {
    yield Object.fromEntries(Object.entries(input).filter(([other]) => other !== name));
    for (const part of lacking(value)) yield { ...input, [name]: part };
  }
}

/** The request of a solution with each part of its configuration alone: what stands in one hides what is wrong in another. */
function partly(full: JsonObject): readonly JsonObject[] {
  return ['solutionConfig', 'solutionUpdateConfig'].flatMap((member) =>
    Object.entries(objectIn(full[member])).map(([part, value]) => ({
      ...full,
      performAutoML: part === 'autoMLConfig',
      performHPO: part === 'hpoConfig',
      recipeArn: part === 'autoMLConfig' ? null : full.recipeArn,
      eventType: null,
      [member]: { [part]: value },
    })),
  );
}

/** The request with a resource that is there wherever it names one. */
function named(value: Json, real: { readonly [member: string]: string }): Json {
  if (Array.isArray(value)) return value.map((each) => named(each, real));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, each]) => [member, real[member] ?? named(each, real)]),
  );
}

test('no request that the models admit is answered with a fault of the engine, whatever it lacks', async () => {
  const { aws, datasetGroupArn } = await fullProject();
  const { state } = aws.project;
  const service = state.service ?? NO_RESOURCES;
  const items = state.datasets.find(({ type }) => type === 'ITEMS');
  const real = {
    datasetGroupArn,
    datasetArn: items?.arn ?? '',
    schemaArn: service.schemas[1].arn,
    solutionVersionArn: state.solutionVersions[0].arn,
    solutionArn: service.solutions[0].arn,
    campaignArn: service.campaigns[0].arn,
    filterArn: service.filters[1].arn,
    trackingId: service.eventTracker?.trackingId ?? '',
    recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
  };
  const faults: string[] = [];
  let asked = 0;
  for (const operation of Object.keys(REQUESTS)) {
    if (/^Delete/.test(operation)) continue;
    const full = named(sampleRequest(operation, 'full'), real) as JsonObject;
    const kinds = [full, ...partly(full)];
    for (const input of kinds.flatMap((kind) => [kind, ...lacking(kind)]) as JsonObject[]) {
      asked++;
      const fresh = Object.fromEntries(
        Object.entries(input).map(([member, value]) => [member, value === 'x' ? `x${asked}` : value]),
      );
      const { status, body } = await askOnWire(aws.requestHandler, operation, fresh);
      if (status >= 500) faults.push(`${operation} ${JSON.stringify(fresh)}: ${JSON.stringify(body)}`);
    }
    await aws.service.idle();
  }
  expect(faults).toEqual([]);
  expect(asked).toBeGreaterThan(600);
}, 120_000);
