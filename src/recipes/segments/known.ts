import { isCategorical, type Column } from '../../domain/columns';
import type { StoredModel } from '../../domain/model';
import type { NumberArray, TaskArrays } from '../../domain/ports';
import { type Csr, distinctRows, largestValues } from '../../kernels/csr';
import type { WeighedRows } from '../../kernels/ease';
import type { Moments } from '../moments/moments';
import { LEARNED32, readArray, readCsr, readHistories } from '../stored-arrays';
import { queryableColumns } from './item-sets';

/** All that a segment is made of, but for the weights. */
export interface Known {
  readonly moments: Moments;
  /** Row-major [items, width], as `fitRidgeFactors` gives them. */
  readonly factors: Float32Array;
  readonly width: number;
  /** Items × values of their categorical columns; no column where there is no metadata. */
  readonly values: Csr;
}

/** Distinct items of every user, users without any included, each as heavy as the heaviest of its moments. */
export function userItemsOf({ userPtr, items, nItems, rowWeight }: Moments): WeighedRows {
  const rows = distinctRows(userPtr, items, nItems);
  const values = rowWeight && largestValues(rows, userPtr, items, rowWeight);
  return { ...rows, values: values ?? new Float32Array(rows.indices.length).fill(1) };
}

/** The values of all categorical columns as one matrix. @param columns aligned to items. */
export function itemValues(columns: readonly Column[], nItems: number): Csr {
  const categorical = queryableColumns(columns).filter(isCategorical);
  const ptr = new Int32Array(nItems + 1);
  const codes: number[] = [];
  const firsts: number[] = [];
  let nValues = 0;
  for (const column of categorical) {
    firsts.push(nValues);
    nValues += column.vocabulary.length;
  }
  for (let i = 0; i < nItems; i++) {
    categorical.forEach((column, c) => {
      if (column.kind === 'code' && column.codes[i] >= 0) codes.push(firsts[c] + column.codes[i]);
      if (column.kind !== 'multi') return;
      for (let p = column.offsets[i]; p < column.offsets[i + 1]; p++) codes.push(firsts[c] + column.codes[p]);
    });
    ptr[i + 1] = codes.length;
  }
  return distinctRows(ptr, Int32Array.from(codes), nValues);
}

/** As a model is stored and workers are told. */
export function knownArrays({ moments, factors, values }: Known): Record<string, NumberArray> {
  const { userPtr, items, timestampSec, rowWeight } = moments;
  return {
    userPtr,
    items,
    timestampSec,
    ...(rowWeight && { rowWeight }),
    factors,
    valuePtr: values.indptr,
    values: values.indices,
  };
}

/** The numbers that `readKnown` needs beside the arrays. */
export interface KnownSizes {
  readonly nUsers: number;
  readonly nItems: number;
  readonly width: number;
  readonly nValues: number;
}

export function sizesOf({ moments, width, values }: Known): KnownSizes {
  return { nUsers: moments.nUsers, nItems: moments.nItems, width, nValues: values.nCols };
}

/** @throws AppError MODEL_UNREADABLE when something is missing. */
export function readKnown(stored: StoredModel, { nUsers, nItems, width, nValues }: KnownSizes): Known {
  return {
    moments: readHistories(stored, nUsers, nItems),
    factors: readArray(stored, 'factors', LEARNED32, nItems * width),
    width,
    values: readCsr(stored, ['valuePtr', 'values'], nItems, nValues),
  };
}

/** The same from a task's inputs. */
export function knownAmong(inputs: TaskArrays, sizes: KnownSizes): Known {
  const { nItems, nValues, nUsers, width } = sizes;
  return {
    moments: {
      nUsers,
      nItems,
      userPtr: inputs.userPtr as Int32Array,
      items: inputs.items as Int32Array,
      timestampSec: inputs.timestampSec as Float64Array,
      rowWeight: (inputs.rowWeight as Float32Array | undefined) ?? null,
    },
    factors: inputs.factors as Float32Array,
    width,
    values: {
      nRows: nItems,
      nCols: nValues,
      indptr: inputs.valuePtr as Int32Array,
      indices: inputs.values as Int32Array,
    },
  };
}
