import type { Pool } from '../../domain/ports';
import { joined } from './joined';

/**
 * What each feature says of the candidates. It is the largest that a training holds of the rows that it learns weights
 * from: it is kept once, in memory of the pool, candidate by candidate.
 */
export class Features {
  private current: readonly string[] = [];
  /** Row-major, by candidate, of the features in `within`: the beginning of room for all that are to come. */
  private values: Float64Array = new Float64Array(0);
  private room: Float64Array = this.values;
  private within: readonly string[] = [];
  /** What has been told since, by candidate, in pieces. */
  private readonly told = new Map<string, readonly Float64Array[]>();

  /** @param most features, as far as is known: for more it takes further memory. */
  constructor(
    private readonly pool: Pool,
    private readonly most: number,
  ) {}

  /** In their order, which is that of the weights: each where it was named first. */
  get names(): readonly string[] {
    return this.current;
  }

  has(name: string): boolean {
    return this.current.includes(name);
  }

  /**
   * Of candidates of their own: what else has been said was about others, and is to be told anew.
   *
   * @param values row-major, by candidate; pieces of it, one after the other.
   */
  begin(names: readonly string[], values: readonly Float64Array[]): void {
    this.end();
    this.values = joined(values, (n) => {
      this.room = this.pool.float64((n / names.length) * Math.max(names.length, this.most));
      return this.room.subarray(0, n);
    });
    this.within = names;
    this.current = [...new Set([...this.current, ...names])];
  }

  /** @param values by candidate, in pieces, one after the other; in place of what it has said so far. */
  set(name: string, values: readonly Float64Array[]): void {
    this.told.set(name, values);
    if (!this.has(name)) this.current = [...this.current, name];
  }

  forget(names: readonly string[]): void {
    this.current = this.current.filter((name) => !names.includes(name));
    for (const name of names) this.told.delete(name);
  }

  /** Nothing of it is needed any more. */
  end(): void {
    this.pool.giveBack([this.room]);
    this.room = this.values = new Float64Array(0);
    this.told.clear();
  }

  /** Row-major, by candidate, as they are named now: within their room they move to where they then are. Valid until the next call. */
  laidOut(): Float64Array {
    const { current: names, within, told, values: before, pool } = this;
    if (told.size === 0 && names.length === within.length) return before;
    const [narrow, width] = [within.length, names.length];
    const n = before.length / narrow;
    const room = n * width > this.room.length ? pool.float64(n * width) : this.room;
    const places = names.map((name) => (told.has(name) ? -1 : within.indexOf(name)));
    const own = new Float64Array(narrow);
    for (let k = 0; k < n; k++) {
      // From the end where there are more of them, so that none is written over before it has moved.
      const c = width > narrow ? n - 1 - k : k;
      for (let f = 0; f < narrow; f++) own[f] = before[c * narrow + f];
      for (let f = 0; f < width; f++) if (places[f] >= 0) room[c * width + f] = own[places[f]];
    }
    for (const [f, name] of names.entries()) {
      let at = f;
      for (const piece of told.get(name) ?? [])
        for (let c = 0; c < piece.length; c++, at += width) room[at] = piece[c];
    }
    if (room !== this.room) pool.giveBack([this.room]);
    told.clear();
    this.room = room;
    this.values = room.subarray(0, n * width);
    this.within = names;
    return this.values;
  }
}
