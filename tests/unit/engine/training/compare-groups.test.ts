import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/domain/errors';
import type { SolutionVersion } from '../../../../src/domain/resources';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';

/** Every other person takes from the ten that all take, as they come; the others take 30 of 40 by chance. */
function rows(people: number): string {
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let u = 0; u < people; u++) {
    const items =
      u % 2 === 0
        ? Array.from({ length: 10 }, (_, k) => (u + k) % 10)
        : Array.from({ length: 30 }, (_, k) => (7 * u + 11 * k) % 40);
    items.forEach((item, k) => lines.push(`u${u},i${item},${1_700_000_000 + 3600 * k + u}`));
  }
  return lines.join('\n');
}

async function trained(people: number) {
  const node = nodeStudio();
  await importFiles(node, [textFile('shop.csv', rows(people))]);
  const version = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
  return { studio: node.studio, version };
}

describe('people of a version', () => {
  let of: Awaited<ReturnType<typeof trained>>;
  let version: SolutionVersion;
  beforeAll(async () => {
    of = await trained(800);
    ({ version } = of);
  });

  test('are told apart by how much was seen of them, with the means that were measured', async () => {
    const told = await of.studio.compareGroups(nodeJob(), version.arn);
    if (told === null) throw new Error('forty people each are enough');
    const { groups, best, worst, difference } = told;
    expect(groups.map(({ from, to }) => [from, to])).toEqual([
      [6, 10],
      [21, 50],
    ]);
    expect(groups).toEqual(version.buckets?.activity);
    expect(told.n).toBe(80);
    expect([best, worst]).toEqual([0, 1]);
    expect(difference).toBeCloseTo(groups[0].value - groups[1].value, 12);
    expect(told.better).toBe('first');
    expect(told.low).toBeGreaterThan(0);
  });

  test('cannot be told apart where there are too few', async () => {
    const few = await trained(200);
    expect(few.version.buckets?.activity).toHaveLength(2);
    expect(await few.studio.compareGroups(nodeJob(), few.version.arn)).toBeNull();
  });

  test('are not those of other rows', async () => {
    const { studio } = of;
    const { datasetGroups } = await studio.invoke('ListDatasetGroups', {});
    const [group] = datasetGroups as JsonObject[];
    const { trackingId } = await studio.invoke('CreateEventTracker', { name: 'clicks', ...group });
    const put = async (userId: string): Promise<unknown> =>
      studio.invoke('PutEvents', {
        trackingId,
        userId,
        sessionId: 's1',
        eventList: [{ eventType: 'view', itemId: 'i3', sentAt: 1_800_000_000 }],
      });
    // Some of them were asked for.
    for (let u = 0; u < 200; u++) await put(`u${u}`);
    await expect(of.studio.compareGroups(nodeJob(), version.arn)).rejects.toMatchObject({
      code: 'NOT_COMPARABLE',
      details: { reason: 'data' },
    });
  });
});
