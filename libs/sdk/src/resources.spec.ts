import { describe, expect, it } from '@jest/globals';
import { instantOf, type Instant } from '@org/kernel';
import { Decimal, type AdminAttributes, type ResellerAttributes } from './index.js';

type AdminInvoice = AdminAttributes['invoice'];
type ResellerInvoice = ResellerAttributes['invoice'];

/** Compiles only when both types are the same. */
const same = <One, Other>(proof: [One] extends [Other] ? ([Other] extends [One] ? true : false) : false): boolean =>
  proof;

describe('the types of the SDK', () => {
  it('are those of the domain, whatever an API writes on its wire', () => {
    const invoice: Pick<AdminInvoice, 'amountSpent' | 'startsAt' | 'originatedFirstCallAt' | 'state'> = {
      amountSpent: Decimal.of('12.5'),
      startsAt: instantOf('2026-01-01T00:00:00Z'),
      originatedFirstCallAt: null,
      state: 'approved',
    };

    expect(invoice.amountSpent.plus(Decimal.of('0.1')).toString()).toBe('12.6');
    expect(same<AdminInvoice['startsAt'], Instant>(true)).toBe(true);
    expect(same<AdminInvoice['state'], 'new' | 'pending' | 'approved'>(true)).toBe(true);
    expect(same<ResellerInvoice['status'], 'open' | 'closed'>(true)).toBe(true);
    expect(same<ResellerInvoice['total'], Decimal>(true)).toBe(true);
  });

  it('lack what an API does not show', () => {
    const readings = [
      // @ts-expect-error the admin API shows instants, not the days that a reseller sees
      (invoice: AdminInvoice) => invoice.fromDate,
      // @ts-expect-error a reseller does not see what the traffic of an invoice cost
      (invoice: ResellerInvoice) => invoice.originatedAmountSpent,
      // @ts-expect-error a reseller does not see the inner state of an invoice
      (invoice: ResellerInvoice) => invoice.state,
      // @ts-expect-error the reseller API shows no contractors
      (attributes: ResellerAttributes) => attributes.contractor,
    ];

    expect(readings).toHaveLength(4);
  });
});
