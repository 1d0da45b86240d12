import { dot } from './dot';

/** A function of a few variables with its gradient; evaluation is a generator so that long ones let others in. */
export type Objective = (
  at: Float64Array,
) => Generator<void, { readonly value: number; readonly gradient: Float64Array }>;

const MAX_STEPS = 60;
const MAX_HALVINGS = 20;
/** Share of the promised decrease that a step must bring (Armijo). */
const SUFFICIENT = 1e-4;
/** A step that gains less than this ends the search. */
const TOLERANCE = 1e-7;

/**
 * Quasi-Newton minimisation (BFGS with step halving) for up to a few dozen variables. Stops at a point no worse than
 * `start`; the course depends on the numbers alone.
 * Nocedal & Wright, "Numerical Optimization", 2006, algorithm 6.1.
 */
export function* minimise(
  objective: Objective,
  start: Float64Array,
): Generator<void, Float64Array<ArrayBuffer>> {
  const n = start.length;
  let at = Float64Array.from(start);
  let { value, gradient } = yield* objective(at);
  const inverse = identity(n, 1 / Math.max(1, norm(gradient)));
  for (let step = 0; step < MAX_STEPS; step++) {
    const direction = product(inverse, gradient).map((entry) => -entry);
    const slope = dot(gradient, direction);
    if (!(slope < 0)) break;
    let scale = 1;
    let next = at;
    let found = { value, gradient };
    for (let halving = 0; halving < MAX_HALVINGS; halving++, scale /= 2) {
      next = at.map((entry, i) => entry + scale * direction[i]);
      found = yield* objective(next);
      if (found.value <= value + SUFFICIENT * scale * slope) break;
    }
    if (!(found.value < value)) break;
    const gained = value - found.value;
    const moved = next.map((entry, i) => entry - at[i]);
    const turned = found.gradient.map((entry, i) => entry - gradient[i]);
    ({ value, gradient } = found);
    at = next;
    if (gained < TOLERANCE) break;
    updateInverse(inverse, moved, turned, step === 0);
  }
  return at;
}

/** BFGS update of the inverse Hessian; skipped where the curvature along the step is not positive. */
function updateInverse(
  inverse: Float64Array,
  moved: Float64Array,
  turned: Float64Array,
  first: boolean,
): void {
  const n = moved.length;
  const curvature = dot(moved, turned);
  if (!(curvature > 1e-12)) return;
  if (first) inverse.set(identity(n, curvature / dot(turned, turned)));
  const carried = product(inverse, turned);
  const factor = (1 + dot(turned, carried) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      inverse[i * n + j] +=
        factor * moved[i] * moved[j] - (carried[i] * moved[j] + moved[i] * carried[j]) / curvature;
    }
  }
}

function identity(n: number, scale: number): Float64Array<ArrayBuffer> {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = scale;
  return matrix;
}

function product(matrix: Float64Array, x: Float64Array): Float64Array<ArrayBuffer> {
  const n = x.length;
  return Float64Array.from({ length: n }, (_, i) => dot(matrix.subarray(i * n, (i + 1) * n), x));
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
