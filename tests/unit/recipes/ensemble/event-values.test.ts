import { describe, expect, it } from 'vitest';
import type { EventColumn } from '../../../../src/domain/histories';
import { EventValues } from '../../../../src/recipes/ensemble/event-values';
import { trainingDataOf } from '../../../support/checkerboard';
import { withEventColumn } from '../../../support/devices';

/** Of four events: two values, one, none, three. */
const several: EventColumn = {
  kind: 'multi',
  name: 'DEVICES',
  vocabulary: ['tv', 'phone', 'car'],
  categorical: true,
  offsets: Int32Array.of(0, 2, 3, 3, 6),
  codes: Int32Array.of(0, 1, 2, 0, 1, 2),
};
const live: EventColumn = { kind: 'boolean', name: 'LIVE', values: Uint8Array.of(1, 0, 2, 1) };
const data = withEventColumn(
  withEventColumn(
    trainingDataOf(
      [
        [0, 1],
        [0, 1],
      ],
      2,
    ),
    several,
  ),
  live,
);

function told(position: number): readonly (readonly [number, number])[] {
  const values: [number, number][] = [];
  new EventValues(data).each(position, (value, share) => values.push([value, share]));
  return values;
}

describe('what is known of an event', () => {
  it('counts one event in all for each column, however many values it has there', () => {
    expect(told(0)).toEqual([
      [0, 1 / 2],
      [1, 1 / 2],
      [4, 1],
    ]);
    expect(told(1)).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(told(2)).toEqual([]);
    expect(told(3)).toEqual([
      [0, 1 / 3],
      [1, 1 / 3],
      [2, 1 / 3],
      [4, 1],
    ]);
  });
});
