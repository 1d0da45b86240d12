import { fieldType, type AvroSchema, type SchemaField } from './schema';

/** Fields of an event that are said beside its properties. */
export const EVENT_KEYS: readonly string[] = [
  'USER_ID',
  'ITEM_ID',
  'ACTION_ID',
  'TIMESTAMP',
  'EVENT_TYPE',
  'EVENT_VALUE',
  'IMPRESSION',
  'RECOMMENDATION_ID',
  'SESSION_ID',
];

/** `NUMBER_OF_RATINGS` as properties spell it: `numberOfRatings`. */
export function propertyName(field: string): string {
  return field
    .toLowerCase()
    .split('_')
    .filter((part) => part !== '')
    .map((part, i) => (i === 0 ? part : part[0].toUpperCase() + part.slice(1)))
    .join('');
}

/** The fields that the properties of every event must give. */
export function requiredProperties(schema: Pick<AvroSchema, 'fields'>): readonly SchemaField[] {
  return schema.fields.filter((field) => !EVENT_KEYS.includes(field.name) && !fieldType(field).nullable);
}
