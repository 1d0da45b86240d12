/** The runtime and the events client say by path what they want. */
const BY_PATH: ReadonlyMap<string, string> = new Map([
  ['/recommendations', 'GetRecommendations'],
  ['/personalize-ranking', 'GetPersonalizedRanking'],
  ['/action-recommendations', 'GetActionRecommendations'],
  ['/events', 'PutEvents'],
  ['/items', 'PutItems'],
  ['/users', 'PutUsers'],
  ['/actions', 'PutActions'],
  ['/action-interactions', 'PutActionInteractions'],
]);

/** The operation of the runtime or the events client that a path stands for; null for any other path. */
export function operationUnder(path: string): string | null {
  return BY_PATH.get(path.replace(/\/+$/, '')) ?? null;
}

/** Under which path an operation is asked for; null where it is named in a header, as those of the control plane are. */
export function pathOf(operation: string): string | null {
  return [...BY_PATH].find(([, name]) => name === operation)?.[0] ?? null;
}
