import type { EventColumn, TrainingData } from '../../src/domain/histories';
import { Rng } from '../../src/kernels/rng';
import { trainingDataOf } from './checkerboard';

export const DEVICE_ITEMS = 60;
const DEVICES = ['mobile', 'tv'];

/**
 * People of three tastes who use two devices by turns, as chance will have it: of nine events in ten on a `mobile` the
 * item is in the first half of the catalogue, on a `tv` in the second.
 *
 * @param tells what the column holds of an event's device; else nobody knows how the items were chosen.
 */
export function onDevices(
  nUsers: number,
  tells: (device: number, row: number, userIdx: number) => number = (device) => device,
): TrainingData {
  const rng = new Rng(5, 'devices');
  const codes: number[] = [];
  const histories = Array.from({ length: nUsers }, (_, u) =>
    Array.from({ length: 12 }, () => {
      const device = rng.below(2);
      codes.push(tells(device, codes.length, u));
      const half = rng.uniform() < 0.9 ? device : 1 - device;
      // Early ones are taken more than late ones.
      const place = Math.floor(rng.uniform() * rng.uniform() * 10);
      const taste = rng.uniform() < 0.7 ? u % 3 : rng.below(3);
      return half * 30 + place * 3 + taste;
    }),
  );
  const made = trainingDataOf(histories, DEVICE_ITEMS);
  // Pauses as people make them. Were all alike, the order, which is chance here, would be set aside: lists without it
  // find more, and a device adds 22 % to them instead of 25 and more.
  const timestampSec = made.timestampSec.map((second, p) => second + ((p * 37) % 23) + ((p * 5) % 11));
  return withEventColumn(
    { ...made, timestampSec },
    {
      kind: 'code',
      name: 'DEVICE',
      categorical: true,
      vocabulary: DEVICES,
      codes: Int32Array.from(codes),
    },
  );
}

/** @param column by position of the histories. */
export function withEventColumn(data: TrainingData, column: EventColumn): TrainingData {
  return {
    ...data,
    columnRow: Int32Array.from(data.items, (_, p) => p),
    eventColumns: [...(data.eventColumns ?? []), column],
  };
}

/** The same without what is known of single events. */
export function withoutEventColumns({ columnRow: _, eventColumns: __, ...data }: TrainingData): TrainingData {
  return data;
}
