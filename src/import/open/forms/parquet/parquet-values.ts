import type { ParquetParsers, SchemaElement } from 'hyparquet';
import type { Json } from '../../../../domain/errors';
import { singleText } from '../../../../domain/single-text';
import { dateOfDay, isoOfSeconds } from '../iso-time';
import { DAY_SEC } from '../../../../domain/epoch';

const decoder = new TextDecoder();

/** Times in seconds, and other values as cells have them: a column of texts for its times would fill the memory. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => Number(millis) / 1000,
  timestampFromMicroseconds: (micros) => Number(micros) / 1e6,
  timestampFromNanoseconds: (nanos) => Number(nanos / 1_000_000n) / 1000,
  dateFromDays: (days) => (Math.abs(days) < LAST_DAY ? dateOfDay(days) : ''),
  jsonFromBytes: (bytes) => (bytes as Uint8Array | undefined) && decoder.decode(bytes),
  geometryFromBytes: () => '',
  geographyFromBytes: () => '',
};

/** Within a nested value a time has to be known by itself. */
export const NESTED_PARSERS: typeof PARSERS = {
  ...PARSERS,
  timestampFromMilliseconds: (millis) => isoOf(Number(millis) / 1000),
  timestampFromMicroseconds: (micros) => isoOf(Number(micros) / 1e6),
  timestampFromNanoseconds: (nanos) => isoOf(Number(nanos / 1_000_000n) / 1000),
};

/** Makes cells of the values of a column that is not nested. */
export function cellMaker(element: SchemaElement): (value: unknown) => string {
  const { type, converted_type: converted = '', logical_type: logical } = element;
  if (type === 'INT96' || converted.startsWith('TIMESTAMP_') || logical?.type === 'TIMESTAMP')
    return (value) => (typeof value === 'number' ? isoOf(value) : '');
  return (value) => cellOfValue(value, type === 'FLOAT');
}

/** Days that a date can hold. */
const LAST_DAY = 1e8;

function isoOf(seconds: number): string {
  return Math.abs(seconds) < LAST_DAY * DAY_SEC ? isoOfSeconds(Math.floor(seconds)) : '';
}

/** @param single the number was stored with four bytes, whose digits are seven at most. */
function cellOfValue(value: unknown, single: boolean): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return single ? singleText(value) : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return '';
  }
}

/** A nested value as JSON has it; bytes are nothing. */
export function jsonOf(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null;
  if (Array.isArray(value)) return value.map(jsonOf);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonOf(inner)]));
}
