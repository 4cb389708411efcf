import { describe, expect, it } from '@jest/globals';
import { Decimal, localDateOf } from '@org/kernel';
import { accountIdOf, chargeIdOf, correctionIdOf, invoiceIdOf, paymentIdOf } from '../model/ids.js';
import { commerceRefusals, type CommerceRefusal } from '../model/commerce-refusal.js';
import { Refused, type PlaceOfFault } from '../model/domain-failure.js';
import { AddTaxes } from './add-taxes.js';
import { ApproveExternally, type ExternalApproval } from './approve-externally.js';
import { CancelPayment } from './cancel-payment.js';
import { CompleteInvoice } from './complete-invoice.js';
import { DecideCorrection } from './decide-correction.js';
import { invoiceStartingOn } from './locked-invoice.js';
import { PayChargeFromBalance } from './pay-charge-from-balance.js';
import { PayFromBalance } from './pay-from-balance.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { InvoiceSketch, Issued } from './testing/subscription-world.js';

/** Something that is asked for, and refused. */
interface Case {
  readonly what: string;
  readonly ask: (world: MemoryWorld) => Promise<unknown>;
  readonly place?: PlaceOfFault;
  readonly detail?: string;
}

const day = localDateOf;

const approval: ExternalApproval = {
  documentId: 'ERP-1',
  billingDate: day('2026-01-01'),
  dueDate: undefined,
  amount: undefined,
  receipt: undefined,
};

const approve = (world: MemoryWorld, { id, reseller }: Issued, more: Partial<ExternalApproval> = {}) =>
  world.as(reseller, ({ invoices }) =>
    new ApproveExternally(world.clock, 'Europe/Kyiv').execute(invoices, invoiceIdOf(id), { ...approval, ...more }),
  );

const complete = (world: MemoryWorld, { id, reseller }: Issued, documentId = 'ERP-1', billingDate = '2026-01-01') =>
  world.as(reseller, ({ invoices }) =>
    new CompleteInvoice().execute(invoices, invoiceIdOf(id), { documentId, billingDate: day(billingDate) }),
  );

const cancel = (world: MemoryWorld, { id, reseller }: Issued) =>
  world.as(reseller, ({ invoices }) => new CancelPayment().execute(invoices, paymentIdOf(id)));

const pay = (world: MemoryWorld, { id, reseller }: Issued, amount?: string) =>
  world.as(reseller, ({ invoices }) =>
    new PayFromBalance().execute(invoices, paymentIdOf(id), amount === undefined ? undefined : Decimal.of(amount)),
  );

const tax = (world: MemoryWorld, id: number, value: string) =>
  world.as(1, ({ charges }) =>
    new AddTaxes().execute(charges, [
      { chargeId: chargeIdOf(id), name: 'VAT', description: null, value: Decimal.of(value) },
    ]),
  );

const starting = (world: MemoryWorld, { id }: Issued, on: string) =>
  world.as(1, ({ invoices }) => invoiceStartingOn(invoices, accountIdOf(id), day(on)));

const approving = (what: string, sketch: InvoiceSketch, more: Partial<ExternalApproval> = {}): Case => ({
  what: `the approval of ${what}`,
  ask: async (world) => approve(world, await world.issued(sketch), more),
});

const completing = (what: string, sketch: InvoiceSketch): Case => ({
  what: `the completion of ${what}`,
  ask: async (world) => complete(world, await world.issued(sketch)),
});

const completingApproved = (what: string, ask: (world: MemoryWorld, issued: Issued) => Promise<unknown>): Case => ({
  what: `the completion of ${what}`,
  ask: async (world) => {
    const issued = await world.issued();
    await approve(world, issued);
    await ask(world, issued);
  },
});

const cancelling = (what: string, sketch: InvoiceSketch): Case => ({
  what: `the cancellation of a payment that ${what}`,
  ask: async (world) => cancel(world, await world.issued(sketch)),
});

const paying = (what: string, sketch: InvoiceSketch, credit = '1000'): Case => ({
  what: `the payment from the balance that ${what}`,
  ask: async (world) => {
    const issued = await world.issued(sketch);
    await world.credit(issued, credit);
    await pay(world, issued);
  },
});

const payingPart = (what: string, amount: string, detail?: string): Case => ({
  what: `the payment from the balance of ${what}`,
  ask: async (world) => {
    const issued = await world.issued({ dueDate: '2026-03-02' });
    await world.credit(issued, '1000');
    await pay(world, issued, amount);
  },
  place: ['amount'],
  ...(detail !== undefined && { detail }),
});

const payingOther = (what: string, total: string, currency: string): Case => ({
  what: `the payment from the balance when the third-party invoice is of ${what}`,
  ask: async (world) => {
    const issued = await world.issued();
    await approve(world, issued, { amount: { total: Decimal.of(total), currency } });
    await world.credit(issued, '100');
    await pay(world, issued);
  },
});

const payingCharge = (what: string, sketch: InvoiceSketch): Case => ({
  what: `the payment from the balance of ${what}`,
  ask: async (world) => {
    const issued = await world.issued(sketch);
    await world.credit(issued, '1000');
    await world.as(1, ({ advances }) => new PayChargeFromBalance().execute(advances, chargeIdOf(issued.id)));
  },
});

const taxing = (what: string, sketch: InvoiceSketch, value: string, place: 'chargeId' | 'value'): Case => ({
  what: `a tax ${what}`,
  ask: async (world) => tax(world, (await world.issued({ payment: null, ...sketch })).id, value),
  place: ['taxes', 0, place],
});

const deciding = (what: string, first: 'approved' | 'declined', then: 'approved' | 'declined'): Case => ({
  what,
  ask: async (world) => {
    const { id } = await world.correction();
    for (const status of [first, then]) {
      await world.as(1, ({ corrections }) => new DecideCorrection().execute(corrections, correctionIdOf(id), status));
    }
  },
});

/** Told by the reader of bodies and by the keys of `external_invoices`, which no use case knows of; and by the crediting of invoices. */
const testedElsewhere = [
  'parameters-missing',
  'external-invoice-key-taken',
  'unknown-currency',
  'credit-not-closed',
  'nothing-to-credit',
  'malformed-credit',
  'unknown-credit-line',
  'credit-too-high',
  'credit-number-taken',
  'already-voided',
  'void-of-usage',
  'void-of-paid',
  'void-of-credited',
  'void-of-external',
] as const satisfies readonly CommerceRefusal[];
type TestedElsewhere = (typeof testedElsewhere)[number];

const open = { state: 'pending', payment: null } as const;
const advance = { ...open, paymentModel: 'prepay' } as const;

const cases: Readonly<Record<Exclude<CommerceRefusal, TestedElsewhere>, readonly [Case, ...Case[]]>> = {
  'no-matching-invoice': [
    {
      what: 'a day on which no invoice of the account starts',
      ask: async (world) => starting(world, await world.issued(), '2026-01-02'),
    },
    {
      what: 'a day on which several do',
      ask: async (world) => {
        const issued = await world.issued();
        await world.issued({ account: issued.id, payment: null });
        await starting(world, issued, '2026-01-01');
      },
      detail: 'Several invoices of the account start on 2026-01-01: name one by its id.',
    },
  ],
  'other-billing-date': [
    approving('an invoice of another period', {}, { billingDate: day('2026-01-02') }),
    completingApproved('an invoice of another period', (world, issued) =>
      complete(world, issued, 'ERP-1', '2026-02-01'),
    ),
  ],
  'other-document-id': [
    completingApproved('an invoice of another number', (world, issued) => complete(world, issued, 'ERP-2')),
  ],
  'approval-not-postpaid': [approving('a prepaid invoice', { paymentModel: 'prepay', payment: null })],
  'approval-not-closed': [approving('an open invoice', open)],
  'approval-of-zero': [approving('an invoice over nothing', { total: '0', payment: null })],
  'completion-not-postpaid': [completing('a prepaid invoice', { paymentModel: 'prepay', payment: null })],
  'completion-not-closed': [completing('an open invoice', open)],
  'completion-of-zero': [completing('an invoice over nothing', { total: '0', payment: null })],
  'already-approved': [
    {
      what: 'a second approval',
      ask: async (world) => {
        const issued = await world.issued();
        await approve(world, issued);
        await approve(world, issued, { dueDate: day('2027-01-01') });
      },
    },
    {
      ...approving('an invoice that the platform manages itself', { dueDate: '2026-03-02' }),
      detail: 'The platform manages this invoice itself: its payment has a due date already.',
    },
  ],
  'not-approved-yet': [
    completing('an invoice that is not approved yet', {}),
    completing('an invoice that the platform manages itself', { dueDate: '2026-03-02' }),
  ],
  'already-completed': [
    approving('an invoice that has been paid', { payment: 'completed' }),
    approving('an invoice that has been paid from the balance', { payment: 'paid_from_balance' }),
    completingApproved('an invoice that is completed', async (world, issued) => {
      await complete(world, issued);
      await complete(world, issued);
    }),
    completingApproved('an invoice that was paid from the balance', async (world, issued) => {
      await world.credit(issued, '100');
      await pay(world, issued);
      await complete(world, issued);
    }),
  ],
  'malformed-external-terms': [
    {
      ...approving('an invoice with a due date that is past', {}, { dueDate: day('2026-02-28') }),
      place: ['dueDate'],
      detail: 'The due date has to be 2026-03-01 or later.',
    },
    {
      what: 'the approval with a due date that is past by the calendar of the reseller, whose day has come already',
      ask: async (world) => {
        world.clock.moveTo('2026-03-01T22:30:00Z');
        await approve(world, await world.issued(), { dueDate: day('2026-03-01') });
      },
      place: ['dueDate'],
      detail: 'The due date has to be 2026-03-02 or later.',
    },
    {
      ...approving(
        'an invoice in a currency that nobody knows',
        {},
        { amount: { total: Decimal.of('1'), currency: 'XTS' } },
      ),
      place: ['amount', 'currency'],
      detail: 'The platform has no currency XTS.',
    },
  ],
  'payment-cancelled': [
    approving('an invoice whose payment was cancelled', { payment: 'cancelled' }),
    completing('an invoice whose payment was cancelled', { payment: 'cancelled' }),
    {
      what: 'the approval of an invoice once its payment is cancelled',
      ask: async (world) => {
        const issued = await world.issued();
        await cancel(world, issued);
        await approve(world, issued);
      },
    },
  ],
  'document-id-taken': [
    {
      what: 'the approval under a number that another invoice has',
      ask: async (world) => {
        await approve(world, await world.issued());
        await approve(world, await world.issued());
      },
      place: ['documentId'],
    },
    {
      what: 'the approval under a number that another invoice was issued under',
      ask: async (world) => {
        const other = await world.issued();
        await approve(world, other, { documentId: 'ERP-0' });
        await approve(world, await world.issued(), { documentId: `INV-${other.id}` });
      },
      place: ['documentId'],
    },
  ],
  'payment-missing': [
    approving('an invoice that nothing was to be paid for', { payment: null }),
    completing('an invoice that nothing was to be paid for', { payment: null }),
  ],
  'payment-in-process': [
    approving('an invoice whose payment is under way', { payment: 'processing' }),
    approving('an invoice whose payment waits for a receipt', { payment: 'receipt_sent' }),
    completingApproved('an invoice whose payment is under way', async (world, issued) => {
      await world.processing(issued);
      await complete(world, issued);
    }),
  ],
  'not-for-services': [
    {
      what: 'the cancellation of a payment that is for no invoice',
      ask: async (world) => cancel(world, { id: await world.topUp(await world.issued()), reseller: 1 }),
    },
    {
      what: 'the payment from the balance of one that is for no invoice',
      ask: async (world) => pay(world, { id: await world.topUp(await world.issued()), reseller: 1 }),
    },
  ],
  'cancellation-of-approved': [
    cancelling('has a due date, of the platform', { dueDate: '2026-03-02' }),
    {
      what: 'the cancellation once the invoice is approved',
      ask: async (world) => {
        const issued = await world.issued();
        await approve(world, issued);
        await cancel(world, issued);
      },
    },
  ],
  'cancellation-not-waiting': [
    cancelling('has been cancelled', { payment: 'cancelled' }),
    cancelling('is under way', { payment: 'processing' }),
    cancelling('is completed', { payment: 'completed' }),
  ],
  'no-due-date': [paying('has no due date', {})],
  'not-payable-from-balance': [
    paying('is completed', { payment: 'completed', dueDate: '2026-03-02' }),
    paying('waits for a receipt', { payment: 'receipt_sent', dueDate: '2026-03-02' }),
    paying('is cancelled', { payment: 'cancelled', dueDate: '2026-03-02' }),
  ],
  'other-external-amount': [
    payingOther('another amount', '99.99', 'EUR'),
    payingOther('another currency', '100', 'USD'),
  ],
  'balance-too-low': [paying('lacks a cent', { dueDate: '2026-03-02' }, '99.99')],
  'more-than-due': [payingPart('a cent more than is due', '100.01', '100 is left to pay.')],
  'not-payable-amount': [
    payingPart('nothing', '0'),
    payingPart('less than nothing', '-1'),
    payingPart('a tenth of a cent', '0.001'),
  ],
  'not-in-advance': [
    payingCharge('a charge that is paid afterwards', { charge: 'opened', ...open }),
    payingCharge('a charge that is closed', { charge: 'closed', ...advance }),
    payingCharge('a charge that was deleted', { charge: 'deleted', ...advance }),
  ],
  'unknown-charge': [
    {
      what: 'a tax on a charge that does not exist',
      ask: (world) => tax(world, 4_711, '1'),
      place: ['taxes', 0, 'chargeId'],
    },
    taxing('on a charge of another reseller', { ...open, resellerId: 2, charge: 'blocked' }, '1', 'chargeId'),
  ],
  'tax-not-postpay': [
    taxing('on a charge that is paid before', { ...open, paymentModel: 'prepay', charge: 'blocked' }, '1', 'chargeId'),
  ],
  'tax-not-open': [taxing('on a charge that is closed', { ...open, charge: 'closed' }, '1', 'chargeId')],
  'tax-on-final': [taxing('on a charge of a closed invoice', { charge: 'blocked' }, '1', 'chargeId')],
  'tax-below-zero': [taxing('of more than the charge, given back', { ...open, charge: 'blocked' }, '-100.01', 'value')],
  'tax-too-fine': [taxing('of a tenth of a cent', { ...open, charge: 'blocked' }, '1.001', 'value')],
  'correction-decided': [
    deciding('a second approval of a correction', 'approved', 'approved'),
    deciding('the approval of a correction that was declined', 'declined', 'approved'),
    deciding('a correction that was approved, to be declined', 'approved', 'declined'),
  ],
};

describe.each(Object.entries(cases))('%s', (refusal, alike) => {
  it.each(alike)('refuses $what', async ({ ask, place, detail }) => {
    const failure: unknown = await ask(new MemoryWorld()).then(
      () => undefined,
      (error: unknown) => error,
    );

    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ refusal });
    expect((failure as Refused).more).toEqual({ ...(detail && { detail }), ...(place && { place }) });
  });
});

it('every refusal of a use case is among them', () => {
  expect([...Object.keys(cases), ...testedElsewhere].sort()).toEqual([...commerceRefusals].sort());
});
