import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

/** Lines in a file, each of which is whole or is not there. */
export class LineLog {
  readonly #path: string;
  /** Of the lines that are whole. */
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** All lines. What a killed process left half written is cut off, so that nothing comes to stand behind it. */
  read(): readonly string[] {
    if (!existsSync(this.#path)) return [];
    const content = readFileSync(this.#path);
    this.#bytes = content.lastIndexOf('\n') + 1;
    if (this.#bytes < content.length) truncateSync(this.#path, this.#bytes);
    return content.subarray(0, this.#bytes).toString().split('\n').slice(0, -1);
  }

  /** @throws what the disk says, with the file as it was. */
  append(lines: readonly string[]): void {
    const text = lines.map((line) => `${line}\n`).join('');
    try {
      appendFileSync(this.#path, text);
    } catch (error) {
      if (existsSync(this.#path)) truncateSync(this.#path, this.#bytes);
      throw error;
    }
    this.#bytes += Buffer.byteLength(text);
  }
}
