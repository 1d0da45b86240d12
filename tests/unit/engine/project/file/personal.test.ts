import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImportPlan } from '../../../../../src/domain/imports';
import type { PersonalChoice } from '../../../../../src/domain/personal';
import type { ProjectState, SolutionVersion } from '../../../../../src/domain/resources';
import { zippedProject } from '../../../../../src/worker/project-file';
import { customersCsv, purchasesCsv } from '../../../../support/customers';
import { nodeJob, nodeStudio, specOf, textFile, type NodeStudio } from '../../../../support/studio-in-node';
import { bytesOf, open } from './project-files';

const files = (headers?: readonly string[]) => [
  textFile('purchases.csv', purchasesCsv()),
  textFile('customers.csv', customersCsv(headers)),
];

/** A project as builds before this made it: first names were categories, which models learned from. */
function asBefore(plan: ImportPlan): ImportPlan {
  const columns = (file: ImportPlan['files'][number]) =>
    file.columns.map((column) =>
      column.header === 'first_name' ? { ...column, categorical: true } : column,
    );
  return { ...plan, files: plan.files.map((file) => ({ ...file, columns: columns(file) })) };
}

async function shop(headers?: readonly string[]): Promise<{ node: NodeStudio; state: ProjectState }> {
  const node = nodeStudio();
  const { id, plan } = await node.studio.inspectFiles(nodeJob(), files(headers));
  const target = { into: null, name: 'shop' };
  return { node, ...(await node.studio.importFiles(nodeJob(), id, asBefore(plan), target)) };
}

async function fileOf({ studio }: NodeStudio, { project }: ProjectState, personal: PersonalChoice) {
  const blob = await studio.exportProject(
    project.id,
    (snapshot) => zippedProject(snapshot, '9.9.9', nodeJob()),
    personal,
  );
  const bytes = await bytesOf(blob);
  const text = Object.values(unzipSync(bytes))
    .map((entry) => new TextDecoder().decode(entry))
    .join('\n');
  return { bytes, text };
}

const WHO = /Rossi|Müller|Dana|Cleo|@example|High Street|01701\d{6}|19[6-9]\d-0/;

describe('a project file to be shared', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let version: SolutionVersion;
  beforeAll(async () => {
    ({ node, state } = await shop());
    version = await node.studio.train(nodeJob(), specOf('aws-hrnn-metadata', { budget: 'instant' }));
    const { datasets } = await node.studio.invoke('ListDatasets', {});
    const users = (datasets as { datasetType: string; datasetArn: string }[]).find(
      ({ datasetType }) => datasetType === 'USERS',
    );
    const properties = JSON.stringify({
      firstName: 'Zoe', lastName: 'Rossi', name: 'Zoe Rossi', email: 'zoe@example.com', phone: '01701111111',
      street: '9 High Street', birthDate: '1990-01-01', city: 'Rome', ageGroup: '50+',
    }); // prettier-ignore
    await node.studio.invoke('PutUsers', {
      datasetArn: String(users?.datasetArn),
      users: [{ userId: 'c1', properties }],
    });
  });

  it('names the columns that it can go without', async () => {
    const found = await node.studio.personalColumns(state.project.id);
    expect(found.map(({ column, kind }) => `${column} ${kind}`)).toEqual([
      'FIRST_NAME name',
      'LAST_NAME name',
      'NAME name',
      'EMAIL email',
      'PHONE phone',
      'STREET address',
      'BIRTH_DATE birth',
    ]);
  });

  it('holds who people are as long as nobody asks for less', async () => {
    expect((await fileOf(node, state, 'kept')).text).toMatch(WHO);
  });

  it('has it in no table, nothing that was put, and no model', async () => {
    const { text } = await fileOf(node, state, 'left-out');
    expect(text).not.toMatch(WHO);
    expect(text).not.toMatch(/Zoe/);
    expect(text).toContain('Rome');
  });

  it('opens elsewhere, with its versions', async () => {
    const { bytes } = await fileOf(node, state, 'left-out');
    const device = nodeStudio();
    const copy = await open(device, bytes);
    const users = copy.datasets.find(({ type }) => type === 'USERS');
    expect(users?.schema.fields.map(({ name }) => name)).toEqual(['USER_ID', 'CITY', 'AGE_GROUP']);
    const list = await device.studio.getRecommendations({
      solutionVersionArn: version.arn,
      userId: 'c7',
      numResults: 5,
    });
    expect(list.items).toHaveLength(5);
    expect(await device.studio.personalColumns(copy.project.id)).toEqual([]);
  });
});

it('goes without the Users dataset where only ids would be left of it', async () => {
  const { node, state } = await shop(['customer_id', 'first_name', 'email']);
  const { bytes, text } = await fileOf(node, state, 'left-out');
  expect(text).not.toMatch(WHO);
  const device = nodeStudio();
  const copy = await open(device, bytes);
  expect(copy.datasets.map(({ type }) => type)).toEqual(['INTERACTIONS']);
  expect((await device.studio.searchUsers('c5', 3))[0]).toEqual({ userId: 'c5', events: 20 });
});
