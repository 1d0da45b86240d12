import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { BundleWarning } from '../../src/domain/bundle';
import type { PersonalColumn } from '../../src/domain/personal';
import type { Issue } from '../../src/domain/issue';
import { AppError, type JsonObject } from '../../src/domain/errors';
import ExportView from '../../src/page/views/export/ExportView.svelte';
import PasteRequest from '../../src/page/views/paste/PasteRequest.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { bundleOverview } from '../support/fake-bundle';
import { eventually } from '../support/eventually';
import { showFilms } from '../support/show-films';

async function open(options: FakeOptions = {}) {
  return showFilms(ExportView, fakeApi(options));
}

describe('The way to Amazon Personalize', () => {
  it('says in a sentence what goes along and whether it would be taken', async () => {
    await open();
    expect(
      await screen.findByText(
        /100,836 interactions, 1 filter and 1 solution, with the settings that a search/,
      ),
    ).not.toHaveTextContent('refused');
    expect(screen.getByText('Nothing was found that Amazon Personalize would refuse.')).toBeVisible();
    expect(screen.getByText(/2 cells in ITEMS · TITLE begin like a formula/)).toBeVisible();
    expect(
      screen.getByRole('row', { name: /data\/interactions\/interactions.csv 100,836\srows/ }),
    ).toBeVisible();
  });

  it('names what would be refused first', async () => {
    const few: BundleWarning = {
      code: 'FEW_INTERACTIONS',
      severity: 'refused',
      details: { rows: 12, least: 1000 },
    };
    await open({ methods: { describeExport: async () => bundleOverview({ warnings: [few] }) } });
    expect(await screen.findByText(/One thing in it would be refused/)).toBeVisible();
    expect(screen.getByText('12 interactions; Amazon Personalize imports 1,000 at least.')).toBeVisible();
  });

  it('leaves out what is hidden where that is wanted, and names the scripts that fetch the lists', async () => {
    const user = userEvent.setup();
    const whole = bundleOverview();
    const heldOut = { people: 61, rows: 781, seed: 42 };
    await open({
      methods: {
        describeExport: async (_without, _personal, holdsOut) =>
          holdsOut ? bundleOverview({ manifest: { ...whole.manifest, heldOut } }) : whole,
      },
    });
    const box = await screen.findByRole('checkbox', { name: 'Leave out the rows that are hidden here' });
    expect(screen.queryByText(/^fetch-lists\.sh/)).toBeNull();
    await user.click(box);
    expect(await screen.findByText('fetch-lists.sh, fetch_lists.py')).toBeVisible();
  });

  it('leaves out what says who people are, and takes it along where that is wanted', async () => {
    const user = userEvent.setup();
    const asked: string[] = [];
    const columns: PersonalColumn[] = [{ dataset: 'USERS', column: 'NAME', kind: 'name' }];
    const { app } = await open({
      methods: {
        describeExport: async (_without, personal) => {
          const code = personal === 'kept' ? 'PERSONAL_COLUMNS' : 'PERSONAL_LEFT_OUT';
          return bundleOverview({ warnings: [{ code, severity: 'note', details: { columns } }] });
        },
        exportBundle: async (_job, _without, personal) => {
          asked.push(personal);
          return new Blob();
        },
      },
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:zip', revokeObjectURL: () => undefined }),
    );
    const box = await screen.findByRole('checkbox', { name: 'Leave out what says who people are' });
    expect(box).toBeChecked();
    expect(screen.getByText(/^Left out, .*: names \(USERS.NAME\)\.$/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Export for Amazon Personalize' }));
    await eventually(() => expect(app.toasts.shown?.text).toMatch(/is saved/));
    box.focus();
    await user.keyboard(' ');
    expect(await screen.findByText(/^The bundle says who people are: names \(USERS.NAME\)/)).toBeVisible();
    expect(box).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Export for Amazon Personalize' }));
    await eventually(() => expect(asked).toEqual(['left-out', 'kept']));
  });

  it('says nothing of people where nothing says who they are', async () => {
    await open();
    await screen.findByText('Would AWS accept it?');
    expect(screen.queryByRole('checkbox', { name: /who people are/ })).toBeNull();
  });

  it('saves the zip under the project’s name and says so', async () => {
    const user = userEvent.setup();
    const { app } = await open();
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const made = vi.fn(() => 'blob:zip');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: made, revokeObjectURL: () => undefined }));
    await user.click(await screen.findByRole('button', { name: 'Export for Amazon Personalize' }));
    await eventually(() => expect(app.toasts.shown?.text).toMatch(/-personalize.zip is saved/));
    expect(made).toHaveBeenCalledOnce();
  });

  it('copies a request as JSON, command and Python', async () => {
    const user = userEvent.setup();
    await open();
    await screen.findByRole('region', { name: 'Requests in order' });
    await user.click(screen.getByRole('button', { name: 'Copy CreateFilter of seen as CLI' }));
    expect(await navigator.clipboard.readText()).toMatch(/^aws personalize create-filter --cli-input-json/);
    await user.click(screen.getByRole('button', { name: 'Copy CreateSolution of personal as boto3' }));
    expect(await navigator.clipboard.readText()).toContain('personalize.create_solution(');
    expect(screen.getByText('Copied CreateSolution of personal as boto3.')).toBeVisible();
  });

  it('runs a pasted request, asks JSON what it is for, and says what is refused', async () => {
    const user = userEvent.setup();
    const calls: unknown[] = [];
    const invoke = async (operation: string, input: JsonObject): Promise<JsonObject> => {
      calls.push([operation, input]);
      const issue: Issue = { code: 'S03', severity: 'error', details: { name: 'Films', dataset: null } };
      if (operation === 'CreateSchema') throw new AppError('INVALID_INPUT', { field: 'schema', issue });
      return { eventTrackerArn: 'arn:tracker' };
    };
    await open({ methods: { invoke } });
    const block = within(await screen.findByRole('region', { name: 'Paste a request, and run it here' }));
    const paste = async (text: string): Promise<void> => {
      await user.clear(block.getByRole('textbox'));
      await user.click(block.getByRole('textbox'));
      await user.paste(text);
    };
    const run = () => user.click(block.getByRole('button', { name: 'Run the request' }));
    await paste("aws personalize create-event-tracker --name clicks --dataset-group-arn 'arn:group'");
    expect(block.queryByLabelText('Operation')).toBeNull();
    await run();
    expect(await block.findByText('CreateEventTracker is done.')).toBeVisible();
    expect(block.getByRole('region', { name: 'Answer' })).toHaveTextContent('"arn:tracker"');
    await paste('{"name":"x","schema":"{}"}');
    await user.selectOptions(block.getByLabelText('Operation'), 'CreateSchema');
    await run();
    expect(await block.findByRole('alert')).toHaveTextContent('The schema is named “Films”.');
    await paste('{"userId":"1","campaignArn":"arn:aws:personalize:eu-west-1:123456789012:campaign/home"}');
    expect(block.getByLabelText('Operation')).toHaveValue('GetRecommendations');
    await run();
    await paste("client.delete_filter(filterArn='arn:filter')");
    await run();
    expect(block.getByText(/^Delete on the page of the resource/)).toBeVisible();
    expect(calls).toEqual([
      ['CreateEventTracker', { name: 'clicks', datasetGroupArn: 'arn:group' }],
      ['CreateSchema', { name: 'x', schema: '{}' }],
      [
        'GetRecommendations',
        { userId: '1', campaignArn: 'arn:aws:personalize:us-east-1:000000000000:campaign/home' },
      ],
    ]);
  });

  it('says why there is nothing to export', async () => {
    await open({
      methods: {
        describeExport: async () => {
          throw new AppError('NOT_FOUND', { what: 'data' });
        },
      },
    });
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Export for Amazon Personalize' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });
});

describe('A pasted request', () => {
  it('fills the form, and names what was left out', async () => {
    const user = userEvent.setup();
    const onrequest = vi.fn(() => ['datasetGroupArn']);
    const { container } = render(PasteRequest, { operations: ['CreateFilter'] as const, onrequest });
    await user.click(screen.getByText('Paste a request'));
    await user.click(screen.getByRole('textbox'));
    await user.paste(
      '{"name":"x","filterExpression":"y","datasetGroupArn":"a","tags":[],"roleArn":"r","colour":"red"}',
    );
    await user.click(screen.getByRole('button', { name: 'Fill the form' }));
    expect(onrequest).toHaveBeenCalledWith(
      { name: 'x', filterExpression: 'y', datasetGroupArn: 'a' },
      'CreateFilter',
    );
    const said = within(container.querySelector('[aria-live]') as HTMLElement);
    expect(said.getByText('roleArn: of an account, and without effect here.')).toBeVisible();
    expect(said.getByText('colour: CreateFilter has no such member.')).toBeVisible();
    expect(said.getByText(/^tags, datasetGroupArn: not taken over/)).toBeVisible();
  });

  it('says what is wrong with a text that is no request, and keeps it', async () => {
    const user = userEvent.setup();
    const onrequest = vi.fn(() => []);
    render(PasteRequest, { operations: ['CreateFilter'] as const, onrequest });
    await user.click(screen.getByText('Paste a request'));
    await user.click(screen.getByRole('textbox'));
    await user.paste('aws personalize create-campaign --name x');
    await user.click(screen.getByRole('button', { name: 'Fill the form' }));
    expect(screen.getByText(/^The command is create-campaign; this form takes CreateFilter/)).toBeVisible();
    expect(screen.getByRole('textbox')).toHaveValue('aws personalize create-campaign --name x');
    expect(onrequest).not.toHaveBeenCalled();
  });
});
