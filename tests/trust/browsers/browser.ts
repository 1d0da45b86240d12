/** Whether it lets sites keep something. */
export type Storage = 'kept' | 'refused';

/** A browser of which only this is asked. */
export interface Browser {
  readonly name: string;
  open(url: string): Promise<void>;
  /** To the page before this one; resolves when it may still be loading. */
  goBack(): Promise<void>;
  /** What a function makes of its argument in the page; it is sent as text. */
  ask<Argument, Answer>(
    question: (argument: Argument) => Promise<Answer>,
    argument: Argument,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** The question as an expression. What compiled it may have put names on its functions; a page knows nothing of that. */
export function asText(question: (argument: never) => unknown, argument: unknown): string {
  return `((__name) => (${String(question)})(${JSON.stringify(argument)}))((each) => each)`;
}
