import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { chargeIdOf, invoiceIdOf, paymentIdOf, postingIdOf } from '../model/ids.js';
import { allocationsGoingBack, moneyGoingBack, type CreditedBack, type PaidPart } from './money-going-back.js';

const own = postingIdOf(1);
const note = postingIdOf(2);
const invoice = invoiceIdOf(7);

/** A charge that the payment paid, on invoice 7. */
const part = (charge: number, amount: string, spare: string, spareOfInvoice = '1000'): PaidPart => ({
  ...{ postingId: own, invoiceId: null, chargeId: chargeIdOf(charge), paymentId: null, billedOn: invoice },
  ...{ amount: Decimal.of(amount), spare: Decimal.of(spare), spareOfInvoice: Decimal.of(spareOfInvoice) },
});

/** An invoice that the payment paid. */
const paidInvoice = (id: number, amount: string, spare = amount): PaidPart => ({
  ...{ postingId: own, invoiceId: invoiceIdOf(id), chargeId: null, paymentId: paymentIdOf(id) },
  ...{ billedOn: invoiceIdOf(id), amount: Decimal.of(amount), spare: Decimal.of(spare) },
  spareOfInvoice: Decimal.of(amount),
});

/** A charge that nobody was billed for yet. */
const unbilled = (charge: number, amount: string): PaidPart => ({
  ...part(charge, amount, amount, amount),
  billedOn: null,
});

const credited = (amount: string): CreditedBack => ({
  ...{ postingId: note, invoiceId: invoice, amount: Decimal.of(amount) },
});

interface Case {
  readonly wanted: string;
  readonly free?: string;
  readonly funds?: string;
  readonly parts: readonly PaidPart[];
  readonly credits?: readonly CreditedBack[];
}

const goingBack = ({ wanted, free = '0', funds = '1000', parts, credits = [] }: Case) =>
  moneyGoingBack(Decimal.of(wanted), { free: Decimal.of(free), funds: Decimal.of(funds), parts, credits });

const told = (given: Case) => {
  const { free, replaced, released, beyond } = goingBack(given);
  return {
    free: free.toString(),
    replaced: replaced.map(({ part: { chargeId }, amount }) => `${chargeId}: ${amount.toString()}`),
    released: released.map(
      ({ chargeId, invoiceId, amount }) => `${chargeId ?? `invoice ${invoiceId}`}: ${amount.toString()}`,
    ),
    beyond: beyond.toString(),
  };
};

describe('money that goes back', () => {
  it('is credit that pays nothing, and then what was paid last', () => {
    const parts = [part(2, '30', '30'), part(1, '100', '100')];
    expect(told({ wanted: '70', free: '20', parts })).toEqual({
      ...{ free: '20', replaced: [], released: ['2: 30', '1: 20'], beyond: '0' },
    });
  });

  it('is the credit of credit notes before anything is open again, which pays from here on what they credited', () => {
    const given = {
      wanted: '120',
      parts: [part(2, '50', '50'), part(1, '100', '0')],
      credits: [credited('100')],
    };
    expect(told(given)).toEqual({ free: '0', replaced: ['1: 100'], released: ['2: 20'], beyond: '0' });
    expect(
      allocationsGoingBack(goingBack(given)).map(({ postingId, chargeId, amount }) => [
        postingId,
        chargeId,
        amount.toString(),
      ]),
    ).toEqual([
      [own, 1, '-100'],
      [note, 1, '100'],
      [own, 2, '-20'],
    ]);
  });

  it('never is what was credited, once that credit is spent', () => {
    expect(told({ wanted: '100', parts: [part(1, '100', '40')] })).toEqual({
      ...{ free: '0', replaced: [], released: ['1: 40'], beyond: '60' },
    });
    expect(told({ wanted: '100', funds: '30', parts: [part(1, '100', '40')], credits: [credited('60')] })).toEqual({
      ...{ free: '0', replaced: ['1: 30'], released: ['1: 40'], beyond: '30' },
    });
  });

  it('leaves what was credited of an invoice as a whole, whichever of its charges pays for it', () => {
    expect(told({ wanted: '100', parts: [part(2, '50', '50', '30'), part(1, '50', '50', '30')] })).toEqual({
      ...{ free: '0', replaced: [], released: ['2: 30'], beyond: '70' },
    });
  });

  it('is that of a charge and of an invoice with the same number, each by itself', () => {
    expect(told({ wanted: '30', free: '10', parts: [paidInvoice(3, '14'), unbilled(3, '6')] })).toEqual({
      ...{ free: '10', replaced: [], released: ['invoice 3: 14', '3: 6'], beyond: '0' },
    });
    expect(told({ wanted: '20', parts: [unbilled(3, '6'), paidInvoice(3, '14')] })).toEqual({
      ...{ free: '0', replaced: [], released: ['3: 6', 'invoice 3: 14'], beyond: '0' },
    });
  });

  it('is that of a charge, though an invoice with its number was credited and that credit is spent', () => {
    expect(told({ wanted: '20', parts: [paidInvoice(3, '14', '4'), unbilled(3, '6')] })).toEqual({
      ...{ free: '0', replaced: [], released: ['invoice 3: 4', '3: 6'], beyond: '10' },
    });
  });

  it('does not come from the credit note of an invoice with the number of a charge', () => {
    const credits = [{ ...credited('100'), invoiceId: invoiceIdOf(3) }];
    expect(told({ wanted: '10', parts: [unbilled(3, '6'), part(4, '4', '0')], credits })).toEqual({
      ...{ free: '0', replaced: [], released: ['3: 6'], beyond: '4' },
    });
  });
});
