import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/import/judge/check';
import { inspect } from '../../../../src/import/propose/inspect';
import { memorySource } from '../../../../src/import/open/bytes/source';
import { importContent, bytesOf, job } from '../importing';

/** As good as by chance, and the same each time. */
const pick = (i: number, of: number): number =>
  Math.floor(((Math.imul(i + 1, 2_654_435_761) >>> 8) % 65_536) % of);
const at = (i: number): string => new Date(Date.UTC(2023, 2, 1, 8, i * 37)).toISOString().slice(0, 19);

async function rolesOf(
  headers: string,
  row: (i: number) => readonly string[],
  rows = 150,
  path = 'table.csv',
) {
  const text = [headers, ...Array.from({ length: rows }, (_, i) => row(i).join(','))].join('\n');
  const { proposal, sources } = await inspect([memorySource(path, bytesOf(text))], null, job);
  const { counts } = await check(sources, proposal.plan, null, job);
  const events = proposal.files.find(({ plan }) => plan.dataset === 'INTERACTIONS');
  const holder = (role: string) => events?.plan.columns.find((column) => column.role === role)?.header;
  return {
    who: holder('USER_ID'),
    what: holder('ITEM_ID'),
    value: holder('EVENT_VALUE'),
    users: counts?.users,
    kept: counts?.events,
    codes: events?.issues.map(({ code }) => code) ?? [],
  };
}

describe('without a header', () => {
  const KINDS = ['purchase', 'play'];
  it.each([
    [
      'of a few games',
      (i: number) => [`${151603700 + pick(i, 30)}`, `Game ${'ABCDEFGHIJ'[pick(i * 3, 10)]}`],
    ],
    ['of a few people', (i: number) => [`${151603700 + pick(i, 9)}`, `Game ${pick(i * 3, 40)} of X`]],
  ])('people come before what they did in a log %s', async (_, row) => {
    const found = await rolesOf(row(0).concat('play', '2.5').join(','), (i) => [...row(i), KINDS[i % 2], `${1 + (i % 7)}.5`]); // prettier-ignore
    expect(found).toMatchObject({ who: 'column 1', what: 'column 2', value: 'column 4' });
  });

  it('cells that number users are people, be they few', async () => {
    const row = (i: number): readonly string[] => [
      `user_00000${pick(i, 9)}`,
      at(i),
      `Track ${pick(i * 3, 40)}`,
    ];
    const found = await rolesOf(row(0).join(','), row);
    expect(found).toMatchObject({ who: 'column 1', what: 'column 3' });
  });
});

it('reads the number of a pupil whose word stands behind it', async () => {
  const found = await rolesOf('module,id_student,id_site,sum_click,date', (i) => ['A', `${28400 + pick(i, 25)}`, `${546600 + pick(i * 3, 30)}`, '2', at(i)]); // prettier-ignore
  expect(found).toMatchObject({ who: 'id_student', what: 'id_site' });
});

it('is told by the number of a guest before that of a visit, where guests have no account', async () => {
  const text = [
    '회원아이디,세션,비회원키,상품코드,시각',
    ...Array.from({ length: 90 }, (_, i) => {
      const who = pick(i, 20);
      return [who % 3 ? '비회원' : `user${who}`, `s${i}`, `g-${who}`, `P${pick(i * 3, 12)}`, at(i)].join(',');
    }),
  ].join('\n');
  const { proposal } = await inspect([memorySource('log.csv', bytesOf(text))], null, job);
  const who = proposal.plan.files[0].columns.find(({ role }) => role === 'USER_ID');
  expect(who).toMatchObject({ header: '회원아이디', also: { how: 'else', header: '비회원키' } });
});

describe('orders of Korean shops', () => {
  const order = (i: number): readonly string[] => {
    const thing = pick(i * 3, 8);
    return [`${9000 + i}`, `30${i}1`, `6${i}9`, at(i), `77${thing}`, `컵 ${thing}`, `김하${pick(i, 9)}`];
  };

  it.each([
    ['주문번호,묶음배송번호,운송장번호,주문일,노출상품ID,등록상품명,구매자', '노출상품ID', '구매자'],
    ['주문번호,품목별 주문번호,송장번호,주문일시,상품번호,상품명(기본),주문자명', '상품번호', '주문자명'],
  ])('tell of no parcels: %s', async (headers, what, who) => {
    expect(await rolesOf(headers, order)).toMatchObject({ what, who, kept: 150 });
  });

  it('call things by the name that they are listed under', async () => {
    const headers = '주문번호,묶음배송번호,운송장번호,주문일시,상품번호,상품명(기본),주문자명';
    const text = [headers, ...Array.from({ length: 150 }, (_, i) => order(i).join(','))].join('\n');
    const { proposal } = await inspect([memorySource('주문.csv', bytesOf(text))], null, job);
    const items = proposal.plan.files.find(({ dataset }) => dataset === 'ITEMS');
    expect(items?.columns.map(({ header }) => header)).toContain('상품명(기본)');
  });
});

it('takes no number of a line within its order for the thing', async () => {
  const found = await rolesOf('order_id,order_item_id,product_id,customer,ordered_at', (i) => {
    const order = Math.floor(i / 3);
    return [`o${order}`, `${1 + (i % 3)}`, `p${pick(i, 17)}`, `c${pick(order, 20)}`, at(order)];
  });
  expect(found).toMatchObject({ what: 'product_id', who: 'customer' });
});

describe('names that come again are people', () => {
  it.each([
    ['이름,영화,별점,날짜', ['민수', '지영', '하늘', '서준', '유진']],
    ['name,film,rating,date', ['Ann', 'Ben', 'Cem', 'Dora', 'Eli']],
    ['名前,映画,評価,日付', ['太郎', '花子', '健', '愛', '翔']],
    ['who,what,stars,when', ['Ann', 'Ben', 'Cem', 'Dora', 'Eli']],
  ])('in %s', async (headers, people) => {
    const found = await rolesOf(
      headers,
      (i) => [people[i % 5], `Thing ${pick(i, 12)}`, `${1 + (i % 5)}`, at(i)],
      60,
    );
    const [who, what] = headers.split(',');
    expect(found).toMatchObject({ who, what, users: 5, kept: 60 });
    expect(found.codes).not.toContain('ONE_PERSON');
  });

  it('but not what each thing is called', async () => {
    const found = await rolesOf('item_id,name,date', (i) => [`${pick(i, 12)}`, `Lamp ${pick(i, 12)}`, at(i)]);
    expect(found.who).toBeUndefined();
  });

  it.each([
    [
      'Time,User full name,Affected user,Event context,Component,Event name,Description,IP address',
      'User full name',
    ],
    [
      '시간,사용자 전체 이름,영향받은 사용자,이벤트 문맥,구성요소,이벤트 이름,설명,IP 주소',
      '사용자 전체 이름',
    ],
  ])('in the log of a course: %s', async (headers, who) => {
    const people = Array.from({ length: 12 }, (_, i) => `Ann ${'BCDEFGHIJKLM'[i]}.`);
    const found = await rolesOf(headers, (i) => [
      at(i),
      people[pick(i, 12)],
      i % 7 ? '-' : people[pick(i + 1, 12)],
      `Quiz: Week ${pick(i * 3, 9)}`,
      'Quiz',
      ['Course module viewed', 'Course viewed'][i % 2],
      `The user with id '${i}' viewed the activity '${i}'.`,
      `10.0.0.${pick(i, 12)}`,
    ]);
    expect(found).toMatchObject({ who, what: headers.split(',')[3], users: 12 });
  });
});

describe('a number of a customer that each order has anew', () => {
  it.each([
    ['order_id,customer_id,email,product_id,date', (u: number) => `u${u}@example.com`, 'email'],
    ['주문번호,고객번호,이메일,상품코드,주문일시', (u: number) => `u${u}@example.com`, '이메일'],
    [
      'order_id,customer_id,customer_unique_id,product_id,date',
      (u: number) => `${u}ab`,
      'customer_unique_id',
    ],
    ['order_id,customer_id,phone,product_id,date', (u: number) => `010-1234-${2000 + u}`, 'phone'],
    [
      '주문번호,구매자ID,구매자명,상품명,결제일',
      (u: number) => `김${'가나다라마바사아자차'[u % 10]}${u}`,
      '구매자명',
    ],
  ])('gives way: %s', async (headers, person, who) => {
    const found = await rolesOf(headers, (i) => [
      `o${i}`,
      `c${i}`,
      person(pick(i, 40)),
      `p${pick(i * 7, 30)}`,
      at(i),
    ]);
    expect(found).toMatchObject({ who, users: 40 });
    expect(found.codes).toContain('CUSTOMER_OF_ORDER');
  });

  it('stays where nobody else comes again', async () => {
    const row = (i: number) => [`o${i}`, `c${pick(i, 60)}`, `u${i}@example.com`, `p${pick(i, 30)}`, at(i)];
    expect((await rolesOf('order_id,customer_id,email,product_id,date', row)).who).toBe('customer_id');
  });
});

describe('guests', () => {
  it.each([
    ['user_id,anonymous_id,item_id,time', 'anonymous_id', ''],
    ['회원번호,세션ID,상품번호,시각', '세션ID', ''],
    ['userId,deviceId,itemId,ts', 'deviceId', 'null'],
    ['회원번호,기기ID,상품번호,시각', '기기ID', '비회원'],
  ])('go by their visit where nobody is logged in: %s', async (headers, also, blank) => {
    const row = (i: number) => [
      i % 2 ? blank : `m${pick(i, 20)}`,
      `s${pick(i, 50)}`,
      `p${pick(i, 30)}`,
      at(i),
    ];
    const found = await rolesOf(headers, row);
    expect(found).toMatchObject({ who: headers.split(',')[0], kept: 150 });
    expect(found.users).toBeGreaterThan(40);
    expect(found.codes).toContain('PEOPLE_ALSO');
    expect(also).toBe(headers.split(',')[1]);
  });

  it('and the two halves of a name are one person', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `Ann,${'Lee Fox Ray'.split(' ')[i % 3]},Film ${i % 7},5,${at(i)}`,
    );
    const { tables, report } = await importContent({
      interactions: ['First name,Last name,Film,Rating,Date', ...rows].join('\n'),
      profile: 'relaxed',
    });
    expect(tables.userIds).toEqual(['Ann Lee', 'Ann Fox', 'Ann Ray']);
    expect(report.warnings.map(({ code }) => code)).toContain('PEOPLE_ALSO');
  });
});

it.each([
  ['Title,Rating,Your Rating,Date', 'Your Rating'],
  ['제목,평점,내 평점,본 날짜', '내 평점'],
  ['Film,Bewertung,Meine Bewertung,Datum', 'Meine Bewertung'],
  ['Film,Note,Ma note,Date', 'Ma note'],
  ['映画,評価,自分の評価,日付', '自分の評価'],
])('prefers what somebody gave to what everybody gave: %s', async (headers, value) => {
  const found = await rolesOf(
    headers,
    (i) => [`Film ${i}`, `${(70 + (i % 20)) / 10}`, `${1 + (i % 10)}`, at(i * 40)],
    60,
  );
  expect(found.value).toBe(value);
});

describe('what each person chose, under their name in JSON', () => {
  const people = { en: ['ann', 'ben', 'cem', 'dora'], ko: ['민수', '지영', '하늘', '서준'] };
  const chosen = (p: number) =>
    Array.from({ length: 12 }, (_, i) => i).filter((i) => pick(p * 31 + i, 3) > 0);
  const under = (names: readonly string[], of: (i: number) => unknown, list = false) =>
    Object.fromEntries(
      names.map((name, p) => [
        name,
        list ? chosen(p).map(of) : Object.fromEntries(chosen(p).map((i) => [`Film ${i}`, of(i)])),
      ]),
    );
  const shapes: readonly (readonly [string, (names: readonly string[]) => unknown])[] = [
    ['a mark for each thing', (names) => under(names, (i) => 1 + (i % 5))],
    ['a mark for each thing, one level down', (names) => ({ ratings: under(names, (i) => 1 + (i % 5)) })],
    ['a list of things', (names) => under(names, (i) => `Film ${i}`, true)],
    [
      'a record for each thing',
      (names) => under(names, (i) => ({ rating: 1 + (i % 5), date: at(i).slice(0, 10) })),
    ],
    [
      'records',
      (names) => under(names, (i) => ({ film: `Film ${i}`, rating: 1 + (i % 5), date: at(i) }), true),
    ],
  ];
  it.each(
    shapes.flatMap(([what, make]) => [[what, make, people.en] as const, [what, make, people.ko] as const]),
  )('%s', async (_, make, names) => {
    const text = JSON.stringify(make(names));
    const { proposal, sources } = await inspect([memorySource('films.json', bytesOf(text))], null, job);
    const { counts } = await check(sources, proposal.plan, null, job);
    const events = names.reduce((sum, _name, p) => sum + chosen(p).length, 0);
    expect(counts).toMatchObject({ events, users: 4 });
  });

  it('but columns and records under their names stay such', async () => {
    const shape = async (whole: unknown) => {
      const source = memorySource('data.json', bytesOf(JSON.stringify(whole)));
      return (await inspect([source], null, job)).proposal.files[0]?.plan.columns.map(({ header }) => header);
    };
    const user = Array.from({ length: 30 }, (_, i) => `u${i % 5}`);
    const item = Array.from({ length: 30 }, (_, i) => `i${i % 7}`);
    expect(await shape({ user, item })).toEqual(['user', 'item']);
    const ages = Object.fromEntries(user.map((_, i) => [`u${i}`, { age: 20 + i, city: 'Ulm' }]));
    expect(await shape(ages)).toEqual(['key', 'age', 'city']);
  });
});
