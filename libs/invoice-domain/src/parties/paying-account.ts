import { InvalidRecord } from '../model/domain-failure.js';
import type { AccountRecords } from './account-records.js';
import type { Account } from './account.js';

/** The account whose balance is about to move, locked. @throws InvalidRecord when there is none */
export const payingAccount = async (
  records: Pick<AccountRecords, 'locked'>,
  id: number | null | undefined,
): Promise<Account> => {
  const account = typeof id === 'number' ? await records.locked('account', id) : undefined;
  if (account === undefined) throw new InvalidRecord({ member: 'account', message: 'must exist' });
  return account;
};
