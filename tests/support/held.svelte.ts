/** A value that effects follow, to be changed by a test. */
export function held<Value>(first: Value): { value: Value } {
  let value = $state.raw(first);
  return {
    get value() {
      return value;
    },
    set value(next) {
      value = next;
    },
  };
}

/** Runs effects outside any component. @returns what ends them. */
export function rooted(make: () => void): () => void {
  return $effect.root(make);
}
