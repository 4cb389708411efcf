import type { EntityManager } from 'typeorm';
import type { PaymentId } from '../../model/ids.js';
import type { Receipt } from '../../model/payment-receipt.js';

/** $1: the payment, $2: a link, or else $3 and $4: the media type and content of a file. */
const insert = `
INSERT INTO payment_receipts (payment_id, account_id, link, media_type, content, created_at)
SELECT id, account_id, $2, $3, $4, ledger_at() FROM payments WHERE id = $1`;

export const addReceipt = async (manager: EntityManager, payment: PaymentId, receipt: Receipt): Promise<void> => {
  const kept =
    receipt.kind === 'link' ? [receipt.link, null, null] : [null, receipt.mediaType, Buffer.from(receipt.content)];
  await manager.query(insert, [payment, ...kept]);
};
