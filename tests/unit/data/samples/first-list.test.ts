import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_LIST } from '../../../../src/domain/first-list';
import { NOT_HAD } from '../../../../src/domain/recommendations';
import { memorySource } from '../../../../src/import/open/bytes/source';
import { placesChanged } from '../../../../src/page/views/moves';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { packFirstList } from '../../../support/first-list/packed';
import { full } from '../../../support/full';
import { nodeJob, nodeStudio } from '../../../support/studio-in-node';

const shipped = new Uint8Array(readFileSync(join(projectRoot, 'src/data/samples/first-list.bin')));

describe('the file of the list on the first screen', () => {
  it('moves at most films that are taken away, for each of its people', async () => {
    const { studio } = nodeStudio();
    const state = await studio.importProject(nodeJob(), memorySource('first-list.zip', shipped));
    const [version] = state.solutionVersions;
    if (version === undefined) throw new Error('no version');
    for (const userId of FIRST_LIST.people) {
      const { events } = await studio.getUserHistory(userId, 100);
      const films = [...new Set(events.map(({ itemId }) => itemId))];
      expect(films.length, userId).toBeLessThanOrEqual(8);
      const moved = await Promise.all(
        films.map(async (film) =>
          placesChanged(
            await studio.getRecommendations({
              solutionVersionArn: version.arn,
              userId,
              numResults: FIRST_LIST.places,
              filterExpression: NOT_HAD,
              whatIf: { without: [film], with: [] },
            }),
          ),
        ),
      );
      expect(Math.min(...moved), userId).toBeGreaterThanOrEqual(2);
      expect(moved.filter((places) => places >= 3).length, userId).toBeGreaterThan(films.length / 2);
    }
  });

  it.runIf(full)('is what its seeds make of it', { timeout: 120_000 }, async () => {
    expect(Buffer.from(await packFirstList()).equals(Buffer.from(shipped))).toBe(true);
  });
});
