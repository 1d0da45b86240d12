/** Texts by key, each said in the language of the moment at which it is read. */
export function saidWhenRead<Key extends string>(messages: {
  readonly [key in Key]: () => string;
}): { readonly [key in Key]: string } {
  const said: { [key: string]: string } = {};
  for (const key in messages) Object.defineProperty(said, key, { get: messages[key], enumerable: true });
  return said as { [key in Key]: string };
}
