import type { Json, JsonObject } from '../../../src/domain/errors';
import { REQUESTS, SHAPES } from '../../../src/interop/aws/constraints';
import type { Members, Shape } from '../../../src/interop/aws/shape';

/** A text for each shape that not every text is one of. */
const TEXTS: { readonly [shape: string]: string } = {
  Arn: 'arn:aws:personalize:us-east-1:000000000000:kind/name',
  RoleArn: 'arn:aws:iam::000000000000:role/any',
  KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/any',
  S3Location: 's3://bucket/key',
  SchedulingExpression: 'rate(7 days)',
};

/** One request with one fault. */
export interface Faulty {
  readonly operation: string;
  /** `eventList.0.eventType must not be absent` */
  readonly fault: string;
  readonly input: JsonObject;
}

/** A request with all members that the models know of it; `required`: with those alone that it has to have. */
export function sampleRequest(operation: string, which: 'full' | 'required'): JsonObject {
  return sampleMembers(REQUESTS[operation], which);
}

/** The full request of an operation, with each constraint of each of its values broken one at a time. */
export function faultyRequests(operation: string): readonly Faulty[] {
  const full = sampleRequest(operation, 'full');
  return [...faultsIn(REQUESTS[operation], full, '')].map(([fault, input]) => ({ operation, fault, input }));
}

function sampleMembers(members: Members, which: 'full' | 'required'): JsonObject {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, shape]) => which === 'full' || shape.endsWith('!'))
      .map(([name, shape]) => [name, sampleOf(bare(shape), which)]),
  );
}

function sampleOf(name: string, which: 'full' | 'required'): Json {
  const shape = SHAPES[name];
  switch (shape.type) {
    case 'string':
      return shape.values?.[0] ?? TEXTS[name] ?? 'x';
    case 'json':
      return '{}';
    case 'number':
      return shape.min ?? shape.max ?? 1;
    case 'boolean':
      return true;
    case 'time':
      return 1_700_000_000;
    case 'list':
      return [sampleOf(shape.of, which)];
    case 'map':
      return { [String(sampleOf(shape.key, which))]: sampleOf(shape.of, which) };
    case 'structure':
      return sampleMembers(shape.members, which);
  }
}

function* faultsIn(members: Members, input: JsonObject, within: string): Generator<[string, JsonObject]> {
  for (const [name, named] of Object.entries(members)) {
    const place = `${within}${name}`;
    if (named.endsWith('!'))
      yield [`${place} absent`, Object.fromEntries(Object.entries(input).filter(([key]) => key !== name))];
    for (const [fault, value] of faultsOf(bare(named), input[name], place))
      yield [fault, { ...input, [name]: value }];
  }
}

function* faultsOf(name: string, value: Json, place: string): Generator<[string, Json]> {
  const shape = SHAPES[name];
  yield* edgesOf(shape, name, place);
  if (shape.type === 'structure') yield* faultsIn(shape.members, value as JsonObject, `${place}.`);
  if (shape.type === 'list')
    for (const [fault, entry] of faultsOf(shape.of, (value as Json[])[0], `${place}.0`))
      yield [fault, [entry]];
  if (shape.type === 'map') {
    const [[key, held]] = Object.entries(value as JsonObject);
    for (const [fault, entry] of faultsOf(shape.of, held, `${place}.${key}`)) yield [fault, { [key]: entry }];
    for (const [fault, entry] of faultsOf(shape.key, key, `${place} key`))
      yield [fault, { [String(entry)]: held }];
  }
}

/** A value beyond each of a shape's own constraints. */
function* edgesOf(shape: Shape, name: string, place: string): Generator<[string, Json]> {
  const { min, max } = 'min' in shape || 'max' in shape ? shape : {};
  if (max !== undefined) yield [`${place} over ${max}`, sized(shape, name, max + 1)];
  if (min !== undefined && (min > 0 || shape.type === 'number'))
    yield [`${place} under ${min}`, sized(shape, name, min - 1)];
  if (shape.type !== 'string') return;
  if (shape.pattern !== undefined) yield [`${place} of another pattern`, '{é}'];
  if (shape.values !== undefined) yield [`${place} none of its values`, 'OTHER'];
}

function sized(shape: Shape, name: string, size: number): Json {
  if (shape.type === 'number') return size;
  if (shape.type === 'list') return Array.from({ length: size }, () => sampleOf(shape.of, 'full'));
  if (shape.type === 'map') {
    const value = sampleOf(shape.of, 'full');
    return Object.fromEntries(Array.from({ length: size }, (_, i) => [`x${i}`, value]));
  }
  // As the pattern wants it, so that nothing but the length is wrong.
  const begin = size > (TEXTS[name] ?? '').length ? (TEXTS[name] ?? '') : '';
  return begin + 'x'.repeat(size - begin.length);
}

function bare(named: string): string {
  return named.endsWith('!') ? named.slice(0, -1) : named;
}
