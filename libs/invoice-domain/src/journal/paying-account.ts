import { InvalidRecord } from '../model/domain-failure.js';
import type { AccountRecords } from '../parties/account-records.js';
import type { Account } from '../parties/account.js';
import type { Journal } from './posting.js';

/** Accounts whose balances move. */
export interface PayingAccounts extends Pick<AccountRecords, 'locked'>, Journal {}

/** The account whose balance is about to move, locked. @throws InvalidRecord when there is none */
export const payingAccount = async (
  records: Pick<AccountRecords, 'locked'>,
  id: number | null | undefined,
): Promise<Account> => {
  const account = typeof id === 'number' ? await records.locked('account', id) : undefined;
  if (account === undefined) throw new InvalidRecord({ member: 'account', message: 'must exist' });
  return account;
};
