import {
  ANSWERS_PATH,
  LINE_PATH,
  type LineOpened,
  type ProgramAnswer,
  type ProgramCall,
} from '../../domain/programs';
import { chunksFrom } from '../../domain/stream-chunks';

/** What comes of a call; which call it was, the line knows. */
export type Outcome = WithoutLine<ProgramAnswer>;
type WithoutLine<Answer> = Answer extends unknown ? Omit<Answer, 'id' | 'token'> : never;

interface Tab {
  /** Told once, before any call. */
  onOpen(token: string): void;
  /** Never rejects. */
  answer(call: ProgramCall): Promise<Outcome>;
}

/**
 * Answers the calls that the page's own server passes on, until the signal ends it. A streamed answer brings them and each
 * is answered by a request of its own, as nothing else is needed on either side.
 *
 * @returns `replaced` when another tab answers from now on, `lost` when the server is gone, `stopped` after the signal.
 */
export async function holdLine(
  address: string,
  tab: Tab,
  signal: AbortSignal,
): Promise<'replaced' | 'lost' | 'stopped'> {
  let token = '';
  const hear = async (call: ProgramCall): Promise<void> => {
    const outcome = await tab.answer(call);
    const body = JSON.stringify({ ...outcome, id: call.id, token });
    // Nobody waits for it any more once the line has ended.
    await fetch(`${address}${ANSWERS_PATH}`, { method: 'POST', body, signal }).catch(() => undefined);
  };
  try {
    const { ok, body } = await fetch(`${address}${LINE_PATH}`, { method: 'POST', signal });
    if (!ok || body === null) return 'lost';
    for await (const line of linesOf(body)) {
      if (token !== '') void hear(JSON.parse(line) as ProgramCall);
      else tab.onOpen((token = (JSON.parse(line) as LineOpened).token));
    }
    return 'replaced';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    console.warn('programs', error);
    return 'lost';
  }
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of chunksFrom(body.pipeThrough(new TextDecoderStream()).getReader())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
