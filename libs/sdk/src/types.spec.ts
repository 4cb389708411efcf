import { describe, expect, it } from '@jest/globals';
import {
  Decimal,
  type AdminClient,
  type Approval,
  type Completion,
  type Instant,
  type LocalDate,
  type Ref,
  type ResellerClient,
} from './index.js';

// What stands here is checked by the compiler: a line that should not compile and does is an error of its own.

type Awaiting<Call extends (...given: never[]) => unknown> = Awaited<ReturnType<Call>>;

/** Compiles only when both types are the same. */
const same = <One, Other>(proof: [One] extends [Other] ? ([Other] extends [One] ? true : false) : false): boolean =>
  proof;

/** Not called here: their types count. */
const calls = {
  bare: (admin: AdminClient) => admin.invoices.get('18'),
  withAccount: (admin: AdminClient) => admin.invoices.get(18, { include: ['account'] }),
  deep: (admin: AdminClient) => admin.invoices.get('18', { include: ['account.contractor', 'originatedNetworks'] }),
  narrow: (admin: AdminClient) =>
    admin.invoices.get('18', { fields: { invoices: ['reference', 'total', 'account'] }, include: ['account'] }),
  page: (admin: AdminClient) => admin.invoices.list({ filter: { state: 'approved' }, page: { size: 10 } }),
  counted: (admin: AdminClient) => admin.invoices.list({ page: { size: 10, total: true } }),
  numbered: (admin: AdminClient) => admin.invoices.list({ page: { number: 2 } }),
  contractor: (admin: AdminClient) => admin.accounts.one(74, 'contractor'),
  services: (admin: AdminClient) => admin.invoices.many(18, 'serviceData', { include: ['service'] }),
  sold: (reseller: ResellerClient) => reseller.invoices.get(1, { include: ['charges'] }),
  tried: (admin: AdminClient) => admin.accounts.try.get(1),
  approved: (reseller: ResellerClient, approval: Approval) => reseller.invoices.approve(1, approval),
  completed: (reseller: ResellerClient, approval: Approval) => reseller.accounts.completeInvoices(1, approval),
  document: (reseller: ResellerClient) => reseller.externalInvoices(906).getByKey('a'),
  approvedByAdmin: (admin: AdminClient) => admin.invoices.approve(1),
  previewed: (admin: AdminClient) => admin.invoices.preview({ account: { id: '1' } }),
  balance: (admin: AdminClient, balance: Decimal) => admin.accounts.setBalance(1, { balance }),
  retried: (admin: AdminClient) => admin.billingRuns.retry(1),
  outcomes: (admin: AdminClient) => admin.invoices.approveMany([1, '2']),
  batch: (admin: AdminClient) => admin.cdrBatches.get('a'),
};

type Bare = Awaiting<typeof calls.bare>;
type WithAccount = Awaiting<typeof calls.withAccount>;
type Deep = Awaiting<typeof calls.deep>;
type Narrow = Awaiting<typeof calls.narrow>;
type Sold = Awaiting<typeof calls.sold>;

describe('a record', () => {
  it('is asked for in many ways', () => {
    expect(Object.values(calls)).toHaveLength(20);
  });

  it('has domain values, whatever an API writes on its wire', () => {
    expect(same<Bare['amountSpent'], Decimal>(true)).toBe(true);
    expect(same<Bare['startsAt'], Instant>(true)).toBe(true);
    expect(same<Bare['originatedFirstCallAt'], Instant | null>(true)).toBe(true);
    expect(same<Bare['state'], 'new' | 'pending' | 'approved'>(true)).toBe(true);
    expect(same<Bare['type'], 'manual' | 'autoFull' | 'autoPartial'>(true)).toBe(true);
    expect(same<Sold['fromDate'], LocalDate>(true)).toBe(true);
    expect(same<Sold['status'], 'open' | 'closed'>(true)).toBe(true);
  });

  it('has a reference where a record was not loaded, and the record where it was', () => {
    expect(same<Bare['account'], Ref<'accounts'> | null>(true)).toBe(true);
    expect(same<NonNullable<WithAccount['account']>['balance'], Decimal>(true)).toBe(true);
    expect(same<NonNullable<WithAccount['account']>['contractor'], Ref<'contractors'> | null>(true)).toBe(true);
    expect(same<NonNullable<NonNullable<Deep['account']>['contractor']>['name'], string>(true)).toBe(true);
    expect(same<Deep['originatedNetworks'][number]['amount'], Decimal | null>(true)).toBe(true);
    expect(same<Sold['charges'][number]['amount'], Decimal>(true)).toBe(true);
    expect(same<Sold['payments'], readonly Ref<'payments'>[]>(true)).toBe(true);
  });

  it('has no more than was asked for', () => {
    expect(same<keyof Narrow, 'id' | 'reference' | 'total' | 'account'>(true)).toBe(true);
    const readings = [
      // @ts-expect-error it was not asked for
      (invoice: Narrow) => invoice.state,
      // @ts-expect-error an extension, shown on request only
      (invoice: Bare) => invoice.total,
      // @ts-expect-error to-many linkage is shown only when it is included
      (invoice: Bare) => invoice.originatedNetworks,
      // @ts-expect-error the account was not loaded
      (invoice: Bare) => invoice.account?.name,
      // @ts-expect-error the contractor was not loaded
      (invoice: WithAccount) => invoice.account?.contractor?.name,
    ];
    expect(readings).toHaveLength(5);
  });

  it('has nothing that its API does not show', () => {
    const readings = [
      // @ts-expect-error the admin API shows instants, not the days that a reseller sees
      (invoice: Bare) => invoice.fromDate,
      // @ts-expect-error a reseller does not see what the traffic of an invoice cost
      (invoice: Sold) => invoice.originatedAmountSpent,
      // @ts-expect-error a reseller does not see the inner state of an invoice
      (invoice: Sold) => invoice.state,
      // @ts-expect-error the reseller API shows no contractors
      (reseller: ResellerClient) => reseller.contractors,
      // @ts-expect-error nothing on the reseller API has an address of its own but the records
      (reseller: ResellerClient) => reseller.accounts.one,
    ];
    expect(readings).toHaveLength(5);
  });
});

describe('a list', () => {
  it('has a total when it was asked for one', () => {
    expect(same<Awaiting<typeof calls.page>['total'], undefined>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.counted>['total'], number>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.numbered>['total'], number>(true)).toBe(true);
  });

  it('leads along relationships', () => {
    expect(same<NonNullable<Awaiting<typeof calls.contractor>>['name'], string>(true)).toBe(true);
    type Data = Awaiting<typeof calls.services>['items'][number];
    expect(same<NonNullable<Data['service']>['name'], string | null>(true)).toBe(true);
  });

  it('takes the filters, the operators and the sorts that its API has', () => {
    const requests = [
      (admin: AdminClient, since: Instant) =>
        admin.invoices.list({
          filter: {
            state: { in: ['new', 'pending'] },
            amountSpent: { gteq: Decimal.of('100.00') },
            startsAt: { gteq: since, lt: '2026-03-01' },
            reference: { cont: 'A-', notIn: ['x'] },
            accountId: 74,
            id: { in: [1, '2'] },
          },
          sort: ['-endsAt', 'id'],
        }),
      (admin: AdminClient) => admin.invoiceOriginatedDestinations.list({ filter: { invoiceAccountId: { in: [74] } } }),
      (admin: AdminClient) => admin.accounts.list({ filter: { contractorId: { in: [1] } }, sort: ['sendInvoicesTo'] }),
      (reseller: ResellerClient) =>
        reseller.invoices.list({ filter: { createdAt: { gteq: '2026-01-01' }, status: 'open' }, sort: ['-createdAt'] }),
      // @ts-expect-error no such state
      (admin: AdminClient) => admin.invoices.list({ filter: { state: 'paid' } }),
      // @ts-expect-error states are not ordered
      (admin: AdminClient) => admin.invoices.list({ filter: { state: { gt: 'new' } } }),
      // @ts-expect-error money is no binary fraction
      (admin: AdminClient) => admin.invoices.list({ filter: { amountSpent: { gt: 0.1 } } }),
      // @ts-expect-error the admin API does not filter by it
      (admin: AdminClient) => admin.invoices.list({ filter: { pdfPath: 'x' } }),
      // @ts-expect-error the admin API does not sort by it
      (admin: AdminClient) => admin.invoices.list({ sort: ['state'] }),
      // @ts-expect-error the reseller API bounds nothing but times
      (reseller: ResellerClient) => reseller.invoices.list({ filter: { total: { gt: Decimal.of('1') } } }),
    ];
    expect(requests).toHaveLength(10);
  });

  it('takes no include and no field that does not exist', () => {
    const requests = [
      // @ts-expect-error no such relationship
      (admin: AdminClient) => admin.invoices.list({ include: ['contractor'] }),
      // @ts-expect-error not there, either
      (admin: AdminClient) => admin.invoices.list({ include: ['account.invoices'] }),
      // @ts-expect-error no such field
      (admin: AdminClient) => admin.invoices.list({ fields: { invoices: ['fromDate'] } }),
      // @ts-expect-error no such collection
      (admin: AdminClient) => admin.invoices.list({ fields: { invoices: ['reference'], bills: ['reference'] } }),
      // @ts-expect-error nowhere does a path of four lead
      (admin: AdminClient) => admin.services.list({ include: ['account.contractor.smtpConnection.contractor'] }),
    ];
    expect(requests).toHaveLength(5);
  });
});

describe('a write', () => {
  it('is given what the API lets its clients write, as domain values', () => {
    const price = Decimal.of('1');
    const writes = [
      (admin: AdminClient) =>
        admin.accounts.create({ name: 'a', timeZone: 'UTC', invoicePeriodId: 4, contractor: { id: '1' } }),
      (admin: AdminClient) => admin.accounts.update(74, { sendInvoicesTo: null, invoiceTemplate: null }),
      (admin: AdminClient) =>
        admin.services.create({
          initialPrice: price,
          renewPrice: price,
          account: { id: '1' },
          serviceType: { id: '1' },
        }),
      (admin: AdminClient) => admin.payments.create({ total: price, account: { id: '1' } }),
      // @ts-expect-error the balance is not the client's to write here
      (admin: AdminClient) => admin.accounts.create({ balance: price }),
      // @ts-expect-error what a service cost to begin with is over
      (admin: AdminClient) => admin.services.update(1, { initialPrice: price }),
      // @ts-expect-error a payment is never changed
      (admin: AdminClient) => admin.payments.update(1, { total: price }),
      // @ts-expect-error nor are packages
      (admin: AdminClient) => admin.packageCounters.create({}),
      // @ts-expect-error resellers create nothing
      (reseller: ResellerClient) => reseller.payments.create,
    ];
    expect(writes).toHaveLength(9);
  });
});

describe('an action', () => {
  const value = Decimal.of('1');
  const file = new Blob([], { type: 'application/pdf' });

  it('gives the record as it is read', () => {
    type Read = Awaited<ReturnType<ResellerClient['invoices']['get']>>;
    expect(same<Awaiting<typeof calls.approved>, Read>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.completed>, Read>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.document>['type'], 'invoice' | 'invoice_vat' | 'act'>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.document>['startDate'], LocalDate>(true)).toBe(true);
  });

  it('of the admin API gives what it declares', () => {
    type Read = Awaited<ReturnType<AdminClient['invoices']['get']>>;
    type Run = Awaited<ReturnType<AdminClient['billingRuns']['get']>>;
    expect(same<Awaiting<typeof calls.approvedByAdmin>, Read>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.retried>, Run>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.previewed>['amountSpent'], Decimal>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.balance>['balance'], Decimal>(true)).toBe(true);
    expect(same<Awaiting<typeof calls.outcomes>['outcomes'][number]['outcome'], 'Approved' | 'Refused'>(true)).toBe(
      true,
    );
    expect(same<Awaiting<typeof calls.batch>['createdAt'], Instant>(true)).toBe(true);
  });

  it('of the admin API is given domain values, and nothing that it does not take', () => {
    const actions = [
      (admin: AdminClient) => admin.invoices.approve('1', { reason: 'why', idempotencyKey: 'k', ifMatch: 'W/"a"' }),
      (admin: AdminClient) => admin.taxBatches.create('a', [{ external_key: 'a', account_id: 1, name: 'VAT', value }]),
      // @ts-expect-error a job is put back for no reason
      (admin: AdminClient) => admin.failedJobs.retry(1, { reason: 'why' }),
      // @ts-expect-error many invoices have no version
      (admin: AdminClient) => admin.invoices.approveMany([1], { ifMatch: 'W/"a"' }),
      // @ts-expect-error nothing but the reference changes
      (admin: AdminClient) => admin.invoices.changeReference(1, { reference: 'a', state: 'approved' }),
      // @ts-expect-error money is no binary fraction
      (admin: AdminClient) => admin.accounts.setBalance(1, { balance: 0.1 }),
      // @ts-expect-error a preview leads to no account
      (preview: Awaiting<typeof calls.previewed>) => preview.account,
      // @ts-expect-error a tax has a value
      (admin: AdminClient) => admin.taxBatches.create('a', [{ external_key: 'a', account_id: 1, name: 'VAT' }]),
      // @ts-expect-error time zones are not made
      (admin: AdminClient) => admin.timezones.create,
    ];
    expect(actions).toHaveLength(9);
  });

  it('is given domain values, and nothing that it does not take', () => {
    const actions = [
      (reseller: ResellerClient, day: LocalDate) =>
        reseller.invoices.approve('1', {
          documentId: 'a',
          billingDate: day,
          amount: { total: value, currency: 'EUR' },
          receipt: { file },
        }),
      (reseller: ResellerClient) => reseller.taxes.add([{ chargeId: 1, name: 'VAT', value }], { idempotencyKey: 'k' }),
      (reseller: ResellerClient) => reseller.payments.cancel(1, { reason: 'why', ifMatch: 'W/"a"' }),
      // @ts-expect-error an invoice is known by the day its period begins, too
      (reseller: ResellerClient) => reseller.invoices.complete(1, { documentId: 'a' }),
      // @ts-expect-error days are days, not text
      (reseller: ResellerClient) => reseller.invoices.complete(1, { documentId: 'a', billingDate: '2021-02-01' }),
      (reseller: ResellerClient, day: LocalDate) =>
        // @ts-expect-error an amount has a currency
        reseller.invoices.approve(1, { documentId: 'a', billingDate: day, amount: { total: value } }),
      (reseller: ResellerClient, known: Completion) =>
        // @ts-expect-error a receipt is a link or a file
        reseller.invoices.approve(1, { ...known, receipt: { link: 'https://a.example', file } }),
      (reseller: ResellerClient, day: LocalDate) =>
        // @ts-expect-error who completes says nothing of a due date
        reseller.invoices.complete(1, { documentId: 'a', billingDate: day, dueDate: day }),
      // @ts-expect-error money is no binary fraction
      (reseller: ResellerClient) => reseller.taxes.add([{ chargeId: 1, name: 'VAT', value: 0.1 }]),
      // @ts-expect-error what does not exist yet has no version
      (reseller: ResellerClient) => reseller.taxes.add([], { ifMatch: 'W/"a"' }),
      // @ts-expect-error a closing document is sent as a whole
      (reseller: ResellerClient) => reseller.externalInvoices(906).update(1, { name: 'a' }),
      // @ts-expect-error closing documents are in no list
      (reseller: ResellerClient) => reseller.externalInvoices(906).list,
      // @ts-expect-error subscriptions are only read
      (reseller: ResellerClient) => reseller.subscriptions.cancel,
      // @ts-expect-error the admin API has no third-party systems
      (admin: AdminClient) => admin.invoices.complete,
    ];
    expect(actions).toHaveLength(14);
  });
});

describe('a call that does not throw', () => {
  it('has data when it has no error', () => {
    const readings = [
      (outcome: Awaiting<typeof calls.tried>) =>
        outcome.error === undefined ? outcome.data.balance : outcome.error.requestId,
    ];
    expect(readings).toHaveLength(1);
    expect(same<ReturnType<(typeof readings)[number]>, Decimal | string | undefined>(true)).toBe(true);
  });
});
