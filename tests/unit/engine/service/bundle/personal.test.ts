import { describe, expect, it } from 'vitest';
import { unzipSync } from 'fflate';
import { bundleWarningWords } from '../../../../../src/words/copy/bundle';
import type { PersonalChoice } from '../../../../../src/domain/personal';
import type { BundleManifest } from '../../../../../src/domain/bundle';
import { zippedBundle } from '../../../../../src/worker/bundle';
import { customersCsv, purchasesCsv } from '../../../../support/customers';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  textFile,
  type NodeStudio,
} from '../../../../support/studio-in-node';

async function shop(headers?: readonly string[], who?: (i: number) => string): Promise<NodeStudio> {
  const node = nodeStudio();
  const customers =
    headers === undefined || headers.length > 0 ? [textFile('customers.csv', customersCsv(headers))] : [];
  await importFiles(node, [textFile('purchases.csv', purchasesCsv(who)), ...customers]);
  return node;
}

async function exported({ studio }: NodeStudio, personal?: PersonalChoice) {
  const zip = await studio.exportBundle(nodeJob(), (source) => zippedBundle(source, nodeJob()), [], personal);
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const text = (path: string): string => new TextDecoder().decode(files[path]);
  const all = Object.keys(files).map(text).join('\n');
  const { warnings } = await studio.describeExport([], personal);
  return {
    zip,
    all,
    manifest: JSON.parse(text('manifest.json')) as BundleManifest,
    header: (path: string): string => text(path).split('\n')[0],
    notes: warnings.filter(({ code }) => code.startsWith('PERSONAL_')),
  };
}

describe('the bundle of a shop whose customers are known', () => {
  it('goes without what says who they are, and says so', async () => {
    const { all, header, notes, manifest } = await exported(await shop());
    expect(header('data/users/users.csv')).toBe('USER_ID,CITY,AGE_GROUP');
    expect(all).not.toMatch(/Rossi|@example|High Street|"name\\?":\s*\\?"(EMAIL|BIRTH_DATE)/);
    expect(manifest.datasets.map(({ type }) => type)).toEqual(['INTERACTIONS', 'USERS']);
    expect(notes.map(({ code }) => code)).toEqual(['PERSONAL_LEFT_OUT']);
    expect(bundleWarningWords(notes[0])).toBe(
      'Left out, as it says who people are and nothing is learned from it: names (USERS.FIRST_NAME, USERS.LAST_NAME, USERS.NAME), e-mail addresses (USERS.EMAIL), telephone numbers (USERS.PHONE), postal addresses (USERS.STREET) and dates of birth (USERS.BIRTH_DATE).',
    );
    // The README of the bundle has it too.
    expect(all).toContain('names (USERS.FIRST_NAME');
  });

  it('takes it along where that is wanted', async () => {
    const { all, header, notes } = await exported(await shop(), 'kept');
    expect(header('data/users/users.csv')).toMatch(/NAME,EMAIL,PHONE,STREET/);
    expect(all).toContain('@example.com');
    expect(notes.map(({ code }) => code)).toEqual(['PERSONAL_COLUMNS']);
  });

  it('goes without the Users dataset where only ids would be left of it', async () => {
    const node = await shop(['customer_id', 'name', 'email']);
    const { all, manifest, notes, zip } = await exported(node);
    expect(manifest.datasets.map(({ type }) => type)).toEqual(['INTERACTIONS']);
    expect(manifest.requests.filter(({ name }) => /users/.test(name))).toEqual([]);
    expect(all).not.toMatch(/@example/);
    expect(notes.map(({ code }) => code)).toEqual(['PERSONAL_USERS_LEFT_OUT']);
    // And it still makes a project.
    const again = nodeStudio();
    const state = await importFiles(again, [
      {
        path: 'b.zip',
        sizeBytes: zip.size,
        stream: () => zip.stream(),
        slice: async (from, to) => new Uint8Array(await zip.slice(from, to).arrayBuffer()),
      },
    ]);
    expect(state.project).toMatchObject({ interactions: 1200, users: 60 });
  });

  it('takes along a column that a filter names, and says why', async () => {
    const node = await shop();
    const { datasetGroups } = (await node.studio.invoke('ListDatasetGroups', {})) as {
      datasetGroups: { datasetGroupArn: string }[];
    };
    await node.studio.invoke('CreateFilter', {
      name: 'one',
      datasetGroupArn: datasetGroups[0].datasetGroupArn,
      filterExpression:
        'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*") IF CurrentUser.EMAIL IN ("a@example.com")',
    });
    const { header, notes } = await exported(node);
    expect(header('data/users/users.csv')).toBe('USER_ID,EMAIL,CITY,AGE_GROUP');
    expect(notes.map(({ code, details }) => [code, 'columns' in details && details.columns.length])).toEqual([
      ['PERSONAL_LEFT_OUT', 6],
      ['PERSONAL_NAMED', 1],
    ]);
  });

  it('goes without it in what was put, too', async () => {
    const node = await shop(['customer_id', 'name', 'email', 'city']);
    const { datasets } = await node.studio.invoke('ListDatasets', {});
    const { datasetArn } =
      (datasets as { datasetType: string; datasetArn: string }[]).find(
        ({ datasetType }) => datasetType === 'USERS',
      ) ?? {};
    await node.studio.invoke('PutUsers', {
      datasetArn: String(datasetArn),
      users: [{ userId: 'c1', properties: '{"name":"Zoe Rossi","email":"zoe@example.com","city":"Rome"}' }],
    });
    const { all } = await exported(node);
    expect(all).toContain('Rome');
    expect(all).not.toMatch(/Zoe|@example/);
  });

  it('says that ids are e-mail addresses, which stay', async () => {
    const node = await shop([], (i) => `p${i}@example.com`);
    const { all, notes } = await exported(node);
    expect(all).toContain('p1@example.com');
    expect(notes.map(bundleWarningWords)).toEqual([
      'Users go by their e-mail addresses: USER_ID holds them in every row and goes along. Numbers of your own in their place would do as well.',
    ]);
  });
});
