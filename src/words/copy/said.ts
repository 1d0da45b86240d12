/** What is the case, and what to do about it. */
export interface Said {
  readonly what: string;
  readonly todo: string;
  /** Where something else than usual is safe. */
  readonly safe?: string;
}

/** The facts that are always there: null, and never absent, where there is nothing to say. Words read no others. */
export type Always<Facts> = Facts extends unknown
  ? { readonly [Fact in keyof Facts as undefined extends Facts[Fact] ? never : Fact]: Facts[Fact] }
  : never;

/** The words of some codes: complete, and each code's facts typed. A bare sentence says what to do itself. */
export type WordsFor<Facts> = {
  readonly [Code in keyof Facts]: (facts: Always<Facts[Code]>) => Said | string;
};

/** A message about some facts. */
export type Sentence<Facts> = (facts: Facts) => string;

/** What a code says whose messages read its facts as they are. */
export function told<Facts>(
  what: Sentence<NoInfer<Facts>>,
  todo: Sentence<NoInfer<Facts>>,
  safe?: Sentence<NoInfer<Facts>>,
): (facts: Facts) => Said {
  return (facts) => ({ what: what(facts), todo: todo(facts), ...(safe && { safe: safe(facts) }) });
}

/**
 * Facts that throw a TypeError where one is read that is not there: what an older version stored may lack some, and no
 * sentence may print `undefined`.
 */
export function present<Facts extends object>(facts: Facts): Facts {
  return new Proxy(facts, {
    get(target, key) {
      if (!(key in target)) throw new TypeError(`no fact ${String(key)}`);
      return Reflect.get(target, key) as unknown;
    },
  });
}
