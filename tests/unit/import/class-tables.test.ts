import { describe, expect, it, test } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { cellText } from '../../../src/data/tables/cell-text';
import type { ImportPlan } from '../../../src/domain/imports';
import { turnedOf, withNamedBy, withTurned } from '../../../src/import/plan/made-plan';
import { inspect, reinspect } from '../../../src/import/propose/inspect';
import { memorySource } from '../../../src/import/open/bytes/source';
import { importTables } from '../../../src/import/store/import-tables';
import { workbook, type Cell } from '../../support/workbook';
import { bytesOf, job, rowsOf, type Content } from './importing';

type Row = readonly (string | number)[];
type Inspected = Awaited<ReturnType<typeof inspect>>;

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
/** One of these for each pupil and thing, in no order. */
const pick = <T>(of: readonly T[], i: number, j: number): T =>
  of[(Math.imul(i * 5 + j + 1, 2_654_435_761) >>> 8) % of.length];
const csv = (rows: readonly Row[], separator = ','): string =>
  rows.map((row) => row.map((cell) => (/[",\n]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : cell)).join(separator)).join('\n'); // prettier-ignore

const KOREAN = ['김민수', '이서연', '박지훈', '최수아', '정도윤', '강예은', '조하은', '윤시우', '장지아', '임준서', '한은우', '오유나']; // prettier-ignore
const ENGLISH = ['Ann', 'Ben', 'Cho', 'Dan', 'Eva', 'Finn', 'Gus', 'Hana', 'Ivy', 'Jon', 'Kai', 'Lea'];
const FILMS = ['Up', 'Heat', 'Coco', 'Alien', 'Amelie'];
const STARS = [1, 2, 3, 4, 5];

async function taken({ proposal, sources }: Inspected) {
  const { tables, report } = await importTables(sources, proposal.plan, null, job);
  const [{ kept, notMeant = [] }] = report.datasets;
  const value = tables.interactions.columns.find(({ name }) => name === 'EVENT_VALUE');
  return {
    people: tables.userIds,
    things: tables.itemIds,
    kept,
    notMeant: Object.fromEntries(notMeant.map(({ reason, count }) => [reason, count])),
    values: value && [...new Set(range(tables.interactions.nRows).map((row) => Number(cellText(value, row))))].sort((a, b) => a - b), // prettier-ignore
    said: report.warnings.flatMap((issue) => (issue.code === 'TABLE_TURNED' ? Object.values(describeIssue(issue)) : [])).join(' '), // prettier-ignore
    rows: rowsOf(tables),
  };
}
const open = (content: Content, path = 'class.csv'): Promise<Inspected> =>
  inspect([memorySource(path, bytesOf(content))], null, job);
const take = async (rows: readonly Row[], separator?: string) => taken(await open(csv(rows, separator)));

/** A class that answers, with what stands before each pupil's answers. */
function classOf(head: Row, before: (i: number) => Row, answers: readonly (string | number)[]): Row[] {
  return [[...head, ...FILMS], ...range(12).map((i) => [...before(i), ...FILMS.map((_, j) => pick(answers, i, j))])];
} // prettier-ignore

describe('what stands before the things says who it is', () => {
  test.each<[string, Row, (i: number) => Row, string]>([
    ['a running number and a name', ['번호', '이름'], (i) => [i + 1, KOREAN[i]], '이서연'],
    ['names in halves', ['No', 'First', 'Last', 'Class'], (i) => [i + 1, ENGLISH[i], i % 2 ? 'Lee' : 'Park', '6A'], 'Ben Lee'], // prettier-ignore
    ['a family name first', ['Nr.', 'Nachname', 'Vorname', 'Klasse'], (i) => [i + 1, i % 2 ? 'Ott' : 'Kurz', ENGLISH[i], '7b'], 'Ben Ott'], // prettier-ignore
    ['a last name that is only called a name', ['Nom', 'Prénom'], (i) => [i % 2 ? 'Petit' : 'Roux', ENGLISH[i]], 'Ben Petit'], // prettier-ignore
    ['Korean halves', ['성', '이름'], (i) => [KOREAN[i][0], KOREAN[i].slice(1)], '이서연'],
    ['what together tells apart who has the same name', ['학년', '반', '번호', '이름'], (i) => [1, 1 + (i % 2), i + 1, KOREAN[i % 3]], '1-2-2 이서연'], // prettier-ignore
    ['numbers alone', ['학년', '반', '번호'], (i) => [1, 1 + Math.floor(i / 6), 1 + (i % 6)], '1-1-2'],
    ['a class and a number', ['Class', 'No', 'Name'], (i) => ['6A', i + 1, ENGLISH[i % 3]], '6A-2 Ben'],
    [
      'an address where there is no name',
      ['E-mail', 'Section'],
      (i) => [`${ENGLISH[i]}@s.org`, 'B'],
      'Ben@s.org',
    ],
    ['a name among numbers', ['ID', 'Name', 'Section', 'E-mail'], (i) => [2024000 + i, ENGLISH[i], 'B', `${i}@s.org`], 'Ben'], // prettier-ignore
    ['Japanese', ['年', '組', '番号', '氏名'], (i) => [2, 1, i + 1, `佐藤 ${ENGLISH[i]}`], '佐藤 Ben'],
    [
      'Spanish',
      ['N°', 'Apellidos', 'Nombre', 'Grupo'],
      (i) => [i + 1, 'Gil Mora', ENGLISH[i], '3B'],
      'Ben Gil Mora',
    ],
  ])('%s', async (_, head, before, second) => {
    const { people, things, kept, values } = await take(classOf(head, before, STARS));
    expect([...things].sort()).toEqual([...FILMS].sort());
    expect(people).toHaveLength(12);
    expect(people[1]).toBe(second);
    expect({ kept, values }).toEqual({ kept: 60, values: STARS });
  });

  it('and is said, with what is left out', async () => {
    const { said } = await take(classOf(['번호', '이름'], (i) => [i + 1, KOREAN[i]], STARS));
    expect(said).toContain('Column 이름 names the person of a row.');
    expect(said).toContain('Column 번호 is no answer about a thing and left out.');
  });
});

describe('marks', () => {
  test.each<[string, readonly string[], string, readonly string[]]>([
    ['O and X', ['O', 'X'], 'not-chosen', ['X']],
    ['○ and ×', ['○', '×'], 'not-chosen', ['×']],
    ['◯ and ✕', ['◯', '✕'], 'not-chosen', ['✕']],
    ['✓ and ✗', ['✓', '✗'], 'not-chosen', ['✗']],
    ['O and nothing', ['O', '', 'O'], 'no-answer', ['']],
    ['x and nothing', ['x', '', 'x'], 'no-answer', ['']],
    ['V and nothing', ['v', '', 'V'], 'no-answer', ['']],
    ['Y and N', ['Y', 'N'], 'not-chosen', ['N']],
    ['예 and 아니오', ['예', '아니오'], 'not-chosen', ['아니오']],
    ['who was there', ['출석', '결석', '지각'], 'not-chosen', ['결석']],
    ['who comes', ['참석', '불참'], 'not-chosen', ['불참']],
    ['present, absent, late', ['Present', 'Absent', 'Late'], 'not-chosen', ['Absent']],
    ['their first letters', ['P', 'A', 'L'], 'not-chosen', ['A']],
    ['German', ['anwesend', 'fehlt'], 'not-chosen', ['fehlt']],
    ['1 and 0', ['1', '0'], 'not-chosen', ['0']],
  ])('%s: what says no is not chosen', async (_, answers, reason, none) => {
    const { kept, notMeant, things } = await take(classOf(['Name'], (i) => [ENGLISH[i]], answers));
    const said = range(12).flatMap((i) => FILMS.map((__, j) => pick(answers, i, j)));
    const no = said.filter((answer) => none.includes(answer)).length;
    expect({ kept, notMeant }).toEqual({ kept: 60 - no, notMeant: { [reason]: no } });
    expect(things).toHaveLength(5);
  });
});

it('letters of who was there stay letters beside a count that is the same for all', async () => {
  const days = ['01-03-2024', '04-03-2024', '05-03-2024', '06-03-2024'];
  const { things, values, notMeant } = await take([
    ['Roll No.', 'Student Name', ...days, 'Total Present'],
    ...range(12).map((i) => [i + 1, `${ENGLISH[i]} Rao`, ...days.map((_, j) => 'PAPL'[(i + j) % 4]), 3]),
  ]);
  expect([...things].sort()).toEqual(days);
  expect({ values, notMeant }).toEqual({ values: undefined, notMeant: { 'not-chosen': 12 } });
});

it('yes, no and maybe are answers about few things too; yes and no may describe people', async () => {
  const trips = ['Picnic', 'Museum', 'Hike'];
  const rows = range(12).map((i) => [
    ENGLISH[i],
    ...trips.map((_, j) => ['Yes', 'Maybe', 'No'][(i + j) % 3]),
  ]);
  expect(await take([['Name', ...trips], ...rows])).toMatchObject({
    kept: 24,
    notMeant: { 'not-chosen': 12 },
  });
  const flags = range(12).map((i) => [ENGLISH[i], ...trips.map((_, j) => ['Yes', 'No'][(i + j) % 2])]);
  expect((await open(csv([['Name', 'Active', 'Verified', 'Newsletter'], ...flags]))).proposal.plan.made).toBeUndefined(); // prettier-ignore
});

describe('words and signs are a scale', () => {
  test.each<[string, readonly string[], readonly number[]]>([
    ['liking', ['Strongly like', 'Like', 'Neutral', 'Dislike', 'Strongly dislike'], [1, 2, 3, 4, 5]],
    ['liking in Korean', ['매우 좋다', '좋다', '보통', '싫다', '매우 싫다'], [1, 2, 3, 4, 5]],
    ['agreement', ['Strongly agree', 'Agree', 'Disagree', 'Strongly disagree'], [1, 2, 4, 5]],
    ['agreement in Korean', ['매우 그렇다', '그렇다', '보통이다', '그렇지 않다'], [2, 3, 4, 5]],
    ['agreement that says no in Korean', ['매우 그렇다', '아니다', '매우 아니다'], [1, 2, 5]],
    ['how often', ['Always', 'Often', 'Sometimes', 'Rarely'], [2, 3, 4, 5]],
    ['how often in Korean', ['자주', '가끔'], [3, 4]],
    ['Spanish', ['Me encanta', 'Me gusta', 'Regular', 'No me gusta'], [2, 3, 4, 5]],
    ['German', ['immer', 'oft', 'manchmal', 'selten'], [2, 3, 4, 5]],
    ['French', ['toujours', 'souvent', 'parfois', 'rarement'], [2, 3, 4, 5]],
    ['Japanese', ['大好き', '好き', '普通', '嫌い'], [2, 3, 4, 5]],
    ['Russian', ['обожаю', 'нравится', 'нормально', 'не нравится'], [2, 3, 4, 5]],
    ['thumbs', ['👍', '👎', '👍🏽'], [2, 4]],
    ['faces', ['😍', '🙂', '😐', '🙁'], [2, 3, 4, 5]],
    ['hearts', ['❤️', '❤️❤️', '❤️❤️❤️'], [1, 2, 3]],
    ['drawn stars', ['★★★★★', '★★★☆☆', '★☆☆☆☆'], [1, 3, 5]],
    ['so many of five', ['5/5', '3/5', '1/5'], [1, 3, 5]],
    ['points', ['5점', '3점', '1점'], [1, 3, 5]],
    ['a number and its word', ['5 - Strongly agree', '3 - Neutral', '1 - Strongly disagree'], [1, 3, 5]],
    ['circles, triangles and crosses', ['◎', '○', '△', '×'], [3, 4, 5]],
  ])('of %s', async (_, answers, values) => {
    expect((await take(classOf(['Name'], (i) => [ENGLISH[i]], answers))).values).toEqual(values);
  });

  it('and never is not chosen', async () => {
    const { notMeant, said } = await take(classOf(['이름'], (i) => [KOREAN[i]], ['자주', '가끔', '전혀']));
    const nevers = range(60).filter(
      (at) => pick(['자주', '가끔', '전혀'], Math.floor(at / 5), at % 5) === '전혀',
    );
    expect(notMeant).toEqual({ 'not-chosen': nevers.length });
    expect(said).toContain('“자주” counts as 4');
  });
});

describe('sums of a class are no people and no things', () => {
  const mean = (of: readonly number[]): string =>
    (of.reduce((sum, each) => sum + each, 0) / of.length).toFixed(2);
  const marks = range(12).map((i) => FILMS.map((_, j) => pick(STARS, i, j)));
  const column = (j: number): number[] => marks.map((own) => own[j]);

  test.each([
    ['번호', '이름', '합계', '평균'],
    ['No', 'Name', 'Total', 'Average'],
    ['Nr', 'Schüler', 'Summe', 'Durchschnitt'],
    ['N°', 'Alumno', 'Suma', 'Promedio'],
    ['番号', '氏名', '合計', '平均'],
  ])('as in %s, %s … %s, %s', async (number, name, total, average) => {
    const { people, things, notMeant, said } = await take([
      [number, name, ...FILMS, total, average],
      ...marks.map((own, i) => [i + 1, ENGLISH[i], ...own, own.reduce((a, b) => a + b, 0), mean(own)]),
      ['', total, ...FILMS.map((_, j) => column(j).reduce((a, b) => a + b, 0)), '', ''],
      ['', average, ...FILMS.map((_, j) => mean(column(j))), '', ''],
    ]);
    expect({ people: people.length, things: [...things].sort() }).toEqual({
      people: 12,
      things: [...FILMS].sort(),
    });
    expect(notMeant).toEqual({ total: 2 });
    expect(said).toContain(`Columns ${total} and ${average} are worked out of the others and left out.`);
  });

  it('where marks are counted', async () => {
    const came = range(12).map((i) => FILMS.map((_, j) => pick(['O', 'X', 'O'], i, j)));
    const { things, notMeant } = await take([
      ['이름', ...FILMS, '점수'],
      ...came.map((own, i) => [KOREAN[i], ...own, own.filter((mark) => mark === 'O').length]),
      ['합계', ...FILMS.map((_, j) => came.filter((own) => own[j] === 'O').length), ''],
    ]);
    expect(things).toHaveLength(5);
    expect(notMeant.total).toBe(1);
  });

  it('nor are lines of points to reach: Canvas, Google Classroom, a Korean list of marks', async () => {
    const scores = range(12).map((i) => range(4).map((j) => 20 + ((i * 17 + j * 11) % 60)));
    const canvas = await take([
      [
        'Student',
        'ID',
        'SIS Login ID',
        'Section',
        'Essay (1)',
        'Lab (2)',
        'Quiz (3)',
        'Map (4)',
        'Final Score',
      ],
      ['    Points Possible', '', '', '', 80, 80, 80, 80, '(read only)'],
      ...scores.map((own, i) => [`Lee, ${ENGLISH[i]}`, 900 + i, ENGLISH[i], 'Bio', ...own, mean(own)]),
    ]);
    expect(canvas).toMatchObject({ kept: 48, notMeant: { total: 1 } });
    const posted = await take([
      ['Student', 'ID', 'Section', 'Essay (1)', 'Lab (2)', 'Quiz (3)', 'Final Score'],
      ['', '', '', '', 'Manual Posting', '', '(read only)'],
      ['    Points Possible', '', '', 80, 80, 80, '(read only)'],
      ...scores.map((own, i) => [`Lee, ${ENGLISH[i]}`, 900 + i, 'Bio', ...own.slice(1), mean(own)]),
    ]);
    expect(posted).toMatchObject({ kept: 36, notMeant: { total: 2 } });
    expect(posted.people).toHaveLength(12);
    const moodle = await take([
      ['First name', 'Surname', 'Quiz: Cells (Real)', 'Quiz: Genes (Real)', 'Essay (Real)', 'Course total (Real)'], // prettier-ignore
      ...scores.map((own, i) => [ENGLISH[i], 'Lee', own[0], own[1], i % 2 === 0 ? '-' : own[2], own[3]]),
    ]);
    expect(moodle).toMatchObject({ kept: 30, notMeant: { 'no-answer': 6 } });
    expect(moodle.things).toHaveLength(3);
    const classroom = await take([
      ['Last Name', 'First Name', 'Email Address', 'Poem', 'Lab', 'Quiz', 'Map'],
      ['Date', '', '', '2024-02-01', '2024-02-08', '2024-02-15', '2024-02-20'],
      ['Points', '', '', 80, 80, 80, 80],
      ...scores.map((own, i) => ['Lee', ENGLISH[i], `${ENGLISH[i]}@s.org`, ...own]),
    ]);
    expect(classroom).toMatchObject({ kept: 48, notMeant: { total: 2 } });
    expect(classroom.people[0]).toBe('Ann Lee');
    const korean = await take([
      ['번호', '성명', '국어', '영어', '수학', '과학', '총점', '석차'],
      ['', '만점', 80, 80, 80, 80, 320, ''],
      ...scores.map((own, i) => [i + 1, KOREAN[i], ...own, own.reduce((a, b) => a + b, 0), i + 1]),
      ['', '반평균', ...range(4).map((j) => mean(scores.map((own) => own[j]))), '', ''],
    ]);
    expect(korean).toMatchObject({ kept: 48, notMeant: { total: 2 } });
    expect(korean.things).toEqual(['국어', '영어', '수학', '과학']);
  });
});

describe('heads of several lines', () => {
  const liked = ['Like a great deal', 'Like somewhat', 'Dislike somewhat'];
  it('are Qualtrics’ ids, questions and import ids', async () => {
    const ids = ['StartDate', 'EndDate', 'Progress', 'Finished', 'ResponseId', 'LocationLatitude', ...FILMS.map((_, j) => `Q1_${j}`)]; // prettier-ignore
    const asked = FILMS.map((film) => `How much do you like these? - ${film}`);
    for (const named of [
      ['Start Date', 'End Date', 'Progress', 'Finished', 'Response ID', 'Location Latitude'],
      ['시작 날짜', '종료 날짜', '진행률', '완료', '응답 ID', '위도'],
    ]) {
      // prettier-ignore
      const { things, kept, people, rows, said } = await take([
        ids,
        [...named, ...asked],
        ids.map((id) => `{"ImportId":"${id}"}`),
        ...range(12).map((i) => [`2024-03-01 10:${10 + i}:00`, `2024-03-02 10:${10 + i}:00`, 100, 'True', `R_${i}a`, 47.1, ...FILMS.map((_, j) => pick(liked, i, j))]), // prettier-ignore
      ]);
      expect(things).toEqual(FILMS);
      expect({ kept, first: people[0] }).toEqual({ kept: 60, first: 'R_0a' });
      expect(rows[0].TIMESTAMP).toBe(String(Date.UTC(2024, 2, 2, 10, 10) / 1000));
      expect(said).toContain('The names of its columns end in line 3.');
    }
  });

  it('are SurveyMonkey’s questions with their choices, which tick themselves', async () => {
    const snacks = ['Nachos', 'Nuts', 'Fruit'];
    const { things, kept, notMeant } = await take([
      ['Respondent ID', 'Collector ID', 'Start Date', 'End Date', 'IP Address', 'First Name', 'How much do you like these?', '', '', '', '', 'Which do you eat?', '', ''], // prettier-ignore
      ['', '', '', '', '', '', ...FILMS, ...snacks],
      ...range(12).map((i) => [9000 + i * 37, 44, '03/04/2024 10:00:00 AM', '03/14/2024 10:00:00 AM', '10.0.0.1', '', ...FILMS.map((_, j) => pick(['Love it', 'Like it'], i, j)), ...snacks.map((snack, j) => pick([snack, ''], i, j))]), // prettier-ignore
    ]);
    expect([...things].sort()).toEqual([...FILMS, ...snacks].sort());
    expect(kept).toBe(60 + 36 - notMeant['no-answer']);
  });

  it('are merged cells of a workbook, below a title', async () => {
    const body = range(12).map((i): Cell[] => [
      3,
      1 + (i % 2),
      KOREAN[i],
      ...FILMS.map((_, j) => pick(STARS, i, j)),
    ]);
    const book = workbook(
      {
        설문: [
          ['2024 설문'],
          [],
          ['학생', '', '', '좋아하는 영화'],
          ['학년', '반', '이름', ...FILMS],
          ...body,
        ],
      },
      { merged: ['A1:H1', 'A3:C3', 'D3:H3'] },
    );
    expect(await taken(await open(book, 'class.xlsx'))).toMatchObject({ kept: 60, things: FILMS });
    const marks = range(12).map((i): Cell[] => [
      i + 1,
      KOREAN[i],
      ...FILMS.map((_, j) => pick(['O', 'X'], i, j)),
    ]);
    const down = workbook(
      { 설문: [['번호', '이름', '영화'], [null, null, ...FILMS], ...marks] },
      { merged: ['A1:A2', 'B1:B2', 'C1:G1'] },
    );
    expect([...(await taken(await open(down, 'class.xlsx'))).things].sort()).toEqual([...FILMS].sort());
  });

  it('are days below their months and hours below these, as polls for a date have them', async () => {
    const days = ['Fri 8', 'Fri 15', 'Fri 22', 'Fri 5'];
    const answers = range(10).map((i) => [ENGLISH[i], ...days.map((_, j) => pick(['OK', '', '(OK)'], i, j))]);
    const poll = (...head: Row[]) => take([['Poll “Dinner”', '', '', '', ''], ...head, ...answers]);
    const months = ['', 'March 2024', 'March 2024', 'March 2024', 'April 2024'];
    const { people, things, values } = await poll(months, ['', ...days]);
    expect([...things].sort()).toEqual(days.map((day, i) => `${months[i + 1]} ${day}`).sort());
    expect(people).toEqual(ENGLISH.slice(0, 10));
    // Whoever can come says nothing of how much.
    expect(values).toBeUndefined();
    const timed = await poll(['', 'March 2024', '', '', 'April 2024'], ['', ...days], ['', '7 PM – 9 PM', '7 PM – 9 PM', '6 PM – 8 PM', '7 PM – 9 PM']); // prettier-ignore
    expect(timed.people).toEqual(ENGLISH.slice(0, 10));
    expect(timed.things).toContain('Fri 22 6 PM – 8 PM');
  });

  it('are none where the first row below has blanks', async () => {
    const { people } = await take(classOf(['', 'Class'], (i) => [ENGLISH[i], '6A'], ['x', '', 'x']));
    expect(people).toHaveLength(12);
  });
});

describe('things down and people across', () => {
  const across = (corner: string, heads: Row, answers: readonly (string | number)[]): Row[] => [
    [corner, ...heads],
    ...FILMS.map((film, j) => [film, ...heads.map((_, i) => pick(answers, i, j))]),
  ];
  test.each<[string, string, Row]>([
    ['Korean names', '영화', KOREAN],
    ['Korean names beside an empty corner', '', KOREAN],
    ['names', 'Film', ENGLISH],
    ['numbers of pupils', '책 제목', range(12).map((i) => i + 1)],
    ['pupils by number', 'Book', range(12).map((i) => `Student ${i + 1}`)],
    ['names beside statements', 'Statement', ENGLISH],
    ['Korean names beside questions', '문항', KOREAN],
  ])('are told by %s', async (_, corner, heads) => {
    const { people, things, said } = await take(across(corner, heads, STARS));
    expect({ people: people.length, things }).toEqual({ people: 12, things: FILMS });
    expect(said).toContain('counts as a thing and each of 12\u00a0columns as a person');
  });

  it('are none in a catalogue', async () => {
    const rows = range(20).map((i) => [`m${i}`, `Title ${i}`, ...range(5).map((j) => (i + j) % 2)]);
    const { proposal } = await open(csv([['movie_id', 'title', 'Comedy', 'Drama', 'Horror', 'Crime', 'War'], ...rows])); // prettier-ignore
    expect(proposal.plan.made).toBeUndefined();
  });
});

it.each([
  [['user', 'item', 'rating', 'food', 'service', 'value'], (i: number) => [`u${i % 9}`, `r${i % 11}`, ...range(4).map((j) => pick(STARS, i, j))]], // prettier-ignore
  [['name', 'email', 'orders', 'spent', 'total'], (i: number) => [`N${i}`, `n${i}@s.org`, i, i * 2, i * 3]],
])('tables of %j stay as they are', async (head, row) => {
  const { proposal } = await open(csv([head, ...range(60).map(row)]));
  expect(proposal.plan.made?.some(({ kind }) => kind === 'turned') ?? false).toBe(false);
});

it('takes class, number and name together for who borrowed a book', async () => {
  const rows = range(60).map((i) => [1, 1 + (i % 2), 1 + (i % 5), KOREAN[(i % 10) % 3], `책 ${i % 7}`, `2024-03-${10 + (i % 18)}`]); // prettier-ignore
  const inspected = await open(csv([['학년', '반', '번호', '이름', '도서명', '대출일'], ...rows]));
  const plan = { ...inspected.proposal.plan, profile: 'relaxed' } as const;
  const { people } = await taken({ ...inspected, proposal: { ...inspected.proposal, plan } });
  expect(people).toHaveLength(10);
  expect(people[0]).toBe('1-1-1 김민수');
});

describe('a person', () => {
  async function pressed(inspected: Inspected, change: (plan: ImportPlan) => ImportPlan, file: string) {
    const plan: ImportPlan = { ...change(inspected.proposal.plan), profile: 'relaxed' };
    const of = turnedOf(plan, file)?.file;
    if (of === undefined) return taken({ ...inspected, proposal: { ...inspected.proposal, plan } });
    return taken({ ...inspected, proposal: await reinspect(inspected.sources, inspected.proposal, plan, of, job) }); // prettier-ignore
  }
  const evidenceIn = ({ proposal }: Inspected, file: string) =>
    proposal.files.find(({ plan }) => plan.file === file)?.evidence ?? [];

  it('turns a table that was taken for nothing, and turns it round', async () => {
    const hours = range(12).map((i) => [ENGLISH[i], ...FILMS.map((_, j) => 13 * i + 7 * j + 11)]);
    const inspected = await open(csv([['Gamer tag', ...FILMS], ...hours]));
    expect(inspected.proposal.plan.made).toBeUndefined();
    const turn = (plan: ImportPlan) => withTurned(plan, 'class.csv', evidenceIn(inspected, 'class.csv'));
    const once = await pressed(inspected, turn, 'class.csv');
    expect(once).toMatchObject({ people: ENGLISH, things: FILMS, kept: 60 });
    const twice = await pressed(inspected, (plan) => turn(turn(plan)), 'class.csv');
    expect(twice).toMatchObject({ people: FILMS, things: ENGLISH, kept: 60 });
  });

  it('says which columns name the person of a turned table', async () => {
    const inspected = await open(csv(classOf(['반', '이름'], (i) => [1 + (i % 2), KOREAN[i]], STARS)));
    const { people } = await pressed(
      inspected,
      (plan) => withNamedBy(plan, 'class.csv', [0, 1], []),
      'class.csv',
    );
    expect(people[1]).toBe('2 이서연');
  });

  it('says which columns together name the person of each event', async () => {
    const rows = range(60).map((i) => [1 + (i % 2), 1 + (i % 5), KOREAN[i % 3], `책 ${i % 7}`, `2024-03-${10 + (i % 18)}`]); // prettier-ignore
    const inspected = await open(csv([['반', '번호', '이름', '도서명', '대출일'], ...rows]));
    const evidence = evidenceIn(inspected, 'class.csv');
    const names = (of: number[]) => pressed(inspected, (plan) => withNamedBy(plan, 'class.csv', of, evidence), 'class.csv'); // prettier-ignore
    const { people } = await names([0, 1, 2]);
    expect(new Set(people)).toEqual(new Set(rows.map(([room, number, name]) => `${room}-${number} ${name}`)));
    expect(new Set((await names([1, 2])).people)).toEqual(new Set(rows.map(([, number, name]) => `${number} ${name}`))); // prettier-ignore
  });
});
