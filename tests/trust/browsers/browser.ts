/** Whether it lets sites keep something. */
export type Storage = 'kept' | 'refused';

/** A browser of which only this is asked. */
export interface Browser {
  readonly name: string;
  open(url: string): Promise<void>;
  /** To the page before this one; resolves when it may still be loading. */
  goBack(): Promise<void>;
  /**
   * What a function makes of its argument in the page; it is sent as text.
   *
   * @param frame of the page, from 0, where it is asked instead; of whatever site.
   */
  ask<Argument, Answer>(
    question: (argument: Argument) => Promise<Answer>,
    argument: Argument,
    frame?: number,
  ): Promise<Answer>;
  /** What pages and their frames have logged as errors since it started, those that nobody caught among them. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** The question as an expression. What compiled it may have put names on its functions; a page knows nothing of that. */
export function asText(question: (argument: never) => unknown, argument: unknown): string {
  return `((__name) => (${String(question)})(${JSON.stringify(argument)}))((each) => each)`;
}
