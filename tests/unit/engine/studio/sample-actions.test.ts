import { beforeAll, expect, it } from 'vitest';
import type { Tables } from '../../../../src/domain/columns';
import type { JsonObject } from '../../../../src/domain/errors';
import type { ProjectState } from '../../../../src/domain/resources';
import { blobSource } from '../../../../src/import/open/bytes/source';
import { zippedBundle } from '../../../../src/worker/bundle';
import { useSmallSample } from '../../../support/small-sample';
import { nodeJob, nodeStudio, type NodeStudio } from '../../../support/studio-in-node';
import { specOf } from '../../../support/trained-version';
import { contentsOf, fileOf, open } from '../project/file/project-files';

useSmallSample();

let node: NodeStudio;
let before: ProjectState;
let state: ProjectState;

const tablesOf = async ({ catalogue }: NodeStudio, { project }: ProjectState): Promise<Tables | null> =>
  (await catalogue.open(project.id)).readTables();

beforeAll(async () => {
  node = nodeStudio();
  before = await node.studio.openSample(nodeJob(), 'film-club');
  state = await node.studio.addSampleActions(nodeJob());
});

it('adds what the club can ask of its people beside the data that are there', async () => {
  const rows = new Map(state.datasets.map((dataset) => [dataset.type, dataset.rows]));
  for (const { type, rows: earlier } of before.datasets) expect(rows.get(type)).toBe(earlier);
  expect(rows.get('ACTIONS')).toBe(10);
  expect(rows.get('ACTION_INTERACTIONS')).toBeGreaterThan(1000);
  const { actions, userIds } = (await tablesOf(node, state))!;
  // Everybody who is asked is a person of the club.
  const known = new Set(userIds);
  expect(actions?.userIds.filter((id) => !known.has(id))).toEqual([]);
  expect(actions?.interactions.eventTypes.toSorted()).toEqual(['NOT_TAKEN', 'TAKEN', 'VIEWED']);
});

it('lists what a person can be asked, once it has been learned', async () => {
  const version = await node.studio.train(nodeJob(), specOf('aws-next-best-action'));
  expect(version.status).toBe('ACTIVE');
  const userId = await node.studio.typicalUser();
  const list = await node.studio.listActions({ solutionVersionArn: version.arn, userId });
  expect(list.actions.map(({ title }) => title)).toContain('Join the membership');
  expect(list.heldBack).toEqual([
    expect.objectContaining({ title: 'Come to the summer open air', reason: 'expired' }),
  ]);
  const without = await node.studio.listActions({
    solutionVersionArn: version.arn,
    userId,
    filterExpression: 'EXCLUDE ActionID WHERE Actions.CATEGORY IN ("Membership")',
  });
  expect(without.actions.map(({ actionId }) => actionId)).not.toContain('join-the-membership');
  expect(without.heldBack.filter(({ reason }) => reason === 'filter')).toHaveLength(2);
});

it('offers what a filter of actions can hold, and says what it leaves', async () => {
  const { studio } = node;
  const labels = async (text: string) =>
    (await studio.completeFilter(text, text.length)).proposals.map(({ label }) => label);
  expect(await labels('INCLUDE ActionID WHERE ')).toEqual(['Actions', 'Action_Interactions']);
  expect(await labels('INCLUDE ActionID WHERE Actions.CATEGORY IN (')).toContain('Membership');
  expect(await labels('INCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (')).toEqual(
    expect.arrayContaining(['TAKEN', 'NOT_TAKEN', 'VIEWED', '*']),
  );
  const userId = await studio.typicalUser();
  const [{ itemId, title }] = await studio.searchActions('membership', 1);
  expect({ itemId, title }).toEqual({ itemId: 'join-the-membership', title: 'Join the membership' });
  const check = await studio.checkFilter(
    'EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN ("*") | INCLUDE ActionID WHERE Actions.CATEGORY IN ("Membership")',
    { userId, itemId: null, values: {}, ids: [itemId, 'no-such-action'] },
  );
  expect(check).toMatchObject({ error: null, warnings: [], target: 'ActionID', needsUser: true, total: 10 });
  expect(check.verdicts.map(({ known }) => known)).toEqual([true, false]);
  const typo = await studio.checkFilter('INCLUDE ActionID WHERE Actions.CATEGORY IN ("Membersip")', {
    userId,
    itemId: null,
    values: {},
    ids: [],
  });
  expect(typo).toMatchObject({ remaining: 0, warnings: [{ fixes: [{ text: '"Membership"' }] }, {}] });
});

it('comes along in a project file, byte by byte', async () => {
  const copy = await open(node, await fileOf(node, state));
  const [there, here] = [await contentsOf(node, copy), await contentsOf(node, state)];
  expect(there.parts).toEqual(here.parts);
  expect(await tablesOf(node, copy)).toEqual(await tablesOf(node, state));
  await node.studio.openProject(state.project.id);
});

it('leaves out of a bundle what is being deleted', async () => {
  const { datasetGroups } = await node.studio.invoke('ListDatasetGroups', {});
  const [{ datasetGroupArn }] = datasetGroups as JsonObject[];
  const filterExpression = 'INCLUDE ItemID WHERE Items.GENRES IN ("Drama")';
  const made = await node.studio.invoke('CreateFilter', {
    name: 'dramas',
    datasetGroupArn,
    filterExpression,
  });
  const filters = async (without: readonly string[]) =>
    (await node.studio.describeExport(without)).requests
      .filter(({ operation }) => operation === 'CreateFilter')
      .map(({ name }) => name);
  expect(await filters([])).toContain('dramas');
  expect(await filters([String(made.filterArn)])).not.toContain('dramas');
  await node.studio.invoke('DeleteFilter', made);
});

it('comes back from an export bundle', async () => {
  const zip = await node.studio.exportBundle(nodeJob(), (source) => zippedBundle(source, nodeJob()));
  const other = nodeStudio();
  const proposal = await other.studio.inspectFiles(nodeJob(), [blobSource('bundle.zip', zip)]);
  const target = { into: null, name: proposal.name };
  const { state: back } = await other.studio.importFiles(nodeJob(), proposal.id, proposal.plan, target);
  expect(await tablesOf(other, back)).toEqual(await tablesOf(node, state));
  expect(back.datasets.map(({ type, schema, rows }) => [type, schema, rows])).toEqual(
    state.datasets.map(({ type, schema, rows }) => [type, schema, rows]),
  );
});
