import { Blob as NodeBlob } from 'node:buffer';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import App from '../../src/page/App.svelte';
import type { JsonObject } from '../../src/domain/json';
import { eventually } from '../support/eventually';
import { fakeApi } from '../support/fake-api';
import { projectState, serviceState, solutionVersion } from '../support/fake-data';

beforeEach(() => history.replaceState(null, '', '#view=batch&project=p-films'));

const LINES = [
  '{"input":{"userId":"5"},"output":{"recommendedItems":["50","99"],"scores":[0.25,0.125]},"error":null}',
  '{"input":{"user":"6"},"output":{"recommendedItems":[]},"error":"User error: Line 2 has no userId."}',
];

/** Looks at what the job of the fake project has answered. */
async function look(lines: readonly string[], titles: Readonly<Record<string, string>>): Promise<string[][]> {
  const version = solutionVersion();
  const state = projectState({ solutionVersions: [version], service: serviceState(version) });
  render(App, {
    api: fakeApi({
      methods: {
        openProject: async () => state,
        // Blobs of jsdom have no streams.
        readFile: async () => new NodeBlob([`${lines.join('\n')}\n`]) as unknown as Blob,
        itemTitles: async (ids) => ids.map((id) => titles[id] ?? null),
      },
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Show the first lines of nightly' }));
  const table = await screen.findByRole('region', { name: 'First answers of nightly' });
  return Array.from(table.querySelectorAll('tr'), (row) =>
    Array.from(row.cells, (cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );
}

it('shows what a job answered as a table of titles, and its lines one press away', async () => {
  expect(await look(LINES, { 50: 'Heat' })).toEqual([
    ['Place', 'Item', 'Score'],
    ['User 5'],
    ['1', 'Heat', '0.250'],
    ['2', '99', '0.125'],
    ['{"user":"6"}'],
    ['Line 2 has no userId.'],
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'JSON Lines' }));
  expect(screen.getByRole('region', { name: 'First lines of nightly' })).toHaveTextContent(LINES[1]);
  expect(screen.queryByRole('table')).toBeNull();
});

it('calls no user by the title of the item that has the same id', async () => {
  const line = '{"input":{"itemId":"50"},"output":{"recommendedUsers":["50","7"]},"error":null}';
  expect(await look([line], { 50: 'Heat' })).toEqual([
    ['Place', 'User'],
    ['Heat 50'],
    ['1', '50'],
    ['2', '7'],
  ]);
});

it('shows a field that is filter value and context of a line twice', async () => {
  const device = '{"DEVICE":"phone"}';
  const line = `{"input":{"userId":"5","filterValues":${device},"context":${device}},"output":{"recommendedItems":["50"]}}`;
  expect((await look([line], {}))[1]).toEqual(['User 5 DEVICE = phoneDEVICE = phone']);
});

it('calls a list by its theme, and says how well each item fits it', async () => {
  const line =
    '{"input":{"itemId":"50"},"output":{"recommendedItems":["7"],"theme":"Tea, leaves","itemsThemeRelevanceScores":[0.75]},"error":null}';
  expect(await look([line], { 50: 'Sencha' })).toEqual([
    ['Place', 'Item', 'Score'],
    ['Sencha 50 Theme: Tea, leaves'],
    ['1', '7', '0.750'],
  ]);
});

it('asks for themes by the column that is chosen, where the data say what items are like', async () => {
  const asked: [string, JsonObject][] = [];
  const version = solutionVersion();
  const similar = { ...version, spec: { ...version.spec, recipe: 'aws-similar-items' as const } };
  const plain = projectState({});
  const datasets = plain.datasets.map((dataset) =>
    dataset.type === 'ITEMS'
      ? {
          ...dataset,
          schema: {
            ...dataset.schema,
            fields: [...dataset.schema.fields, { name: 'ABOUT', type: 'string' as const, textual: true }],
          },
        }
      : dataset,
  );
  const state = { ...plain, datasets, solutionVersions: [similar] };
  render(App, {
    api: fakeApi({
      methods: {
        openProject: async () => state,
        readFile: async () => new NodeBlob(['{"itemId":"1"}\n']) as unknown as Blob,
        invoke: async (operation, input) => {
          asked.push([operation, input as JsonObject]);
          return { path: 's3://batch/x', lines: 1, batchInferenceJobArn: 'arn' } as never;
        },
      },
    }),
  });
  const column = await screen.findByLabelText('themes by item names in');
  expect(Array.from(column.querySelectorAll('option'), ({ value }) => value)).toContain('ABOUT');
  await userEvent.selectOptions(column, 'TITLE');
  await userEvent.click(screen.getByRole('button', { name: 'Run the job' }));
  const job = asked.find(([operation]) => operation === 'CreateBatchInferenceJob')?.[1];
  const mode = { batchInferenceJobMode: 'THEME_GENERATION' };
  expect(job).toMatchObject({
    ...mode,
    themeGenerationConfig: { fieldsForThemeGeneration: { itemName: 'TITLE' } },
  });
  expect(asked.findLast(([operation]) => operation === 'WriteBatchInput')?.[1]).toMatchObject(mode);
});

it('saves an output as CSV as well: a row for each result, with titles', async () => {
  const names: string[] = [];
  const blobs: Blob[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) blobs.push(blob);
    return 'blob:saved';
  };
  await look(LINES, { 50: 'Heat' });
  await userEvent.click(
    screen.getByRole('button', { name: 'Save as CSV: what nightly answered, with titles' }),
  );
  await eventually(() => expect(names).toEqual(['nightly_user-personalization.csv']));
  const reader = new FileReader();
  reader.readAsText(blobs[0]);
  await eventually(() => expect(reader.result).not.toBeNull());
  expect(String(reader.result).split('\r\n')).toEqual([
    'LINE,INPUT,INPUT_TITLE,GIVEN,THEME,RANK,ITEM_ID,TITLE,SCORE,ERROR',
    '1,5,,,,1,50,Heat,0.25,',
    '1,5,,,,2,99,,0.125,',
    '2,"{""user"":""6""}",,,,,,,,Line 2 has no userId.',
    '',
  ]);
});

it('marks a table with letters beyond ASCII as UTF-8, for spreadsheets', async () => {
  const blobs: Blob[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) blobs.push(blob);
    return 'blob:saved';
  };
  await look(LINES, { 50: 'Amélie' });
  await userEvent.click(
    screen.getByRole('button', { name: 'Save as CSV: what nightly answered, with titles' }),
  );
  await eventually(() => expect(blobs).toHaveLength(1));
  const reader = new FileReader();
  reader.readAsArrayBuffer(blobs[0].slice(0, 4));
  await eventually(() => expect(reader.result).not.toBeNull());
  expect([...new Uint8Array(reader.result as ArrayBuffer)]).toEqual([0xef, 0xbb, 0xbf, 0x4c]);
});
