import type { DatasetCard } from '../../../src/domain/card';
import { NO_EVENT_TYPE, type Tables } from '../../../src/domain/columns';
import type { StoredModel } from '../../../src/domain/model';
import type { ProjectId, ProjectState, SolutionVersion } from '../../../src/domain/resources';
import { specOf, trainedVersion } from '../../support/trained-version';

/** Small tables with every kind of column; `shift` makes two of them differ. */
export function tables(shift = 0): Tables {
  return {
    userIds: ['u1', 'u2'],
    itemIds: ['i1', 'constructor', '__proto__'],
    interactions: {
      nRows: 3,
      userIdx: Int32Array.of(0, 1, 1),
      itemIdx: Int32Array.of(0, 2, 1),
      timestampSec: Float64Array.of(10 + shift, 20, 30),
      eventType: Uint16Array.of(0, NO_EVENT_TYPE, 0),
      eventTypes: ['watch'],
      columns: [
        { kind: 'number', name: 'EVENT_VALUE', values: Float32Array.of(1, 0, 2), nulls: Uint8Array.of(2) },
        { kind: 'boolean', name: 'LIVE', values: Uint8Array.of(0, 1, 2) },
      ],
    },
    items: {
      nRows: 2,
      entityIdx: Int32Array.of(0, 1),
      columns: [
        { kind: 'code', name: 'MAKER', codes: Int32Array.of(0, -1), vocabulary: ['acme'], categorical: true },
        {
          kind: 'multi',
          name: 'GENRES',
          offsets: Int32Array.of(0, 2, 2),
          codes: Int32Array.of(0, 1),
          vocabulary: ['a', 'b'],
          categorical: true,
        },
        { kind: 'text', name: 'TITLE', values: ['Älter', null], textual: false },
      ],
    },
    users: null,
  };
}

export function card(): DatasetCard {
  return {
    users: 2,
    items: 3,
    itemsDescribed: 2,
    interactions: 3,
    density: 0.5,
    fromSec: 10,
    toSec: 30,
    eventTypes: [],
    itemCounts: Int32Array.of(1, 1, 1),
    topItems: [{ itemId: 'i1', title: null, count: 1 }],
    tail: { top1: 0, top10: 0, singletons: 3 },
    activity: [],
    medianEventsPerUser: 1,
    minEventsPerUser: 1,
    months: [{ month: '1970-01', count: 3 }],
    insights: [],
  };
}

export function state(id: ProjectId, dataVersion: number, versions: readonly string[] = []): ProjectState {
  return {
    project: {
      id,
      name: `data ${dataVersion}`,
      createdMs: 1,
      openedMs: 1,
      interactions: 3,
      users: 2,
      items: 3,
      versions: versions.length,
      sizeBytes: 0,
      simulated: false,
    },
    profile: 'relaxed',
    dataVersion,
    datasets: [],
    importJobs: [],
    solutionVersions: versions.map((arn) => version(arn)),
    provenance: {},
  };
}

function version(arn: string): SolutionVersion {
  const spec = specOf('aws-popularity-count', { name: 's' });
  return trainedVersion('s', { arn, spec, counts: { users: 2, items: 3, interactions: 3 }, modelBytes: 12 });
}

export function model(first = 1): StoredModel {
  return {
    header: {
      format: 1,
      recipe: 'aws-popularity-count',
      seed: 42,
      nUsers: 2,
      nItems: 3,
      rows: 3,
      config: {},
    },
    arrays: { counts: Int32Array.of(first, 2, 3), empty: new Float64Array(0), weights: Float64Array.of(0.5) },
  };
}
