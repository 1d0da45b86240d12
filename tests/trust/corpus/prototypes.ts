/** Objects that every other object, list, text and function looks into. */
const SHARED = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  Function.prototype,
  Map.prototype,
  Set.prototype,
  Uint8Array.prototype,
  Object,
];

/** The names that shared objects hold, to be compared: a file that adds one has changed the whole program. */
export function namesOfShared(): string {
  return SHARED.map((one) => Reflect.ownKeys(one).map(String).join(' ')).join('\n');
}
