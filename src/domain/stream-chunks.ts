/** What reads a stream. */
interface Reader<Chunk> {
  read(): Promise<{ readonly done: boolean; readonly value?: Chunk | undefined }>;
  cancel(): Promise<unknown>;
}

/**
 * The chunks of a stream, which Safari does not iterate by itself; it is cancelled where nobody reads on.
 *
 * @throws what the stream breaks off with.
 */
export async function* chunksFrom<Chunk>(reader: Reader<Chunk>): AsyncGenerator<Chunk> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch((error: unknown) => String(error));
  }
}
