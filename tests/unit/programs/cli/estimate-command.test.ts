import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';

const folder = mkdtempSync(join(tmpdir(), 'estimate-'));
function file(name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test('the bill of the large month, by the list and by prices of one’s own', async () => {
  const usage = file('usage.json', {
    tpsHours: 450_000,
    batchLines: 230_000_000,
    trainingHours: 125,
    ingestedGb: 40,
  });
  const listed = await runCommand(['estimate', '--usage', usage]);
  expect(listed.document).toMatchObject({ stamp: 'late 2023', shown: 47_812 });
  const prices = file('prices.json', { stamp: 'dear', trainingPerHour: [{ price: 2.4 }] });
  const dear = await runCommand(['estimate', '--usage', usage, '--prices', prices]);
  expect(dear.document).toMatchObject({ stamp: 'dear', shown: 47_812 - 30 + 300 });
});

test('prices that cannot be are refused by their field', async () => {
  const usage = file('usage.json', {});
  const prices = file('wrong.json', { trainingPerHour: [{ price: -1 }] });
  const { status, document } = await runCommand(['estimate', '--usage', usage, '--prices', prices]);
  expect(status).toBe(1);
  expect(document).toMatchObject({ error: { code: 'INVALID_INPUT', field: 'trainingPerHour[0].price' } });
});
