import { AppError, type Json, type JsonObject } from '../../../domain/errors';
import { propertyName } from '../../../domain/event-properties';
import { isObject, jsonIn } from '../../../domain/json';
import { fieldType, type AvroSchema, type FieldType, type SchemaField } from '../../../domain/schema';
import type { Cell } from '../../../domain/tracking';

const INT = 2 ** 31;

/**
 * The cells that a properties text gives, by schema field.
 *
 * @param keys fields that are not properties.
 * @param others what becomes of a key that is no field. The service takes events with them: its own clients send what a
 *   schema may lack.
 * @throws AppError E03 for what is no JSON object or longer than `maxLength`, E04 for a key that is no field and refused,
 *   E05 for a value that does not fit its field's type. `details.place` says of which event or row.
 */
export function readProperties(
  text: string | undefined,
  schema: AvroSchema,
  keys: readonly string[],
  maxLength: number,
  place: number,
  others: 'ignored' | 'refused',
): { [field: string]: Cell } {
  if (text === undefined || text === '') return {};
  const given = parseProperties(text, maxLength, place);
  const fields = new Map(
    schema.fields
      .filter(({ name }) => !keys.includes(name))
      .map((field) => [propertyName(field.name), field]),
  );
  const cells: { [field: string]: Cell } = {};
  for (const [key, value] of Object.entries(given)) {
    const field = fields.get(key) ?? schema.fields.find(({ name }) => name === key && !keys.includes(name));
    if (field === undefined) {
      if (others === 'ignored') continue;
      throw new AppError('E04', { place, key, known: [...fields.keys()] });
    }
    cells[field.name] = cellOf(value, field.name, fieldType(field), place);
  }
  return cells;
}

/** @throws AppError E03 for what is no JSON object, or longer than `maxLength`. */
export function parseProperties(text: string, maxLength: number, place: number): JsonObject {
  if (text.length > maxLength) throw new AppError('E03', { place, max: maxLength });
  const parsed = jsonIn(text);
  if (!isObject(parsed)) throw new AppError('E03', { place, max: null });
  return parsed;
}

/** A field that may not be null and that the properties do not give. */
export function missingCell(field: SchemaField, place: number): AppError {
  const { primitive } = fieldType(field);
  const property = propertyName(field.name);
  return new AppError('E05', { place, field: field.name, type: primitive, missing: true, property });
}

/** @throws AppError E05. */
export function cellOf(value: Json, field: string, { primitive, nullable }: FieldType, place: number): Cell {
  const unfit = (): AppError => new AppError('E05', { place, field, type: primitive, value });
  if (value === null) {
    if (!nullable) throw unfit();
    return null;
  }
  if (primitive === 'string') {
    // Several categories may come as a list; the service asks for them joined.
    if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value.join('|');
    if (typeof value !== 'string') throw unfit();
    return value;
  }
  if (primitive === 'boolean') {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw unfit();
  }
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && value.trim() !== ''
        ? Number(value)
        : NaN;
  if (!Number.isFinite(number)) throw unfit();
  if (primitive === 'int' && !(Number.isInteger(number) && number >= -INT && number < INT)) throw unfit();
  if (primitive === 'long' && !Number.isSafeInteger(number)) throw unfit();
  return number;
}
