import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/errors';
import type { ProjectState } from '../../src/domain/resources';
import { monthBounds, monthOf, type MonthUsage } from '../../src/domain/usage';
import type { AppState } from '../../src/page/state/app';
import CostView from '../../src/page/views/cost/CostView.svelte';
import { withService } from '../../src/domain/service-resources';
import { fakeApi } from '../support/fake-api';
import { campaign, datasetCard, projectState } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';
import { showFilms } from '../support/show-films';

/** A campaign that has stood by for ten hours and was asked 6,000 times in one more bucket. */
function usage(month = '2026-11'): MonthUsage {
  const { fromSec, toSec } = monthBounds(month);
  return {
    month,
    fromSec,
    toSec,
    untilSec: month === '2026-11' ? toSec - 3600 : toSec,
    countedSinceSec: fromSec - 1000,
    csvBytes: 2 ** 30,
    putBytes: 0,
    trainings: 2,
    trainingSeconds: 7200,
    batchLines: 0,
    campaigns: [
      {
        campaignArn: 'a:campaign/home',
        name: 'home',
        minProvisionedTPS: 1,
        requests: 6000,
        rates: [{ minProvisionedTPS: 1, quietBuckets: 119, requests: [6000] }],
      },
    ],
    months: ['2026-11', '2026-10'],
  };
}

/** A campaign that serves what the project has. */
function withCampaign(): ProjectState {
  const state = projectState();
  const { arn } = state.solutionVersions[1];
  return withService(state, { campaigns: [campaign(arn)] });
}

async function open(calls: [string, JsonObject][] = []): Promise<AppState> {
  const invoke = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    calls.push([operation, input]);
    if (operation !== 'DescribeUsage') return {};
    const { month } = input;
    return { usage: usage(typeof month === 'string' ? month : undefined) as unknown as JsonObject };
  };
  const { app } = await showFilms(
    CostView,
    fakeApi({ methods: { invoke, openProject: async () => withCampaign() } }),
  );
  await screen.findByRole('button', { name: 'Measured here' });
  return app;
}

const bill = () => screen.getByRole('region', { name: 'The bill' });
/** The amounts of the lines, tiers left out, in cents; the last is the total. */
function amounts(): number[] {
  return within(bill())
    .getAllByRole('row')
    .flatMap((row) => {
      const amount = row.lastElementChild?.querySelector('b')?.textContent;
      return amount === undefined || amount === null
        ? []
        : [Math.round(100 * Number(amount.replace(/[$,]/g, '')))];
    });
}
const adds = (): void => {
  const all = amounts();
  const total = all.pop();
  expect(all).toHaveLength(4);
  expect(all.reduce((sum, cents) => sum + cents, 0)).toBe(total);
};

describe('What would this cost', () => {
  it('adds up in sight, and names what most of it is', async () => {
    const app = await open();
    const most = Math.max(...datasetCard().months.map((month) => month.count)).toLocaleString('en-US');
    const requests = screen.getByLabelText('Requests a month');
    expect(requests).toHaveValue(most);
    expect(requests).toHaveAccessibleDescription(/^Here: [\d,]+\sevents in the busiest month, \w+\s\d{4}\.$/);
    expect(screen.getByText(new RegExp(`asked\\s+${most}\\stimes a month`))).toBeVisible();
    adds();
    expect(bill()).toHaveTextContent('Most of it is the campaign standing ready');
    expect(within(bill()).getByRole('row', { name: /Real-time .* never below 1 TPS/ })).toBeVisible();
    // What nobody has changed is not read aloud.
    await new Promise((resume) => setTimeout(resume, 700));
    expect(app.announcer.text).not.toContain('The bill');
  });

  it('follows what is typed, keeps what cannot be meant on screen, and says the new total', async () => {
    const user = userEvent.setup();
    const app = await open();
    const days =
      (monthBounds(monthOf(Date.now() / 1000)).toSec - monthBounds(monthOf(Date.now() / 1000)).fromSec) /
      86_400;
    await user.selectOptions(screen.getByLabelText('They come'), 'even');
    await user.selectOptions(screen.getByLabelText('Retrain'), 'never');
    for (const [label, text] of [
      ['Requests a month', '0'],
      ['Batch lines a month', '0'],
      ['GB taken in a month', '0'],
      ['Campaigns', '2'],
    ]) {
      const field = screen.getByLabelText(label);
      await user.clear(field);
      await user.type(field, text);
    }
    const cents = days * 24 * 2 * 20;
    expect(amounts()).toEqual([cents, 0, 0, 0, cents]);
    await waitFor(() => expect(app.announcer.text).toContain('The bill: $'), { timeout: 2000 });
    const tps = screen.getByLabelText('Minimum TPS');
    await user.clear(tps);
    await user.type(tps, '1.5');
    expect(tps).toHaveValue('1.5');
    expect(tps).toHaveAccessibleDescription('A whole number from 1 to 100,000.');
    expect(amounts().at(-1)).toBe(cents);
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    expect(screen.getByLabelText('Minimum TPS')).toHaveValue('1');
  });

  it('keeps what was typed for a project until the page is loaded again', async () => {
    const user = userEvent.setup();
    const app = await open();
    const first = screen.getByLabelText('Campaigns');
    await user.clear(first);
    await user.type(first, '3');
    cleanup();
    render(WithApp, { app, screen: CostView });
    expect(await screen.findByLabelText('Campaigns')).toHaveValue('3');
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    expect(screen.getByLabelText('Campaigns')).toHaveValue('1');
    cleanup();
    render(WithApp, { app, screen: CostView });
    expect(await screen.findByLabelText('Campaigns')).toHaveValue('1');
  });

  it('shows each tier that is reached, adding up too', async () => {
    const user = userEvent.setup();
    await open();
    const field = screen.getByLabelText('Batch lines a month');
    await user.clear(field);
    await user.type(field, '230 million');
    expect(within(bill()).getByRole('row', { name: /^the first 20,000,000 .*\$1,340\.00$/ })).toBeVisible();
    expect(within(bill()).getByRole('row', { name: /^above 200,000,000 .*\$1,500\.00$/ })).toBeVisible();
    expect(bill()).toHaveTextContent('batch lists');
    adds();
  });

  it('shows what was measured, and another month', async () => {
    const user = userEvent.setup();
    await open();
    await user.click(screen.getByRole('button', { name: 'Measured here' }));
    // 119 buckets at 1 TPS and one at 20: 139/12 TPS-hours; 2 hours of training; 1 GB.
    expect(amounts()).toEqual([232, 48, 5, 0, 285]);
    expect(bill()).toHaveTextContent('home: 11.6 TPS-hours, at least 1 TPS, 6,000 requests');
    expect(bill()).toHaveTextContent(/While home stands ready the month goes on to \$3\.13/);
    await user.selectOptions(within(bill()).getByLabelText('Month'), '2026-10');
    await waitFor(() => expect(bill()).toHaveTextContent('October 2026 the whole month'));
    // A month that is over is rounded to whole TPS-hours.
    expect(amounts()[0]).toBe(240);
  });

  it('names the date of its prices, and leads to those of today', async () => {
    await open();
    expect(bill()).toHaveTextContent('Price list: late 2023');
    const today = within(bill()).getByRole('link', { name: /^Today’s prices/ });
    expect(today).toHaveAttribute('href', expect.stringMatching(/^https:\/\/aws\.amazon\.com\/.*pricing/));
  });

  it('says what an idle campaign costs and copies the command that ends it', async () => {
    const user = userEvent.setup();
    await open();
    const block = screen.getByRole('region', { name: 'Before you leave it running' });
    expect(block).toHaveTextContent(/home.? costs money until you delete it.*\$4\.80 a day/);
    await user.click(within(block).getByRole('button', { name: 'Copy the command that deletes home' }));
    expect(block).toHaveTextContent('Copied the command that deletes home');
    expect(await navigator.clipboard.readText()).toMatch(
      /^aws personalize delete-campaign .*a:campaign\/home/s,
    );
  });

  it('asks for the month once, however often its own question stores what was counted', async () => {
    const api = fakeApi({
      methods: {
        openProject: async () => withCampaign(),
        invoke: async () => {
          // As the worker does under traffic: what was counted since the last question is stored first.
          const meter = { sinceSec: ++asked, months: [], ended: [] };
          setTimeout(() => api.emit({ kind: 'state', state: { ...withCampaign(), meter } }));
          return { usage: usage() as unknown as JsonObject };
        },
      },
    });
    let asked = 0;
    await showFilms(CostView, api);
    await screen.findByRole('button', { name: 'Measured here' });
    await new Promise((resume) => setTimeout(resume, 100));
    expect(asked).toBe(1);
    const changed = withCampaign();
    api.emit({ kind: 'state', state: withService(changed, { campaigns: [] }) });
    await waitFor(() => expect(asked).toBe(2));
  });

  it('sends traffic at a rate, in one sequence, until it is stopped', async () => {
    const user = userEvent.setup();
    const calls: [string, JsonObject][] = [];
    const app = await open(calls);
    const block = screen.getByRole('region', { name: 'What does traffic do to the bill?' });
    const rate = within(block).getByLabelText('Requests a second');
    await user.clear(rate);
    await user.type(rate, '0');
    await user.click(within(block).getByRole('button', { name: 'Send traffic to home' }));
    expect(rate).toHaveAccessibleDescription('A number above 0, up to 500.');
    await user.clear(rate);
    await user.type(rate, '100');
    await user.click(within(block).getByRole('button', { name: 'Send traffic to home' }));
    expect(await within(block).findByText(/requests? answered/)).toBeVisible();
    const sent = () =>
      calls.flatMap(([operation, input]) => (operation === 'SimulateRequests' ? [input] : []));
    await waitFor(() => expect(sent().length).toBeGreaterThan(2));
    await user.click(within(block).getByRole('button', { name: 'Stop traffic' }));
    let next = 0;
    for (const { campaignArn, seed, from, count } of sent()) {
      expect([campaignArn, seed, from]).toEqual(['a:campaign/home', 42, next]);
      next += Number(count);
    }
    const before = sent().length;
    await new Promise((resume) => setTimeout(resume, 300));
    expect(sent()).toHaveLength(before);
    expect(app.announcer.text).toMatch(/^Stopped after \d+/);
    expect(block).toHaveTextContent('They are billed as 1 TPS');
  });
});
