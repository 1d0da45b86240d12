import { expect, test } from 'vitest';
import { alignColumn } from '../../../src/data/columns/align-columns';
import { importDataset, localAws, trainedOn, type LocalAws } from '../../support/local-aws';
import type { AvroSchema, SchemaField } from '../../../src/domain/schema';
import { avroSchema } from '../../support/avro-schema';
import { smallInteractions } from '../../support/scripted-recipe';

const PRICE = { name: 'PRICE', type: ['null', 'float'] } as const;
const KIND = { name: 'KIND', type: ['null', 'string'], categorical: true } as const;
const ITEMS = ['ITEM_ID,PRICE', 'i0,3.9', 'i1,', 'i2,10'].join('\n');

interface Shop {
  readonly aws: LocalAws;
  readonly datasetGroupArn: string;
  readonly datasetArn: string;
}

async function schemaOf({ personalize }: LocalAws, name: string, schema: AvroSchema): Promise<string> {
  const { schemaArn = '' } = await personalize.createSchema({ name, schema: JSON.stringify(schema) });
  return schemaArn;
}

/** @returns a shop with items of a price that not all have. */
async function shop(): Promise<Shop> {
  const aws = await localAws('relaxed');
  const { datasetGroupArn = '' } = await aws.personalize.createDatasetGroup({ name: 'shop' });
  const events = avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']);
  await importDataset(aws, datasetGroupArn, events, smallInteractions(40, 60, 30));
  const datasetArn = await importDataset(
    aws,
    datasetGroupArn,
    avroSchema('Items', ['ITEM_ID', PRICE]),
    ITEMS,
  );
  await aws.service.idle();
  return { aws, datasetGroupArn, datasetArn };
}

test('a dataset takes a schema with one column more, null in the rows that are there', async () => {
  const { aws, datasetGroupArn, datasetArn } = await shop();
  const { personalize, events, runtime } = aws;
  const wider = await schemaOf(aws, 'wider', avroSchema('Items', ['ITEM_ID', KIND, PRICE]));
  expect((await personalize.updateDataset({ datasetArn, schemaArn: wider })).datasetArn).toBe(datasetArn);
  const { dataset } = await personalize.describeDataset({ datasetArn });
  expect(dataset?.schemaArn).toBe(wider);
  // Rows keep what they have, and what is put from now on may have the new column.
  await events.putItems({
    datasetArn,
    items: [{ itemId: 'i3', properties: JSON.stringify({ kind: 'Cups', price: 2 }) }],
  });
  const { solutionVersionArn } = await trainedOn(aws, 'aws-popularity-count', {
    name: 'popular',
    datasetGroupArn,
  });
  const { campaignArn } = await personalize.createCampaign({
    name: 'front',
    solutionVersionArn,
    campaignConfig: { enableMetadataWithRecommendations: true },
  });
  const columns = { metadataColumns: { ITEMS: ['KIND'] } };
  const { campaignArn: bareArn } = await personalize.createCampaign({ name: 'bare', solutionVersionArn });
  await expect(
    runtime.getRecommendations({ campaignArn: bareArn, userId: 'u1', ...columns }),
  ).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining('enableMetadataWithRecommendations') as string,
  });
  const { itemList = [] } = await runtime.getRecommendations({
    campaignArn,
    userId: 'u1',
    numResults: 40,
    metadataColumns: { ITEMS: ['KIND', 'PRICE'] },
  });
  const told = (itemId: string) => itemList.find((item) => item.itemId === itemId)?.metadata;
  expect(told('i0')).toMatchObject({ price: '3.9' });
  expect(told('i0')).not.toHaveProperty('KIND');
  expect(told('i3')).toMatchObject({ kind: 'Cups' });
});

test('a dataset whose rows are all gone takes a column of its name as another type', async () => {
  const { aws, datasetArn } = await shop();
  const { personalize, project } = aws;
  const { tables } = await project.data.existing();
  const { columns = [] } = tables.items ?? {};
  const emptied = columns.map((column) => alignColumn(column, new Int32Array(0), 0));
  const items = { nRows: 0, entityIdx: new Int32Array(0), columns: emptied };
  await project.storage.writeData((state) => state, { ...tables, items }, await project.data.card());
  const price: SchemaField = { name: 'PRICE', type: ['null', 'string'], categorical: true };
  const schemaArn = await schemaOf(aws, 'words', avroSchema('Items', ['ITEM_ID', price]));
  await personalize.updateDataset({ datasetArn, schemaArn });
  expect((await project.data.existing()).tables.items?.columns.map(({ name, kind }) => [name, kind])).toEqual(
    [['PRICE', 'multi']],
  );
});

test('a schema that rows do not fit is refused with the column, and nothing changes', async () => {
  const { aws, datasetArn } = await shop();
  const { personalize } = aws;
  const cases: [string, (string | SchemaField)[], string][] = [
    ['lacks', ['ITEM_ID', KIND], 'it lacks PRICE, which the rows have'],
    [
      'other',
      ['ITEM_ID', { name: 'PRICE', type: ['null', 'string'] }],
      'the rows have PRICE as another type',
    ],
    ['strict', ['ITEM_ID', { name: 'PRICE', type: 'float' }], 'PRICE is null in some rows, and may not be'],
    ['full', ['ITEM_ID', PRICE, 'BRAND'], 'the rows have no BRAND, so that it has to allow null'],
  ];
  const before = await personalize.describeDataset({ datasetArn });
  for (const [name, fields, why] of cases) {
    const schemaArn = await schemaOf(aws, name, avroSchema('Items', fields));
    await expect(personalize.updateDataset({ datasetArn, schemaArn })).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: `“schemaArn” cannot be this schema: ${why}.`,
    });
  }
  const people = await schemaOf(aws, 'people', avroSchema('Users', ['USER_ID', KIND]));
  await expect(personalize.updateDataset({ datasetArn, schemaArn: people })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
  const after = await personalize.describeDataset({ datasetArn });
  expect(after.dataset).toEqual(before.dataset);
});
