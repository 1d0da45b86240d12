/**
 * Writes src/interop/aws/constraints.ts from Amazon's API models: `npm run constraints [-- BOTOCORE_DATA]`. The models
 * themselves stay where they are.
 */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Shape } from '../../../src/interop/aws/shape';
import { officialModels, type ModelShape, type ServiceModel } from './models';

const TARGET = 'src/interop/aws/constraints.ts';
const NUMBERS: { readonly [type: string]: Extract<Shape, { type: 'number' }> } = {
  integer: { type: 'number', whole: true },
  float: { type: 'number' },
  double: { type: 'number' },
};

const shapes = new Map<string, Shape>();
const operations = new Map<string, { readonly [member: string]: string }>();

for (const model of officialModels(process.argv[2])) {
  for (const [operation, { input }] of Object.entries(model.operations)) {
    if (input !== undefined) operations.set(operation, membersOf(model, model.shapes[input.shape]));
  }
}

/** Members by name, with their shape; `!` marks those that are required. */
function membersOf(model: ServiceModel, { members = {}, required = [] }: ModelShape) {
  const entries = Object.entries(members).map(([name, { shape, jsonvalue }]) => [
    name,
    `${keep(model, shape, jsonvalue === true)}${required.includes(name) ? '!' : ''}`,
  ]);
  return Object.fromEntries(entries) as { readonly [member: string]: string };
}

/** Keeps a shape. @returns the name that it has in the table: that of the model, unless another client's is different. */
function keep(model: ServiceModel, name: string, isJson: boolean): string {
  const shape = shapeOf(model, model.shapes[name], isJson);
  const client = model.metadata.serviceId.replace('Personalize', '').trim();
  const key = [name, `${client}${name}`].find((free) => {
    const known = shapes.get(free);
    return known === undefined || JSON.stringify(known) === JSON.stringify(shape);
  });
  if (key === undefined) throw new Error(`two shapes are called ${name} in ${client}`);
  shapes.set(key, shape);
  return key;
}

function shapeOf(model: ServiceModel, shape: ModelShape, isJson: boolean): Shape {
  const { type, min, max, pattern, enum: values, sensitive } = shape;
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  const secret = sensitive === true ? { secret: true as const } : {};
  switch (type) {
    case 'string':
      return {
        type: isJson ? 'json' : 'string',
        ...range,
        ...(pattern === undefined ? {} : { pattern }),
        ...(values === undefined ? {} : { values }),
        ...secret,
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'timestamp':
      return { type: 'time' };
    case 'list':
      return { type: 'list', of: keep(model, shape.member?.shape ?? '', false), ...range, ...secret };
    case 'map': {
      const key = keep(model, shape.key?.shape ?? '', false);
      return { type: 'map', key, of: keep(model, shape.value?.shape ?? '', false), ...range, ...secret };
    }
    case 'structure':
      return { type: 'structure', members: membersOf(model, shape), ...secret };
    default: {
      if (!Object.hasOwn(NUMBERS, type)) throw new Error(`no such type is known: ${type}`);
      return { ...NUMBERS[type], ...range };
    }
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): { [name: string]: T } {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const text = `// Made by \`npm run constraints\` from the models of Amazon's API. Change nothing here.
import type { Members, Shape } from './shape';

/** What values of requests have to be, by the model's name of it. */
export const SHAPES: { readonly [name: string]: Shape } = ${JSON.stringify(sorted(shapes))};

/** The members of each operation's request. */
export const REQUESTS: { readonly [operation: string]: Members } = ${JSON.stringify(sorted(operations))};
`;
const options = await resolveConfig(TARGET);
writeFileSync(TARGET, await format(text, { ...options, filepath: TARGET }));
