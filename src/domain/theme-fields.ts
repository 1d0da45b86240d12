import { fieldType, type AvroSchema } from './schema';

/** What the Items schema has for themes of batch jobs, which need a field of each kind. */
export interface ThemeFields {
  /** Fields that may hold what an item is called. */
  readonly names: readonly string[];
  /** Whether a textual field says what items are like. */
  readonly described: boolean;
}

export function themeFields(items: AvroSchema | undefined): ThemeFields {
  const fields = items?.fields ?? [];
  return {
    names: fields
      .filter((field) => field.name !== 'ITEM_ID' && fieldType(field).primitive === 'string')
      .map(({ name }) => name),
    described: fields.some(({ textual }) => textual === true),
  };
}
