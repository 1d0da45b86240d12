import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
import { writeCode } from '../../src/domain/class-code';
import type { LessonFact } from '../../src/domain/lesson-facts';
import { buildAppState } from '../../src/page/state/app';
import ClassView from '../../src/page/views/class/ClassView.svelte';
import { fakeApi } from '../support/fake-api';
import { NEXT } from '../support/fake-lesson';
import { smallClass } from '../support/small-class';
import WithApp from '../support/WithApp.svelte';

const more = { n: 20, first: 9, second: 1, equal: 10, difference: 1, low: 0.5, high: 1.5, better: 'first' };
const EXPLORATION = {
  kind: 'exploration',
  recipe: 'aws-user-personalization',
  people: 20,
  days: 30,
  fresh: 4,
  rows: [0, 0.3, 0.6].map((weight) => ({ weight, fresh: 100 * weight, kept: 190, more })),
} as unknown as LessonFact;

const studio = () =>
  fakeApi({
    methods: {
      lessonFact: async (_, { kind }) => {
        if (kind === 'next-item') return NEXT;
        return kind === 'exploration' ? EXPLORATION : { kind: 'lacking', reason: 'truth' };
      },
    },
  });

beforeEach(() => {
  sessionStorage.clear();
});
afterEach(() => {
  cleanup();
  history.replaceState(null, '', location.pathname);
});

it('leads from a lesson to a sheet for pupils, which asks and gives nothing away', async () => {
  history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-sample&step=2');
  render(App, { api: studio() });
  const print = await screen.findByRole('button', { name: 'Print' });
  print.focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByText('For pupils', { selector: '[role=menuitem] *' }));
  const sheet = within(await screen.findByRole('article'));
  expect(await sheet.findByRole('heading', { name: /^1 What will Ana/ })).toBeInTheDocument();
  expect(sheet.getByText('Which one came next?')).toBeInTheDocument();
  expect(sheet.getAllByRole('listitem').map((one) => one.textContent.trim())).toEqual(
    expect.arrayContaining(['Fargo', 'Seven', 'Alien', 'Big']),
  );
  expect(sheet.queryByText(/It was/)).toBeNull();
  expect(sheet.queryByText(/Let everybody commit/)).toBeNull();
  expect(sheet.getByText('My guess, and why')).toBeInTheDocument();
  expect(sheet.getByText(/Nobody knows what these people really like/)).toBeInTheDocument();
  // No phone finds this computer’s own address, so no QR of it is printed.
  expect(await sheet.findByText(/No phone can open this page yet/)).toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: 'For the teacher' }));
  expect(await sheet.findByText(/It was/)).toBeInTheDocument();
  expect(sheet.getByText(/Let everybody commit/)).toBeInTheDocument();
  expect(sheet.getByText('Seven', { selector: '.right' })).toBeInTheDocument();
  expect(sheet.queryByText('My guess, and why')).toBeNull();
  await userEvent.click(screen.getByRole('link', { name: 'Back to the lesson' }));
  expect(location.hash).toContain('step=2');
});

it('leaves room to sketch where the picture would be the answer', async () => {
  history.replaceState(null, '', '#view=lesson&lesson=popularity&project=p-sample&sheet=pupils');
  render(App, { api: studio() });
  const sheet = within(await screen.findByRole('article'));
  expect(await sheet.findByText('Sketch here what the wall shows.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'For the teacher' }));
  expect(await sheet.findByRole('rowheader', { name: 'more (0.6)' })).toBeInTheDocument();
  expect(sheet.queryByText('Sketch here what the wall shows.')).toBeNull();
});

it('has the plan for the hour where the list of lessons leads to it', async () => {
  history.replaceState(null, '', '#view=lesson');
  render(App, { api: studio() });
  await userEvent.click(await screen.findByRole('link', { name: /^One hour, three lessons/ }));
  const sheet = within(await screen.findByRole('article'));
  expect(await sheet.findByRole('heading', { name: 'One hour, three lessons' })).toBeInTheDocument();
});

it('offers nothing to print to whoever opens a student link', async () => {
  history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-sample&only=lesson');
  render(App, { api: studio() });
  await screen.findByRole('heading', { level: 1, name: /Ana/ });
  expect(screen.queryByRole('button', { name: 'Print' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Student link' })).toBeNull();
});

it('prints the questions of a class before it has answered, and what it says then', async () => {
  history.replaceState(null, '', '#view=class&step=1&sheet=pupils');
  const app = buildAppState(fakeApi());
  app.route.listen();
  const codes = smallClass(1, 6, 20, 0.6).map((likings) => writeCode(likings, { ready: 'snacks' }));
  const { unmount } = render(WithApp, { app, screen: ClassView });
  const sheet = within(await screen.findByRole('article'));
  // A row a thing, with five boxes each.
  expect(sheet.getAllByRole('row')).toHaveLength(21);
  expect(sheet.getByText('Who answers most like you?')).toBeInTheDocument();
  expect(sheet.getByText(/class\.html#set=snacks/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'For the teacher' }));
  expect(sheet.getAllByText(/appears here once 5\spupils have answered/)).toHaveLength(4);
  unmount();
  sessionStorage.setItem(
    'foretaste.class',
    JSON.stringify({ set: { ready: 'snacks' }, pupils: codes.map((code) => ({ name: null, code })) }),
  );
  history.replaceState(null, '', '#view=class&step=1&sheet=teacher');
  const later = buildAppState(fakeApi());
  later.route.listen();
  render(WithApp, { app: later, screen: ClassView });
  expect(await screen.findByText(/Of all likes/)).toBeInTheDocument();
  expect(screen.getByText(/thirty pupils, three minutes/)).toBeInTheDocument();
  const each = within(screen.getByRole('table', { name: 'Liked of five guesses' }));
  expect(each.getAllByRole('row')).toHaveLength(codes.length + 1);
});
