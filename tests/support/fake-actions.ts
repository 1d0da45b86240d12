import type { ActionList } from '../../src/domain/actions';
import type { DatasetResource, ProjectState } from '../../src/domain/resources';
import { datasetArn } from '../../src/domain/names';
import { avroSchema } from './avro-schema';

/** What somebody can be asked to do, one action of which nobody has been asked yet. */
export function fakeActions(userId: string): ActionList {
  const likes = userId.length % 2 === 0 ? 0.62 : 0.41;
  return {
    userId,
    periodDays: 14,
    actions: [
      {
        actionId: 'invite-a-friend',
        title: 'Invite a friend',
        propensity: likes,
        worth: 7,
        shares: [
          { word: null, value: -1.1 },
          { word: 'Items.GENRES = Horror', value: 0.9 },
          { word: 'Users.AGE', value: 0.4 },
          { word: 'NOT_TAKEN of this action', value: -0.2 },
        ],
      },
      {
        actionId: 'join-the-membership',
        title: 'Join the membership',
        propensity: 0.08,
        worth: 10,
        shares: [
          { word: null, value: -2.6 },
          { word: 'Interactions', value: 0.16 },
        ],
      },
      { actionId: 'enter-the-contest', title: null, propensity: null, worth: null, shares: [] },
    ],
    heldBack: [
      { actionId: 'open-air', title: 'Open air', reason: 'expired', untilSec: null },
      { actionId: 'rate', title: 'Rate five films', reason: 'repeat', untilSec: 1_795_900_000 },
    ],
  };
}

/** The state with both datasets of actions. */
export function withActions(state: ProjectState): ProjectState {
  const made = (type: 'ACTIONS' | 'ACTION_INTERACTIONS', rows: number): DatasetResource => ({
    arn: datasetArn('club', type),
    type,
    schema: avroSchema(type === 'ACTIONS' ? 'Actions' : 'Action_Interactions', ['ACTION_ID']),
    rows,
    status: 'ACTIVE',
    creationDateTime: 1_700_000_000,
    lastUpdatedDateTime: 1_700_000_000,
  });
  return {
    ...state,
    datasets: [...state.datasets, made('ACTIONS', 10), made('ACTION_INTERACTIONS', 15_698)],
  };
}
