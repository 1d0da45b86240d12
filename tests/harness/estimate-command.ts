import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JsonObject } from '../../src/domain/errors';
import { estimateCost, toCents, type Usage } from '../../src/interop/pricing/estimate';
import { UsageError } from './usage-error';

const FIELDS: readonly (keyof Usage)[] = [
  'ingestedBytes',
  'ingestedGb',
  'trainingHours',
  'campaigns',
  'tpsHours',
  'batchLines',
  'roundTpsHours',
];

/** `headless -- estimate --usage USAGE.json`: the bill of a month, line by line. Wrong usage throws UsageError. */
export function estimateCommand(args: readonly string[]): JsonObject {
  const { values } = parseArgs({ args: [...args], options: { usage: { type: 'string' } } });
  if (values.usage === undefined) throw new UsageError('--usage FILE is missing');
  const { lines, total, ...facts } = estimateCost(readUsage(values.usage));
  return {
    ...facts,
    lines: lines.map(({ slices, ...line }) => ({
      ...line,
      slices: slices.map((slice) => ({ ...slice })),
      shown: toCents(line.cost),
    })),
    total,
    shown: toCents(total),
  };
}

function readUsage(path: string): Usage {
  const usage: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof usage !== 'object' || usage === null || Array.isArray(usage)) {
    throw new UsageError(`${path} holds no object`);
  }
  const unknown = Object.keys(usage).find((field) => !FIELDS.some((known) => known === field));
  if (unknown !== undefined) {
    throw new UsageError(`${path}: no field “${unknown}”; known are ${FIELDS.join(', ')}`);
  }
  return usage;
}
