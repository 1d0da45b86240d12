/** A command line that cannot be understood: `headless` shows how it should look, and ends with status 2. */
export class UsageError extends TypeError {}
