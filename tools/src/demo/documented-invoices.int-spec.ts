import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountIdOf, invoiceIdOf } from '@org/invoice-domain';
import { AccountEntity, ChargeEntity, InvoiceEntity, InvoiceSubscriptionEntity } from '@org/invoice-domain/entities';
import { localDateOf } from '@org/kernel';
import { loadDemoData } from './load-demo-data.js';
import { createEmptyLedger, type EmptyLedger } from './testing/empty-ledger.js';

/** A value as JSON, so that decimals, days and instants are compared as text. */
const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

describe('the invoices that the documents of the two wires show', () => {
  let ledger: EmptyLedger;

  beforeAll(async () => {
    ledger = await createEmptyLedger();
    await loadDemoData(ledger.dataSource, { today: localDateOf('2027-05-04') });
  }, 60_000);

  afterAll(() => ledger.drop());

  it('has invoice 18 of account 74, with every amount and count zero and nothing on it', async () => {
    const invoice = await ledger.dataSource.getRepository(InvoiceEntity).findOneOrFail({
      where: { id: invoiceIdOf(18) },
      relations: {
        originatedDestinations: true,
        originatedNetworks: true,
        terminatedDestinations: true,
        terminatedNetworks: true,
        serviceData: true,
        charges: true,
        corrections: true,
      },
    });
    const nothing = { AmountSpent: '0', AmountEarned: '0', FirstCallAt: null, LastCallAt: null };
    const noCalls = { CallsCount: 0, SuccessfulCallsCount: 0, CallsDuration: 0, BillingDuration: 0 };
    const noTraffic = ['originated', 'terminated'].flatMap((direction) =>
      Object.entries({ ...nothing, ...noCalls }).map(([name, value]) => [`${direction}${name}`, value] as const),
    );
    expect(plain(invoice)).toMatchObject({
      accountId: 74,
      reference: '18',
      state: 'approved',
      type: 'autoFull',
      kind: 'usage',
      startsAt: '2025-12-26T12:46:07.352Z',
      endsAt: '2026-01-01T12:46:07.352Z',
      pdfPath: null,
      odtPath: null,
      amountSpent: '0',
      amountEarned: '0',
      ...Object.fromEntries(noTraffic),
      servicesAmountSpent: '0',
      servicesAmountEarned: '0',
      serviceTransactionsCount: 0,
      total: '0',
      originatedDestinations: [],
      originatedNetworks: [],
      terminatedDestinations: [],
      terminatedNetworks: [],
      serviceData: [],
      charges: [],
      corrections: [],
    });
  });

  it('has invoice 3973 of account 906, with two charges of 220 in all and no payment', async () => {
    const { manager } = ledger.dataSource;
    const ofInvoice = { invoiceId: invoiceIdOf(3973) };
    const invoice = await manager.findOneOrFail(InvoiceEntity, {
      where: { id: ofInvoice.invoiceId },
      relations: { invoicePayments: true, corrections: true },
    });
    const charges = await manager.find(ChargeEntity, {
      where: ofInvoice,
      relations: { taxes: true },
      order: { id: 'ASC' },
    });
    const invoiceSubscriptions = await manager.find(InvoiceSubscriptionEntity, {
      where: ofInvoice,
      order: { subscriptionId: 'ASC' },
    });
    expect(plain({ ...invoice, charges, invoiceSubscriptions })).toMatchObject({
      accountId: 906,
      resellerId: 1,
      reference: '003661',
      state: 'approved',
      kind: 'commerce',
      billingDay: 1,
      paymentModel: 'prepay',
      externallyApproved: false,
      createdAt: '2021-03-01T22:12:58.18682Z',
      updatedAt: '2021-03-01T22:12:58.380559Z',
      startsAt: '2021-01-31T21:00:00Z',
      endsAt: '2021-02-28T21:00:00Z',
      fromDate: '2021-02-01',
      toDate: '2021-03-01',
      total: '220',
      invoiceSubscriptions: [{ subscriptionId: 3007572 }, { subscriptionId: 3007576 }],
      charges: [
        { id: 85176, subscriptionId: 3007572, status: 'closed', amount: '120', taxes: [] },
        { id: 85229, subscriptionId: 3007576, status: 'closed', amount: '100', taxes: [] },
      ],
      invoicePayments: [],
      corrections: [],
    });
  });

  it('prints the times of account 906 as the clocks of Moscow do', async () => {
    const account = await ledger.dataSource.getRepository(AccountEntity).findOneOrFail({
      where: { id: accountIdOf(906) },
      relations: { reseller: true },
    });
    expect(account).toMatchObject({ timeZone: 'Europe/Moscow', reseller: { id: 1, timeZone: 'Europe/Moscow' } });
  });

  it('bills nothing else to the two accounts', async () => {
    const others: unknown = await ledger.dataSource.query(
      'SELECT id FROM invoices WHERE account_id IN (74, 906) AND id NOT IN (18, 3973)',
    );
    expect(others).toEqual([]);
  });
});
