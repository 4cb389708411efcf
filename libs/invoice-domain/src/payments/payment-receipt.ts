import type { Instant } from '@org/kernel';
import type { ClosingFileType } from '../invoices/external-invoice.js';
import type { AccountId, PaymentId, PaymentReceiptId } from '../model/ids.js';

/** Receipt of a third-party system: a link or a file. */
export type Receipt =
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'file'; readonly type: ClosingFileType; readonly content: Uint8Array };

/** The receipt of a payment as it is kept. */
export interface PaymentReceipt {
  readonly id: PaymentReceiptId;
  readonly paymentId: PaymentId;
  readonly accountId: AccountId;
  /** `http` or `https`; null for a file. */
  readonly link: string | null;
  readonly fileType: ClosingFileType | null;
  readonly content: Uint8Array | null;
  readonly createdAt: Instant;
}
