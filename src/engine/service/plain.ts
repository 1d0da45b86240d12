/** A value of the domain as JSON has it: nothing is read only, and members that say nothing are absent. */
export type Plain<T> = T extends object ? { -readonly [Member in keyof T]: Plain<T[Member]> } : T;

/** A copy that crosses doors. @param value JSON-safe. */
export function plain<T>(value: T): Plain<T> {
  return JSON.parse(JSON.stringify(value)) as Plain<T>;
}
