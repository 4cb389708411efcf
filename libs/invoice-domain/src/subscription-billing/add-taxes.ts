import { Decimal } from '@org/kernel';
import { taxed, type TaxableCharge, type Taxed, type TaxRefusal } from './charge-tax.js';
import type { Tax } from './charge.js';
import type { CommerceRefusal } from '../model/commerce-refusal.js';
import { Refused } from '../model/domain-failure.js';
import type { ChargeId, TaxId } from '../model/ids.js';

export type NewTax = Pick<Tax, 'chargeId' | 'name' | 'description' | 'value'>;

/** A charge with all taxes of a request on it. */
export interface TaxedCharge extends Taxed {
  readonly id: ChargeId;
}

/** Charges that taxes are added to, as one transaction and one reseller see them. */
export interface TaxedCharges {
  /** Locks the accounts of charges, then the invoices, then the charges, each by their ids. Absent ones are left out. */
  lock(ids: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, TaxableCharge>>;
  /** @returns their ids, in their order */
  add(taxes: readonly NewTax[]): Promise<readonly TaxId[]>;
  /** Changes charges that are locked, the open invoices that they are on, and the balances of their accounts. */
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
    for (const [index, { chargeId: id, value }] of taxes.entries()) {
      const charge = locked.get(id);
      if (charge === undefined) {
        throw new Refused('unknown-charge', { place: ['taxes', index, 'chargeId'] });
      }
      const before = changed.get(id);
      const after = taxed({ ...charge, ...before }, value);
      if (typeof after === 'string') {
        throw new Refused(refusals[after], { place: ['taxes', index, placeOf[after]] });
      }
      changed.set(id, { ...after, id, debit: after.debit.plus(before?.debit ?? Decimal.zero) });
    }
    const ids = await charges.add(taxes);
    await charges.change([...changed.values()]);
    return ids;
  }
}
