import { bareWord, bareWords } from './bare-word';

/** What people do with things, as cells, tables and files say it, a line for each language. */
const DONE = bareWords([
  'view views viewed viewing pageview pageviews page-view page-views product-view item-view detail-view impression impressions click clicks clicked visited cart carts basket addtocart add-to-cart added-to-cart addtobasket cart-add checkout checkouts purchase purchases purchased buy buys bought order orders ordered sale sales transaction transactions like likes liked love loves loved fav favs favorite favorites favorited favourite favourites favourited dislike dislikes disliked thumbsup thumbs-up thumbsdown thumbs-down upvote upvotes downvote downvotes bookmark bookmarks bookmarked save saves saved wish wishes wishlist wishlists to-read want-to-read watchlist collect collects collected rating ratings rated rate follows followed subscribe subscribes subscribed repost retweet play plays played playing listen listens listened stream streams streamed watch watches watched watching skip skips skipped scrobble scrobbles rent rents rental rentals rented loan loans loaned borrow borrows borrowed renew renewal renewals download downloads downloaded read reads reading enroll enrolled enrol enrolment enrollment enrollments pv clickout tap checkedout renewed install installed uv atc',
  '조회 열람 클릭 장바구니 담기 장바구니담기 구매 구입 주문 판매 구매완료 주문완료 좋아요 싫어요 찜 찜하기 북마크 저장 평점 평가 별점 구독 재생 시청 감상 청취 건너뛰기 완독 대출 대여 연장 다운로드 수강 읽음 관람 읽기 즐겨찾기 위시리스트 스킵 설치 수강신청',
  'ansicht ansichten aufruf aufrufe klick klicks warenkorb kauf kaufe gekauft bestellung bestellungen verkauf verkaufe gefallt gefalltmir favorit favoriten merkzettel merkliste bewertung bewertungen ausleihe ausleihen ausgeliehen vormerkung verlangerung gehort gelesen gesehen angesehen ubersprungen geklickt wunschliste bestellt gespielt wiedergabe wiedergaben rezension rezensionen',
  'vue vues consultation consultations clic clics panier ajout-panier achat achats achete commande commandes vente ventes jaime favori favoris pret prets emprunt emprunts ecoute ecoutes lecture lectures visionnage telechargement vu coupdecoeur ecoutee lu emprunte prolongation',
  'vista vistas visualizacion visualizaciones carrito compra compras comprado pedido pedidos venta ventas megusta favorito favoritos valoracion valoraciones prestamo prestamos escucha escuchas reproduccion reproducciones visto leido ver escuchar escuchado prestado',
  'visualizzazione visualizzazioni carrello acquisto acquisti ordine ordini vendita vendite mipiace preferito preferiti valutazione valutazioni prestito prestiti ascolto ascolti acquistato',
  'visualizacao visualizacoes clique cliques carrinho encomenda venda vendas curtida curtidas avaliacao avaliacoes emprestimo emprestimos comprou curtir ouvir',
  'weergave weergaven bekeken winkelwagen winkelmand aankoop aankopen bestelling bestellingen verkoop leuk favoriet beoordeling beoordelingen uitlening beluisterd visning visninger kop kopt bestallning lan utlan klik gekocht gelezen klikk varukorg handlekurv indkobskurv lanat',
  'wyswietlenie wyswietlenia klikniecie koszyk zakup zakupy zamowienie zamowienia polubienie ulubione ocena oceny wypozyczenie goruntuleme tiklama sepet sepete-ekle satin-alma satinalma siparis begeni puan odunc sepeteekleme favoriler',
  'просмотр просмотры клик клики корзина вкорзину покупка покупки заказ заказы продажа продажи лайк лайки нравится избранное оценка оценки выдача прослушивание дизлайк прочитано',
  '閲覧 クリック カート カート追加 カートに追加 購入 注文 予約 貸出 延長 お気に入り いいね 評価 再生 視聴 聴取 スキップ ダウンロード 読了 カゴ',
  '浏览 瀏覽 查看 点击 點擊 加购 加購 加入购物车 加入購物車 购物车 購物車 购买 購買 下单 下單 收藏 喜欢 喜歡 点赞 點讚 评分 評分 评价 評價 播放 观看 觀看 收听 跳过 借阅 借閱 借书 续借 预约 下载 借出 阅读 閱讀',
]);

/** Said of many a thing besides: in cells what people do only beside one of the others. */
const ALSO = bareWords([
  'payment payments conversion conversions subscription subscriptions collection search open close access start stop pause load seek complete completed finish finished navigate enter exit login visit sell pass superlike return returned cancel cancelled refund refunded remove removed delete add share shared comment reply review reviewed follow send submit submitted query hover scroll exposure show reserve reserved reservation hold checkin answer attempt quiz visits opens opened sold reviews comments commented shares forward paused completes reservations holds booking bookings booked check-in checkins attend attended attendance answered searches besuch besuche kommentar visite visites note notes avis commentaire commentaires visita visitas resena resenas comentario comentarios reservas recensione recensioni prenotazione reservering',
  '관심 신청 결제 관심상품 반납 예약 검색 노출 공유 취소 환불 반품 삭제 댓글 리뷰 팔로우 접속 방문 시작 종료 완료 후기 참석 출석',
  'ruckgabe suche teilen vorbestellung retour recherche partage retourne devolucion devuelto buscar busqueda compartir reserva restituzione ricerca condivisione devolucao busca compartilhar zwrot wyszukiwanie iade arama paylasim inlevering zoeken delen aterlamning sok',
  'возврат поиск поделиться 返却 支付 検索 共有 レビュー 归还 歸還 搜索 搜尋 分享 评论 評論 曝光 отзыв отзывы 表示 訪問 订单 訂單',
]);
/** Where it was done, which says nothing alone. */
const AROUND = bareWords([
  'video problem discussion wiki forum thread info about detail question course module page item test 상세',
]);

/** Said of a thing to like or not to like it, and what counts as a liking is 1. */
const LIKED = bareWords([
  'like liked likes love loved thumbsup upvote upvoted recommended 좋아요 추천 추천함 gefalltmir jaime megusta mipiace gostei curti いいね 高評価 好き 赞 点赞 點讚 喜欢 喜歡 нравится лайк',
]);
const DISLIKED = bareWords([
  'dislike disliked dislikes hate hated thumbsdown downvote downvoted notrecommended 싫어요 비추천 추천안함 gefalltmirnicht jenaimepas jaimepas nomegusta nonmipiace naogostei よくないね 低評価 嫌い 踩 不喜欢 不喜歡 ненравится дизлайк',
]);
/** The same of what is no act: a mood may be good too. */
const GOOD = bareWords(['good positive up 좋음 gut bon bueno buono bom 良い 好 хорошо']);
const BAD = bareWords(['bad negative down 싫음 schlecht mauvais malo cattivo mau 悪い 差 плохо']);
const THUMBS: readonly (readonly [RegExp, number])[] = [
  [/^(👎|💔|😡|☹|🙁|😞)/u, -1],
  [/^(👍|❤|♥|💖|💕|😍|🥰|🙂|😀|😊)/u, 1],
];

const MOST_CHARS = 40;
const MOST_WORDS = 5;

/** How surely a cell says what somebody did: 2 alone, 1 beside cells that do, 0 not at all. */
export function saysKind(cell: string): 0 | 1 | 2 {
  const text = cell.trim();
  if (text === '' || text.length > MOST_CHARS) return 0;
  const words = [text, ...text.split(/[^\p{L}\p{M}\p{N}]+|(?<=[a-z])(?=[A-Z])/u)].map(bareWord);
  if (words.length > MOST_WORDS + 1) return 0;
  if (words.some((word) => DONE.has(word) || isCompound(word))) return 2;
  if (likingSaid(text) !== null && !GOOD.has(words[0]) && !BAD.has(words[0])) return 2;
  return words.some((word) => ALSO.has(word) || AROUND.has(word)) ? 1 : 0;
}

/** `장바구니담기`, `加入购物车`: where words are not parted, one of two letters and more stands in another. */
function isCompound(word: string): boolean {
  if (!/^[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{3,10}$/u.test(word)) return false;
  for (let from = 0; from < word.length - 1; from++)
    for (let to = from + 2; to <= word.length; to++) if (DONE.has(word.slice(from, to))) return true;
  return false;
}

/** 1 for a like, −1 for a dislike; null for what is neither. */
export function likingSaid(cell: string): 1 | -1 | null {
  const text = cell.trim();
  for (const [sign, liking] of THUMBS) if (sign.test(text)) return liking as 1 | -1;
  const bare = bareWord(text);
  if (DISLIKED.has(bare) || BAD.has(bare)) return -1;
  return LIKED.has(bare) || GOOD.has(bare) ? 1 : null;
}

/** Whether a word, or several that are one, says what somebody did. */
export function namesKind(text: string): boolean {
  const bare = bareWord(text);
  return DONE.has(bare) || ALSO.has(bare);
}
