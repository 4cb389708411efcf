import { taxed, type TaxableCharge, type Taxed, type TaxRefusal } from './charge-tax.js';
import type { Tax } from './charge.js';
import type { CommerceRefusal } from '../model/commerce-refusal.js';
import { Refused } from '../model/domain-failure.js';
import type { Journal, NewPosting } from '../journal/posting.js';
import type { AccountId, ChargeId, TaxId } from '../model/ids.js';

export type NewTax = Pick<Tax, 'chargeId' | 'name' | 'description' | 'value'>;

/** A charge with all taxes of a request on it. */
export interface TaxedCharge extends Pick<Taxed, 'amount' | 'taxesAmount'> {
  readonly id: ChargeId;
}

export interface LockedCharge extends TaxableCharge {
  readonly accountId: AccountId;
}

/** Charges that taxes are added to, as one transaction and one reseller see them. */
export interface TaxedCharges extends Journal {
  /** Locks the accounts of charges, then the invoices, then the charges, each by their ids. Absent ones are left out. */
  lock(ids: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, LockedCharge>>;
  /** @returns their ids, in their order */
  add(taxes: readonly NewTax[]): Promise<readonly TaxId[]>;
  /** Changes charges that are locked, and the open invoices that they are on. */
  change(charges: readonly TaxedCharge[]): Promise<void>;
}

const refusals: Readonly<Record<TaxRefusal, CommerceRefusal>> = {
  'too-many-decimals': 'tax-too-fine',
  'not-postpay': 'tax-not-postpay',
  'not-taxable-status': 'tax-not-open',
  final: 'tax-on-final',
  'below-zero': 'tax-below-zero',
};

const placeOf: Readonly<Record<TaxRefusal, keyof NewTax>> = {
  'too-many-decimals': 'value',
  'not-postpay': 'chargeId',
  'not-taxable-status': 'chargeId',
  final: 'chargeId',
  'below-zero': 'value',
};

/** Adds taxes to charges, one after the other and all or none. */
export class AddTaxes {
  /** @throws Refused for the first tax that stays out, with its place */
  async execute(charges: TaxedCharges, taxes: readonly NewTax[]): Promise<readonly TaxId[]> {
    const locked = await charges.lock([...new Set(taxes.map(({ chargeId }) => chargeId))]);
    const changed = new Map<ChargeId, TaxedCharge>();
    const debits: Pick<NewPosting, 'accountId' | 'amount'>[] = [];
    for (const [index, { chargeId: id, value }] of taxes.entries()) {
      const charge = locked.get(id);
      if (charge === undefined) {
        throw new Refused('unknown-charge', { place: ['taxes', index, 'chargeId'] });
      }
      const after = taxed({ ...charge, ...changed.get(id) }, value);
      if (typeof after === 'string') {
        const { currencyDigits } = charge;
        const isOther = after === 'too-many-decimals' && currencyDigits !== 2;
        throw new Refused(refusals[after], {
          place: ['taxes', index, placeOf[after]],
          ...(isOther && { detail: `The currency of the charge has ${currencyDigits} digits behind the point.` }),
        });
      }
      const { debit, ...amounts } = after;
      changed.set(id, { ...amounts, id });
      debits.push({ accountId: charge.accountId, amount: debit.negated() });
    }
    const ids = await charges.add(taxes);
    await charges.change([...changed.values()]);
    const postings = debits.map(
      (debit, index) => ({ ...debit, kind: 'tax', causeType: 'tax', causeId: ids[index] ?? null }) as const,
    );
    await charges.post(...postings);
    return ids;
  }
}
