import { describe, expect, it } from 'vitest';
import { saysCancelled, saysOrder } from '../../../../src/import/lexicon/order-words';
import { saysTotal } from '../../../../src/import/lexicon/sum-words';

describe('the status of an order', () => {
  it.each([
    ...['Cancelled', 'canceled', 'CANCELED', 'wc-cancelled', 'Cancelled by Customer', 'refunded'],
    ...['voided', 'Fully Refunded (Refund Pending)', 'Shipped - Returned to Seller', 'checkout-draft'],
    ...['취소완료', '취소 완료', '환불', '반품완료', '결제취소', '입금전 취소', '결제 실패'],
    ...['Storniert', 'Rückerstattet', 'Zurückgesendet', 'Annulée', 'Remboursé', 'Erreur de paiement'],
    ...['Cancelado', 'Reembolsado', 'Devuelto', 'キャンセル', '返品済み', '決済エラー'],
  ])('%s says that it came to nothing', (status) => {
    expect(saysCancelled(status)).toBe(true);
    expect(saysOrder(status)).toBe(true);
  });

  it.each([
    ...[
      'Completed',
      'paid',
      'pending',
      'On hold',
      'partially_refunded',
      'Partially Refunded (Refund Pending)',
    ],
    ...['refund_requested', 'closed', 'No-show', '구매확정', '교환완료', '취소요청', '취소철회', '부분환불'],
    ...['Abgeschlossen', 'In Bearbeitung', 'Livré', 'En attente de paiement', 'Procesando', '発送済み'],
  ])('%s says that it stands', (status) => {
    expect(saysCancelled(status)).toBe(false);
    expect(saysOrder(status)).toBe(true);
  });

  it.each(['Released', 'Returning Series', 'active', 'CA', 'Cancellation of the year', '반납', ''])(
    '“%s” is none',
    (status) => {
      expect(saysCancelled(status)).toBe(false);
      expect(saysOrder(status)).toBe(false);
    },
  );
});

it('a line of sums has a word of its own', () => {
  for (const word of ['Total', 'TOTAL:', 'Grand total', '합계', '총 합계', 'Summe', '合計', 'Total général'])
    expect(saysTotal(word)).toBe(true);
  for (const word of ['Total War', 'Totally', '합계산', '']) expect(saysTotal(word)).toBe(false);
});
