import { beforeAll, describe, expect, test } from 'vitest';
import { defaultFilmClub } from '../../../../../src/data/samples/film-club';
import type { JsonObject } from '../../../../../src/domain/errors';
import type { ProjectState } from '../../../../../src/domain/resources';
import type { SimulatedVisit } from '../../../../../src/domain/simulation';
import { importShop, nodeJob, nodeStudio, type NodeStudio, specOf } from '../../../../support/studio-in-node';
import { useSmallSample } from '../../../../support/small-sample';
import { appError } from '../../../../support/app-error';

// Enough people for the test that takes the most, and enough that each campaign is followed in the shortest.
useSmallSample({ people: 150, films: 300, events: 2000 });

async function campaign({ studio }: NodeStudio, name: string, arn: string, input: JsonObject = {}) {
  const made = await studio.invoke('CreateCampaign', { name, solutionVersionArn: arn, ...input });
  return String(made.campaignArn);
}

describe('an A/B test on the sample', () => {
  const node = nodeStudio();
  let state: ProjectState;
  let personal: string;
  let popular: string;

  beforeAll(async () => {
    state = await node.studio.openSample(nodeJob(), 'film-club');
    const version = await node.studio.train(nodeJob(), specOf('aws-user-personalization'));
    personal = await campaign(node, 'personal', version.arn);
    popular = await campaign(node, 'popular', await popularVersion());
  });

  async function popularVersion(): Promise<string> {
    const { solutionVersions } = await node.studio.invoke('ListSolutionVersions', {});
    const arns = (solutionVersions as JsonObject[]).map(({ solutionVersionArn }) =>
      String(solutionVersionArn),
    );
    return arns.find((arn) => arn.includes('popularity')) ?? '';
  }

  async function run(input: JsonObject, count: number): Promise<SimulatedVisit[]> {
    await node.studio.invoke('StartSimulation', { campaignArns: [personal, popular], ...input });
    const visits: SimulatedVisit[] = [];
    while (visits.length < count) {
      const answer = await node.studio.invoke('SimulateVisits', {
        visits: Math.min(50, count - visits.length),
      });
      visits.push(...(answer.visits as unknown as SimulatedVisit[]));
      if (answer.isOver === true) break;
    }
    return visits;
  }

  test('is the same again with the same seed, to the recommendationId', async () => {
    const once = await run({ seed: 3 }, 15);
    expect(await run({ seed: 3 }, 15)).toEqual(once);
    expect(await run({ seed: 4 }, 15)).not.toEqual(once);
    const last = once.at(-1)?.standing.people ?? [0, 0];
    expect(last[0] + last[1]).toBe(15);
  });

  test('tells the campaigns of clicks only where they are to learn, and the project of none', async () => {
    const quiet = await run({ seed: 3, learn: false }, 30);
    const follower = quiet.find(({ lists }) => lists[0].followed !== null)?.userId ?? '';
    const historyOf = (userId: string) => node.studio.getUserHistory(userId, 500);
    const before = await historyOf(follower);
    const learning = await run({ seed: 3, learn: true }, 30);
    // The first list of each is the same; what comes after a click is not always.
    expect(learning.map(({ lists }) => lists[0].recommendationId)).toEqual(
      quiet.map(({ lists }) => lists[0].recommendationId),
    );
    expect(JSON.stringify(learning)).not.toBe(JSON.stringify(quiet));
    const rows = (await node.studio.invoke('GetSimulationReport', {})).rows as JsonObject[];
    const followed = learning.flatMap(({ lists }) => lists).filter(({ followed: one }) => one !== null);
    expect(rows.reduce((sum, { value }) => sum + Number(value), 0)).toBe(followed.length);
    expect(new Set(rows.map(({ eventAttributionSource }) => eventAttributionSource))).toEqual(
      new Set([personal, popular]),
    );
    const { metricAttributions } = await node.studio.invoke('ListMetricAttributions', {});
    expect(metricAttributions).toEqual([]);
    expect(await historyOf(follower)).toEqual(before);
  });

  test('is kept when that is asked for, once, and then stands in the project’s own report', async () => {
    const visits = await run({ seed: 5, learn: true }, 20);
    const followed = visits.flatMap(({ lists }) => lists).filter(({ followed: one }) => one !== null).length;
    expect(await node.studio.invoke('KeepSimulatedEvents', {})).toEqual({ events: followed });
    expect(await node.studio.invoke('KeepSimulatedEvents', {})).toEqual({ events: 0 });
    const { metricAttributions } = await node.studio.invoke('ListMetricAttributions', {});
    const [{ metricAttributionArn }] = metricAttributions as JsonObject[];
    const { rows } = await node.studio.invoke('GetMetricAttributionReport', { metricAttributionArn });
    const kept = rows as JsonObject[];
    expect(kept.reduce((sum, { value }) => sum + Number(value), 0)).toBe(followed);
    // A page that is loaded again reads the same.
    const again = nodeStudio({ catalogue: node.catalogue, seed: 9 });
    await again.studio.openProject(state.project.id);
    const report = await again.studio.invoke('GetMetricAttributionReport', { metricAttributionArn });
    expect(report.rows).toEqual(rows);
    await expect(again.studio.invoke('SimulateVisits', {})).rejects.toEqual(appError('NOT_FOUND'));
  });

  test('is kept whole beside another one of the same seed', async () => {
    const third = await campaign(node, 'third', await popularVersion());
    const campaignArns = [personal, third];
    const settings: readonly JsonObject[] = [{}, { learn: true }, { campaignArns }];
    for (const setting of settings) {
      const visits = await run({ seed: 6, ...setting }, 20);
      const followed = visits.flatMap(({ lists }) => lists).filter(({ followed: one }) => one !== null);
      expect(followed.length).toBeGreaterThan(0);
      expect(await node.studio.invoke('KeepSimulatedEvents', {})).toEqual({ events: followed.length });
    }
    const { metricAttributions } = await node.studio.invoke('ListMetricAttributions', {});
    const [{ metricAttributionArn }] = metricAttributions as JsonObject[];
    const { rows } = await node.studio.invoke('GetMetricAttributionReport', { metricAttributionArn });
    const sources = (rows as JsonObject[]).map(({ eventAttributionSource }) => eventAttributionSource);
    expect(sources).toContain(third);
  });

  test('plans a visit of everybody, and soon finds the personal campaign followed more often', async () => {
    const planned = await node.studio.invoke('StartSimulation', {
      campaignArns: [personal, popular],
      seed: 1,
    });
    expect(planned).toEqual({ planned: defaultFilmClub.people });
    const { standing } = (await run({ seed: 1 }, 150))[149];
    expect(standing.decided?.better).toBe(0);
    expect(standing.rates[0].estimate).toBeGreaterThan(standing.rates[1].estimate + 0.1);
  });

  test('is refused where it could not be fair', async () => {
    const start = (campaignArns: string[]) => node.studio.invoke('StartSimulation', { campaignArns });
    await expect(start([personal, personal])).rejects.toEqual(
      appError('SIMULATION_REFUSED', { reason: 'same' }),
    );
    await expect(start([personal])).rejects.toEqual(appError('INVALID_INPUT'));
    await expect(start([personal, 'none'])).rejects.toEqual(appError('NOT_FOUND'));
  });
});

test('data of one’s own have no known taste, and the test says so', async () => {
  const node = nodeStudio();
  await importShop(node);
  const version = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
  const arns = [await campaign(node, 'a', version.arn), await campaign(node, 'b', version.arn)];
  await expect(node.studio.invoke('StartSimulation', { campaignArns: arns })).rejects.toEqual(
    appError('SIMULATION_REFUSED', { reason: 'truth' }),
  );
});
