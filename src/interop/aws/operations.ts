/** The operation that a request of the service's three clients asks for, or null. */
export function operationOf(path: string, headers: { readonly [name: string]: string }): string | null {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  return BY_PATH.get(path.replace(/\/+$/, '')) ?? null;
}

/** The runtime and the events client say by path what they want. */
const BY_PATH: ReadonlyMap<string, string> = new Map([
  ['/recommendations', 'GetRecommendations'],
  ['/personalize-ranking', 'GetPersonalizedRanking'],
  ['/events', 'PutEvents'],
  ['/items', 'PutItems'],
  ['/users', 'PutUsers'],
]);
