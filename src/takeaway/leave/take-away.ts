import { gzipSync } from 'fflate';
import { plain } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { Job } from '../../domain/ports';
import { creditIn } from '../../domain/samples';
import type { TakeAwayChoice, TakeAwayParts, TakenAway } from '../../domain/take-away';
import { bytesOf } from '../../engine/project/model-ids';
import type { LeavingVersion } from '../../engine/serving/leaving-version';
import type { Model } from '../../recipes/recipe';
import { readModelFile, type TakenFacts, writeModelFile } from '../model-file';
import { restore } from '../../recipes/restore';
import { agreementOf, askedHistories } from './asked';
import { hasBaskets, leave, looksUp } from './leave';
import { leavingItems } from './leaving-items';

export interface TakeAwayFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** First places that must stay the same where numbers are rounded to 8 bits. */
const LEAST_SAME = 0.99;

/**
 * The folder of a version: what can be put on any host.
 *
 * @param readme of what has come of it. @throws AppError CANNOT_LEAVE, MODEL_UNREADABLE, CANCELLED.
 */
export async function takeAway(
  leaving: LeavingVersion,
  choice: TakeAwayChoice,
  parts: TakeAwayParts,
  readme: (taken: TakenAway) => string,
  job: Job,
): Promise<{ readonly files: readonly TakeAwayFile[]; readonly taken: TakenAway }> {
  const { version, served, stored, state } = leaving;
  const asked = askedHistories(leaving);
  const [teaching, measured] = [asked.filter((_, k) => k % 4 < 2), asked.filter((_, k) => k % 4 >= 2)];
  const left = await leave(stored, choice, teaching, job);
  const items = leavingItems(leaving);
  // By the model's numbers: what ties are broken by is the same, but for items that are gone.
  const ranks = ranksByModel(leaving);
  const facts = factsOf(leaving);
  await job.checkpoint('measure', 0, 1);
  const whole = restore(readModelFile(writeModelFile(left, facts, 32).buffer).stored);
  const beside = agreementOf(served.model, whole, measured, ranks);
  const isSame = isTheSame(stored, choice);
  const { file, rounded } = written(left, facts, choice.eightBit, whole, measured, ranks);
  const taken: TakenAway = {
    recipe: version.spec.recipe,
    project: state.project.name,
    choice,
    looksUp: looksUp(stored),
    beside: isSame ? null : beside,
    rounded,
    modelBytes: file.length,
    storedBytes: bytesOf(stored),
    counts: version.counts,
    items: items.ids.length,
    exampleId: exampleOf(leaving),
    trainedSec: version.creationDateTime,
    metrics: version.metrics?.values ?? null,
    baseline: version.baseline?.values ?? null,
    testedUsers: version.metrics?.n ?? null,
    credit: creditIn(state.provenance),
    simulated: state.project.simulated,
  };
  const text = (path: string, content: string): TakeAwayFile => ({
    path,
    bytes: new TextEncoder().encode(content),
  });
  const files = [
    text('README.md', readme(taken)),
    text('index.html', parts.page),
    text('recommender.js', parts.code),
    text('recommender.d.ts', parts.types),
    text('items.json', JSON.stringify(items)),
    { path: 'model.bin', bytes: file },
  ];
  return { files, taken };
}

/** To the last bit: nothing that the version goes by stays behind. */
function isTheSame(stored: StoredModel, { histories, leastPeople }: TakeAwayChoice): boolean {
  if (!looksUp(stored) || histories === 'kept') return true;
  return hasBaskets(stored.arrays) && leastPeople <= 1;
}

function factsOf({ version, state, index }: LeavingVersion): TakenFacts {
  const { spec, counts, metrics, creationDateTime } = version;
  return {
    eventTypes: [...index.tables.interactions.eventTypes],
    newestSec: Number.isFinite(index.newestSec) ? index.newestSec : null,
    about: {
      recipe: spec.recipe,
      name: state.project.name,
      trainedSec: creationDateTime,
      counts: { ...counts },
      metrics: metrics === null ? null : plain(metrics.values),
      credit: plain(creditIn(state.provenance)),
    },
  };
}

/** Of the item with the most events. */
function exampleOf({ index }: LeavingVersion): string {
  const { interactions } = index.exposure;
  let most = 0;
  for (let item = 0; item < interactions.length; item++)
    if (interactions[item] > interactions[most]) most = item;
  return index.tables.itemIds[most] ?? '';
}

function ranksByModel({ served, index }: LeavingVersion): Int32Array {
  return Int32Array.from({ length: served.model.nItems }, (_, item) => {
    const present = served.presentItem(item);
    return present < 0 ? index.itemRank.length + item : index.itemRank[present];
  });
}

/** The same co-occurrence, each item's in the order of their numbers: they take less room, and sums differ in last bits. */
function withSortedPairs({ header, arrays }: StoredModel): StoredModel {
  const { bagPtr, bagNeighbours, bagWeights } = arrays;
  if (bagPtr === undefined) return { header, arrays };
  const [neighbours, weights] = [bagNeighbours.slice(), bagWeights.slice()];
  for (let item = 0; item + 1 < bagPtr.length; item++) {
    const [from, to] = [bagPtr[item], bagPtr[item + 1]];
    const order = Array.from({ length: to - from }, (_, k) => from + k);
    order.sort((a, b) => bagNeighbours[a] - bagNeighbours[b]);
    for (const [k, at] of order.entries()) {
      neighbours[from + k] = bagNeighbours[at];
      weights[from + k] = bagWeights[at];
    }
  }
  return { header, arrays: { ...arrays, bagNeighbours: neighbours, bagWeights: weights } };
}

function written(
  left: StoredModel,
  facts: TakenFacts,
  eightBit: boolean,
  whole: Model,
  asked: Parameters<typeof agreementOf>[2],
  ranks: Int32Array,
): { readonly file: Uint8Array<ArrayBuffer>; readonly rounded: TakenAway['rounded'] } {
  if (!eightBit) return { file: writeModelFile(left, facts, 32), rounded: null };
  for (const bits of [8, 16] as const) {
    const file = writeModelFile(withSortedPairs(left), facts, bits);
    const agreement = agreementOf(whole, restore(readModelFile(file.buffer).stored), asked, ranks);
    if (agreement.first < LEAST_SAME && bits === 8) continue;
    // The same content gives the same bytes, whenever it is packed.
    return { file: gzipSync(file, { mtime: 0 }), rounded: { ...agreement, bits } };
  }
  throw new RangeError('unreached');
}
