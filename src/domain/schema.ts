/** What every recipe but one learns from. */
export type ItemDatasetType = 'INTERACTIONS' | 'ITEMS' | 'USERS';
/** What people can be asked to do, and what they did about it. */
export type ActionDatasetType = 'ACTIONS' | 'ACTION_INTERACTIONS';
export type DatasetType = ItemDatasetType | ActionDatasetType;
/** Those whose rows describe somebody or something, where others tell what happened. */
export type EntityDatasetType = 'ITEMS' | 'USERS' | 'ACTIONS';
export const DATASET_TYPES: readonly DatasetType[] = [
  'INTERACTIONS',
  'ITEMS',
  'USERS',
  'ACTIONS',
  'ACTION_INTERACTIONS',
];
/** What the service calls the schema of each. */
export const SCHEMA_NAMES = {
  INTERACTIONS: 'Interactions',
  ITEMS: 'Items',
  USERS: 'Users',
  ACTIONS: 'Actions',
  ACTION_INTERACTIONS: 'Action_Interactions',
} as const satisfies Record<DatasetType, string>;

export function isAboutActions(type: DatasetType): type is ActionDatasetType {
  return type === 'ACTIONS' || type === 'ACTION_INTERACTIONS';
}

/** Actions are kept as items are, and what is done about them as what is done with items. */
export function placeOf(type: DatasetType): ItemDatasetType {
  if (!isAboutActions(type)) return type;
  return type === 'ACTIONS' ? 'ITEMS' : 'INTERACTIONS';
}

export function holdsEvents(type: DatasetType): boolean {
  return placeOf(type) === 'INTERACTIONS';
}

/** The field that says which item or action a row is about. */
export function thingKey(type: DatasetType): 'ITEM_ID' | 'ACTION_ID' {
  return isAboutActions(type) ? 'ACTION_ID' : 'ITEM_ID';
}

/** The field that says whom or what a row of a dataset that is no events describes. */
export function entityKey(type: DatasetType): 'ITEM_ID' | 'ACTION_ID' | 'USER_ID' {
  return type === 'USERS' ? 'USER_ID' : thingKey(type);
}

/** Fields that rows are nothing without: never null, never left out of a training, and kept otherwise than as a column. */
export const KEY_FIELDS: ReadonlySet<string> = new Set([
  'USER_ID',
  'ITEM_ID',
  'ACTION_ID',
  'TIMESTAMP',
  'EVENT_TYPE',
]);

export type DatasetDomain = 'ECOMMERCE' | 'VIDEO_ON_DEMAND';
/** `aws` enforces the service's limits; `relaxed` turns minima and quotas into warnings. */
export type Profile = 'aws' | 'relaxed';
export type ImportMode = 'FULL' | 'INCREMENTAL';

export const PRIMITIVE_TYPES = ['string', 'int', 'long', 'float', 'double', 'boolean'] as const;
export type PrimitiveType = (typeof PRIMITIVE_TYPES)[number];
export type AvroType = PrimitiveType | 'null' | readonly (PrimitiveType | 'null')[];

export interface SchemaField {
  readonly name: string;
  readonly type: AvroType;
  readonly categorical?: boolean;
  readonly textual?: boolean;
  /** Of Items, at most one: what items are called. */
  readonly itemName?: boolean;
}

/** An Amazon Personalize schema: Avro JSON, exactly the service's top-level keys. */
export interface AvroSchema {
  readonly type: 'record';
  readonly name: (typeof SCHEMA_NAMES)[DatasetType] | 'ActionInteractions';
  readonly namespace: string;
  readonly fields: readonly SchemaField[];
  /** Mostly text; the service takes a number as well, or none, and keeps what it was given. */
  readonly version?: string | number;
}

/** The schemas of a dataset group; a missing one means the group has no such dataset. */
export type Schemas = { readonly [type in DatasetType]?: AvroSchema };

/** The fields of the dataset of a type; none where there is no such dataset. */
export function fieldsOf(
  datasets: readonly { readonly type: DatasetType; readonly schema: AvroSchema }[],
  wanted: DatasetType,
): readonly SchemaField[] {
  return datasets.find(({ type }) => type === wanted)?.schema.fields ?? [];
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

/** Whether a field holds numbers. */
export function isNumeric(field: SchemaField): boolean {
  return ['int', 'long', 'float', 'double'].includes(fieldType(field).primitive);
}
