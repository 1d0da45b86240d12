/** Fields of the Interactions dataset that are no metadata. */
const RESERVED: ReadonlySet<string> = new Set([
  'USER_ID',
  'ITEM_ID',
  'TIMESTAMP',
  'EVENT_TYPE',
  'EVENT_VALUE',
  'IMPRESSION',
  'RECOMMENDATION_ID',
  'EVENT_ATTRIBUTION_SOURCE',
]);

/** Whether a field of the Interactions dataset, spelt as in its schema, may stand in the context of a request. */
export function isContextField(name: string): boolean {
  return !RESERVED.has(name);
}
