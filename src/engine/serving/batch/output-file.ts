/** Text gathered before it is written: a part of this length, or what has come within the time. */
const PART_CHARS = 1 << 18;
const PART_MS = 1000;

/**
 * Gathers lines and hands them on in parts, so that as little waits in memory as is lost by a page that closes. Where a
 * part ends shows nowhere in the file.
 */
export class OutputFile {
  #text = '';
  #sinceMs: number;

  /** @param append must have stored the part, and how far the job is, before it resolves. */
  constructor(
    private readonly nowMs: () => number,
    private readonly append: (part: Uint8Array) => Promise<void>,
  ) {
    this.#sinceMs = nowMs();
  }

  async add(line: string): Promise<void> {
    this.#text += `${line}\n`;
    if (this.#text.length >= PART_CHARS || this.nowMs() - this.#sinceMs >= PART_MS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#text !== '') await this.append(new TextEncoder().encode(this.#text));
    this.#text = '';
    this.#sinceMs = this.nowMs();
  }
}
