import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';
import { customersCsv } from '../../../support/customers';
import { smallInteractions } from '../../../support/scripted-recipe';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foretaste-export-'));
  file = join(folder, 'interactions.csv');
  writeFileSync(file, smallInteractions(60, 40, 25));
});
afterAll(() => rmSync(folder, { recursive: true }));

const args = (output: string): string[] => [
  'export-aws',
  '--interactions',
  file,
  '--recipe',
  'aws-user-personalization',
  '--filter',
  'bought=EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("purchase")',
  '--name',
  'my shop',
  '--output',
  output,
];

test('writes the same bundle into a folder and into a zip', async () => {
  const [plain, zip] = [join(folder, 'out'), join(folder, 'out.zip')];
  const first = await runCommand(args(plain));
  expect([first.message, first.status]).toEqual(['', 0]);
  expect((await runCommand(args(zip))).status).toBe(0);
  const files = unzipSync(readFileSync(zip));
  expect(Object.keys(files)).toContain('requests/filter/bought.json');
  for (const [path, bytes] of Object.entries(files))
    expect(readFileSync(join(plain, path)).equals(bytes), path).toBe(true);
  expect(
    JSON.parse(readFileSync(join(plain, 'requests/solution/user-personalization.json'), 'utf8')),
  ).toEqual({
    name: 'user-personalization',
    datasetGroupArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-group/my-shop',
    recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
    performAutoTraining: false,
  });
  expect(statSync(join(plain, 'create.sh')).mode & 0o111).not.toBe(0);
  expect(existsSync(`${zip}.part`)).toBe(false);
  const csv = readFileSync(join(plain, 'data/interactions/interactions.csv'), 'utf8');
  expect(csv.split('\n')[0]).toBe('USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE');
});

test('writes over nothing, and says how it is used', async () => {
  const again = await runCommand(args(folder));
  expect([again.status, again.message]).toEqual([2, expect.stringContaining('holds files already')]);
  expect((await runCommand(['export-aws', '--interactions', file])).status).toBe(2);
  const wrong = await runCommand([...args(join(folder, 'other')), '--filter', 'x=EXCLUDE Nothing']);
  expect(wrong.status).toBe(1);
  expect(existsSync(join(folder, 'other'))).toBe(false);
});

test('goes without columns that say who people are, unless they are asked for', async () => {
  const users = join(folder, 'customers.csv');
  // The people of the interactions are called u0, u1 …
  writeFileSync(users, customersCsv(['customer_id', 'email', 'city']).replaceAll(/^c(\d)/gm, 'u$1'));
  for (const [flags, head, code] of [
    [[], 'USER_ID,CITY', 'PERSONAL_LEFT_OUT'],
    [['--keep-personal'], 'USER_ID,EMAIL,CITY', 'PERSONAL_COLUMNS'],
  ] as const) {
    const output = join(folder, code);
    const { document, message } = await runCommand([...args(output), '--users', users, ...flags]);
    expect(message).toBe('');
    expect(document?.warnings).toContainEqual(expect.objectContaining({ code }));
    expect(readFileSync(join(output, 'data/users/users.csv'), 'utf8').split('\n')[0]).toBe(head);
  }
});
