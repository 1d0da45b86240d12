import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isObject, type Json, type JsonObject } from '../../domain/json';
import { estimateCost, type Usage } from '../../interop/pricing/estimate';
import { readPriceTable } from '../../interop/pricing/read-price-table';
import { billOf } from '../../interop/pricing/bill';
import { required, UsageError } from './options';

const FIELDS: readonly (keyof Usage)[] = [
  'ingestedBytes',
  'ingestedGb',
  'trainingHours',
  'campaigns',
  'tpsHours',
  'batchLines',
  'roundTpsHours',
];

/**
 * `headless -- estimate --usage USAGE.json [--prices PRICES.json]`: the bill of a month, line by line. Wrong usage throws
 * UsageError; amounts `shown` add up to the total shown.
 *
 * @throws AppError INVALID_INPUT for a quantity or a price that cannot be.
 */
export function estimateCommand(args: readonly string[]): JsonObject {
  const options = { usage: { type: 'string' }, prices: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const usage = readUsage(required(values, 'usage', 'FILE'));
  const prices = values.prices === undefined ? undefined : readPriceTable(readJson(values.prices));
  const { lines, ...bill } = billOf(estimateCost(usage, prices));
  return {
    ...bill,
    lines: lines.map(({ slices, ...line }) => ({ ...line, slices: slices.map((slice) => ({ ...slice })) })),
  };
}

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8')) as Json;
}

function readUsage(path: string): Usage {
  const usage = readJson(path);
  if (!isObject(usage)) throw new UsageError(`${path} holds no object`);
  const unknown = Object.keys(usage).find((field) => !FIELDS.some((known) => known === field));
  if (unknown !== undefined) {
    throw new UsageError(`${path}: no field “${unknown}”; known are ${FIELDS.join(', ')}`);
  }
  return usage;
}
