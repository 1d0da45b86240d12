/** What the presenter's window is told of the lesson on the wall. */
export interface OnTheWall {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  readonly heading: string;
  readonly notes: string;
  /** What the class is asked; null: nothing. */
  readonly asks: string | null;
  /** What the step says once its answer is shown; null before that. */
  readonly reveals: string | null;
  /** The same before it is shown, for whoever presents; null or left out: not known yet. */
  readonly answer?: string | null;
  /** The numbers behind it; empty or left out: none. */
  readonly numbers?: string;
  /** How long the whole lesson takes; left out: nobody knows. */
  readonly minutes?: number;
  /** Heading of the step that comes next; null: this is the last. */
  readonly next: string | null;
}

export type PresenterAsks = 'hello' | 'next' | 'back' | 'reveal';

type Message =
  | { readonly kind: 'wall'; readonly wall: OnTheWall }
  | { readonly kind: 'asks'; readonly asks: PresenterAsks }
  | { readonly kind: 'left' };

/** Null where the browser refuses site data and, as Firefox does, such a line with them. */
function channelHere(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('foretaste.presenter');
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** The wall's end of the line to a presenter's window of the same browser. */
export class WallLine {
  readonly #channel = channelHere();

  /** @param onAsk hears what the presenter's window asks for; `hello`: it has come, and knows nothing. */
  constructor(onAsk: (asks: PresenterAsks) => void) {
    if (this.#channel === null) return;
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'asks') onAsk(data.asks);
    };
  }

  /** Whether a presenter's window can hear it. */
  get reaches(): boolean {
    return this.#channel !== null;
  }

  tell(wall: OnTheWall): void {
    this.#channel?.postMessage({ kind: 'wall', wall } satisfies Message);
  }

  close(): void {
    this.#channel?.postMessage({ kind: 'left' } satisfies Message);
    this.#channel?.close();
  }
}

/** The presenter's end of it. */
export class PresenterLine {
  readonly #channel = channelHere();

  /** @param onWall hears what is on the wall; null: the lesson was left, or its window closed. */
  constructor(onWall: (wall: OnTheWall | null) => void) {
    if (this.#channel === null) return;
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'wall') onWall(data.wall);
      if (data.kind === 'left') onWall(null);
    };
    this.ask('hello');
  }

  ask(asks: PresenterAsks): void {
    this.#channel?.postMessage({ kind: 'asks', asks } satisfies Message);
  }

  close(): void {
    this.#channel?.close();
  }
}
