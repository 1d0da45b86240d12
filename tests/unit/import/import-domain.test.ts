import { describe, expect, test } from 'vitest';
import { isAppError } from '../../../src/domain/errors';
import type { ImportPlan } from '../../../src/domain/imports';
import type { ProjectState } from '../../../src/domain/resources';
import type { DatasetDomain } from '../../../src/domain/schema';
import { MemoryCatalogue } from '../../../src/store/memory-catalogue';
import { withDomainField } from '../../../src/import/plan/domain-fields';
import { closableCatalogue } from '../../support/closable-catalogue';
import { domainClub } from '../../support/domain-club';
import { nodeJob, nodeStudio, textFile, type NodeStudio } from '../../support/studio-in-node';

interface Files {
  readonly interactionsCsv: string;
  readonly itemsCsv: string;
}

async function proposed(
  { studio }: NodeStudio,
  { interactionsCsv, itemsCsv }: Files,
): Promise<{ id: string; plan: ImportPlan }> {
  return studio.inspectFiles(nodeJob(), [
    textFile('interactions.csv', interactionsCsv),
    textFile('items.csv', itemsCsv),
  ]);
}

async function imported(
  at: NodeStudio,
  files: Files,
  domain: DatasetDomain | undefined,
  change: (plan: ImportPlan) => ImportPlan = (plan) => plan,
): Promise<ProjectState> {
  const { id, plan } = await proposed(at, files);
  const under = change({ ...plan, ...(domain === undefined ? {} : { domain }) });
  return (await at.studio.importFiles(nodeJob(), id, under, { into: null, name: 'club' })).state;
}

async function faults(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw error;
  return JSON.stringify(error.details);
}

describe('files of a domain', () => {
  test('make a group of it, with the types that the domain asks for', async () => {
    const at = nodeStudio();
    const club = await domainClub('ECOMMERCE');
    // Whole prices and one category each look like numbers and words of any kind.
    const itemsCsv = club.itemsCsv.replace('CATEGORY_L1', 'category_l1');
    const state = await imported(at, { ...club, itemsCsv }, 'ECOMMERCE');
    expect(state.service?.datasetGroup).toMatchObject({ domain: 'ECOMMERCE', name: 'club' });
    const { fields } = state.datasets.find(({ type }) => type === 'ITEMS')?.schema ?? { fields: [] };
    expect(fields).toContainEqual({ name: 'PRICE', type: 'float' });
    expect(fields).toContainEqual({ name: 'CATEGORY_L1', type: 'string', categorical: true });
    const { useCases } = await at.studio.invoke('ListUseCaseNeeds', {});
    expect(useCases).toHaveLength(5);
    // Solutions can be made there too.
    const { solutionArn } = await at.studio.invoke('CreateSolution', {
      name: 'own',
      datasetGroupArn: state.service?.datasetGroup?.arn ?? '',
      recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
    });
    expect(solutionArn).toContain('solution/own');
  });

  test('are refused where a column is missing, and taken once another one stands in for it', async () => {
    const at = nodeStudio();
    const club = await domainClub('VIDEO_ON_DEMAND');
    const itemsCsv = club.itemsCsv.replace('GENRES', 'kind');
    const missing = await faults(imported(at, { ...club, itemsCsv }, 'VIDEO_ON_DEMAND'));
    expect(missing).toContain('"code":"S04"');
    expect(missing).toContain('"missing":["GENRES"]');
    const state = await imported(at, { ...club, itemsCsv }, 'VIDEO_ON_DEMAND', (plan) => ({
      ...plan,
      files: plan.files.map((file) => {
        const position = file.columns.findIndex(({ header }) => header === 'kind');
        return position < 0 ? file : withDomainField(file, position, 'GENRES');
      }),
    }));
    expect(state.datasets.find(({ type }) => type === 'ITEMS')?.schema.fields).toContainEqual({
      name: 'GENRES',
      type: 'string',
      categorical: true,
    });
  });

  test('the domain stays with the group: what comes later is judged by it', async () => {
    const at = nodeStudio();
    const club = await domainClub('VIDEO_ON_DEMAND');
    const state = await imported(at, club, 'VIDEO_ON_DEMAND');
    const { id, plan } = await proposed(at, { ...club, itemsCsv: club.itemsCsv.replace('GENRES', 'kind') });
    const into = { into: state.project.id, name: '' };
    // Saying nothing of a domain, or another one, changes nothing.
    expect(await faults(at.studio.importFiles(nodeJob(), id, plan, into))).toContain('"code":"S04"');
    const check = await at.studio.checkImport(nodeJob(), id, { ...plan, domain: 'ECOMMERCE' }, into.into);
    expect(check.importable).toBe(false);
    expect(JSON.stringify(check)).not.toContain('PRICE');
  });

  test('a custom group cannot become one of a domain', async () => {
    const at = nodeStudio();
    const club = await domainClub('VIDEO_ON_DEMAND');
    const state = await imported(at, club, undefined);
    expect(state.service?.datasetGroup ?? null).toBeNull();
    expect(
      await faults(at.studio.invoke('CreateDatasetGroup', { name: 'other', domain: 'VIDEO_ON_DEMAND' })),
    ).toContain('"kind":"dataset-group"');
    expect(
      await faults(
        at.studio.invoke('CreateRecommender', {
          name: 'x',
          datasetGroupArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-group/club',
          recipeArn: 'arn:aws:personalize:::recipe/aws-vod-most-popular',
        }),
      ),
    ).toContain('"needs":"domain"');
  });
});

test('what a closed page cut off is ended when the project is opened again', async () => {
  const beneath = new MemoryCatalogue();
  const page = closableCatalogue(beneath);
  const at = nodeStudio({ catalogue: page.catalogue });
  const state = await imported(at, await domainClub('VIDEO_ON_DEMAND'), 'VIDEO_ON_DEMAND');
  const datasetGroupArn = state.service?.datasetGroup?.arn ?? '';
  const { recommenderArn } = await at.studio.invoke('CreateRecommender', {
    name: 'popular',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-vod-most-popular',
  });
  page.close();
  const again = nodeStudio({ catalogue: beneath, seed: 2 });
  const reopened = await again.studio.openProject(state.project.id);
  expect(reopened.service?.recommenders).toMatchObject([
    { arn: recommenderArn, status: 'CREATE FAILED', failureReason: 'interrupted' },
  ]);
  // Trained again, it answers.
  await again.studio.invoke('UpdateRecommender', { recommenderArn, recommenderConfig: {} });
  const statusNow = async (): Promise<unknown> => {
    const { recommender } = await again.studio.invoke('DescribeRecommender', { recommenderArn });
    return (recommender as { status: string }).status;
  };
  await expect.poll(statusNow).toBe('ACTIVE');
  const { itemList } = await again.studio.invoke('GetRecommendations', { recommenderArn, userId: 'u' });
  expect(itemList).toHaveLength(25);
});
