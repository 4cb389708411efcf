import { InvalidRecord } from '../model/domain-failure.js';
import type { Violation } from '../model/violation.js';

/** Parties whose reseller or currency can be changed as long as nothing is booked in it. */
export type Movable = 'reseller' | 'resellerAccount';

/** Records that keep parties from being changed, within a transaction. */
export interface PartiesInUse {
  /** Whether a currency of that name is there; it stays until the transaction ends. */
  knowsCurrency(name: string): Promise<boolean>;
  /** Name of the first sort of records that the account, or any account of the reseller, has, such as `invoices`; undefined without any. */
  firstUseOf(name: Movable, id: number): Promise<string | undefined>;
}

/** Why another reseller or currency is refused. */
export const inUse = (name: Movable, member: string | undefined, use: string): Violation => ({
  member,
  message: `can't be changed: ${name === 'reseller' ? 'accounts of the reseller have' : 'the account has'} ${use}`,
});

/** @throws InvalidRecord for a currency that the ledger does not know */
export const refuseUnknownCurrency = async (parties: PartiesInUse, currency: string): Promise<void> => {
  if (await parties.knowsCurrency(currency)) return;
  throw new InvalidRecord({ member: 'currency', message: 'is not a known currency' });
};

/**
 * Looks whether another reseller or currency may be given to a party.
 * @param members those that a change would change
 * @throws InvalidRecord once something is booked in it, saying what
 */
export const refuseMoveInUse = async (
  parties: PartiesInUse,
  { name, id }: { readonly name: Movable; readonly id: number },
  members: readonly string[],
): Promise<void> => {
  const use = members.length === 0 ? undefined : await parties.firstUseOf(name, id);
  const [first, ...others] = use === undefined ? [] : members.map((member) => inUse(name, member, use));
  if (first !== undefined) throw new InvalidRecord(first, ...others);
};
