interface Pixel {
  readonly x: number;
  readonly y: number;
}

interface PlaneMoves {
  /** @param times below 1: nearer. @param at what stays where it is. */
  readonly zoom: (times: number, at: Pixel) => void;
  /** The plane was pulled by so many pixels. */
  readonly drag: (dx: number, dy: number) => void;
}

/** Less is the shake of a hand that presses. */
const SHAKE = 4;
/** Pixels of a wheel after which a look is twice as near; trackpads that are pinched send few. */
const TWICE = { wheel: 300, pinch: 60 } as const;
/** Wheels that count in lines, and in pages, in pixels. */
const WHEEL_UNITS = [1, 16, 400];

/** Fingers and mouse on a plane: one pulls it, two draw it nearer or farther. */
export class PlanePointers {
  readonly #down = new Map<number, Pixel>();
  #pressedAt: Pixel | null = null;
  /** The last press has pulled the plane, and is no choice of a point. */
  dragged = false;

  constructor(private readonly moves: PlaneMoves) {}

  down({ pointerId }: PointerEvent, at: Pixel): void {
    if (this.#down.size === 0) {
      this.#pressedAt = at;
      this.dragged = false;
    }
    this.#down.set(pointerId, at);
  }

  /** @returns whether the plane is being moved by it. */
  move({ pointerId, buttons }: PointerEvent, at: Pixel): boolean {
    const before = this.#down.get(pointerId);
    if (before === undefined) return false;
    if (buttons === 0) {
      // It was let go of somewhere else.
      this.#down.delete(pointerId);
      return false;
    }
    const other = [...this.#down].find(([id]) => id !== pointerId)?.[1];
    if (other !== undefined) {
      this.dragged = true;
      const times = apart(before, other) / Math.max(1, apart(at, other));
      this.moves.zoom(times, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
    } else if (this.dragged || (this.#pressedAt !== null && apart(this.#pressedAt, at) > SHAKE)) {
      this.dragged = true;
      this.moves.drag(at.x - before.x, at.y - before.y);
    } else return false;
    this.#down.set(pointerId, at);
    return true;
  }

  up({ pointerId }: PointerEvent): void {
    this.#down.delete(pointerId);
  }

  /** Of a wheel, or of fingers on a trackpad, which browsers tell as a wheel with Ctrl. */
  turn({ deltaY, deltaMode, ctrlKey }: WheelEvent, at: Pixel): void {
    const pixels = deltaY * WHEEL_UNITS[deltaMode];
    this.moves.zoom(2 ** (pixels / (ctrlKey ? TWICE.pinch : TWICE.wheel)), at);
  }
}

function apart(one: Pixel, other: Pixel): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
