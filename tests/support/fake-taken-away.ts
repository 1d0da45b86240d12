import type { TakeAwayChoice, TakenAway } from '../../src/domain/take-away';

export function takenAway(choice: TakeAwayChoice): TakenAway {
  return {
    recipe: 'aws-user-personalization',
    project: 'Film club',
    choice,
    looksUp: true,
    beside: choice.histories === 'kept' ? null : { asked: 250, first: 0.56, ten: 0.75 },
    rounded: null,
    modelBytes: 2_000_000,
    storedBytes: 2_000_000,
    counts: { users: 900, items: 1800, interactions: 99_993 },
    items: 1800,
    exampleId: 'f1',
    trainedSec: 1_700_000_000,
    metrics: null,
    baseline: null,
    testedUsers: null,
    credit: null,
    simulated: true,
  };
}
