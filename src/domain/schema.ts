export type DatasetType = 'INTERACTIONS' | 'ITEMS' | 'USERS';
export type DatasetDomain = 'ECOMMERCE' | 'VIDEO_ON_DEMAND';
/** `aws` enforces the service's limits; `relaxed` turns minima and quotas into warnings. */
export type Profile = 'aws' | 'relaxed';
export type ImportMode = 'FULL' | 'INCREMENTAL';

export type PrimitiveType = 'string' | 'int' | 'long' | 'float' | 'double' | 'boolean';
export type AvroType = PrimitiveType | 'null' | readonly (PrimitiveType | 'null')[];

export interface SchemaField {
  readonly name: string;
  readonly type: AvroType;
  readonly categorical?: boolean;
  readonly textual?: boolean;
}

/** An Amazon Personalize schema: Avro JSON, exactly the service's top-level keys. */
export interface AvroSchema {
  readonly type: 'record';
  readonly name: 'Interactions' | 'Items' | 'Users';
  readonly namespace: string;
  readonly fields: readonly SchemaField[];
  /** Mostly text; the service takes a number as well, and keeps it. */
  readonly version: string | number;
}

/** A field's non-null type and whether an empty cell is legal. */
export interface FieldType {
  readonly primitive: PrimitiveType;
  readonly nullable: boolean;
}

/** Reads a field's type; a union is one non-null type with or without null. The schema must be valid. */
export function fieldType(field: SchemaField): FieldType {
  const parts = typeof field.type === 'string' ? [field.type] : field.type;
  const primitive = parts.find((part): part is PrimitiveType => part !== 'null') ?? 'string';
  return { primitive, nullable: parts.includes('null') };
}
