import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/errors';
import type { ProjectState } from '../../src/domain/resources';
import { markOf } from '../../src/domain/samples';
import type { AppState } from '../../src/page/state/app';
import ActionsView from '../../src/page/views/actions/ActionsView.svelte';
import { fakeActions, withActions } from '../support/fake-actions';
import { fakeApi, type FakeApi, type FakeInvoke, type FakeOptions } from '../support/fake-api';
import { projectState, solutionVersion } from '../support/fake-data';
import { showFilms } from '../support/show-films';

beforeEach(() => history.replaceState(null, '', '#user=Ada'));

/** A version that answers with actions, over the data that there are. */
function learned(state: ProjectState): ProjectState {
  const { spec } = solutionVersion();
  const version = solutionVersion({ arn: 'arn:nba', spec: { ...spec, recipe: 'aws-next-best-action' } });
  return { ...state, solutionVersions: [...state.solutionVersions, version] };
}

async function open(
  state: ProjectState,
  methods: FakeOptions['methods'] = {},
): Promise<{ app: AppState; api: FakeApi }> {
  return showFilms(ActionsView, fakeApi({ methods: { openProject: async () => state, ...methods } }));
}

it('lists actions by how likely the person is to take them, with why, and what is kept back', async () => {
  await open(learned(withActions(projectState())));
  const [first, second, third] = await screen.findAllByRole('listitem');
  expect(first).toHaveTextContent('Invite a friend');
  expect(first).toHaveTextContent('41 %');
  expect(second).toBeInTheDocument();
  expect(third).toBeInTheDocument();
  const user = userEvent.setup();
  await user.click(within(first).getByText(/^Why/, { selector: 'summary' }));
  expect(screen.getByText('Items.GENRES = Horror')).toBeInTheDocument();
  expect(screen.getByText('They said no to this before')).toBeInTheDocument();
  expect(screen.getByText('tried out: too little is known')).toBeInTheDocument();
  expect(screen.getByText('it has expired')).toBeInTheDocument();
  expect(screen.getByText(/they were asked lately; again from/)).toBeInTheDocument();
});

it('puts what the person says to an action, and asks for the list anew', async () => {
  const put: JsonObject[] = [];
  const asked: string[] = [];
  const others = fakeApi().invoke as FakeInvoke;
  const invoke: FakeInvoke = async (operation, input) => {
    if (operation === 'DescribeDataset') return { dataset: { trackingId: 'track' } };
    if (operation !== 'PutActionInteractions') return others(operation, input);
    put.push(input);
    return {};
  };
  const listActions: FakeApi['listActions'] = async ({ userId }) => {
    asked.push(userId);
    return fakeActions(userId);
  };
  await open(learned(withActions(projectState())), { invoke, listActions });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /They did it.*Invite a friend/ }));
  await waitFor(() => expect(put).toHaveLength(1));
  expect(put[0]).toMatchObject({
    trackingId: 'track',
    actionInteractions: [{ actionId: 'invite-a-friend', userId: 'Ada', eventType: 'TAKEN' }],
  });
  await waitFor(() => expect(asked).toEqual(['Ada', 'Ada']));
});

it('leads to a training where there are actions, and offers the sample its own where there are none', async () => {
  const state = projectState();
  const { app } = await open({ ...state, project: { ...state.project, ...markOf('film-club') } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Add the club’s actions' }));
  await waitFor(() =>
    expect(app.workspace.project?.datasets.some(({ type }) => type === 'ACTIONS')).toBe(true),
  );
  expect(within(document.body).getByRole('link', { name: 'Train' })).toHaveAttribute(
    'href',
    expect.stringMatching(/view=train.*recipe=aws-next-best-action/),
  );
});
