import type { NamedItem } from './explanations';

/** An item on the map. */
export interface MappedItem extends NamedItem {
  /** Different people who took it. */
  readonly users: number;
  readonly categories: readonly string[];
}

/**
 * Items by who took them: those that the same people take lie near each other. Two axes cannot hold all likenesses,
 * so the map is for looking around; `neighbours` are the real ones.
 */
/** Places on the picture among which the nearest neighbours are looked for. */
export const NEAR_ON_MAP = 30;

export interface ItemMap {
  /** Most people first. */
  readonly items: readonly MappedItem[];
  /** One place per item, 0 … 1 from left to right and from bottom to top. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** `perItem` places in `items` for each item, the most alike first; −1 where there are fewer. */
  readonly neighbours: Int32Array;
  /** Likeness of each neighbour, 0 … 1: shrunk cosine of who took both. */
  readonly likeness: Float32Array;
  readonly perItem: number;
  /** How far the picture can be trusted: the share of ten nearest neighbours that lie among the 30 nearest on it; null while it is drawn. */
  readonly kept: number | null;
  readonly seed: number;
  /** Items with any events; the map holds the most frequent of them. */
  readonly itemsInAll: number;
}
