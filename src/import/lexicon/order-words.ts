import { bareWord, bareWords } from './bare-word';

/** What shops write in the status of an order that came to nothing or was taken back, a line for each language. */
const CANCELLED = bareWords([
  'cancelled canceled cancel cancellation order-cancelled order-canceled cancelled-order cancel-completed cancellation-completed payment-cancelled voided void payment-voided refunded refund fully-refunded full-refund refund-completed order-refunded payment-refunded returned return return-completed returned-to-seller returned-to-sender returned-to-origin return-to-sender rto chargeback charged-back reversed failed failure payment-failed payment-error failed-payment error declined payment-declined denied rejected rejected-by-buyer abandoned expired payment-expired draft auto-draft checkout-draft trash trashed deleted test test-order',
  '취소 취소완료 주문취소 주문취소완료 결제취소 결제취소완료 구매취소 예약취소 입금전취소 배송전취소 취소됨 취소처리 취소처리완료 전체취소 관리자취소 직권취소 미결제취소 자동취소 품절취소 환불 환불완료 환불처리 환불처리완료 환불됨 전체환불 결제환불 반품 반품완료 반품처리 반품처리완료 반품환불완료 결제실패 주문실패 승인실패 승인취소 테스트 테스트주문',
  'storniert stornierung storno abgebrochen abgelehnt annulliert ruckerstattet rueckerstattet erstattet gutgeschrieben gutschrift retourniert retoure zuruckgesendet zurueckgesendet widerrufen fehlgeschlagen zahlung-fehlgeschlagen zahlung-abgelehnt abgelaufen entwurf papierkorb',
  'annule annulee annulation commande-annulee rembourse remboursee remboursement retourne retournee echoue echouee echec paiement-echoue erreur-de-paiement paiement-refuse refuse refusee expire expiree abandonnee brouillon corbeille',
  'cancelado cancelada anulado anulada reembolsado reembolsada reembolso devuelto devuelta devolucion fallido fallida error-en-pago error-de-pago rechazado rechazada caducado caducada expirado expirada abandonado abandonada borrador papelera',
  'キャンセル キャンセル済 キャンセル済み 注文キャンセル キャンセル完了 取消 取消済 取消済み 取り消し 返金 返金済 返金済み 全額返金 返品 返品済 返品済み 返品完了 失敗 決済失敗 決済エラー 支払い失敗 下書き 無効',
]);

/** What they write of an order that goes on or went well: what tells their statuses from those of films and loans. */
const GOING = bareWords([
  'open new completed complete processing processed pending pending-payment payment-pending awaiting-payment payment-received awaiting-shipment awaiting-fulfillment awaiting-pickup on-hold hold paid partially-paid unpaid authorized authorised captured settled succeeded success successful approved confirmed accepted placed ordered order-placed packed picked ready ready-to-ship ready-for-pickup shipped partially-shipped shipping in-transit dispatched out-for-delivery delivered delivered-to-buyer fulfilled unfulfilled partially-fulfilled partial partially-refunded refund-pending refund-requested cancellation-requested return-requested closed invoiced payment sale purchase order exchanged check-out checked-out no-show booked present absent attended',
  '결제완료 결제대기 입금대기 입금확인 입금완료 주문완료 주문접수 주문확인 상품준비중 상품준비 배송준비 배송준비중 배송준비완료 배송대기 배송지시 배송중 배송완료 발송완료 발송대기 출고완료 출고대기 구매확정 구매완료 거래완료 수취완료 완료 정상 승인 승인완료 처리완료 처리중 신규주문 발주확인 교환 교환완료 교환요청 취소요청 취소접수 취소처리중 취소철회 환불요청 환불접수 환불대기 반품요청 반품접수 반품수거중 반품철회 부분취소 부분환불 예약완료 이용완료 판매 매출 출석 참석 결석 불참 노쇼',
  'abgeschlossen erledigt bezahlt offen ausstehend in-bearbeitung in-wartestellung versendet versandt teilweise-versandt geliefert zugestellt bestatigt verkauf bestellt anwesend abwesend teilgenommen erschienen',
  'terminee termine en-cours en-attente en-attente-de-paiement payee paye paiement-accepte expedie expediee livre livree en-preparation en-cours-de-preparation preparation-en-cours confirmee vente present presente absent absente',
  'completado completada procesando en-proceso pendiente pendiente-de-pago en-espera pagado pagada pago-aceptado enviado enviada entregado entregada confirmado confirmada venta asistio presente ausente',
  '完了 処理中 保留 支払い済み 支払済 入金済 入金待ち 発送待ち 発送済 発送済み 出荷済 出荷済み 配達済 配達完了 配送済み 注文確認中 新規受付 処理済 受付済 売上 出席 欠席 参加',
]);

/** Statuses of what is no order: films, series, loans, subscriptions, lists of what to watch. */
const ELSEWHERE = bareWords([
  'released rumored planned in-production post-production returning-series returning ended airing currently-airing finished-airing not-yet-aired watching plan-to-watch dropped reading plan-to-read active inactive trialing trial past-due paused subscribed unsubscribed churned renewed checked-in borrowed on-loan overdue',
  '구독중 이용중 해지 해지됨 휴면 대출중 반납 반납완료 연체 개봉 상영중 방영중 종영',
]);

/** Headers of columns that say how far an order has come. */
const STATUS_OF_ORDER = bareWords([
  'order-status order-state status-of-order order-item-status item-status line-status lineitem-status financial-status payment-status payment-state transaction-status transaction-state sale-status sales-status purchase-status booking-status reservation-status ticket-status order-status-name',
  '주문상태 주문처리상태 주문진행상태 주문상세상태 결제상태 클레임상태 클레임구분 거래상태 예약상태 예매상태 판매상태 구매상태 주문상품상태',
  'bestellstatus bestellungsstatus auftragsstatus zahlungsstatus status-der-bestellung',
  'statut-commande statut-de-la-commande statut-de-commande etat-commande etat-de-la-commande etat-de-commande statut-paiement statut-du-paiement',
  'estado-pedido estado-del-pedido estado-de-pedido estado-pago estado-del-pago estado-de-pago',
  '注文状況 注文ステータス 注文状態 受注ステータス 受注状態 受注状況 決済ステータス 決済状況 支払状況 支払い状況 支払いステータス',
]);

/** Headers of columns that may say so, or something else: their cells have to tell. */
const STATUS = bareWords([
  'status state stage transaction-type order-type sale-type sales-type event-type event type',
  '상태 진행상태 처리상태 처리현황 배송상태 주문구분 거래구분 거래유형 판매구분 매출구분 구분',
  'zustand vorgangsart buchungsart statut etat estado ステータス 状態 状況 区分 取引区分',
]);

/** Headers of the day on which an order was cancelled: a cell that is filled says that it was. */
const CANCELLED_DAY = bareWords([
  'cancelled-at canceled-at cancelled-on canceled-on cancelled-date canceled-date cancel-date cancel-at cancellation-date cancellation-time date-cancelled date-canceled cancelled-time canceled-time order-cancelled-at refunded-at refunded-on refund-date refund-at date-refunded voided-at voided-on',
  '취소일 취소일시 취소일자 취소시간 주문취소일 주문취소일시 결제취소일 결제취소일시 취소완료일 취소완료일시 환불일 환불일시 환불일자 환불완료일 환불완료일시 반품일 반품일시 반품완료일 반품완료일시',
  'stornodatum storniert-am stornierungsdatum date-annulation date-d-annulation annulee-le fecha-cancelacion fecha-de-cancelacion fecha-anulacion',
  'キャンセル日 キャンセル日時 取消日 取消日時 返金日 返金日時 返品日',
]);

/** Headers of columns that say yes or no to it. */
const CANCELLED_FLAG = bareWords([
  'cancelled canceled is-cancelled is-canceled was-cancelled order-cancelled cancel-flag cancelled-flag refunded is-refunded is-refund refund-flag returned is-returned is-return return-flag voided is-voided is-void',
  '취소 취소여부 주문취소여부 결제취소여부 취소유무 환불여부 환불유무 반품여부 반품유무',
  'storniert storno annule annulee rembourse anulado cancelado cancelada reembolsado devuelto',
  'キャンセルフラグ キャンセル有無 返品フラグ 取消フラグ',
]);
const TEST_FLAG = bareWords([
  'test is-test test-order is-test-order testbestellung',
  '테스트여부 테스트주문여부',
]);
const YES = bareWords(['true yes y 1 t x ja oui si 예 네 유 はい']);
const NO = bareWords(['false no n 0 f nein non 아니오 아니요 무 いいえ']);

/** Headers of how many were sold, and of what they cost: below nothing, they came back. */
const QUANTITY = bareWords([
  'quantity qty quantity-ordered order-quantity quantity-sold units units-sold pieces item-quantity lineitem-quantity anzahl menge stuckzahl stuck quantite qte cantidad cant 수량 주문수량 구매수량 판매수량 数量 個数',
]);
const AMOUNT = bareWords([
  'amount total order-total line-total item-total total-price total-amount net-sales gross-sales sales net-amount gross-amount revenue price unit-price item-price subtotal',
  '금액 결제금액 판매금액 주문금액 구매금액 총금액 총결제금액 실결제금액 매출액 매출 판매액',
  'betrag umsatz gesamt gesamtbetrag summe montant total-ttc importe importe-total precio 金額 合計金額 売上 売上金額',
]);

/** Headers of loans and of what is paid for month by month: given back or given up in the end, it was chosen all the same. */
const LENT =
  /borrow|loan|patron|overdue|checkedout|rental|rented|^subscription|^subscriberid|renewal|trialend|대출|대여|반납|연체|구독|해지|정기결제|ausleih|leihe|emprunt|prestamo|貸出|返却/;

/** Whether a cell says that an order came to nothing: `Cancelled by customer`, `wc-refunded`, `Shipped - Returned to Seller`. */
export function saysCancelled(cell: string): boolean {
  return partsOfStatus(cell).some((part) => CANCELLED.has(part));
}

/** Words that are said of nothing but what was bought or booked; a quiz may have failed, and a draft been deleted. */
const TAKEN_BACK =
  /cancel|refund|void|chargeback|취소|환불|반품|storn|erstatt|annul|rembours|anulad|reembols|キャンセル|取消|取り消|返金|返品/;

export function saysTakenBack(cell: string): boolean {
  return TAKEN_BACK.test(bareWord(cell));
}

export function saysOrder(cell: string): boolean {
  return partsOfStatus(cell).some((part) => CANCELLED.has(part) || GOING.has(part));
}

export function saysElsewhere(cell: string): boolean {
  return ELSEWHERE.has(bareWord(cell));
}

/** The whole, and where it has an aside or an agent, what stands before and behind. */
function partsOfStatus(cell: string): string[] {
  const text = cell.trim().replace(/^wc[-_]/i, '');
  const parts = text.split(/\s+[-–—:]\s+|[()[\]/:]|\s+by\s+/i);
  return [text, ...parts].map(bareWord).filter((part) => part !== '');
}

export const namesOrderStatus = (header: string): boolean => STATUS_OF_ORDER.has(bareWord(header));
/** A state, of an order, a loan or anything, is nothing that somebody did. */
export const namesState = (header: string): boolean =>
  /(status|state|stage|zustand|상태|상황|状態|状况|狀態|状态|статус|statut|estado|etat|stato)(name|code)?$/.test(
    bareWord(header),
  );
export const namesStatus = (header: string): boolean => STATUS.has(bareWord(header));
export const namesCancelledDay = (header: string): boolean => CANCELLED_DAY.has(bareWord(header));
export const namesCancelledFlag = (header: string): boolean => CANCELLED_FLAG.has(bareWord(header));
export const namesTestFlag = (header: string): boolean => TEST_FLAG.has(bareWord(header));
export const namesQuantity = (header: string): boolean => QUANTITY.has(bareWord(header));
export const namesAmount = (header: string): boolean => AMOUNT.has(bareWord(header));
export const namesLent = (header: string): boolean => LENT.test(bareWord(header));
export const saysYes = (cell: string): boolean => YES.has(bareWord(cell));
export const saysNo = (cell: string): boolean => NO.has(bareWord(cell));
