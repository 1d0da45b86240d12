/**
 * Choosing a part on a chart. Its steps (bins, months, in their order) have numbers from 0; a part goes from one to
 * another, both whole.
 */
export interface Picking {
  /** The step at a place of the drawing; beyond the ends, the nearest. */
  at(x: number, y: number): number;
  /** The step of a point of the summary. */
  ofPoint(point: number): number;
  /** The part this chart has chosen. */
  readonly chosen: Part | null;
  /** Where the part begins and ends, for taking hold of one end; left out where it is no strip. */
  readonly edges?: readonly [x: number, x: number] | null;
  /** `more`: the gesture goes on, so that it is one step back in the history. */
  choose(part: Part, more: boolean): void;
  clear(more: boolean): void;
}

/** What a page says to a chart that lets its steps be chosen. */
export type Choice = Pick<Picking, 'chosen' | 'choose' | 'clear'>;

/** Smaller number first. */
export type Part = readonly [from: number, to: number];

interface Press {
  readonly x: number;
  readonly y: number;
  readonly anchor: number;
  readonly before: Part | null;
  /** The last part asked for; null: not moved yet, so it may be a tap. */
  drawn: Part | null;
}

/** Pixels that a pointer may tremble in a press, and within which an end is taken hold of. */
const TREMBLE = 4;
const HOLD = 8;

/** Turns presses, drags and Shift with arrow keys into parts; one for each chart. */
export class Picker {
  #press: Press | null = null;
  /** Where Shift with an arrow key began. */
  #anchor: number | null = null;

  down(picking: Picking, x: number, y: number, extend: boolean): void {
    const { chosen, edges } = picking;
    const held = edges ? edges.findIndex((edge) => Math.abs(edge - x) <= HOLD) : -1;
    const step = picking.at(x, y);
    const anchor =
      chosen === null
        ? step
        : held >= 0
          ? chosen[1 - held]
          : !extend
            ? step
            : Math.abs(step - chosen[0]) > Math.abs(step - chosen[1])
              ? chosen[0]
              : chosen[1];
    this.#anchor = null;
    this.#press = { x, y, anchor, before: chosen, drawn: null };
    if (extend && chosen !== null) this.#draw(picking, this.#press, step);
  }

  move(picking: Picking, x: number, y: number): void {
    const press = this.#press;
    if (press === null) return;
    if (press.drawn === null && Math.hypot(x - press.x, y - press.y) <= TREMBLE) return;
    this.#draw(picking, press, picking.at(x, y));
  }

  /** A press that went nowhere chooses what it was on, or lets go of it. */
  up(picking: Picking): void {
    const press = this.#press;
    this.#press = null;
    if (press === null || press.drawn !== null) return;
    const step = picking.at(press.x, press.y);
    if (press.before?.[0] === step && press.before[1] === step) picking.clear(false);
    else picking.choose([step, step], false);
  }

  /** The press became something else: a page that scrolls, or Escape. What was chosen before is so again. */
  cancel(picking: Picking): boolean {
    const press = this.#press;
    this.#press = null;
    if (press === null || press.drawn === null) return press !== null;
    if (press.before === null) picking.clear(true);
    else picking.choose(press.before, true);
    return true;
  }

  /** Shift with a key that went from one point to another. */
  extend(picking: Picking, from: number | null, to: number): void {
    const more = this.#anchor !== null;
    this.#anchor ??= picking.ofPoint(from ?? to);
    picking.choose(ordered(this.#anchor, picking.ofPoint(to)), more);
  }

  /** The next Shift with an arrow key begins anew. */
  release(): void {
    this.#anchor = null;
  }

  #draw(picking: Picking, press: Press, step: number): void {
    const part = ordered(press.anchor, step);
    if (press.drawn?.[0] === part[0] && press.drawn[1] === part[1]) return;
    picking.choose(part, press.drawn !== null);
    press.drawn = part;
  }
}

function ordered(a: number, b: number): Part {
  return a < b ? [a, b] : [b, a];
}
