/** How a request's members are shaped: the name of a shape each, with `!` after those that a request has to have. */
export interface Members {
  readonly [member: string]: string;
}

interface Range {
  /** Of a number its value, of anything else its length. */
  readonly min?: number;
  readonly max?: number;
}
interface Secret {
  /** Never said again, not even in the words of a refusal. */
  readonly secret?: true;
}

/** What a value of a request has to be, in the terms of Amazon's API models. */
export type Shape =
  /** `json`: text that holds JSON, or what it would say. */
  | ({
      readonly type: 'string' | 'json';
      /** In Java's regular expressions, for the whole text. */
      readonly pattern?: string;
      readonly values?: readonly string[];
    } & Range &
      Secret)
  | ({ readonly type: 'number'; readonly whole?: true } & Range)
  | { readonly type: 'boolean' | 'time' }
  | ({ readonly type: 'list'; readonly of: string } & Range & Secret)
  | ({ readonly type: 'map'; readonly key: string; readonly of: string } & Range & Secret)
  | ({ readonly type: 'structure'; readonly members: Members } & Secret);
