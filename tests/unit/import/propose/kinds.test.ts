import { describe, expect, it } from 'vitest';
import { importTables } from '../../../../src/import/store/import-tables';
import type { Issue } from '../../../../src/domain/issue';
import { fixesFor } from '../../../../src/state/fixes';
import { entityRows, inspectTexts, job, rowsOf } from '../importing';

const ROWS = 120;

/** A log of who, what, something of few values, and when; each thing with every value. */
const log = (head: string | null, values: readonly string[], delimiter = ','): string =>
  [
    ...(head === null ? [] : [head]),
    ...Array.from({ length: ROWS }, (_, i) =>
      [
        `u${(i * 5) % 29}`,
        `t${(i * 7) % 31}`,
        values[i % values.length],
        `2024-03-01 10:${10 + (i % 50)}:00`,
      ].join(delimiter),
    ),
  ].join('\n');

/** The role of each column of one file, in its order, `K` for context. */
async function lookInto(text: string, path = 'log.csv') {
  const { proposal, sources } = await inspectTexts({ [path]: text });
  const [file] = proposal.files;
  const roleOf = (header: string): string | undefined =>
    file.plan.columns.find((column) => column.header === header)?.role;
  const issues = (code: Issue['code']): Issue[] => file.issues.filter((issue) => issue.code === code);
  return { proposal, sources, file, roleOf, issues };
}

async function rowsIn(text: string) {
  const { proposal, sources } = await lookInto(text);
  const { tables } = await importTables(sources, proposal.plan, null, job);
  return { rows: rowsOf(tables), tables };
}

describe('the kind of an event', () => {
  it.each([
    ['type', ['view', 'click', 'purchase']],
    ['reaction', ['love', 'like', 'angry like']],
    ['action_name', ['play_video', 'pause_video', 'problem_check']],
    ['op', ['borrow', 'return', 'renew']],
    ['Unnamed: 2', ['view', 'addToCart', 'transaction']],
    ['', ['pv', 'cart', 'fav', 'buy']],
    ['behavior-name', ['purchase', 'play']],
    ['side', ['Rent', 'Buy']],
    ['구분', ['조회', '클릭', '장바구니', '구매', '찜']],
    ['유형', ['상품조회', '장바구니담기', '구매완료']],
    ['행동', ['대출', '반납', '예약']],
    ['Vorgang', ['Ansicht', 'Warenkorb', 'Kauf', 'Merkzettel']],
    ['geste', ['vue', 'clic', 'achat', 'panier']],
    ['acción', ['ver', 'comprar', 'favorito']],
    ['azione', ['visto', 'carrello', 'acquisto']],
    ['ação', ['visualização', 'carrinho', 'compra']],
    ['actie', ['bekeken', 'winkelwagen', 'aankoop']],
    ['typ', ['visning', 'varukorg', 'köp']],
    ['işlem', ['görüntüleme', 'sepet', 'satın alma']],
    ['czynność', ['wyświetlenie', 'koszyk', 'zakup']],
    ['действие', ['просмотр', 'корзина', 'покупка']],
    ['種別', ['閲覧', 'カート', '購入', 'お気に入り']],
    ['操作', ['浏览', '加购物车', '购买', '收藏']],
  ])('stands in the cells of a column called %j', async (header, values) => {
    const { rows } = await rowsIn(log(`user,item,${header},time`, values));
    expect(new Set(rows.map((row) => row.EVENT_TYPE))).toEqual(new Set(values));
  });

  it('is told without a header', async () => {
    const { file } = await lookInto(log(null, ['조회', '구매']));
    expect(file.plan.columns.map(({ role }) => role)).toEqual([
      'USER_ID',
      'ITEM_ID',
      'EVENT_TYPE',
      'TIMESTAMP',
    ]);
  });

  it('is told by what cells say before what a header says', async () => {
    const text = log('user,item,event,time', ['web', 'app']).replaceAll(
      /^(.*?),(.*)$/gm,
      (line, who: string) => (who === 'user' ? `${line},does` : `${line},${who === 'u1' ? 'view' : 'buy'}`),
    );
    const { roleOf } = await lookInto(text);
    expect([roleOf('event'), roleOf('does')]).toEqual(['KEEP', 'EVENT_TYPE']);
  });

  it('may be a number where the column is called so', async () => {
    const { roleOf } = await lookInto(log('user,item,type,time', ['1', '2', '3', '4']));
    expect(roleOf('type')).toBe('EVENT_TYPE');
  });

  it.each([
    ['country', ['DE', 'FR', 'US']],
    ['device', ['mobile', 'desktop', 'tablet']],
    ['type', ['card', 'cash', 'paypal']],
    ['source', ['search', 'direct', 'social']],
    ['category', ['Read', 'Video', 'Music', 'News']],
    ['status', ['borrowed', 'returned']],
    ['mood', ['good', 'bad']],
    ['결제수단', ['카드', '현금', '계좌이체']],
    ['상태', ['대출', '반납']],
  ])('is nothing that a column called %s says', async (header, values) => {
    const { roleOf } = await lookInto(log(`user,item,${header},time`, values));
    expect(roleOf(header)).toBe('KEEP');
  });

  it('is nothing that all rows of a thing share', async () => {
    const text = log('user,item,format,time', ['x']).replaceAll(
      /,t(\d+),x,/g,
      (_, thing: string) => `,t${thing},${Number(thing) % 2 ? 'watch' : 'listen'},`,
    );
    expect((await lookInto(text)).roleOf('format')).not.toBe('EVENT_TYPE');
  });
});

describe('how much somebody likes a thing', () => {
  it.each([
    ['x', '★★★★☆', '4', ['★☆☆☆☆', '★★★★★']],
    ['my verdict', '⭐⭐⭐', '3', ['⭐', '⭐⭐⭐⭐⭐']],
    ['Sterne', '★★★½', '3.5', ['★', '★★']],
    ['내 별점', '★★☆☆☆', '2', ['★★★★★']],
    ['Urteil', '4 von 5', '4', ['1 von 5', '5 von 5']],
    ['score', '3.0 out of 5 stars', '3', ['5.0 out of 5 stars']],
    ['note', '17/20', '17', ['9/20', '12/20']],
    ['평가', '5점 만점에 4점', '4', ['5점 만점에 1점']],
    ['watch_ratio', '80 %', '80', ['15 %', '100 %']],
    ['progress', '80%', '80', ['15%', '100%']],
    ['rating', '2 stars', '2', ['1 star', '5 stars']],
    ['평점', '4점', '4', ['1점', '5점']],
    ['評価', '4点', '4', ['1点', '5点']],
    ['rating', 'B', '4', ['A', 'C', 'F']],
    ['rating', 'Love it', '5', ['Like it', 'OK', 'Hate it']],
    ['평가', '별로예요', '2', ['정말좋아요', '보통']],
  ])('is written %s = %s', async (header, cell, value, others) => {
    const { rows } = await rowsIn(log(`user,item,${header},time`, [cell, ...others]));
    expect(rows.map((row) => row.EVENT_VALUE)).toContain(value);
    const { issues } = await lookInto(log(`user,item,${header},time`, [cell, ...others]));
    expect(issues('VALUES_READ')[0].details).toMatchObject({
      values: expect.arrayContaining([expect.objectContaining({ word: cell })]) as unknown,
    });
  });

  it('has a comma in it where people write so', async () => {
    const { rows } = await rowsIn(log('user;item;Bewertung;time', ['4,5', '3,0'], ';'));
    expect(rows.map((row) => row.EVENT_VALUE)).toContain('4.5');
  });

  it.each([
    ...['hours', 'hours played', 'weight', 'plays', 'play_count', 'listen count', 'watch_ratio', 'progress'],
    ...['score', 'stars', '평점', '별점', '점수', '시청시간', '재생수', '评分', '評価', 'Bewertung', 'note'],
    ...['puntuación', 'оценка', 'betyg', 'ocena', 'puan', 'avaliação', 'voto', 'beoordeling'],
  ])('is a number under %s', async (header) => {
    const { roleOf } = await lookInto(log(`user,item,${header},time`, ['1.5', '2', '3', '4.5', '7']));
    expect(roleOf(header)).toBe('EVENT_VALUE');
  });

  it.each([
    ['rating', 'like', 'dislike'],
    ['reaction', '👍', '👎'],
    ['평가', '좋아요', '싫어요'],
    ['評価', '高評価', '低評価'],
  ])('is 1 or −1 beside its kind where %s says %s or %s', async (header, like, dislike) => {
    const { rows } = await rowsIn(log(`user,item,${header},time`, [like, dislike]));
    const pairs = new Set(rows.map((row) => `${row.EVENT_TYPE} ${row.EVENT_VALUE}`));
    expect(pairs).toEqual(new Set([`${like} 1`, `${dislike} -1`]));
  });

  it('is left blank for the kinds that say nothing of it', async () => {
    const { rows } = await rowsIn(log('user,item,what they did,time', ['view', 'like', 'dislike']));
    const pairs = new Set(rows.map((row) => `${row.EVENT_TYPE} ${row.EVENT_VALUE}`));
    expect(pairs).toEqual(new Set(['view ', 'like 1', 'dislike -1']));
  });

  it.each([
    ['Rating', 'Your Rating'],
    ['평점', '내 평점'],
  ])('is not the %s of the crowd where %s stands beside it', async (crowd, own) => {
    const text = [
      `Title,${crowd},${own},Date`,
      ...Array.from(
        { length: 40 },
        (_, i) => `Film ${i},${7 + (i % 20) / 10},${1 + (i % 9)},2024-03-${10 + (i % 20)}`,
      ),
    ].join('\n');
    const { roleOf } = await lookInto(text);
    expect([roleOf(crowd), roleOf(own)]).toEqual(['KEEP', 'EVENT_VALUE']);
  });

  it.each(['weight', 'stars', '무게'])('is not the %s that a thing has for everybody', async (header) => {
    const text = log(`user,item,${header},time`, ['x']).replaceAll(
      /,t(\d+),x,/g,
      (_, thing: string) => `,t${thing},${1 + (Number(thing) % 5)},`,
    );
    expect((await lookInto(text)).roleOf(header)).toBe('KEEP');
  });
});

describe('who and what', () => {
  it('are a visit and what it met, in whichever order', async () => {
    const text = [
      'aid,session,ts',
      ...Array.from({ length: 200 }, (_, i) => `${(i * 37) % 61},${Math.floor(i / 4)},${1_660_000_000 + i}`),
    ];
    const { roleOf } = await lookInto(text.join('\n'));
    expect([roleOf('session'), roleOf('aid')]).toEqual(['USER_ID', 'ITEM_ID']);
  });

  it.each(['NA', 'guest'])('are visits where everybody is called %s', async (nobody) => {
    const text = [
      'userId,sessionId,itemId,time',
      ...Array.from(
        { length: 200 },
        (_, i) => `${nobody},s${Math.floor(i / 4)},i${(i * 37) % 61},${1_660_000_000 + i}`,
      ),
    ];
    expect((await lookInto(text.join('\n'))).roleOf('sessionId')).toBe('USER_ID');
  });

  it.each([
    ['Name,Film,Date', ['Ann', 'Ben', 'Cleo']],
    ['이름,작품명,본 날', ['민수', '지은', '하나']],
  ])('are three friends and what each saw once: %s', async (head, friends) => {
    const text = [
      head,
      ...Array.from({ length: 45 }, (_, i) => `${friends[i % 3]},The Film ${i},2024-03-${10 + (i % 20)}`),
    ];
    const { proposal, sources } = await lookInto(text.join('\n'), 'watched.csv');
    const { tables } = await importTables(sources, proposal.plan, null, job);
    expect([tables.userIds.length, tables.itemIds.length]).toEqual([3, 45]);
  });

  it('have names though each thing was chosen once', async () => {
    const text = [
      '회원,상품코드,상품명,일자',
      ...Array.from({ length: 45 }, (_, i) => `u${i % 7},P${i * 3},컵 ${i},2024-03-${10 + (i % 20)}`),
    ];
    const { proposal, sources } = await lookInto(text.join('\n'));
    const { tables } = await importTables(sources, proposal.plan, null, job);
    expect(entityRows(tables, 'items')[3]).toEqual({ id: 'P9', SANGPUMMYEONG: '컵 3' });
  });

  it('are doubted where nothing tells which is which, and swapped by one press', async () => {
    const text = [
      'foo,bar,at',
      ...Array.from({ length: 200 }, (_, i) => `f${(i * i) % 41},b${(i * 7) % 53},${1_660_000_000 + i}`),
    ];
    const { proposal, issues } = await lookInto(text.join('\n'));
    const [doubt] = issues('ROLE_DOUBTFUL');
    const [fix] = fixesFor(doubt, proposal.plan);
    expect(fix.plan.files[0].columns.map(({ header, role }) => [header, role])).toEqual([
      ['foo', 'ITEM_ID'],
      ['bar', 'USER_ID'],
      ['at', 'TIMESTAMP'],
    ]);
  });
});
