import type { Column } from '../../src/domain/columns';
import type { TrainingData } from '../../src/domain/histories';
import { Rng } from '../../src/kernels/rng';

/** Histories by user as training data without metadata: row k of a user happens at second `stepSec`·k. */
export function trainingDataOf(
  histories: readonly (readonly number[])[],
  nItems: number,
  stepSec = 60,
): TrainingData {
  const userPtr = new Int32Array(histories.length + 1);
  histories.forEach((items, u) => {
    userPtr[u + 1] = userPtr[u] + items.length;
  });
  const items = Int32Array.from(histories.flat());
  return {
    nUsers: histories.length,
    nItems,
    userPtr,
    items,
    timestampSec: Float64Array.from(histories.flatMap((own) => own.map((_, k) => k * stepSec))),
    eventType: new Uint16Array(items.length).fill(0xffff),
    rowWeight: null,
    itemRank: Int32Array.from({ length: nItems }, (_, i) => i),
    itemColumns: [],
    userColumns: [],
  };
}

/**
 * A board of n users and n items: user u has, in random order, every item of the colour of u but item u. What is
 * missing on the diagonal is what should be recommended.
 */
export function checkerboard(n: number): TrainingData {
  const rng = new Rng(11, 'checkerboard');
  const histories = Array.from({ length: n }, (_, u) => {
    const own = Array.from({ length: n }, (_unused, i) => i).filter((i) => i % 2 === u % 2 && i !== u);
    return rng.shuffle(own);
  });
  return trainingDataOf(histories, n);
}

/** The board with more items, which nobody has touched. */
export function withUntouched(board: TrainingData, more: number): TrainingData {
  const nItems = board.nItems + more;
  return { ...board, nItems, itemRank: Int32Array.from({ length: nItems }, (_, i) => i) };
}

/** Metadata of the board's items: their colour, some of three categories, a name and a line of text; item 0 has none. */
export function withMetadata(board: TrainingData): TrainingData {
  const { nItems } = board;
  const multi: number[] = [];
  const offsets = new Int32Array(nItems + 1);
  for (let i = 0; i < nItems; i++) {
    for (let c = 0; c < 3; c++) if (i % (c + 2) === 1) multi.push(c);
    offsets[i + 1] = multi.length;
  }
  const itemColumns: Column[] = [
    {
      kind: 'code',
      name: 'COLOUR',
      categorical: true,
      vocabulary: ['white', 'black'],
      codes: Int32Array.from({ length: nItems }, (_, i) => (i === 0 ? -1 : i % 2)),
    },
    {
      kind: 'multi',
      name: 'CATEGORIES',
      categorical: true,
      vocabulary: ['a', 'b', 'c'],
      offsets,
      codes: Int32Array.from(multi),
    },
    {
      kind: 'text',
      name: 'NAME',
      textual: false,
      itemName: true,
      values: Array.from({ length: nItems }, (_, i) => (i === 0 ? null : `square ${i % 3}`)),
    },
    {
      kind: 'text',
      name: 'DESCRIPTION',
      textual: true,
      values: Array.from({ length: nItems }, (_, i) =>
        i === 0 ? null : `field ${i % 7} of column ${i % 5}`,
      ),
    },
  ];
  return { ...board, itemColumns };
}

/** The board with something known of every person but the first. */
export function withRegions(board: TrainingData): TrainingData {
  const codes = Int32Array.from({ length: board.nUsers }, (_, u) => (u === 0 ? -1 : u % 3));
  const vocabulary = ['north', 'south', 'west'];
  return {
    ...board,
    userColumns: [{ kind: 'code', name: 'REGION', categorical: true, vocabulary, codes }],
  };
}
