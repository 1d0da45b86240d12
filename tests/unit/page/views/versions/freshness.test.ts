import { describe, expect, test } from 'vitest';
import { SCHEDULES, schedulesWith, solutionAges } from '../../../../../src/page/views/versions/freshness';
import { projectState, solutionVersion } from '../../../../support/fake-data';
import { specOf } from '../../../../support/trained-version';

const spec = (name: string) => specOf('aws-user-personalization', { name });
const version = (solution: string, id: string, creationDateTime: number, more = {}) =>
  solutionVersion({
    arn: `arn:aws:personalize:us-east-1:000000000000:solution/${solution}/${id}`,
    solution,
    spec: spec(solution),
    creationDateTime,
    ...more,
  });

describe('how fresh solutions are', () => {
  const state = projectState();
  const { dataVersion } = state;

  test('the newest version that serves counts, the oldest solution first', () => {
    const ages = solutionAges({
      ...state,
      solutionVersions: [
        version('young', 'a', 100, { dataVersion }),
        version('old', 'a', 200, { dataVersion }),
        version('young', 'b', 300, { dataVersion }),
        version('young', 'c', 400, { status: 'CREATE FAILED' }),
        version('hidden', 'a', 50, { recommender: 'best' }),
      ],
    });
    expect(ages.map(({ name, newest, behind }) => [name, newest.creationDateTime, behind])).toEqual([
      ['old', 200, false],
      ['young', 300, false],
    ]);
    expect(ages[0].arn).toBe('arn:aws:personalize:us-east-1:000000000000:solution/old');
  });

  test('one that learned from earlier data is behind, unless an update took the new ones in', () => {
    const behind = (more: object): boolean =>
      solutionAges({ ...state, solutionVersions: [version('s', 'a', 1, more)] })[0].behind;
    expect(behind({ dataVersion: dataVersion - 1 })).toBe(true);
    expect(behind({ dataVersion: dataVersion - 1, autoUpdate: { atSec: 2, dataVersion } })).toBe(false);
  });

  test('a schedule that was set elsewhere is among the choices', () => {
    expect(schedulesWith(null)).toBe(SCHEDULES);
    expect(schedulesWith('rate(7 days)')).toBe(SCHEDULES);
    const own = schedulesWith('rate(3 days)').at(-1);
    expect([own?.value, own?.label()]).toEqual(['rate(3 days)', 'rate(3 days)']);
  });
});
