import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerOf,
  ConflictError,
  createResellerClient,
  Decimal,
  loadTemporal,
  NotFoundError,
  PreconditionFailedError,
  ValidationError,
  type ResellerClient,
} from '@org/sdk';
import { demoCredentials } from '@org/tools/demo';
import { DemoWorld } from '../support/demo-world.js';

let world: DemoWorld;
let reseller: ResellerClient;

beforeAll(async () => {
  world = await DemoWorld.start();
  const token = demoCredentials.resellerToken;
  reseller = createResellerClient({ baseUrl: world.origin, token, resellerId: 1 });
});

afterAll(() => world.stop());

const failureOf = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  );

const codeOf = async (work: PromiseLike<unknown>): Promise<unknown> => {
  const failure = await failureOf(work);
  return failure instanceof ValidationError ? failure.errors[0]?.code : failure;
};

/** An invoice that waits for a third-party system, of whatever reseller: its payment has no due date yet. */
const aWaitingOne = async () => {
  const below = await reseller.childResellers().toArray({ limit: 100 });
  for (const client of [reseller, ...below.map(({ id }) => reseller.of(id))]) {
    const payments = client.payments.list({ filter: { status: 'waiting_for_payment' }, include: ['invoices'] });
    for await (const { id, expirationDate, invoices } of payments) {
      const [invoice] = invoices;
      if (expirationDate === null && invoice !== undefined) return { client, paymentId: id, invoice };
    }
  }
  throw new Error('nothing in the demo waits for a third-party system');
};

const pdf = (text: string): Blob => new Blob([`%PDF-1.7\n${text}`], { type: 'application/pdf' });

describe('an invoice that waits for a third-party system', () => {
  it('is approved and completed, once', async () => {
    const { client, paymentId, invoice } = await aWaitingOne();
    const { invoices, accounts, payments } = client;
    const known = { documentId: 'NS-17', billingDate: invoice.fromDate };
    const { PlainDate } = await loadTemporal();
    const approval = {
      ...known,
      amount: { total: Decimal.of('123.45'), currency: 'EUR' },
      dueDate: PlainDate.from('2099-12-31'),
      receipt: { file: pdf('receipt') },
    };
    const stale = invoices.approve(invoice.id, approval, { ifMatch: 'W/"other"' });
    expect(await failureOf(stale)).toBeInstanceOf(PreconditionFailedError);

    const ifMatch = answerOf(await invoices.get(invoice.id))?.etag ?? '';
    const options = { ifMatch, idempotencyKey: 'approves-NS-17' };
    const approved = await invoices.approve(invoice.id, approval, options);
    expect(approved).toMatchObject({ id: invoice.id, reference: 'NS-17', externallyApproved: true });
    expect(approved).toEqual(await invoices.get(invoice.id));
    expect(await invoices.approve(invoice.id, approval, options)).toEqual(approved);
    expect(await codeOf(accounts.approveInvoices(invoice.accountId, known))).toBe('INVOICE-0013');

    const payment = await payments.get(paymentId);
    expect(payment.expirationDate?.equals(approval.dueDate)).toBe(true);
    expect(String(payment.externalTotal)).toBe('123.45');
    const { file } = await payments.receipt(paymentId);
    expect([file?.type, await file?.text()]).toEqual(['application/pdf', '%PDF-1.7\nreceipt']);

    expect((await invoices.complete(invoice.id, known)).id).toBe(invoice.id);
    expect((await payments.get(paymentId)).status).toBe('completed');
    expect(await codeOf(invoices.complete(invoice.id, known))).toBe('INVOICE-0015');
    expect(await codeOf(accounts.completeInvoices(invoice.accountId, known))).toBe('INVOICE-0015');
    const early = { ...known, billingDate: PlainDate.from('1999-01-01') };
    expect(await failureOf(accounts.completeInvoices(invoice.accountId, early))).toMatchObject({
      name: 'NotFoundError',
      errors: [{ code: 'INVOICE-0002' }],
    });
  });

  it('is never paid once its payment was cancelled', async () => {
    const { client, paymentId, invoice } = await aWaitingOne();
    const { invoices, payments } = client;
    const cancelled = await payments.cancel(paymentId, { reason: 'billed twice' });

    expect(cancelled).toEqual(await payments.get(paymentId));
    expect(cancelled.status).toBe('cancelled');
    expect(await failureOf(payments.receipt(paymentId))).toBeInstanceOf(NotFoundError);
    const approval = { documentId: 'NS-20', billingDate: invoice.fromDate };
    expect(await codeOf(invoices.approve(invoice.id, approval))).toBe('INVOICE-0017');
    expect(await codeOf(payments.payFromBalance(paymentId))).toBe('PAYMENT-0004');
  });
});

describe('taxes', () => {
  it('raise a blocked charge of a postpaid account, and what it is on', async () => {
    const blocked = reseller.charges.list({ filter: { status: 'blocked' }, include: ['account'] });
    let taxed;
    for await (const charge of blocked) {
      if (charge.account?.paymentModel === 'postpay') taxed = charge;
    }
    if (taxed === undefined) throw new Error('the demo has no blocked charge');
    const added = await reseller.taxes.add([
      { chargeId: taxed.id, name: 'VAT', description: '20 %', value: Decimal.of('24.50') },
      { chargeId: taxed.id, name: 'Levy', value: Decimal.of('1') },
    ]);

    expect(added.map(({ name, value }) => [name, String(value)])).toEqual([
      ['VAT', '24.5'],
      ['Levy', '1'],
    ]);
    const { amount, taxesAmount } = await reseller.charges.get(taxed.id);
    expect(amount.equals(taxed.amount.plus(Decimal.of('25.5')))).toBe(true);
    expect(taxesAmount.equals(taxed.taxesAmount.plus(Decimal.of('25.5')))).toBe(true);
    expect(await codeOf(reseller.taxes.add([{ chargeId: 999_999_999, name: 'VAT', value: amount }]))).toBe(
      'CHARGE-0001',
    );
  });
});

describe('a closing document', () => {
  it('comes back as it was sent, and as it was sent anew', async () => {
    const { PlainDate } = await loadTemporal();
    const documents = reseller.externalInvoices(906);
    const draft = {
      key: 'act, of february',
      type: 'act',
      name: 'Act 17',
      amountTotal: Decimal.of('-123.45'),
      amountCurrency: 'EUR',
      startDate: PlainDate.from('2021-02-01'),
      endDate: PlainDate.from('2021-03-01'),
      file: pdf('act'),
    } as const;
    const created = await documents.create(draft);

    expect(created).toMatchObject({ key: draft.key, type: 'act', fileType: 'application/pdf', amountCurrency: 'EUR' });
    expect(created.amountTotal.equals(draft.amountTotal)).toBe(true);
    expect(await documents.getByKey(draft.key)).toEqual(created);
    expect(await failureOf(documents.create(draft))).toBeInstanceOf(ConflictError);

    const ifMatch = answerOf(created)?.etag ?? '';
    const changed = await documents.update(created.id, { ...draft, name: 'Act 18', file: pdf('act 18') }, { ifMatch });
    expect(changed.name).toBe('Act 18');
    expect(await documents.get(created.id)).toEqual(changed);
    expect(await (await documents.file(created.id)).text()).toBe('%PDF-1.7\nact 18');
    expect(await failureOf(documents.update(created.id, draft, { ifMatch }))).toBeInstanceOf(PreconditionFailedError);
  });

  it('of another format than it says is refused, at the member', async () => {
    const { PlainDate } = await loadTemporal();
    const day = PlainDate.from('2021-02-01');
    const failure = await failureOf(
      reseller.externalInvoices(906).create({
        key: 'b',
        type: 'invoice',
        name: 'b',
        amountTotal: Decimal.zero,
        amountCurrency: 'EUR',
        startDate: day,
        endDate: day,
        file: new Blob(['MZ'], { type: 'application/pdf' }),
      }),
    );

    expect(failure).toBeInstanceOf(ValidationError);
    expect((failure as ValidationError).byPointer('/file')?.code).toBe('INVALID-VALUE');
  });
});
