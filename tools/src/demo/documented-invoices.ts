import {
  chargeIdOf,
  subscriptionIdOf,
  type Account,
  type Charge,
  type Invoice,
  type InvoiceSubscription,
  type Subscription,
} from '@org/invoice-domain';
import { Decimal, instantOf, localDateOf, startOfDay } from '@org/kernel';
import { invoiceRow } from './invoices/invoice-row.js';
import type { Anonymous } from './numbered-rows.js';

/** Invoice 18 as the admin wire's document shows it: every amount and count is zero, and it has no lines. */
export const invoice18 = (account74: Account): Invoice =>
  invoiceRow(
    account74,
    {
      number: 18,
      kind: 'usage',
      billingDay: null,
      type: 'autoFull',
      state: 'approved',
      reference: '18',
      startsAt: instantOf('2025-12-26T12:46:07.352Z'),
      endsAt: instantOf('2026-01-01T12:46:07.352Z'),
      externallyApproved: false,
      createdAt: instantOf('2026-01-01T12:46:07.361Z'),
      updatedAt: instantOf('2026-01-01T12:46:07.384Z'),
    },
    {},
  );

export interface Invoice3973 {
  readonly invoice: Invoice;
  readonly subscriptions: readonly Subscription[];
  readonly charges: readonly Charge[];
  readonly invoiceSubscriptions: readonly Anonymous<InvoiceSubscription>[];
}

/** February 2021, by the days of the account's zone. */
const period = { from: localDateOf('2021-02-01'), to: localDateOf('2021-03-01') };

/** Both subscriptions ended with the month that the invoice bills. */
const sales = [
  { subscription: 3007572, charge: 85176, planId: 101, name: 'Office Suite Business', quantity: '12', price: '10' },
  { subscription: 3007576, charge: 85229, planId: 140, name: 'Cloud PBX', quantity: '4', price: '25' },
] as const;

/** Invoice 3973 as the reseller wire's document shows it, with the charges that make up its total of 220. */
export function invoice3973(account906: Account): Invoice3973 {
  const startsAt = startOfDay(period.from, account906.timeZone);
  const charges = sales.map(({ subscription, charge, name, quantity, price }): Charge => ({
    id: chargeIdOf(charge),
    accountId: account906.id,
    resellerId: account906.resellerId,
    invoiceId: null,
    subscriptionId: subscriptionIdOf(subscription),
    subscriptionResourceId: null,
    name,
    description: `${name}, ${period.from.toString()} to ${period.to.toString()}`,
    type: 'Charge::Renew',
    status: 'closed',
    quantity: Decimal.of(quantity),
    duration: Decimal.of('1'),
    operateFrom: period.from,
    operateTo: period.to,
    unitPrice: Decimal.of(price),
    discountAmount: Decimal.zero,
    taxesAmount: Decimal.zero,
    amount: Decimal.of(quantity).times(Decimal.of(price)),
    closeDate: period.from,
    reopensChargeId: null,
    externalKey: null,
    createdAt: startsAt.add({ seconds: 3, microseconds: 104_317 }),
    updatedAt: startsAt.add({ seconds: 9, microseconds: 530_042 }),
  }));
  const invoice = invoiceRow(
    account906,
    {
      number: 3973,
      kind: 'commerce',
      billingDay: 1,
      type: 'autoFull',
      state: 'approved',
      reference: '003661',
      startsAt,
      endsAt: startOfDay(period.to, account906.timeZone),
      externallyApproved: false,
      createdAt: instantOf('2021-03-02T01:12:58.186820+03:00'),
      updatedAt: instantOf('2021-03-02T01:12:58.380559+03:00'),
    },
    { chargesAmount: Decimal.sum(charges.map(({ amount }) => amount)) },
  );
  return {
    invoice,
    charges: charges.map((charge) => ({ ...charge, invoiceId: invoice.id })),
    // Past the ids of the links that are counted from 1.
    invoiceSubscriptions: charges.map(({ subscriptionId }, index) => ({
      id: 900_001 + index,
      accountId: account906.id,
      invoiceId: invoice.id,
      subscriptionId,
    })),
    subscriptions: sales.map(({ subscription, planId, name }) => ({
      id: subscriptionIdOf(subscription),
      accountId: account906.id,
      resellerId: account906.resellerId,
      planId,
      name,
      trial: false,
      status: 'stopped',
      startDate: localDateOf('2021-01-01'),
      expirationDate: period.to,
      paymentModel: account906.paymentModel,
      billingDay: 1,
      externalKey: null,
      createdAt: instantOf('2020-12-28T11:20:43.914402Z'),
      updatedAt: instantOf('2021-03-01T00:00:12.077130Z'),
    })),
  };
}
