import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import { errorOf, type JsonObject } from '../../../domain/errors';
import type { LineOpened, ProgramAnswer, ProgramCall } from '../../../domain/programs';
import { ServiceError } from '../service-error';

/** A tab that says nothing for so long is not waited for. */
const PATIENCE_MS = 30_000;
/** No letter stands for another, and each is as likely: 130 bits. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const RANDOM_LETTERS = 26;

interface Waiting {
  readonly resolve: (answer: JsonObject) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The line to the tab that answers: calls go down as lines of JSON, answers come back one by one in any order. */
export class TabLine {
  readonly #token = newToken();
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  /** What goes down to the tab. Its end says that another tab answers now; the tab's own end closes it. */
  readonly down: Readable;

  /** @param onClosed told once when the tab is gone or another has taken its place. */
  constructor(
    onClosed: () => void,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.down = new Readable({
      read: () => undefined,
      destroy: (error, done) => {
        onClosed();
        this.#giveUp('The tab was closed before it had answered.');
        done(error);
      },
    });
    this.#send({ token: this.#token } satisfies LineOpened);
  }

  /** Whether a token is this line's; what is wrong takes as long as what is right. */
  admits(token: unknown): boolean {
    return typeof token === 'string' && timingSafeEqual(digest(token), digest(this.#token));
  }

  /** @throws AppError of the tab, ServiceError where it does not answer. */
  async call(call: Omit<ProgramCall, 'id'>): Promise<JsonObject> {
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          this.#settle(id, unavailable(`The tab has not answered for ${this.patienceMs / 1000} seconds.`)),
        this.patienceMs,
      );
      this.#waiting.set(id, { resolve, reject, timer });
      this.#send({ id, ...call } satisfies ProgramCall);
    });
  }

  /** Takes what the tab says; for a call that nobody waits for any more it is dropped. */
  answer(said: ProgramAnswer): void {
    if ('answer' in said) this.#settle(said.id, said.answer);
    else if ('error' in said) this.#settle(said.id, errorOf(said.error));
    else this.#settle(said.id, unavailable('The tab has no project open.'));
  }

  /** Another tab answers from now on. */
  handOver(): void {
    this.#giveUp('Another tab has taken over before this one had answered.');
    this.down.push(null);
  }

  #send(line: LineOpened | ProgramCall): void {
    this.down.push(`${JSON.stringify(line)}\n`);
  }

  #settle(id: number, outcome: JsonObject | Error): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (outcome instanceof Error) waiting.reject(outcome);
    else waiting.resolve(outcome);
  }

  #giveUp(reason: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, unavailable(reason));
  }
}

export function unavailable(message: string): ServiceError {
  return new ServiceError('ServiceUnavailable', 503, message);
}

/** What the access key of a program is: letters and digits, as AWS's own. */
function newToken(): string {
  const letters = Array.from(randomBytes(RANDOM_LETTERS), (byte) => LETTERS[byte % LETTERS.length]);
  return `FORETASTE${letters.join('')}`;
}

/** Of one length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
