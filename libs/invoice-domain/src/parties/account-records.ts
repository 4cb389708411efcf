import type { ResellerId } from '../model/ids.js';
import type { Records } from '../writing/records.js';
import type { AccountDraft } from './account-rules.js';
import type { Account } from './account.js';

/** Accounts within a transaction. */
export type AccountRecords = Records<'account', Account, AccountDraft>;

/** The reseller of an account that names none, and its currency. */
export interface OwnerOfAccounts {
  readonly id: ResellerId;
  readonly currency: string;
}

export interface OwnersOfAccounts {
  /** The oldest reseller without a parent. */
  ownerOfAccounts(): Promise<OwnerOfAccounts | undefined>;
}
