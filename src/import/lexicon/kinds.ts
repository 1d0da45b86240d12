import { bareWord, bareWords } from './bare-word';

/** What people do with things, as tables and cells name it, a line for each language. */
const KINDS = bareWords([
  'view views viewed viewing pageview pageviews page-view page-views product-view item-view detail-view impression impressions click clicks clicked visit visits visited open opens opened',
  'cart carts basket addtocart add-to-cart added-to-cart addtobasket cart-add checkout checkouts purchase purchases purchased buy buys bought order orders ordered sale sales sold transaction transactions payment payments conversion conversions',
  'like likes liked love loves loved fav favs favorite favorites favorited favourite favourites favourited dislike dislikes disliked thumbsup thumbs-up thumbsdown thumbs-down upvote upvotes downvote downvotes bookmark bookmarks bookmarked save saves saved wish wishes wishlist wishlists to-read want-to-read watchlist collect collects collected collection',
  'rating ratings rated rate review reviews reviewed comment comments commented share shares shared follow follows followed subscribe subscribes subscribed subscription subscriptions repost retweet forward reply',
  'play plays played playing listen listens listened stream streams streamed watch watches watched watching skip skips skipped pause paused complete completes completed finish finished scrobble scrobbles',
  'rent rents rental rentals rented loan loans loaned borrow borrows borrowed renew renewal renewals reserve reservation reservations hold holds booking bookings booked checkin check-in checkins download downloads downloaded read reads reading enroll enrolled enrol enrolment enrollment enrollments attend attended attendance submit submitted quiz answer answered search searches',
  '조회 열람 노출 클릭 방문 장바구니 담기 장바구니담기 구매 구입 주문 결제 판매 구매완료 주문완료 좋아요 싫어요 찜 찜하기 관심 북마크 저장 평점 평가 별점 리뷰 후기 댓글 공유 팔로우 구독 재생 시청 감상 청취 건너뛰기 완료 완독 대출 대여 예약 연장 다운로드 수강 신청 참석 출석 검색 읽음',
  'ansicht ansichten aufruf aufrufe klick klicks besuch besuche warenkorb kauf kaufe gekauft bestellung bestellungen verkauf verkaufe gefallt gefalltmir favorit favoriten merkzettel merkliste bewertung bewertungen kommentar ausleihe ausleihen ausgeliehen vormerkung verlangerung gehort gelesen gesehen angesehen ubersprungen',
  'vue vues consultation consultations clic clics visite visites panier ajout-panier achat achats achete commande commandes vente ventes jaime favori favoris note notes avis commentaire commentaires pret prets emprunt emprunts reservation ecoute ecoutes lecture lectures visionnage telechargement',
  'vista vistas visualizacion visualizaciones visita visitas carrito compra compras comprado pedido pedidos venta ventas megusta favorito favoritos valoracion valoraciones resena resenas comentario comentarios prestamo prestamos reserva reservas escucha escuchas reproduccion reproducciones visto leido',
  'visualizzazione visualizzazioni visita carrello acquisto acquisti ordine ordini vendita vendite mipiace preferito preferiti valutazione valutazioni recensione recensioni prestito prestiti prenotazione ascolto ascolti',
  'visualizacao visualizacoes clique cliques carrinho compra compras encomenda pedido venda vendas curtida curtidas favorito avaliacao avaliacoes emprestimo emprestimos reserva',
  'weergave weergaven bekeken winkelwagen winkelmand aankoop aankopen bestelling bestellingen verkoop leuk favoriet beoordeling beoordelingen uitlening reservering beluisterd visning visninger kop kopt bestallning lan utlan',
  'wyswietlenie wyswietlenia klikniecie koszyk zakup zakupy zamowienie zamowienia polubienie ulubione ocena oceny wypozyczenie goruntuleme tiklama sepet sepete-ekle satin-alma satinalma siparis begeni favori puan odunc',
  'просмотр просмотры клик клики корзина вкорзину покупка покупки заказ заказы продажа продажи лайк лайки нравится избранное оценка оценки отзыв отзывы выдача прослушивание',
  '閲覧 表示 クリック 訪問 カート カート追加 カートに追加 購入 注文 予約 貸出 返却 延長 お気に入り いいね 評価 レビュー 再生 視聴 聴取 スキップ ダウンロード 読了',
  '浏览 瀏覽 查看 点击 點擊 加购 加購 加入购物车 加入購物車 购物车 購物車 购买 購買 下单 下單 订单 訂單 支付 收藏 喜欢 喜歡 点赞 點讚 评分 評分 评价 評價 评论 評論 分享 播放 观看 觀看 收听 跳过 借阅 借閱 借书 续借 预约 下载',
  'pv uv fav atc',
]);

/** Whether a word, or several that are one, says what somebody did. */
export function namesKind(text: string): boolean {
  return KINDS.has(bareWord(text));
}
