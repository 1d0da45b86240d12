import {
  isAboutActions,
  type AvroSchema,
  type DatasetDomain,
  type DatasetType,
  type ItemDatasetType,
  type PrimitiveType,
} from '../../domain/schema';

/** A field whose meaning, type and flags the service fixes. `null`: the flag does not matter for the type. */
export interface ReservedField {
  readonly name: string;
  readonly types: readonly PrimitiveType[];
  readonly nullable: boolean;
  readonly categorical: boolean;
  readonly textual: boolean;
}

const plain = (name: string, types: readonly PrimitiveType[], nullable: boolean): ReservedField => ({
  name,
  types,
  nullable,
  categorical: false,
  textual: false,
});
const category = (name: string, nullable = true): ReservedField => ({
  ...plain(name, ['string'], nullable),
  categorical: true,
});
const description: ReservedField = { ...plain('PRODUCT_DESCRIPTION', ['string'], true), textual: true };

const ALWAYS: Record<DatasetType, readonly ReservedField[]> = {
  INTERACTIONS: [
    plain('USER_ID', ['string'], false),
    plain('ITEM_ID', ['string'], false),
    plain('TIMESTAMP', ['long'], false),
    plain('EVENT_TYPE', ['string'], false),
    plain('EVENT_VALUE', ['float'], true),
    plain('IMPRESSION', ['string'], true),
    plain('RECOMMENDATION_ID', ['string'], true),
    plain('EVENT_ATTRIBUTION_SOURCE', ['string'], true),
  ],
  ITEMS: [plain('ITEM_ID', ['string'], false), plain('CREATION_TIMESTAMP', ['long', 'float'], true)],
  USERS: [plain('USER_ID', ['string'], false)],
  ACTIONS: [
    plain('ACTION_ID', ['string'], false),
    plain('CREATION_TIMESTAMP', ['long'], true),
    plain('VALUE', ['long'], true),
    plain('ACTION_EXPIRATION_TIMESTAMP', ['long'], true),
    plain('REPEAT_FREQUENCY', ['long'], true),
  ],
  ACTION_INTERACTIONS: [
    plain('USER_ID', ['string'], false),
    plain('ACTION_ID', ['string'], false),
    plain('TIMESTAMP', ['long'], false),
    plain('EVENT_TYPE', ['string'], false),
    plain('IMPRESSION', ['string'], true),
    plain('RECOMMENDATION_ID', ['string'], true),
  ],
};

/** Reserved only in a domain group; free names in a custom one. */
const IN_DOMAIN: Record<DatasetDomain, Record<ItemDatasetType, readonly ReservedField[]>> = {
  ECOMMERCE: {
    INTERACTIONS: [],
    ITEMS: [
      plain('PRICE', ['float'], false),
      category('CATEGORY_L1', false),
      category('CATEGORY_L2'),
      category('CATEGORY_L3'),
      description,
      category('AGE_GROUP'),
      category('ADULT'),
      category('GENDER'),
    ],
    USERS: [],
  },
  VIDEO_ON_DEMAND: {
    INTERACTIONS: [],
    ITEMS: [
      plain('PRICE', ['float'], true),
      category('GENRES', false),
      category('GENRES_L1', false),
      category('GENRE_L2'),
      category('GENRE_L3'),
      description,
      plain('DURATION', ['float'], true),
      plain('AVERAGE_RATING', ['float'], true),
      category('CONTENT_OWNER'),
      category('CONTENT_CLASSIFICATION'),
    ],
    USERS: [category('SUBSCRIPTION_MODEL')],
  },
};

const REQUIRED: Record<DatasetType, readonly string[]> = {
  INTERACTIONS: ['USER_ID', 'ITEM_ID', 'TIMESTAMP'],
  ITEMS: ['ITEM_ID'],
  USERS: ['USER_ID'],
  ACTIONS: ['ACTION_ID'],
  ACTION_INTERACTIONS: ['USER_ID', 'ACTION_ID', 'TIMESTAMP', 'EVENT_TYPE'],
};
const REQUIRED_IN_DOMAIN: Record<DatasetDomain, Record<ItemDatasetType, readonly string[]>> = {
  ECOMMERCE: {
    INTERACTIONS: ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE'],
    ITEMS: ['ITEM_ID', 'PRICE', 'CATEGORY_L1'],
    USERS: ['USER_ID'],
  },
  VIDEO_ON_DEMAND: {
    INTERACTIONS: ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE'],
    ITEMS: ['ITEM_ID', 'GENRES', 'CREATION_TIMESTAMP'],
    USERS: ['USER_ID'],
  },
};

export function reservedFields(
  type: DatasetType,
  domain: DatasetDomain | null = null,
): readonly ReservedField[] {
  return domain && !isAboutActions(type) ? [...ALWAYS[type], ...IN_DOMAIN[domain][type]] : ALWAYS[type];
}

export function requiredFields(type: DatasetType, domain: DatasetDomain | null = null): readonly string[] {
  return domain && !isAboutActions(type) ? REQUIRED_IN_DOMAIN[domain][type] : REQUIRED[type];
}

/**
 * Fields of items and people that the service's own imports do not insist on: a public notebook of 2020 has it take rows
 * with an empty year, and one that is no number, where the schema says `int`. What it requires in any domain is not among
 * them.
 */
export function sparedFields(type: DatasetType, { fields }: AvroSchema): readonly string[] {
  if (type !== 'ITEMS' && type !== 'USERS') return [];
  const groups = [null, 'ECOMMERCE', 'VIDEO_ON_DEMAND'] as const;
  const required = groups.flatMap((domain) => requiredFields(type, domain));
  return fields.map(({ name }) => name).filter((name) => !required.includes(name));
}

const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(ALWAYS).map(([type, fields]) => [type, new Set(fields.map(({ name }) => name))]),
);

/** True for a text that is a reserved keyword of the dataset, exactly, and so can't be a value (D16). */
export function isReservedWord(type: DatasetType, text: string): boolean {
  return WORDS.get(type)?.has(text) === true;
}
