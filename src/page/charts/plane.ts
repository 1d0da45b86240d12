import { lettersOf } from './letters';

/** Points on a plane as they are drawn: scales, names that do not cover each other, and ways to find a point. */

export interface PlanePoint {
  /** 0 … 1, from left to right and from bottom to top. */
  readonly x: number;
  readonly y: number;
}
/** A point with what is known of it. */
export interface PlaneMark extends PlanePoint {
  readonly name: string;
  /** What is read out of it. */
  readonly words: string;
  /** Colour and shape: 1 … 5, or 0 for all others. */
  readonly kind: number;
  /** It belongs to what is looked at: it stands out, and is named where there is room. */
  readonly near?: true;
  /** Somebody has had it: ringed. */
  readonly ringed?: true;
}
/** What of the unit square is on screen. */
export interface Window {
  readonly x: number;
  readonly y: number;
  /** Its side. */
  readonly size: number;
}
export const WHOLE: Window = { x: 0, y: 0, size: 1 };

/** The smallest square around some points with room to breathe, within the whole. */
export function windowAround(points: readonly PlanePoint[]): Window {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  const span = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const size = Math.min(1, Math.max(0.08, 1.3 * span));
  return within({ x: middle(xs) - size / 2, y: middle(ys) - size / 2, size });
}

/** The closest look there is, as the side of what is on screen. */
const CLOSEST = 0.02;

/** The same look from nearer or farther. @param times below 1: nearer. @param at what stays where it is on screen. */
export function zoomed({ x, y, size }: Window, times: number, at: PlanePoint): Window {
  const next = Math.min(1, Math.max(CLOSEST, size * times));
  const kept = next / size;
  return within({ x: at.x - kept * (at.x - x), y: at.y - kept * (at.y - y), size: next });
}

/** The same look at another part. @param dx, dy so many of its own sides to the right, and up. */
export function moved({ x, y, size }: Window, dx: number, dy: number): Window {
  return within({ x: x + dx * size, y: y + dy * size, size });
}

function within({ x, y, size }: Window): Window {
  const from = (value: number): number => Math.min(1 - size, Math.max(0, value));
  return { x: from(x), y: from(y), size };
}

/** The point of the plane under a pixel of the drawing. */
export function pointAt(
  pixel: { readonly x: number; readonly y: number },
  window: Window,
  side: number,
  margin: number,
): PlanePoint {
  const scale = window.size / (side - 2 * margin);
  return { x: window.x + (pixel.x - margin) * scale, y: window.y + (side - margin - pixel.y) * scale };
}

/** Pixels of a point on a square drawing. */
export function pixelsOf(
  { x, y }: PlanePoint,
  window: Window,
  side: number,
  margin: number,
): { readonly x: number; readonly y: number } {
  const scale = (side - 2 * margin) / window.size;
  return { x: margin + (x - window.x) * scale, y: side - margin - (y - window.y) * scale };
}

const LETTER_PX = 6.6;
const LINE_PX = 16;

/** Which of the names, in the order given, can be written beside their points without covering one before. */
export function placedNames<Named extends { readonly x: number; readonly y: number; readonly name: string }>(
  wanted: readonly Named[],
  side: number,
): readonly (Named & { readonly anchor: 'start' | 'end' })[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  return wanted.flatMap((one) => {
    const width = lettersOf(one.name) * LETTER_PX;
    const anchor = one.x + 8 + width <= side ? ('start' as const) : ('end' as const);
    const left = anchor === 'start' ? one.x + 6 : one.x - 6 - width;
    const box = { left, right: left + width, top: one.y - LINE_PX / 2, bottom: one.y + LINE_PX / 2 };
    if (box.left < 0 || box.top < 0 || box.bottom > side) return [];
    const covers = taken.some(
      (other) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    );
    if (covers) return [];
    taken.push(box);
    return [{ ...one, anchor }];
  });
}

/** The point nearest to a place, within `reach`; −1 where there is none. */
export function nearestPoint(
  points: readonly { readonly x: number; readonly y: number }[],
  at: { readonly x: number; readonly y: number },
  reach: number,
): number {
  let best = -1;
  let distance = reach;
  points.forEach(({ x, y }, i) => {
    const d = Math.hypot(x - at.x, y - at.y);
    if (d < distance) [best, distance] = [i, d];
  });
  return best;
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The next point from one in a direction of the drawing: near, and more that way than aside; −1 where none is. */
export function pointTowards(
  points: readonly { readonly x: number; readonly y: number }[],
  from: number,
  direction: Direction,
): number {
  const origin = points[from];
  let best = -1;
  let cost = Infinity;
  points.forEach(({ x, y }, i) => {
    const [dx, dy] = [x - origin.x, y - origin.y];
    const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[direction];
    const aside = Math.abs(direction === 'ArrowLeft' || direction === 'ArrowRight' ? dy : dx);
    if (i === from || along <= 0 || aside > along) return;
    const c = along + 2 * aside;
    if (c < cost) [best, cost] = [i, c];
  });
  return best;
}
