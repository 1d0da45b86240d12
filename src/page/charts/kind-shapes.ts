import { symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';

/** Shapes of the categorical colours 1 … 5, in their order: hue is never alone. */
export const KIND_SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross] as const;
