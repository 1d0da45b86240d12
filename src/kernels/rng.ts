import { fnv1a } from './fnv1a';
import { log } from './math';

/**
 * A stream of random numbers that depends only on (seed, purpose), so that parts of a job can draw in any order
 * without changing one another. sfc32 by C. Doty-Humphrey (PractRand): 128 bits of state, period above 2³².
 */
export class Rng {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spareNormal = NaN;

  /** @param seed whole number. @param purpose what the numbers are for, e.g. "als-init" or "split|user 17". */
  constructor(seed: number, purpose: string) {
    this.a = fnv1a(`${seed}|${purpose}`);
    this.b = fnv1a(`${purpose}|${seed}`);
    this.c = seed | 0;
    for (let i = 0; i < 15; i++) this.uint32();
  }

  /** Uniform over the whole numbers 0 … 2³² − 1. */
  uint32(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform over 0 … n − 1 without bias; 1 ≤ n ≤ 2³². */
  below(n: number): number {
    const limit = 4294967296 - (4294967296 % n);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return draw % n;
  }

  /** Standard normal; Marsaglia's polar method, two at a time. */
  normal(): number {
    if (this.spareNormal === this.spareNormal) {
      const spare = this.spareNormal;
      this.spareNormal = NaN;
      return spare;
    }
    let x: number;
    let y: number;
    let radius: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      radius = x * x + y * y;
    } while (radius >= 1 || radius === 0);
    const scale = Math.sqrt((-2 * log(radius)) / radius);
    this.spareNormal = y * scale;
    return x * scale;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -log(1 - this.uniform());
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(array: T): T {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = array[i];
      array[i] = array[j];
      array[j] = held;
    }
    return array;
  }
}
