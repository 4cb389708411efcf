import { InvalidRecord } from '../model/domain-failure.js';
import type { LedgerRecords, Stored } from '../ledger/ledger-records.js';

/** The account whose balance is about to move, locked. @throws InvalidRecord when there is none */
export const payingAccount = async (
  records: LedgerRecords,
  id: number | null | undefined,
): Promise<Stored<'account'>> => {
  const account = typeof id === 'number' ? await records.locked('account', id) : undefined;
  if (account === undefined) throw new InvalidRecord({ member: 'account', message: 'must exist' });
  return account;
};
