import type { EntityManager } from 'typeorm';
import type { PaymentId } from '../../model/ids.js';
import type { Receipt } from '../payment-receipt.js';
import type { ResellerScope } from '../../model/scope.js';

/** $1: the payment, $2: a link, or else $3 and $4: the type and content of a file. */
const insert = `
INSERT INTO payment_receipts (payment_id, account_id, link, file_type, content, created_at)
SELECT id, account_id, $2, $3, $4, ledger_at() FROM payments WHERE id = $1`;

const select = `
SELECT receipt.link, receipt.file_type AS type, receipt.content, encode(sha256(receipt.content), 'hex') AS sha256,
  payment.document_id AS name
FROM payment_receipts receipt JOIN payments payment ON payment.id = receipt.payment_id
WHERE payment.id = $1::bigint AND payment.reseller_id = $2`;

export const addReceipt = async (manager: EntityManager, payment: PaymentId, receipt: Receipt): Promise<void> => {
  const kept =
    receipt.kind === 'link' ? [receipt.link, null, null] : [null, receipt.type, Buffer.from(receipt.content)];
  await manager.query(insert, [payment, ...kept]);
};

type Row = { readonly name: string } & (
  | { readonly link: string }
  | (Pick<Extract<Receipt, { kind: 'file' }>, 'type'> & {
      readonly link: null;
      readonly content: Buffer;
      readonly sha256: string;
    })
);

/** The receipt of a payment, with the number of the payment; undefined without one, or without such a payment. */
export const receiptOf = async (
  manager: EntityManager,
  { resellerId }: ResellerScope,
  payment: PaymentId,
): Promise<Row | undefined> => {
  const [row]: readonly Row[] = await manager.query(select, [payment, resellerId]);
  return row;
};
