import { Rng } from '../../kernels/rng';

/** New identifiers, one stream of random numbers each session. The seed only has to differ between sessions. */
export class Identifiers {
  readonly #rng: Rng;

  constructor(seed: number) {
    this.#rng = new Rng(seed, 'identifiers');
  }

  /** 8 hexadecimal digits. */
  short(): string {
    return this.#rng.uint32().toString(16).padStart(8, '0');
  }

  /** `RID-` and a version 4 UUID: 40 characters, the most that the service allows. */
  recommendation(): string {
    return `RID-${this.uuid()}`;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = this.short() + this.short() + this.short() + this.short();
    const variant = '89ab'[this.#rng.below(4)];
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20),
    ];
    return parts.join('-');
  }
}
