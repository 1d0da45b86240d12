import { describe, expect, it } from 'vitest';
import { log, lookInto, rowsIn } from './logs';

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
