import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import App from '../../src/page/App.svelte';
import type { LessonFact } from '../../src/domain/lesson-facts';
import type { ProjectSummary } from '../../src/domain/resources';
import { lessonOf } from '../../src/words/lessons/catalogue';
import { fakeApi } from '../support/fake-api';
import { item, NEXT, SHOWN } from '../support/fake-lesson';
import { projectSummary } from '../support/fake-data';
import { eventually } from '../support/eventually';

const studio = () =>
  fakeApi({
    methods: {
      lessonFact: async (_, question) =>
        question.kind === 'next-item' ? NEXT : { kind: 'lacking', reason: 'truth' },
    },
  });

beforeEach(() => {
  history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-sample');
});

it('asks before it shows, by digit and Enter, and after a reload knows the guess and hides the answer', async () => {
  const first = render(App, { api: studio() });
  await screen.findByRole('heading', { level: 1, name: /^What will Ana \w+ next\?$/ });
  expect(screen.queryByText(/popularity said Fargo/)).toBeNull();
  await userEvent.keyboard('3');
  expect(await screen.findByRole('button', { name: /Alien/, pressed: true })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText(/popularity said Fargo/)).toBeVisible();
  first.unmount();
  render(App, { api: studio() });
  expect(await screen.findByRole('button', { name: /Alien.*your guess/, pressed: true })).toBeVisible();
  expect(screen.queryByText(/popularity said Fargo/)).toBeNull();
  expect(screen.queryByText(/✓/)).toBeNull();
});

it('shows in a tab that only reads what another tab has made for it', async () => {
  history.replaceState(null, '', '#view=lesson&lesson=neighbours');
  const plain = studio();
  const api = fakeApi({
    projects: [],
    methods: {
      hello: async () => ({ ...(await plain.hello()), writer: false }),
      lessonFact: plain.lessonFact,
    },
  });
  render(App, { api });
  expect(await screen.findByText(/Press Work here to take over/)).toBeVisible();
  expect(api.calls).not.toContain('openSample');
  api.emit({ kind: 'projects', projects: [projectSummary({ simulated: true })] });
  await screen.findByRole('heading', { level: 1, name: /^What will Ana \w+ next\?$/ });
  expect(screen.queryByText(/Press Work here to take over/)).toBeNull();
});

it('leads from a guess to the answer, marks both in words, and only then leads on', async () => {
  render(App, { api: studio() });
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  expect(screen.getByRole('button', { name: 'Next' })).not.toHaveClass('main');
  await userEvent.keyboard('3');
  expect(await screen.findByRole('button', { name: 'Show the answer' })).toHaveClass('main');
  expect(screen.queryByRole('button', { name: 'Next' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show the answer' }));
  expect(await screen.findByRole('button', { name: 'Next' })).toHaveClass('main');
  expect(screen.getByRole('button', { name: /Alien.*✗ your guess/ })).toBeVisible();
  expect(screen.getByRole('button', { name: /Seven.*✓ the answer/ })).toBeVisible();
  const says = screen.getByRole('status', { name: 'What it says' });
  expect(says.previousElementSibling).toBe(screen.getByRole('heading', { level: 1 }));
});

it('starts afresh without its guesses, in the page that is saved as well, and brings them back', async () => {
  const pages: Blob[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) pages.push(blob);
    return 'blob:saved';
  });
  const saved = async (): Promise<string> => {
    const before = pages.length;
    await userEvent.click(screen.getByRole('button', { name: 'Save my work' }));
    await eventually(() => expect(pages).toHaveLength(before + 1));
    const reader = new FileReader();
    reader.readAsText(pages[before]);
    await eventually(() => expect(reader.result).toMatch(/seed 42/));
    return String(reader.result);
  };
  render(App, { api: studio() });
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  expect(screen.queryByRole('button', { name: 'Start afresh' })).toBeNull();
  await userEvent.keyboard('3{Enter}');
  await screen.findByText(/popularity said Fargo/);
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: 'Start afresh' }));
  await eventually(() => expect(screen.queryByRole('button', { pressed: true })).toBeNull());
  expect(screen.queryByText(/popularity said Fargo/)).toBeNull();
  expect(await saved()).not.toMatch(/My guess|popularity said Fargo/);
  await userEvent.click(screen.getByRole('button', { name: 'Bring them back' }));
  expect(await screen.findByRole('button', { name: /Alien/, pressed: true })).toBeVisible();
  expect(await saved()).toMatch(/My guess.*<b>Alien<\/b>/);
  vi.restoreAllMocks();
});

it('turns pages with a clicker, and says what data cannot show', async () => {
  render(App, { api: studio() });
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  await userEvent.keyboard('{PageDown}');
  expect(await screen.findByText(/Nobody knows what these people really like/)).toBeVisible();
  expect(location.hash).toContain('step=2');
  await userEvent.keyboard('{PageUp}');
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  await userEvent.keyboard('{Escape}');
  await eventually(() => expect(screen.getByRole('list', { name: 'Lessons' })).toBeVisible());
});

const lessonKeys = 'foretaste.lessons';

it('keeps guesses of each person apart, and passes over one that is no longer among the choices', async () => {
  const who = { userId: 'Ana Novak' };
  localStorage.setItem(
    lessonKeys,
    JSON.stringify({ 'p-sample/neighbours/next/Bo Berg': { vote: 6, text: '', revealed: false } }),
  );
  const saved: Blob[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) saved.push(blob);
    return 'blob:saved';
  });
  const api = fakeApi({
    methods: { lessonFact: async () => ({ ...NEXT, ...who }) },
  });
  const first = render(App, { api });
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  await userEvent.keyboard('N3');
  await userEvent.click(await screen.findByRole('button', { name: 'Show them here' }));
  expect(await screen.findByRole('complementary', { name: 'Notes' })).toBeVisible();
  await screen.findByRole('button', { name: /Alien/, pressed: true });
  first.unmount();
  who.userId = 'Bo Berg';
  render(App, { api });
  await screen.findByRole('heading', { level: 1, name: /Bo/ });
  expect(screen.queryByRole('button', { pressed: true })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Save my work' }));
  await eventually(() => expect(saved).toHaveLength(1));
  const reader = new FileReader();
  reader.readAsText(saved[0]);
  await eventually(() => expect(reader.result).toMatch(/seed 42/));
  expect(reader.result).not.toContain('undefined');
  expect(reader.result).not.toContain('My guess');
  vi.restoreAllMocks();
});

it('keeps the focus where somebody was swapped in', async () => {
  const people = ['Al', 'Bo', 'Cy', 'Di'];
  const shown = (chosen: readonly string[]): LessonFact => ({
    kind: 'neighbours',
    userId: 'Ana Novak',
    items: 9,
    neighbours: people.map((userId) => ({
      userId,
      likeness: 0.5,
      items: 8,
      nShared: 1,
      shared: [item('Heat')],
      chosen: chosen.includes(userId),
    })),
    list: [{ item: item('Fargo'), from: ['Al'], rankBefore: null, taken: false }],
    found: { near: 0.6, drawn: 0.2, more: SHOWN },
  });
  history.replaceState(null, '', '#view=lesson&lesson=ten-minutes&step=3&project=p-sample');
  const lessonFact: ReturnType<typeof fakeApi>['lessonFact'] = async (_, question) =>
    shown(question.kind === 'neighbours' ? (question.chosen ?? ['Al', 'Bo']) : []);
  render(App, { api: fakeApi({ methods: { lessonFact } }) });
  const button = await screen.findByRole('button', { name: 'Cy' });
  button.focus();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('region', { name: 'Shared with Cy' });
  expect(screen.getByRole('button', { name: 'Bo' })).toHaveFocus();
});

it('shows a student only what the link offers, and everything on demand', async () => {
  history.replaceState(
    null,
    '',
    '#view=lesson&lesson=neighbours&project=p-sample&only=lesson%2Cwhy&title=Class+9b&expects=shop.csv%7C6000%7Cabcd0123',
  );
  render(App, { api: studio() });
  await screen.findByText('Class 9b');
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  expect(screen.queryByRole('navigation', { name: 'Three ways in' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Leave' })).toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('heading', { level: 1, name: /Ana/ })).toBeVisible();
  expect(location.hash).toContain('lesson=neighbours');
  expect(screen.getByText(/made on “shop.csv”: 6,000 rows, checksum abcd0123/)).toBeVisible();
  await userEvent.type(screen.getByRole('textbox', { name: /Your answer/ }), 'n 1 because');
  expect(screen.getByRole('textbox', { name: /Your answer/ })).toHaveValue('n 1 because');
  await userEvent.click(screen.getByRole('link', { name: 'Show everything' }));
  await eventually(() => expect(screen.queryByText('Class 9b')).toBeNull());
});

it('puts a question above one list, keeps the answer over a reload, and shows what the link allows', async () => {
  history.replaceState(
    null,
    '',
    '#view=recommendations&project=p-sample&user=408&lesson=order&only=why&title=9b&asks=Why+Heat%3F',
  );
  const first = render(App, { api: studio() });
  const card = await screen.findByRole('region', { name: 'Lesson card' });
  expect(card).toHaveTextContent('Why Heat?');
  await userEvent.type(screen.getByLabelText('Your answer'), 'seen twice');
  expect((await screen.findAllByRole('button', { name: /^Why / })).length).toBeGreaterThan(0);
  expect(screen.queryByRole('group', { name: 'Filters' })).toBeNull();
  expect(screen.queryByLabelText('Training')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Map' })).toBeNull();
  first.unmount();
  const second = render(App, { api: studio() });
  expect(await screen.findByLabelText('Your answer')).toHaveValue('seen twice');
  second.unmount();
  history.replaceState(null, '', `${location.hash.replace('only=why', 'only=why%2Cmap%2Crecipes')}`);
  render(App, { api: studio() });
  expect(await screen.findByLabelText('Training')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Map' })).toBeVisible();
});

it('makes a link that opens a list, with the question of the lesson or another', async () => {
  render(App, { api: studio() });
  await userEvent.click(await screen.findByRole('button', { name: 'Student link' }));
  await userEvent.click(screen.getByRole('radio', { name: /A list, with a question on top/ }));
  const question = screen.getByLabelText('Question');
  expect(question).toHaveValue(lessonOf('neighbours')?.task() ?? '');
  await userEvent.clear(question);
  await userEvent.type(question, 'Why so');
  expect(screen.getByText(/view=recommendations.*asks=Why\+so/)).toBeVisible();
});

it('copies a link to own data once it says which they are, and says so when the browser refuses', async () => {
  const user = userEvent.setup();
  let tell: (checksum: string) => void = () => undefined;
  const dataChecksum = () => new Promise<string>((done) => (tell = done));
  const own = projectSummary({ id: 'p-own' as ProjectSummary['id'], name: 'ratings', simulated: false });
  history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-own');
  render(App, { api: fakeApi({ projects: [own], methods: { dataChecksum, lessonFact: async () => NEXT } }) });
  await user.click(await screen.findByRole('button', { name: 'Student link' }));
  const copy = screen.getByRole('button', { name: 'Copy' });
  await waitFor(() => expect(copy).toHaveAccessibleDescription('reading which data it is about'));
  await navigator.clipboard.writeText('before');
  await user.click(copy);
  expect(await navigator.clipboard.readText()).toBe('before');
  tell('0badcafe');
  const address = await screen.findByText(/expects=ratings%7C\d+%7C0badcafe/);
  expect(copy).not.toHaveAttribute('aria-disabled', 'true');
  const refusal = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new Error('NotAllowed'));
  await user.click(copy);
  expect(await screen.findByRole('alert')).toHaveTextContent(/did not let the link be copied/);
  refusal.mockRestore();
  await user.click(copy);
  expect(await navigator.clipboard.readText()).toBe(address.textContent);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('goes on where a lesson was left, and begins anew after its end', async () => {
  history.replaceState(null, '', '#view=lesson&lesson=ten-minutes&step=3&project=p-sample');
  render(App, { api: studio() });
  await screen.findByRole('list', { name: 'Step 3 of 7' });
  await userEvent.keyboard('{Escape}');
  const on = await screen.findByRole('link', { name: /^Go on at step 3/ });
  expect(on).toHaveAttribute('href', expect.stringContaining('step=3'));
  await userEvent.click(on);
  await screen.findByRole('list', { name: 'Step 3 of 7' });
  history.replaceState(null, '', location.hash.replace('step=3', 'step=7'));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await screen.findByRole('list', { name: 'Step 7 of 7' });
  await userEvent.keyboard('{Escape}');
  await screen.findByRole('list', { name: 'Lessons' });
  expect(screen.queryByRole('link', { name: /^Go on/ })).toBeNull();
});

it('never breaks a date inside, however long the names beside it are', async () => {
  const rows: LessonFact = {
    kind: 'rows',
    rows: [{ userId: 'Ana', item: item('Heat'), timestampSec: 1_740_400_000, eventType: null }],
    events: 1,
    users: 1,
    items: 1,
    pairs: 1,
    unmet: SHOWN,
    checksum: '00000000',
  };
  history.replaceState(null, '', '#view=lesson&lesson=sees&step=1&project=p-sample');
  render(App, { api: fakeApi({ methods: { lessonFact: async () => rows } }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Show the answer' }));
  expect(await screen.findByRole('cell', { name: '24\u00a0Feb\u00a02025' })).toHaveClass('nw');
});

it('has a table behind its figure, with the same numbers', async () => {
  const epochs = (surprise: readonly number[]) =>
    surprise.map((value, k) => ({ epoch: k + 1, loss: 0.5 / (k + 1), surprise: value }));
  const paired = { n: 90, low: 0.05, high: 0.2, pValue: 0.001, first: 80, second: 10, equal: 0 };
  const turned: LessonFact = {
    kind: 'turn',
    held: { regularization: 0.03, points: epochs([0.52, 0.45, 0.4]) },
    free: { regularization: 0.00001, points: epochs([0.55, 0.42, 0.57]) },
    turn: 2,
    rise: { ...paired, difference: 0.15, better: 'first' },
    lists: { ...paired, difference: 0.1, better: 'first' },
    people: 90,
  };
  history.replaceState(null, '', '#view=lesson&lesson=overfitting&step=2&project=p-sample');
  render(App, { api: fakeApi({ methods: { lessonFact: async () => turned } }) });
  const reveal = await screen.findByRole('button', { name: 'Show the answer' });
  expect(screen.queryByRole('button', { name: 'As table' })).toBeNull();
  await userEvent.click(reveal);
  const mark = await screen.findByText('best after round 2');
  const [x, y] = ['x', 'y'].map((name) => Number(mark.getAttribute(name)));
  const right = Number(screen.getByText('may learn by heart').getAttribute('x'));
  expect(x + 3.5 * (mark.textContent ?? '').length).toBeLessThanOrEqual(right);
  expect(Number(screen.getByText('held back').getAttribute('y'))).toBeGreaterThan(y + 12);
  await userEvent.click(await screen.findByRole('button', { name: 'As table' }));
  expect(screen.getByRole('table')).toHaveTextContent(/3\s*0\.570\s*0\.167\s*0\.400/);
  expect(screen.getByRole('status', { name: 'What it says' })).toHaveTextContent('0.570');
});

it('saves every step that was looked at as one page, and reads a class’s pages together', async () => {
  const pages: Blob[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) pages.push(blob);
    return 'blob:saved';
  });
  history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-sample&only=lesson');
  render(App, { api: studio() });
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  await userEvent.keyboard('3');
  await userEvent.type(screen.getByRole('textbox', { name: /own words/ }), 'It is old');
  await userEvent.type(screen.getByRole('textbox', { name: 'Your name' }), 'Mina');
  await userEvent.click(screen.getByRole('button', { name: 'Show the answer' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
  await screen.findByText(/Nobody knows what these people really like/);
  await userEvent.click(screen.getByRole('button', { name: 'Back' }));
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  await userEvent.click(screen.getByRole('button', { name: 'Save my work' }));
  await eventually(() => expect(pages).toHaveLength(1));
  vi.restoreAllMocks();
  cleanup();

  history.replaceState(null, '', '#view=lesson&project=p-sample');
  render(App, { api: studio() });
  const reader = new FileReader();
  reader.readAsText(pages[0]);
  await eventually(() => expect(reader.result).toMatch(/Mina/));
  // jsdom's files cannot tell their text.
  const file = (name: string, text: string): File =>
    Object.assign(new File([text], name, { type: 'text/html' }), { text: async () => text });
  const page = file('neighbours-Mina-my-work.html', String(reader.result));
  const other = file('list.html', '<p>shopping</p>');
  await userEvent.upload(await screen.findByLabelText('Saved work of pupils'), [page, other]);
  const summary = within(await screen.findByRole('region', { name: 'What did the class say?' }));
  expect(await summary.findByRole('heading', { name: 'People like you' })).toBeVisible();
  expect(summary.getByText('It is old')).toBeVisible();
  expect(summary.getByRole('row', { name: /Alien\s+1/ })).toBeVisible();
  expect(summary.getByRole('row', { name: /Seven\s+0\s+✓ the answer/ })).toBeVisible();
  expect(summary.getByText(/not saved work from a lesson: list\.html/)).toBeVisible();
  // Dropped once more, it is counted and heard as one.
  await userEvent.upload(screen.getByLabelText('Saved work of pupils'), [page]);
  await eventually(() => expect(summary.queryByText(/not saved work/)).toBeNull());
  expect(summary.getByRole('row', { name: /Alien\s+1/ })).toBeVisible();
  expect(screen.getByText(/^1\ssaved work read/)).toBeInTheDocument();
});

it('ends the lesson about order in a world where it can be tried, but not in a page elsewhere', async () => {
  const more = {
    n: 90,
    difference: 0.066,
    low: 0.059,
    high: 0.074,
    pValue: 0,
    better: 'first',
    first: 60,
    second: 20,
    equal: 10,
  } as const;
  const api = () =>
    fakeApi({
      methods: {
        lessonFact: async () => ({
          kind: 'visits',
          people: 90,
          within: 0.734,
          back: 0.668,
          any: 0.567,
          more,
        }),
      },
    });
  history.replaceState(null, '', '#view=lesson&lesson=order&step=2&project=p-sample');
  const tab = render(App, { api: api() });
  const world = { name: 'A world with knobs' };
  await screen.findByRole('button', { name: 'Show the answer' });
  expect(screen.queryByRole('link', world)).toBeNull();
  await userEvent.keyboard('{Enter}');
  const link = await screen.findByRole('link', world);
  expect(link).toHaveAttribute(
    'href',
    expect.stringMatching(/^#view=world.*lesson=order&step=2.*knobs=10-1-5-0-10/),
  );
  tab.unmount();
  history.replaceState(null, '', '#view=lesson&lesson=order&step=2&embed=yes');
  render(App, { api: api() });
  await userEvent.click(await screen.findByRole('button', { name: 'Show the answer' }));
  await screen.findByRole('button', { name: /^Hide/ });
  expect(screen.queryByRole('link', world)).toBeNull();
});
