import * as control from '@aws-sdk/client-personalize';
import { serviceOf, withService } from '../../../src/domain/service-resources';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { smallInteractions } from '../../support/scripted-recipe';
import {
  importDataset,
  localAws,
  roleArn,
  trainedOn,
  type LocalAws,
  agedBy,
  runSchedule,
} from '../../support/local-aws';
import { avroSchema } from '../../support/avro-schema';

const namespace = 'com.amazonaws.personalize.schema';
const ITEMS = ['ITEM_ID,PRICE,KIND', 'i0,3.9,"Tea, black|Pots"', 'i1,,Cups', 'i2,10,"say ""hi"""'].join('\n');

interface Shop {
  readonly aws: LocalAws;
  readonly datasetGroupArn: string;
  readonly interactionsArn: string;
  readonly itemsArn: string;
  readonly interactionsCsv: string;
}

async function shop(profile: 'aws' | 'relaxed' = 'relaxed'): Promise<Shop> {
  const aws = await localAws(profile);
  const { personalize, service } = aws;
  const { datasetGroupArn = '' } = await personalize.createDatasetGroup({
    name: 'shop',
    tags: [{ tagKey: 'team', tagValue: 'web' }],
  });
  const interactionsCsv = smallInteractions(40, 60, 30);
  const events = avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']);
  const interactionsArn = await importDataset(aws, datasetGroupArn, events, interactionsCsv);
  const items = avroSchema('Items', [
    'ITEM_ID',
    { name: 'PRICE', type: ['null', 'float'] },
    { name: 'KIND', type: ['null', 'string'], categorical: true },
  ]);
  const itemsArn = await importDataset(aws, datasetGroupArn, items, ITEMS);
  await service.idle();
  return { aws, datasetGroupArn, interactionsArn, itemsArn, interactionsCsv };
}

async function exported(
  { aws }: Shop,
  datasetArn: string,
  ingestionMode: control.IngestionMode | undefined,
  jobName: string,
): Promise<string> {
  const { datasetExportJobArn } = await aws.personalize.createDatasetExportJob({
    jobName,
    datasetArn,
    roleArn,
    jobOutput: { s3DataDestination: { path: 's3://out/' } },
    ...(ingestionMode === undefined ? {} : { ingestionMode }),
  });
  await aws.service.idle();
  const { datasetExportJob } = await aws.personalize.describeDatasetExportJob({ datasetExportJobArn });
  expect([datasetExportJob?.status, datasetExportJob?.failureReason]).toEqual(['ACTIVE', undefined]);
  expect(datasetExportJob?.ingestionMode).toBe(ingestionMode ?? 'PUT');
  return (await aws.files.get(`s3://out/${jobName}.csv`)?.text()) ?? '';
}

describe('datasets as files again', () => {
  let site: Shop;
  beforeAll(async () => {
    site = await shop();
    const { personalize, events } = site.aws;
    const { trackingId } = await personalize.createEventTracker({
      name: 'clicks',
      datasetGroupArn: site.datasetGroupArn,
    });
    const put = async (items: { itemId: string; properties: string }[]): Promise<unknown> =>
      events.putItems({ datasetArn: site.itemsArn, items });
    await put([{ itemId: 'i1', properties: '{"price":2.5}' }]);
    await put([
      { itemId: 'i1', properties: '{"price":4,"kind":"Cups"}' },
      { itemId: 'new', properties: '{}' },
    ]);
    await events.putEvents({
      trackingId,
      userId: 'u1',
      sessionId: 's',
      eventList: [{ eventType: 'click', itemId: 'new', sentAt: new Date(1_700_000_000_000) }],
    });
  });

  test('imported rows come back as they were, quoted where a cell needs it', async () => {
    expect(await exported(site, site.itemsArn, 'BULK', 'items-bulk')).toBe(
      ['ITEM_ID,PRICE,KIND', 'i0,3.9,"Tea, black|Pots"', 'i1,,Cups', 'i2,10,"say ""hi"""', ''].join('\n'),
    );
    const rows = (text: string): string[] => text.trim().split('\n').slice(1).sort();
    expect(rows(await exported(site, site.interactionsArn, 'BULK', 'events-bulk'))).toEqual(
      rows(site.interactionsCsv),
    );
  });

  test('what was put is the default, every version of it', async () => {
    expect(await exported(site, site.itemsArn, undefined, 'items-put')).toBe(
      ['ITEM_ID,PRICE,KIND', 'i1,2.5,', 'i1,4,Cups', 'new,,', ''].join('\n'),
    );
    expect(await exported(site, site.interactionsArn, undefined, 'events-put')).toBe(
      'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE\nu1,new,1700000000,click\n',
    );
  });

  test('all is the newest row of each item, and every event', async () => {
    expect(await exported(site, site.itemsArn, 'ALL', 'items-all')).toBe(
      ['ITEM_ID,PRICE,KIND', 'i0,3.9,"Tea, black|Pots"', 'i1,4,Cups', 'i2,10,"say ""hi"""', 'new,,', ''].join(
        '\n',
      ),
    );
    const all = await exported(site, site.interactionsArn, 'ALL', 'events-all');
    expect(all.trim().split('\n')).toHaveLength(site.interactionsCsv.trim().split('\n').length + 1);
    const { datasetExportJobs = [] } = await site.aws.personalize.listDatasetExportJobs({
      datasetArn: site.itemsArn,
    });
    expect(datasetExportJobs.map(({ jobName }) => jobName)).toEqual(['items-bulk', 'items-put', 'items-all']);
  });

  test('users are deleted with everything they did, and others stay', async () => {
    const { personalize, files, service, project } = site.aws;
    const before = project.state.project;
    const own = site.interactionsCsv.split('\n').filter((line) => /^u[12],/.test(line)).length;
    files.put('s3://shop/forget.csv', new Blob(['USER_ID\nu1\nu2\nnobody\n']));
    const { dataDeletionJobArn } = await personalize.createDataDeletionJob({
      jobName: 'forget',
      datasetGroupArn: site.datasetGroupArn,
      dataSource: { dataLocation: 's3://shop/forget.csv' },
      roleArn,
    });
    await service.idle();
    const { dataDeletionJob } = await personalize.describeDataDeletionJob({ dataDeletionJobArn });
    // Of u1 there is an event that was put, too.
    expect(dataDeletionJob).toMatchObject({ status: 'COMPLETED', numDeleted: own + 1 });
    expect(project.state.project.users).toBe(before.users - 2);
    const index = await project.data.index();
    expect(index.tables.userIds).not.toContain('u1');
    expect(index.tables.userIds).toContain('u3');
    expect(JSON.stringify(await project.data.putBatches())).not.toContain('"u1"');
    const left = await exported(site, site.interactionsArn, 'ALL', 'events-left');
    expect(left.split('\n').filter((line) => /^u[12],/.test(line))).toEqual([]);
    expect(
      left
        .split('\n')
        .filter((line) => line.startsWith('u3,'))
        .sort(),
    ).toEqual(
      site.interactionsCsv
        .split('\n')
        .filter((line) => line.startsWith('u3,'))
        .sort(),
    );
    // A file of another form deletes nothing.
    files.put('s3://shop/wrong.csv', new Blob(['USER_ID,NAME\nu3,x\n']));
    await personalize.createDataDeletionJob({
      jobName: 'wrong',
      datasetGroupArn: site.datasetGroupArn,
      dataSource: { dataLocation: 's3://shop/wrong.csv' },
      roleArn,
    });
    await service.idle();
    const { dataDeletionJobs = [] } = await personalize.listDataDeletionJobs();
    expect(dataDeletionJobs.map(({ status }) => status)).toEqual(['COMPLETED', 'FAILED']);
    expect(dataDeletionJobs[1].failureReason).toBeTruthy();
    expect((await project.data.index()).tables.userIds).toContain('u3');
  });
});

describe('what surrounds resources', () => {
  let site: Shop;
  beforeAll(async () => {
    site = await shop('aws');
  });

  test('tags are kept, changed, removed, and go with their resource', async () => {
    const { personalize, project } = site.aws;
    const tags = async (resourceArn: string): Promise<control.Tag[] | undefined> =>
      (await personalize.listTagsForResource({ resourceArn })).tags;
    expect(await tags(site.datasetGroupArn)).toEqual([{ tagKey: 'team', tagValue: 'web' }]);
    await personalize.tagResource({
      resourceArn: site.datasetGroupArn,
      tags: [
        { tagKey: 'team', tagValue: 'app' },
        { tagKey: 'stage', tagValue: '' },
      ],
    });
    expect(await tags(site.datasetGroupArn)).toEqual([
      { tagKey: 'team', tagValue: 'app' },
      { tagKey: 'stage', tagValue: '' },
    ]);
    await personalize.untagResource({ resourceArn: site.datasetGroupArn, tagKeys: ['team'] });
    expect(await tags(site.datasetGroupArn)).toEqual([{ tagKey: 'stage', tagValue: '' }]);
    await expect(tags('arn:aws:personalize:us-east-1:000000000000:campaign/none')).rejects.toBeInstanceOf(
      control.ResourceNotFoundException,
    );
    // Fifty of them are taken, but not beside the one that is there.
    const many = Array.from({ length: 50 }, (_, n) => ({ tagKey: `k${n}`, tagValue: 'v' }));
    await expect(
      personalize.tagResource({ resourceArn: site.datasetGroupArn, tags: many }),
    ).rejects.toBeInstanceOf(control.TooManyTagsException);
    for (const tagKey of ['aws:team', 'AWS:team'])
      await expect(
        personalize.tagResource({
          resourceArn: site.datasetGroupArn,
          tags: [{ tagKey, tagValue: 'v' }],
        }),
      ).rejects.toBeInstanceOf(control.InvalidInputException);
    const { filterArn = '' } = await personalize.createFilter({
      name: 'cheap',
      datasetGroupArn: site.datasetGroupArn,
      filterExpression: 'INCLUDE ItemID WHERE Items.PRICE < 5',
      tags: [{ tagKey: 'a', tagValue: 'b' }],
    });
    expect(await tags(filterArn)).toEqual([{ tagKey: 'a', tagValue: 'b' }]);
    await personalize.deleteFilter({ filterArn });
    expect(Object.keys(project.state.service?.tags ?? {})).toEqual([site.datasetGroupArn]);
  });

  test('only so many jobs wait at a time, and none are counted under the relaxed profile', async () => {
    const { personalize, service, project } = site.aws;
    let begin = (): void => undefined;
    const gate = new Promise<void>((resolve) => (begin = resolve));
    // A file that nobody can read yet, so that what is queued after it waits.
    const slow = new Blob([ITEMS]);
    slow.slice = (...range) => {
      const part = new Blob([ITEMS]).slice(...range);
      const read = part.arrayBuffer.bind(part);
      part.arrayBuffer = async () => {
        await gate;
        return read();
      };
      return part;
    };
    site.aws.files.put('s3://shop/slow.csv', slow);
    const importing = (jobName: string): Promise<unknown> =>
      personalize.createDatasetImportJob({
        jobName,
        datasetArn: site.itemsArn,
        dataSource: { dataLocation: 's3://shop/slow.csv' },
        roleArn,
      });
    for (let n = 1; n <= 5; n++) await importing(`again-${n}`);
    await expect(importing('again-6')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'More than 5 resources with PENDING or IN_PROGRESS status.',
    });
    await project.update((state) => ({ ...state, profile: 'relaxed' }));
    await importing('again-6');
    begin();
    await service.idle();
    await project.update((state) => ({ ...state, profile: 'aws' }));
    await importing('again-7');
    await service.idle();
  });

  test('a schema or a file that is refused is told by its first fault', async () => {
    const { personalize, service, files } = site.aws;
    const refusal = (schema: string): Promise<string> =>
      personalize.createSchema({ name: 'faulty', schema }).then(
        () => 'taken',
        (error: Error) => `${error.name} ${error.message.replaceAll('\u00a0', ' ')}`,
      );
    expect(await refusal('{"type":"record",}')).toBe(
      'InvalidInputException The schema is not JSON: a trailing comma stands before “}” at line 1, column 18.',
    );
    const noItem = { type: 'record', name: 'Items', namespace, version: '1.0', fields: [] };
    expect(await refusal(JSON.stringify(noItem))).toMatch(/^InvalidInputException .*ITEM_ID/);
    files.put('s3://shop/faulty.csv', new Blob(['ITEM_ID,PRICE,KIND\ni0,much,Tea\n']));
    const { datasetImportJobArn } = await personalize.createDatasetImportJob({
      jobName: 'faulty',
      datasetArn: site.itemsArn,
      dataSource: { dataLocation: 's3://shop/faulty.csv' },
      roleArn,
    });
    await service.idle();
    const { datasetImportJob } = await personalize.describeDatasetImportJob({ datasetImportJobArn });
    expect(datasetImportJob?.status).toBe('CREATE FAILED');
    expect(datasetImportJob?.failureReason).toMatch(/line 2, column PRICE: .*much/);
  });

  test('a failed training says why in words', async () => {
    const { personalize } = site.aws;
    const { datasetGroupArn } = site;
    const typed = { name: 'typed', datasetGroupArn, eventType: 'click', performAutoTraining: false };
    const { solutionVersionArn } = await trainedOn(site.aws, 'aws-sims', typed);
    const { solutionVersion } = await personalize.describeSolutionVersion({ solutionVersionArn });
    expect(solutionVersion?.failureReason).toBe('No event has the type “click”.');
  });

  test('a solution of which nobody says whether is trained by itself, an hour after it was made', async () => {
    const { personalize, project } = site.aws;
    const { solutionArn } = await personalize.createSolution({
      name: 'unsaid',
      datasetGroupArn: site.datasetGroupArn,
      recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
    });
    const { solution } = await personalize.describeSolution({ solutionArn });
    expect(solution).toMatchObject({ performAutoTraining: true, solutionConfig: {} });
    const run = async () => (await runSchedule(site.aws)).started;
    expect(await run()).toEqual([]);
    await project.update((state) =>
      withService(state, {
        solutions: serviceOf(state).solutions.map((one) =>
          one.arn === solutionArn ? { ...one, creationDateTime: one.creationDateTime - 3600 } : one,
        ),
      }),
    );
    expect(await run()).toHaveLength(1);
    expect(await run()).toEqual([]);
    await personalize.deleteSolution({ solutionArn });
  });

  test('a solution is trained by its schedule, and a campaign keeps up with it', async () => {
    const { personalize, project } = site.aws;
    const create = (name: string, schedulingExpression: string) =>
      personalize.createSolution({
        name,
        datasetGroupArn: site.datasetGroupArn,
        recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
        performAutoTraining: true,
        solutionConfig: { autoTrainingConfig: { schedulingExpression } },
      });
    await expect(create('wrong', 'rate(31 days)')).rejects.toBeInstanceOf(control.InvalidInputException);
    const { solutionArn = '' } = await create('weekly', 'rate(7 days)');
    const describeSolution = async (): Promise<control.Solution | undefined> =>
      (await personalize.describeSolution({ solutionArn })).solution;
    expect(await describeSolution()).toMatchObject({
      performAutoTraining: true,
      solutionConfig: { autoTrainingConfig: { schedulingExpression: 'rate(7 days)' } },
    });
    const run = async () => (await runSchedule(site.aws)).started;
    // The first training needs no wait.
    expect(await run()).toHaveLength(1);
    const versions = async (): Promise<control.SolutionVersionSummary[]> =>
      (await personalize.listSolutionVersions({ solutionArn })).solutionVersions ?? [];
    expect(await versions()).toMatchObject([
      { status: 'ACTIVE', trainingMode: 'AUTOTRAIN', trainingType: 'AUTOMATIC' },
    ]);
    expect(await run()).toEqual([]);

    const { campaignArn = '' } = await personalize.createCampaign({
      name: 'follows',
      solutionVersionArn: `${solutionArn}/$LATEST`,
      campaignConfig: { syncWithLatestSolutionVersion: true },
    });
    const { campaignArn: fixedArn = '' } = await personalize.createCampaign({
      name: 'stays',
      solutionVersionArn: (await versions())[0].solutionVersionArn,
    });
    // The newest one is named so by whoever does not ask for later ones, too; whoever does names no other.
    const [{ solutionVersionArn: newest }] = await versions();
    const { campaignArn: onceArn } = await personalize.createCampaign({
      name: 'once',
      solutionVersionArn: `${solutionArn}/$LATEST`,
    });
    const { campaign: once } = await personalize.describeCampaign({ campaignArn: onceArn });
    expect(once).toMatchObject({ solutionVersionArn: newest, campaignConfig: {} });
    await personalize.deleteCampaign({ campaignArn: onceArn });
    await expect(
      personalize.createCampaign({
        name: 'x',
        solutionVersionArn: newest,
        campaignConfig: { syncWithLatestSolutionVersion: true },
      }),
    ).rejects.toBeInstanceOf(control.InvalidInputException);

    const aWeekAndNewDataLater = () =>
      project.update((state) => ({
        ...agedBy(state, 7 * 24 * 3600),
        dataVersion: state.dataVersion + 1,
      }));
    await aWeekAndNewDataLater();
    expect(await run()).toHaveLength(1);
    const [first, second] = await versions();
    const servedBy = async (arn: string): Promise<string | undefined> =>
      (await personalize.describeCampaign({ campaignArn: arn })).campaign?.solutionVersionArn;
    expect(await servedBy(campaignArn)).toBe(second.solutionVersionArn);
    expect(await servedBy(fixedArn)).toBe(first.solutionVersionArn);

    await personalize.updateSolution({ solutionArn, performAutoTraining: false });
    expect(await describeSolution()).toMatchObject({
      performAutoTraining: false,
      latestSolutionUpdate: { status: 'ACTIVE', performAutoTraining: false },
    });
    await aWeekAndNewDataLater();
    expect(await run()).toEqual([]);
  });

  test('a personal version in use takes new data in by itself, and stays the same version', async () => {
    const { personalize, events, project } = site.aws;
    await project.update((state) => ({ ...state, profile: 'relaxed' }));
    const { datasetGroupArn } = site;
    const { solutionVersionArn } = await trainedOn(site.aws, 'aws-user-personalization', {
      name: 'personal',
      datasetGroupArn,
    });
    const version = () => project.state.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
    const twoHoursOn = () => project.update((state) => agedBy(state, 2 * 3600));
    const put = (itemId: string) =>
      events.putItems({ datasetArn: site.itemsArn, items: [{ itemId, properties: '{}' }] });
    const run = async () => (await runSchedule(site.aws)).started;
    await put('fresh');
    await twoHoursOn();
    // Nobody is served by it.
    expect(await run()).toEqual([]);
    await personalize.createCampaign({ name: 'home', solutionVersionArn });
    const before = version();
    expect(await run()).toEqual([solutionVersionArn]);
    expect(version()).toMatchObject({ metrics: before?.metrics, status: 'ACTIVE' });
    const model = await project.models.stored(solutionVersionArn);
    const served = version();
    expect(served?.autoUpdate?.putBatches).toBe((await project.data.putBatches()).length);
    // The item that has come since can be listed now.
    expect(model.header.nItems).toBe((await project.data.index()).tables.itemIds.length);
    // Two hours without new data: no update. New data before two hours have passed: none either.
    await twoHoursOn();
    expect(await run()).toEqual([]);
    await put('fresher');
    expect(await run()).toEqual([solutionVersionArn]);
    await put('fresher still');
    expect(await run()).toEqual([]);
    await twoHoursOn();
    expect(await run()).toEqual([solutionVersionArn]);
    // A deleted dataset ends it.
    await put('freshest');
    await personalize.deleteDataset({ datasetArn: site.itemsArn });
    await twoHoursOn();
    expect(await run()).toEqual([]);
  });
});

test('a solution that its schedule cannot train says why, holds nothing else up, and waits two hours', async () => {
  const { aws, datasetGroupArn, itemsArn } = await shop();
  const { personalize, project } = aws;
  const create = (name: string, excluded: { [dataset: string]: string[] }) =>
    personalize.createSolution({
      name,
      datasetGroupArn,
      recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
      performAutoTraining: true,
      solutionConfig: {
        autoTrainingConfig: { schedulingExpression: 'rate(7 days)' },
        trainingDataConfig: { excludedDatasetColumns: excluded },
      },
    });
  const { solutionArn } = await create('narrow', { ITEMS: ['PRICE'] });
  await create('plain', {});
  await personalize.deleteDataset({ datasetArn: itemsArn });
  const first = await runSchedule(aws);
  expect(first.started).toEqual([expect.stringContaining('solution/plain/')]);
  expect(first.refused).toMatchObject([{ resourceArn: solutionArn, name: 'narrow' }]);
  const [{ failureReason }] = first.refused as { failureReason: string }[];
  expect(failureReason).toBe('The data have no “ITEMS” that could be left out of training.');
  // A minute later neither is tried again; two hours later the one that was refused is.
  expect(await runSchedule(aws)).toEqual({ started: [], refused: first.refused });
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 3600 * 1000);
  const later = await runSchedule(aws);
  clock.mockRestore();
  expect(later.started).toEqual([]);
  const at = (answer: typeof first): number =>
    (answer.refused as { attemptDateTime: number }[])[0].attemptDateTime;
  expect(at(later) - at(first)).toBeGreaterThanOrEqual(2 * 3600 - 1);
  await personalize.deleteSolution({ solutionArn });
  expect(await runSchedule(aws)).toEqual({ started: [], refused: [] });
  expect(project.state.solutionVersions.map(({ solution, status }) => [solution, status])).toContainEqual([
    'plain',
    'ACTIVE',
  ]);
});
