import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { AppError, type JsonObject } from '../../src/domain/errors';
import type { ProjectState } from '../../src/domain/resources';
import type { SimulatedVisit, Standing } from '../../src/domain/simulation';
import type { AppState } from '../../src/page/state/app';
import AttributionView from '../../src/page/views/attribution/AttributionView.svelte';
import { plain } from '../../src/page/charts/summary';
import { leadingSource, metricName, totals } from '../../src/page/views/attribution/metrics';
import { campaignName } from '../../src/page/views/simulation/campaigns';
import SimulationView from '../../src/page/views/simulation/SimulationView.svelte';
import { fakeApi, type FakeInvoke } from '../support/fake-api';
import {
  campaign,
  CLICKS,
  projectState,
  projectSummary,
  solutionVersion,
  withEventFields,
} from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';
import type { Component } from 'svelte';
import { showFilms } from '../support/show-films';
import { NO_RESOURCES } from '../../src/domain/service';
import { lastPart } from '../../src/domain/arn';
import { withService } from '../../src/domain/service-resources';

const PERSONAL = 'arn:aws:personalize:us-east-1:000000000000:campaign/home';
const POPULAR = 'arn:aws:personalize:us-east-1:000000000000:campaign/front';

function withCampaigns(simulated: boolean, arns: readonly string[]): ProjectState {
  const version = solutionVersion({});
  return projectState({
    project: projectSummary({ simulated }),
    solutionVersions: [version],
    service: {
      ...NO_RESOURCES,
      campaigns: arns.map((arn) => campaign(version.arn, { arn, name: lastPart(arn) })),
    },
  });
}

const rate = (estimate: number, apart = 0.1) => ({
  estimate,
  low: Math.max(0, estimate - apart),
  high: estimate + apart,
});

/** The n-th visit of a test in which the first campaign is followed twice as often, as is shown at visit 60. */
function visitOf(number: number): SimulatedVisit {
  const standing: Standing = {
    people: [Math.ceil(number / 2), Math.floor(number / 2)],
    rates: [rate(0.4), rate(0.2)],
    difference: { estimate: 0.2, low: number < 60 ? -0.05 : 0.05, high: 0.35 },
    decided: number < 60 ? null : { better: 0, visit: 60 },
  };
  const followed = number % 2 === 1 ? { itemId: 'i1', title: 'Heat', place: 3 } : null;
  return {
    number,
    userId: `person ${number}`,
    arm: number % 2 === 1 ? 0 : 1,
    lists: [{ recommendationId: `RID-${number}`, followed }],
    standing,
  };
}

/** A service that plays a test of 80 people, and notes what is asked of it. */
function player() {
  const planned = 80;
  const asked: [string, JsonObject][] = [];
  let done = 0;
  const invoke = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    asked.push([operation, input]);
    if (operation === 'StartSimulation') {
      done = 0;
      return { planned };
    }
    if (operation === 'SimulateVisits') {
      const count = Math.min(Number(input.visits), planned - done);
      const visits = Array.from({ length: count }, () => visitOf(++done));
      return { visits: visits as unknown as JsonObject[], isOver: done === planned };
    }
    if (operation === 'GetSimulationReport') {
      const row = { metricName: 'clicks', eventType: 'click', mathFunction: 'SAMPLECOUNT', timestampSec: 0 };
      return {
        rows: [
          { ...row, value: 30, eventAttributionSource: PERSONAL },
          { ...row, value: 12, eventAttributionSource: POPULAR },
        ],
      };
    }
    if (operation === 'KeepSimulatedEvents') return { events: 42 };
    return {};
  };
  return { asked, invoke };
}

async function open(
  view: Component,
  state: ProjectState,
  invoke: FakeInvoke,
): Promise<{ app: AppState; user: ReturnType<typeof userEvent.setup> }> {
  const api = fakeApi({ methods: { invoke, openProject: async () => state } });
  const { app } = await showFilms(view, api);
  return { app, user: userEvent.setup() };
}

describe('the A/B test', () => {
  it('runs by keyboard to its verdict, tells it aloud, and keeps events only when asked', async () => {
    const { asked, invoke } = player();
    const { app, user } = await open(SimulationView, withCampaigns(true, [PERSONAL, POPULAR]), invoke);
    await user.click(screen.getByLabelText('Let the campaigns learn from the clicks'));
    screen.getByRole('button', { name: 'Run the test' }).focus();
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Fastest' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull());
    expect(asked[0]).toEqual([
      'StartSimulation',
      { campaignArns: [PERSONAL, POPULAR], seed: 1, learn: true },
    ]);
    const block = screen.getByRole('region', { name: 'Is one followed more often?' });
    expect(block).toHaveTextContent(
      'People follow home more often: 40 % of its lists against 20 %, a difference of +5.0 to +35.0 points. That was shown after 60 visits.',
    );
    expect(app.announcer.text).toMatch(/^Everybody has been there\. People follow home more often/);
    expect(screen.getByRole('region', { name: 'Who came by?' })).toHaveTextContent('person 79');
    const report = screen.getByRole('region', { name: 'What would the report say?' });
    expect(within(report).getByRole('row', { name: 'home 30 1' })).toBeVisible();
    expect(asked.map(([operation]) => operation)).not.toContain('KeepSimulatedEvents');
    await user.click(within(report).getByRole('button', { name: 'Keep these events in the project' }));
    expect(report).toHaveTextContent('42 events are kept');
  });

  it('stands still when paused, goes on visit by visit, and says what it stands at', async () => {
    const { invoke } = player();
    const { app, user } = await open(SimulationView, withCampaigns(true, [PERSONAL, POPULAR]), invoke);
    await user.click(screen.getByRole('button', { name: 'Run the test' }));
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(app.announcer.text).toMatch(/^Paused after \d+\svisits/);
    const visits = (): string => screen.getByText(/ of 80 people$/).textContent ?? '';
    expect(await screen.findByRole('button', { name: 'Go on' })).toHaveFocus();
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'What would the report say?' })).toBeVisible(),
    );
    const before = visits();
    await user.click(screen.getByRole('button', { name: 'One visit' }));
    await waitFor(() => expect(visits()).not.toBe(before));
    expect(Number.parseInt(visits(), 10)).toBe(Number.parseInt(before, 10) + 1);
    expect(screen.getByRole('region', { name: 'Is one followed more often?' })).toHaveTextContent(
      'Too early to say',
    );
  });

  it('is found paused as it was left, and goes on; opened anew, it says why it cannot', async () => {
    const { invoke } = player();
    let isGone = false;
    const answering: FakeInvoke = async (operation, input) => {
      if (isGone && operation !== 'StartSimulation') throw new AppError('NOT_FOUND', { what: 'simulation' });
      return invoke(operation, input);
    };
    const { app, user } = await open(SimulationView, withCampaigns(true, [PERSONAL, POPULAR]), answering);
    await user.clear(screen.getByLabelText('seed'));
    await user.type(screen.getByLabelText('seed'), '7');
    await user.click(screen.getByRole('button', { name: 'Run the test' }));
    await screen.findByRole('button', { name: 'Pause' });
    cleanup();
    render(WithApp, { app, screen: SimulationView });
    expect(screen.getByLabelText('seed')).toHaveValue(7);
    const goOn = await screen.findByRole('button', { name: 'Go on' });
    const visits = (): number => Number.parseInt(screen.getByText(/ of 80 people$/).textContent ?? '', 10);
    const before = visits();
    await user.click(goOn);
    await waitFor(() => expect(visits()).toBeGreaterThan(before));
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    isGone = true;
    await user.click(await screen.findByRole('button', { name: 'One visit' }));
    expect(await screen.findByText(/the project was opened again/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Run again' })).toBeVisible();
  });

  it('says that data of one’s own cannot be tested so, and why', async () => {
    const { invoke } = player();
    await open(SimulationView, withCampaigns(false, [PERSONAL, POPULAR]), invoke);
    expect(screen.getByText('This test runs on the sample only')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Run the test' })).toBeNull();
  });

  it('makes the campaigns that are lacking', async () => {
    const personal = solutionVersion({});
    const popular = solutionVersion({
      arn: 'popular',
      spec: { ...personal.spec, recipe: 'aws-popularity-count', name: 'popularity-count' },
    });
    const { asked, invoke } = player();
    const state = { ...withCampaigns(true, []), solutionVersions: [personal, popular] };
    const { user } = await open(SimulationView, state, invoke);
    await user.click(screen.getByRole('button', { name: 'Create both campaigns' }));
    expect(asked).toEqual([
      [
        'CreateCampaign',
        { name: personal.spec.recipe.replace('aws-', ''), solutionVersionArn: personal.arn },
      ],
      ['CreateCampaign', { name: 'popularity-count', solutionVersionArn: 'popular' }],
    ]);
    expect(campaignName(popular, ['popularity-count'])).toBe('popularity-count-2');
  });
});

describe('the report of a metric attribution', () => {
  const row = (metric: string, source: string, value: number, timestampSec: number) =>
    ({
      metricName: metric,
      eventType: 'click',
      value,
      mathFunction: 'SAMPLECOUNT',
      eventAttributionSource: source,
      timestampSec,
    }) as const;
  const rows = [
    row('clicks', PERSONAL, 3, 900),
    row('clicks', POPULAR, 2, 900),
    row('clicks', PERSONAL, 5, 1800),
  ];

  it('sums by metric and source, the largest first, and says which leads', () => {
    expect(totals(rows)).toEqual([
      { metricName: 'clicks', source: PERSONAL, value: 8 },
      { metricName: 'clicks', source: POPULAR, value: 2 },
    ]);
    expect(plain(leadingSource(rows))).toBe('home has 80\u00a0% of clicks: 8 of 10.');
    expect(plain(leadingSource([]))).toMatch(/^Nothing has been counted yet/);
    expect(metricName({ eventType: 'buy now', expression: 'SUM(Items.PRICE)' }, [])).toBe('price-of-buy-now');
    expect(metricName({ eventType: 'click', expression: 'SAMPLECOUNT()' }, ['click'])).toBe('click-2');
  });

  it('is asked for with the metrics on screen, and removing the last ends the counting', async () => {
    const state = withCampaigns(true, [PERSONAL]);
    const asked: [string, JsonObject][] = [];
    const { user } = await open(
      AttributionView,
      withEventFields(withService(state, { metricAttribution: CLICKS }), {
        name: 'EVENT_TYPE',
        type: 'string',
      }),
      async (operation, input): Promise<JsonObject> => {
        asked.push([operation, input]);
        return operation === 'GetMetricAttributionReport'
          ? { rows: rows.map((each) => ({ ...each })), path: 's3://a/impact.csv' }
          : {};
      },
    );
    const report = await screen.findByRole('region', { name: 'Where did it come from?' });
    await within(report).findByText('has 80', { exact: false });
    const table = within(report).getByRole('region', { name: 'The report, newest first' });
    expect(within(table).getAllByRole('row')).toHaveLength(4);
    await user.click(screen.getByRole('button', { name: 'Count clicks no more' }));
    expect(asked.at(-1)).toEqual(['DeleteMetricAttribution', { metricAttributionArn: 'impact' }]);
  });
});
