/** Recipes that are trained as those that recommend, and asked otherwise; unit tests of their own hold them to that. */
export const TWINS: ReadonlySet<string> = new Set([
  'aws-personalized-ranking',
  'aws-personalized-ranking-v2',
]);
