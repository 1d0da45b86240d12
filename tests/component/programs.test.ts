import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError, type JsonObject } from '../../src/domain/errors';
import type { ProjectId } from '../../src/domain/resources';
import { buildAppState } from '../../src/page/state/app';
import SettingsView from '../../src/page/views/settings/SettingsView.svelte';
import UserView from '../../src/page/views/user/UserView.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { projectState } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';

/** The page's own server: what it says of itself, the line it holds, and what the tab has answered. */
class PageServer {
  readonly answers: JsonObject[] = [];
  readonly asked: string[] = [];
  #line: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(private readonly programs: boolean) {}

  readonly fetch = async (address: string | URL, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(address);
    this.asked.push(pathname);
    if (pathname === '/server.json') return Response.json({ programs: this.programs });
    if (pathname === '/aws/_tab') {
      const body = new ReadableStream<Uint8Array>({ start: (line) => void (this.#line = line) });
      init.signal?.addEventListener('abort', () => this.#line?.error(new DOMException('', 'AbortError')));
      this.say({ token: 'FORETASTEKEY' });
      return new Response(body);
    }
    this.answers.push(JSON.parse(String(init.body)) as JsonObject);
    return new Response(null, { status: 204 });
  };

  say(line: object): void {
    this.#line?.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
  }
  end(): void {
    this.#line?.close();
  }
  break(): void {
    this.#line?.error(new TypeError('network error'));
  }
}

async function openSettings(server: PageServer, open = true) {
  return openScreen(server, SettingsView, { open });
}

async function openScreen(
  server: PageServer,
  view: typeof SettingsView | typeof UserView,
  { open = true, methods = {} }: { readonly open?: boolean; readonly methods?: FakeOptions['methods'] } = {},
) {
  vi.stubGlobal('fetch', server.fetch);
  const state = projectState();
  const invoke = async (operation: string): Promise<JsonObject> => {
    if (operation === 'PutEvents') throw new AppError('E01', { trackingId: 't' });
    return operation === 'PutItems' ? {} : { campaigns: [] };
  };
  const app = buildAppState(fakeApi({ methods: { openProject: async () => state, invoke, ...methods } }));
  await app.workspace.start();
  if (open) await app.workspace.open('p-films' as ProjectId);
  render(WithApp, { app, screen: view });
  return app;
}
const allow = () => screen.findByRole('checkbox', { name: /^Let programs call/ });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('programs on this computer', () => {
  it('are not spoken of where the page’s server does not pass calls on', async () => {
    const server = new PageServer(false);
    const app = await openSettings(server);
    await waitFor(() => expect(server.asked).toEqual(['/server.json']));
    await waitFor(() => expect(app.programs.offered).toBe(false));
    expect(screen.queryByText('Programs on this computer')).toBeNull();
  });

  it('get answers and refusals of the open project, and the page says who has called what', async () => {
    const server = new PageServer(true);
    const app = await openSettings(server);
    const user = userEvent.setup();
    expect(await allow()).not.toBeChecked();
    await user.click(await allow());
    expect(await screen.findByText('FORETASTEKEY')).toBeVisible();
    server.say({ id: 1, operation: 'ListCampaigns', input: {}, from: 'Boto3/1' });
    await waitFor(() =>
      expect(server.answers).toEqual([{ id: 1, token: 'FORETASTEKEY', answer: { campaigns: [] } }]),
    );
    expect(await screen.findByText('ListCampaigns')).toBeVisible();
    server.say({ id: 2, operation: 'PutEvents', input: {}, from: '' });
    await waitFor(() =>
      expect(server.answers[1]).toMatchObject({
        id: 2,
        error: { code: 'E01', details: { trackingId: 't' } },
      }),
    );
    const { entries } = app.programs.logOf('p-films');
    expect(entries.map(({ number, operation, from }) => [number, operation, from])).toEqual([
      [2, 'PutEvents', ''],
      [1, 'ListCampaigns', 'Boto3/1'],
    ]);
    expect(await screen.findByText('a program')).toBeVisible();
    // What was refused has put nothing.
    expect(app.programs.puts).toBe(0);
    server.say({ id: 3, operation: 'PutItems', input: {}, from: '' });
    server.say({ id: 4, operation: 'PutItems', input: {}, from: '' });
    await waitFor(() => expect(app.programs.puts).toBe(1));
    expect(server.answers).toHaveLength(4);
  });

  it('hear that nothing is open', async () => {
    const server = new PageServer(true);
    await openSettings(server, false);
    await userEvent.setup().click(await allow());
    server.say({ id: 1, operation: 'ListCampaigns', input: {}, from: '' });
    await waitFor(() =>
      expect(server.answers).toEqual([{ id: 1, token: 'FORETASTEKEY', nothingOpen: true }]),
    );
  });

  it.each([
    ['Another tab answers programs now.', (server: PageServer) => server.end()],
    [/^The server of this page has ended\./, (server: PageServer) => server.break()],
  ])('are shut out with a word: %s', async (words, end) => {
    const server = new PageServer(true);
    const app = await openSettings(server);
    const user = userEvent.setup();
    await user.click(await allow());
    await screen.findByText('FORETASTEKEY');
    end(server);
    expect(await screen.findByText(words)).toBeVisible();
    expect(await allow()).not.toBeChecked();
    expect(app.programs.key).toBeNull();
  });

  it('are shut out by the switch without a word, and may be let in again', async () => {
    const server = new PageServer(true);
    await openSettings(server);
    const user = userEvent.setup();
    await user.click(await allow());
    await screen.findByText('FORETASTEKEY');
    await user.click(await allow());
    expect(screen.queryByText('FORETASTEKEY')).toBeNull();
    expect(screen.queryByText(/has ended|Another tab/)).toBeNull();
    await user.click(await allow());
    expect(await screen.findByText('FORETASTEKEY')).toBeVisible();
  });

  it('move the list and the history of the person on screen when they have put an event', async () => {
    const getRecommendations = vi.fn(fakeApi().getRecommendations);
    const getUserHistory = vi.fn(fakeApi().getUserHistory);
    const server = new PageServer(true);
    const methods = { getRecommendations, getUserHistory };
    const app = await openScreen(server, UserView, { methods });
    await screen.findAllByRole('button', { name: /^Why / });
    const [lists, histories] = [getRecommendations.mock.calls.length, getUserHistory.mock.calls.length];
    void app.programs.allow();
    await waitFor(() => expect(app.programs.key).not.toBeNull());
    server.say({ id: 1, operation: 'PutItems', input: {}, from: '' });
    await waitFor(() => expect(getRecommendations.mock.calls.length).toBeGreaterThan(lists));
    await waitFor(() => expect(getUserHistory.mock.calls.length).toBe(histories + 1));
    app.programs.stop();
  });
});
