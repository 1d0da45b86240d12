import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleCode, type Liking, writeCode } from '../../src/domain/class-code';
import type { ClassSet } from '../../src/domain/class-set';
import { buildAppState, type AppState } from '../../src/page/state/app';
import { writeClassSet } from '../../src/page/state/class-link';
import { ClassGame } from '../../src/page/views/class/class-game.svelte';
import ClassView from '../../src/page/views/class/ClassView.svelte';
import PhoneView from '../../src/page/views/phone/PhoneView.svelte';
import { fakeApi, type FakeOptions } from '../support/fake-api';
import { smallClass } from '../support/small-class';
import WithApp from '../support/WithApp.svelte';

const snacks: ClassSet = { ready: 'snacks' };
const answers = smallClass(1, 40, 20, 0.6);
const codes = answers.map((likings) => writeCode(likings, snacks));
const person = userEvent.setup();

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname);
});

function openAt(hash: string): void {
  history.replaceState(null, '', `${location.pathname}#${hash}`);
}

describe('the phone of a pupil', () => {
  it('takes an answer for each thing, and gives the code of all', async () => {
    openAt('set=snacks&lang=en');
    render(PhoneView);
    await person.click(screen.getByRole('button', { name: 'Show my code' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Answer at least one thing');
    const pizza = within(screen.getByRole('group', { name: 'Pizza' }));
    await person.click(pizza.getByRole('radio', { name: 'Love it' }));
    // By arrow keys within a thing, as in any group of choices.
    await person.keyboard('{ArrowDown}');
    expect(pizza.getByRole('radio', { name: 'Like it' })).toBeChecked();
    expect(screen.getByText('1 of 20 answered')).toBeInTheDocument();
    await person.click(screen.getByRole('button', { name: 'Show my code' }));
    const likings: Liking[] = [3, ...new Array<Liking>(19).fill(0)];
    const code = writeCode(likings, snacks);
    expect(screen.getByText([...code.slice(0, 4)].join(' '), { exact: false })).toBeInTheDocument();
    expect(screen.getByText(/19\sare not answered yet/)).toBeInTheDocument();
    expect(await screen.findByRole('img', { name: 'QR of your code' })).toBeInTheDocument();
  });

  it('has the answers still when the page is loaded again, and not those to another list', async () => {
    openAt('set=snacks&lang=en');
    render(PhoneView);
    await person.click(
      within(screen.getByRole('group', { name: 'Soup' })).getByRole('radio', { name: 'Don’t like it' }),
    );
    cleanup();
    render(PhoneView);
    expect(
      within(screen.getByRole('group', { name: 'Soup' })).getByRole('radio', { name: 'Don’t like it' }),
    ).toBeChecked();
    cleanup();
    openAt('set=films&lang=en');
    render(PhoneView);
    expect(screen.getByText('0 of 20 answered')).toBeInTheDocument();
  });

  it('goes back from the code to the answers, and has the code still when it is loaded again', async () => {
    openAt('set=snacks&lang=en');
    render(PhoneView);
    const code = () => screen.findByRole('heading', { name: 'Your code' });
    const likes = (): HTMLElement =>
      within(screen.getByRole('group', { name: 'Soup' })).getByRole('radio', { name: 'Like it' });
    await person.click(likes());
    await person.click(screen.getByRole('button', { name: 'Show my code' }));
    await code();
    cleanup();
    render(PhoneView);
    await code();
    // The phone's own button.
    history.back();
    expect(await screen.findByText('1 of 20 answered')).toBeInTheDocument();
    history.forward();
    await code();
    await person.click(screen.getByRole('button', { name: 'Change my answers' }));
    await waitFor(() => expect(likes()).toBeChecked());
    expect(history.state).toBeNull();
  });

  it('is handed on with nothing said, and says it again as long as nobody has answered', async () => {
    openAt('set=snacks&lang=en');
    render(PhoneView);
    const soup = () => within(screen.getByRole('group', { name: 'Soup' }));
    const handOn = async (): Promise<void> => {
      await person.click(screen.getByRole('button', { name: 'Show my code' }));
      await person.click(screen.getByRole('button', { name: 'For somebody else' }));
      expect(await screen.findByText('0 of 20 answered')).toBeInTheDocument();
      expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
      await waitFor(() => expect(history.state).toBeNull());
    };
    await person.click(soup().getByRole('radio', { name: 'Like it' }));
    await handOn();
    await person.click(screen.getByRole('button', { name: 'Bring them back' }));
    expect(soup().getByRole('radio', { name: 'Like it' })).toBeChecked();
    await handOn();
    await person.click(soup().getByRole('radio', { name: 'Love it' }));
    expect(screen.queryByRole('button', { name: 'Bring them back' })).toBeNull();
    // What was handed on is not what is kept.
    cleanup();
    render(PhoneView);
    expect(soup().getByRole('radio', { name: 'Love it' })).toBeChecked();
  });

  it('speaks the language of the link, and the other at a press', async () => {
    openAt(writeClassSet({ titles: ['가', '나', '다', '라', '마'] }, 'ko'));
    render(PhoneView);
    expect(screen.getByRole('heading', { name: '무엇을 좋아하나요?' })).toBeInTheDocument();
    expect(screen.getByRole('group', { name: '다' })).toBeInTheDocument();
    await person.click(screen.getByRole('button', { name: 'Switch to English' }));
    expect(screen.getByRole('heading', { name: 'What do you like?' })).toBeInTheDocument();
  });

  it('says so where the link was cut', () => {
    openAt('things=YWJj&lang=en');
    render(PhoneView);
    expect(screen.getByRole('heading', { name: 'This link has no list' })).toBeInTheDocument();
  });
});

function show(hash: string, methods: FakeOptions['methods'] = {}): AppState {
  openAt(hash);
  const app = buildAppState(fakeApi({ methods }));
  render(WithApp, { app, screen: ClassView });
  return app;
}

async function take(text: string): Promise<void> {
  const field = screen.getByLabelText('Codes, typed or pasted');
  await person.clear(field);
  await person.click(field);
  await person.paste(text);
  await person.click(screen.getByRole('button', { name: 'Add' }));
}

describe('what a class is asked', () => {
  it('is a ready list, or what somebody writes, if it can be asked', async () => {
    const app = show('view=class');
    const lines = screen.getByLabelText('One thing a line');
    expect((lines as HTMLTextAreaElement).value.split('\n')).toHaveLength(20);
    await person.clear(lines);
    await person.type(lines, 'Tea{Enter}Coffee{Enter}Milk');
    const goOn = screen.getByRole('button', { name: 'Show the QR' });
    expect(goOn).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/3\sthings are too few/)).toBeInTheDocument();
    await person.type(lines, '{Enter}Juice{Enter}Tea');
    expect(screen.getByText('“Tea” is there twice.')).toBeInTheDocument();
    await person.type(lines, ' cold');
    await person.click(goOn);
    expect(app.route.current.step).toBe(1);
    expect(screen.getByText(/class\.html#things=/)).toBeInTheDocument();
  });
});

describe('what comes in', () => {
  it('is told where it cannot be taken, each with its reason', async () => {
    show('view=class&step=1');
    const other = writeCode(answers[0], { ready: 'films' });
    const none = writeCode(
      answers[0].map((): Liking => 0),
      snacks,
    );
    await take([codes[0], codes[0], codes[1].slice(0, 6), other, none, 'QQQQ QQQQ QQQ QQQ'].join('\n'));
    expect(screen.getByRole('heading', { name: /^1\sanswer$/ })).toBeInTheDocument();
    const refused = within(screen.getByRole('region', { name: 'Not added' }));
    expect(refused.getAllByRole('listitem')).toHaveLength(5);
    for (const why of [
      /It is there already/,
      /6\sletters and digits are there, and a code has 14/,
      /It answers another list/,
      /It says “Don’t know it” of everything/,
      /Group 1: no code has the letter Q/,
    ])
      expect(refused.getByText(why)).toBeInTheDocument();
    await person.click(refused.getByRole('button', { name: 'Add anyway' }));
    expect(screen.getByRole('heading', { name: /^2\sanswers$/ })).toBeInTheDocument();
    expect(refused.getAllByRole('listitem')).toHaveLength(4);
  });

  it('offers the code that a misheard one must have been', async () => {
    show('view=class&step=1');
    const letter = codes[0][5] === '7' ? '9' : '7';
    await take(`Mina: ${codes[0].slice(0, 5)}${letter}${codes[0].slice(6)}`);
    expect(screen.getByText(/Group 2 has a wrong letter/)).toBeInTheDocument();
    await person.click(screen.getByRole('button', { name: 'Yes, take that' }));
    expect(screen.getByRole('heading', { name: /^1\sanswer$/ })).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Not added' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Mina' })).toBeInTheDocument();
  });

  it('needs five people, has room for forty, and is there after the page is loaded again', async () => {
    show('view=class&step=1');
    await take(codes.slice(0, 4).join('\n'));
    const next = screen.getByRole('button', { name: 'Next (→)' });
    expect(next).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/Needs at least 5\sanswers; 4 so far/)).toBeInTheDocument();
    await take(codes.slice(4).join(' '));
    expect(screen.getByRole('heading', { name: /^40\sanswers$/ })).toBeInTheDocument();
    cleanup();
    show('view=class&step=1');
    expect(screen.getByRole('heading', { name: /^40\sanswers$/ })).toBeInTheDocument();
    await person.click(screen.getByRole('button', { name: 'Remove all' }));
    expect(screen.getByRole('heading', { name: 'Nobody has answered yet' })).toBeInTheDocument();
  });

  it('does not take the example under the field for a pupil', async () => {
    show('view=class&step=1');
    await take(exampleCode(snacks));
    expect(screen.getByText('It is the example, and nobody’s answer.')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Nobody has answered yet' })).toBeInTheDocument();
  });

  it('may be a made-up class to try with, which says so and goes when a real answer comes', async () => {
    show('view=class&step=1');
    await person.click(screen.getByRole('button', { name: 'Try with a made-up class' }));
    expect(screen.getByRole('heading', { name: /^24\smade-up pupils$/ })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next (→)' })).not.toHaveAttribute('aria-disabled', 'true');
    // It is made up still when the page is loaded again.
    cleanup();
    show('view=class&step=2');
    expect(await screen.findByText('A made-up class')).toBeInTheDocument();
    cleanup();
    show('view=class&step=1');
    await take(codes[0]);
    expect(screen.getByRole('heading', { name: /^1\sanswer$/ })).toBeInTheDocument();
    expect(screen.queryByText(/This class is made up/)).toBeNull();
  });

  it('has names that can be given, changed and taken out', async () => {
    show('view=class&step=1');
    await take(`Mina: ${codes[0]}`);
    await person.click(screen.getByRole('button', { name: 'Mina' }));
    await person.clear(screen.getByLabelText('Another name for Mina'));
    await person.keyboard('Mira{Enter}');
    await person.click(screen.getByRole('button', { name: 'Take Mira out' }));
    expect(screen.getByRole('heading', { name: 'Nobody has answered yet' })).toBeInTheDocument();
  });

  it('may be the table of a survey, whose things become the list where nobody has answered yet', async () => {
    const things = ['Tea', 'Coffee', 'Milk', 'Juice', 'Water'];
    const people = ['Ana', 'Ben'].map((name, k) => ({
      name,
      likings: things.map((_, thing) => ((k + thing) % 5) as Liking),
    }));
    show('view=class&step=1', { readSurvey: async () => ({ things, people }) });
    const input = screen.getByLabelText('Pictures or a survey…');
    await person.upload(input, new File(['…'], 'survey.csv', { type: 'text/csv' }));
    expect(await screen.findByRole('heading', { name: /^2\sanswers$/ })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Ana' })).toBeInTheDocument();
    expect(screen.getByText(/class\.html#things=/)).toBeInTheDocument();
  });

  it('of a survey that comes twice are taken once, and only as many as have room', async () => {
    const things = ['Tea', 'Coffee', 'Milk', 'Juice', 'Water'];
    const rows = (count: number) =>
      Array.from({ length: count }, (_, k) => ({
        name: `Pupil ${k}`,
        likings: things.map((_thing, at) => (1 + ((k + at) % 4)) as Liking),
      }));
    // Two without a name who answer alike are two, and are so still when they come again.
    const nameless = { name: null, likings: things.map(() => 4 as Liking) };
    let people: { name: string | null; likings: Liking[] }[] = [...rows(2), nameless, nameless];
    const { announcer } = show('view=class&step=1', { readSurvey: async () => ({ things, people }) });
    const drop = async (answers: number): Promise<string> => {
      const input = screen.getByLabelText('Pictures or a survey…');
      await person.upload(input, new File(['…'], 'survey.csv', { type: 'text/csv' }));
      await screen.findByRole('heading', { name: new RegExp(`^${answers}\\sanswers$`) });
      return announcer.text.replaceAll('\u00a0', ' ');
    };
    expect(await drop(4)).toBe('4 people of the survey taken');
    expect(await drop(4)).toBe('Nobody of the survey taken; 4 were there already');
    people = [...rows(3), nameless];
    expect(await drop(5)).toBe('1 person of the survey taken; 3 were there already');
    people = rows(70);
    expect(await drop(60)).toBe(
      '55 people of the survey taken; 3 were there already; 12 had no room, because the class is full',
    );
  });

  it('may be rows copied from a spreadsheet, pasted where codes are typed or anywhere else', async () => {
    const things = ['Tea', 'Coffee', 'Milk', 'Juice', 'Water'];
    const people = [{ name: 'Ana', likings: things.map(() => 3 as Liking) }];
    const files: string[] = [];
    const { announcer } = show('view=class&step=1', {
      readSurvey: async (_id, [{ path, file }]) => {
        files.push(`${path}: ${file.size}`);
        return { things, people };
      },
    });
    const rows = `Name\t${things.join('\t')}\nAna\t3\t3\t3\t3\t3`;
    await person.click(screen.getByLabelText('Codes, typed or pasted'));
    await person.paste(rows);
    expect(await screen.findByRole('button', { name: 'Ana' })).toBeInTheDocument();
    expect(files).toEqual([`pasted rows.tsv: ${rows.length}`]);
    expect(screen.getByLabelText('Codes, typed or pasted')).toHaveValue('');
    // Told once: by the page's own region, and in writing beside the button.
    expect(announcer.text).toMatch(/^1\sperson of the survey taken$/);
    expect(screen.getByText(/person of the survey taken/)).not.toHaveAttribute('role');
  });

  it('is told where a file is no survey, or one of other things', async () => {
    const survey = { things: ['A', 'B', 'C', 'D', 'E'], people: [] };
    let found: typeof survey | null = null;
    const { announcer } = show('view=class&step=1', { readSurvey: async () => found });
    await take(codes[0]);
    const input = screen.getByLabelText('Pictures or a survey…');
    await person.upload(input, new File(['…'], 'notes.csv', { type: 'text/csv' }));
    expect(await screen.findByText(/neither a picture nor a survey/)).toBeInTheDocument();
    // Heard as well, as the list of them is not where the button is.
    expect(announcer.text).toMatch(/^notes\.csv: .*neither a picture nor a survey/);
    found = survey;
    await person.upload(input, new File(['…'], 'other.csv', { type: 'text/csv' }));
    expect(await screen.findByText(/None of its columns is a thing of this list/)).toBeInTheDocument();
  });

  it('cannot come by a camera that is not there, and says what to do', async () => {
    show('view=class&step=1');
    await person.click(screen.getByRole('button', { name: 'Camera' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(/only over https/);
  });
});

describe('the class that looks at its answers', () => {
  it('goes back to where answers come in while there are too few, and leaves the step of a lesson alone', async () => {
    const app = show('view=class&step=3');
    await waitFor(() => expect(app.route.current.step).toBe(1));
    app.route.go({ view: 'lesson', lesson: 'ten-minutes', step: 4 });
    await tick();
    expect(app.route.current).toMatchObject({ view: 'lesson', step: 4 });
  });

  it('has no QR that no phone can follow, and says what to do in its place', async () => {
    show('view=class&step=1');
    expect(screen.queryByRole('img', { name: 'QR of the link for phones' })).toBeNull();
    expect(screen.getByText('npm start -- --host')).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Fill the screen' }));
    const large = within(screen.getByRole('dialog', { name: 'QR of the link for phones' }));
    expect(large.getByText('npm start -- --host')).toBeVisible();
  });

  it('is asked at each step before it is shown anything', async () => {
    const app = show('view=class&step=1');
    await take(codes.slice(0, 24).join('\n'));
    await person.click(screen.getByRole('button', { name: 'Next (→)' }));
    for (const [heading, says] of [
      ['What does everybody get?', /comes first/],
      ['Who is near whom?', /That is more than luck/],
      ['What does each of you get?', /Of five guesses, .* likes 4 of their own list and 2 of everybody’s/],
      ['Is it more than luck?', /Your own lists by the people near are better/],
    ] as const) {
      expect(await screen.findByRole('heading', { level: 1, name: heading })).toHaveFocus();
      await screen.findByRole('list', { name: 'Choices' });
      const said = screen.getByRole('status', { name: 'What it says' });
      expect(said).toBeEmptyDOMElement();
      if (heading === 'What does each of you get?') {
        // Both lists that are asked about are there to be read.
        const [own, , everybodys] = within(screen.getByRole('list', { name: 'Choices' })).getAllByRole(
          'button',
        );
        for (const list of [own, everybodys]) expect(list).toHaveTextContent(/, .* and /);
      }
      await person.keyboard('1{Enter}');
      expect(said).toHaveTextContent(says);
      expect(screen.getByText(/your guess/)).toBeInTheDocument();
      if (heading === 'What does each of you get?') {
        const wall = within(screen.getByRole('list', { name: 'All pupils, five guesses each' }));
        expect(wall.getAllByRole('button')).toHaveLength(24);
        expect(wall.getAllByText(/^own \d · everybody’s \d$/)).toHaveLength(24);
      }
      if (heading !== 'Is it more than luck?') await person.keyboard('{ArrowRight}');
    }
    // Another way of guessing is another question.
    await person.click(screen.getByRole('button', { name: 'A trained recipe' }));
    expect(screen.getByRole('status', { name: 'What it says' })).toBeEmptyDOMElement();
    await person.click(screen.getByRole('button', { name: 'Show the answer' }));
    expect(screen.getByText('That could be luck')).toBeInTheDocument();
    await person.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.getByText(/With 24\spupils you have done what a recommender does/)).toBeInTheDocument();
    await person.click(screen.getByRole('button', { name: 'New class' }));
    expect(app.route.current.step).toBeNull();
    expect(screen.getByRole('button', { name: 'Show the QR' })).toBeInTheDocument();
  });

  it('shows what the person and each choice like before anybody guesses who is near', async () => {
    show('view=class&step=1');
    const likes = (...liked: number[]) =>
      Array.from({ length: 20 }, (_, thing): Liking => (liked.includes(thing) ? 4 : 1));
    const five = [likes(0, 1), likes(2), likes(3), likes(4, 5, 6, 7), likes()];
    await take(five.map((likings) => writeCode(likings, snacks)).join('\n'));
    await person.click(screen.getByRole('button', { name: 'Next (→)' }));
    await screen.findByRole('heading', { level: 1, name: 'What does everybody get?' });
    await person.keyboard('{ArrowRight}');
    const choices = await screen.findByRole('list', { name: 'Choices' });
    expect(screen.getByText('likes Pizza and Popcorn.', { exact: false })).toBeInTheDocument();
    expect(within(choices).getByText('Likes none of the things')).toBeInTheDocument();
  });

  it('takes each of those that share the first place for an answer, and leaves none out', async () => {
    show('view=class&step=1');
    const alike = Array.from({ length: 20 }, (_, thing): Liking => (thing > 13 ? 4 : 1));
    const five = [4, 3, 2, 1, 0].map((last) => alike.with(0, last as Liking));
    await take(five.map((likings) => writeCode(likings, snacks)).join('\n'));
    await person.click(screen.getByRole('button', { name: 'Next (→)' }));
    const choices = within(await screen.findByRole('list', { name: 'Choices' }));
    await person.keyboard('{Enter}');
    expect(choices.getAllByText('the answer', { exact: false })).toHaveLength(6);
    const said = screen.getByRole('status', { name: 'What it says' });
    expect(said).toHaveTextContent(
      /Soup, .* and Tomatoes share first place: 5 of the 5 in the class like each/,
    );
  });
});

describe('what a tab has kept of a class', () => {
  const kept = { set: snacks, isMadeUp: false, pupils: [{ name: null, code: codes[0] }] };
  it.each([
    ['is no list', { ...kept, set: null }],
    ['has a list of a million things', { ...kept, set: { titles: new Array<string>(1_000_000).fill('a') } }],
    ['has a list of nothing', { ...kept, set: { titles: [] } }],
    ['has a pupil that is none', { ...kept, pupils: [null] }],
    ['has pupils that are no list', { ...kept, pupils: { length: 1e9 } }],
  ])('is forgotten where it %s', (_what, forged) => {
    sessionStorage.setItem('foretaste.class', JSON.stringify(forged));
    expect(new ClassGame().pupils).toEqual([]);
  });

  it('is there again where it is whole, without codes that are none', () => {
    const forged = { ...kept, pupils: [...kept.pupils, { name: 'Mina', code: '\0'.repeat(9) }] };
    sessionStorage.setItem('foretaste.class', JSON.stringify(forged));
    expect(new ClassGame().pupils).toMatchObject([{ code: codes[0], likings: answers[0] }]);
  });
});
