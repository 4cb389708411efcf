import { afterEach, describe, expect, it } from '@jest/globals';
import { jsonApi, says, scriptedServer, type ScriptedServer, type Turn } from '../../test/scripted-server.js';
import {
  answerOf,
  ConflictError,
  createResellerClient,
  Decimal,
  EtagCache,
  loadTemporal,
  NotFoundError,
  PreconditionFailedError,
  ServerError,
  ValidationError,
  type ResellerClient,
} from '../index.js';

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const clientOf = async (...turns: readonly [Turn, ...Turn[]]): Promise<ResellerClient> => {
  server = await scriptedServer(...turns);
  return createResellerClient({ baseUrl: server.url, token: 't', resellerId: 1, cache: new EtagCache() });
};

const { PlainDate } = await loadTemporal();
const february = PlainDate.from('2021-02-01');

const sent = (): unknown => JSON.parse(server?.bodies.at(-1) ?? '');

const failureOf = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  );

const recordOf = (type: string, attributes: object): object => ({ id: '7', type, attributes });

const invoice = says(
  200,
  { data: recordOf('invoices', { document_id: 'NS-17', approved: 'true', total: '220.0', from_date: '2021-02-01' }) },
  { etag: 'W/"v"' },
);
const payment = says(200, { data: recordOf('payments', { status: 'cancelled', total: '220.0' }) });

/** A file as the API hands it back. */
const hands =
  (contentType: string, body: string | Uint8Array): Turn =>
  (_, response) => {
    response.writeHead(200, { 'content-type': contentType, etag: '"hash"' });
    response.end(body);
  };

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

describe('an approval', () => {
  it('says what the third-party system says, in the words of the wire, and gives the invoice', async () => {
    const reseller = await clientOf(invoice);
    const approved = await reseller.invoices.approve(7, {
      documentId: 'NS-17',
      billingDate: february,
      amount: { total: Decimal.of('123.45'), currency: 'EUR' },
      dueDate: PlainDate.from('2021-04-01'),
      receipt: { link: 'https://receipts.example/17' },
    });

    expect(approved.reference).toBe('NS-17');
    expect(approved.externallyApproved).toBe(true);
    expect(approved.total.toString()).toBe('220');
    expect(approved.fromDate.equals(february)).toBe(true);
    expect(answerOf(approved)).toEqual({ requestId: 'r-1', etag: 'W/"v"' });
    expect(server?.requests).toEqual(['POST /api/v3/resellers/1/invoices/7/approve']);
    expect(server?.headers[0]).toMatchObject({ 'content-type': jsonApi, 'x-api-token': 't' });
    expect(sent()).toEqual({
      document_id: 'NS-17',
      billing_date: '2021-02-01',
      amount: { total: '123.45', currency: 'EUR' },
      due_date: '2021-04-01',
      receipt: { link: 'https://receipts.example/17' },
    });
  });

  it('leaves out what is not given, and brings a file in base64', async () => {
    const reseller = await clientOf(invoice);
    const file = new Blob([everyByte], { type: 'application/pdf' });
    await reseller.invoices.approve('7', { documentId: 'NS-17', billingDate: february, receipt: { file } });

    expect(sent()).toEqual({
      document_id: 'NS-17',
      billing_date: '2021-02-01',
      receipt: { file: `data:application/pdf;base64,${Buffer.from(everyByte).toString('base64')}` },
    });
  });

  it('may name the invoice by its account and billing date', async () => {
    const reseller = await clientOf(invoice);
    const known = { documentId: 'NS-17', billingDate: february };
    const approved = await reseller.accounts.approveInvoices(906, known);
    const completed = await reseller.accounts.completeInvoices(906, known);

    expect([approved.reference, completed.reference]).toEqual(['NS-17', 'NS-17']);
    expect(server?.requests).toEqual([
      'POST /api/v3/resellers/1/accounts/906/approve_invoices',
      'POST /api/v3/resellers/1/accounts/906/complete_invoices',
    ]);
  });
});

describe('an action', () => {
  const completion = { documentId: 'NS-17', billingDate: february };

  it('is attempted again under the key it was made with, or under the one that is given', async () => {
    const reseller = await clientOf(says(503, ''), invoice);
    await reseller.invoices.complete(7, completion);
    await reseller.invoices.complete(7, completion, { idempotencyKey: 'mine' });
    const keys = server?.headers.map((headers) => headers['idempotency-key']);

    expect(server?.requests[0]).toBe('POST /api/v3/resellers/1/invoices/7/complete');
    expect(keys?.[0]).toMatch(/^[\da-f-]{36}$/);
    expect(keys).toEqual([keys?.[0], keys?.[0], 'mine']);
  });

  it('names the version it means', async () => {
    const reseller = await clientOf(says(412, { errors: [{ detail: 'changed' }] }));
    const failure = await failureOf(reseller.invoices.complete(7, completion, { ifMatch: 'W/"a"' }));

    expect(failure).toBeInstanceOf(PreconditionFailedError);
    expect(server?.headers[0]?.['if-match']).toBe('W/"a"');
  });

  it('is ended by its signal', async () => {
    const reseller = await clientOf(invoice);
    const signal = AbortSignal.abort(new Error('the user left'));

    expect(await failureOf(reseller.payments.cancel(7, { signal }))).toEqual(new Error('the user left'));
    expect(server?.requests).toEqual([]);
  });

  it('that a rule forbids is an error with the code of the rule, and is not attempted again', async () => {
    const problem = { status: '400', code: 'INVOICE-0015', title: 'The invoice has already been completed' };
    const reseller = await clientOf(says(400, { errors: [problem] }));
    const failure = await failureOf(reseller.invoices.complete(7, completion));

    expect(failure).toBeInstanceOf(ValidationError);
    expect((failure as ValidationError).errors).toEqual([problem]);
    expect(server?.requests).toHaveLength(1);
  });
});

describe('a payment', () => {
  it('is cancelled or made from the balance, for a reason that is kept', async () => {
    const reseller = await clientOf(payment);
    const cancelled = await reseller.payments.cancel(7, { reason: 'written off' });
    expect(cancelled.status).toBe('cancelled');
    expect(sent()).toEqual({ reason: 'written off' });

    await reseller.payments.payFromBalance(7);
    expect(sent()).toEqual({});
    expect(server?.requests).toEqual([
      'POST /api/v3/resellers/1/payments/7/cancel',
      'POST /api/v3/resellers/1/payments/7/pay_from_balance',
    ]);
  });

  it('has corrections beside it, which somebody approves or declines', async () => {
    const reseller = await clientOf(
      says(200, { data: recordOf('corrections', { status: 'approved', total: '-5.0' }) }),
    );
    expect((await reseller.corrections.approve(7, { reason: 'as agreed' })).total).toEqual(Decimal.of('-5'));
    expect(sent()).toEqual({ reason: 'as agreed' });
    await reseller.corrections.decline(7);
    expect(server?.requests).toEqual([
      'POST /api/v3/resellers/1/corrections/7/approve',
      'POST /api/v3/resellers/1/corrections/7/decline',
    ]);
  });

  it('has a receipt: a link, or a file', async () => {
    const reseller = await clientOf(
      hands('text/uri-list', 'https://receipts.example/17\r\n'),
      hands('application/pdf', everyByte),
    );

    expect(await reseller.payments.receipt(7)).toEqual({ link: 'https://receipts.example/17' });
    const { file } = await reseller.payments.receipt(7);
    expect(file?.type).toBe('application/pdf');
    expect(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(everyByte);
    expect(server?.requests[0]).toBe('GET /api/v3/resellers/1/payments/7/receipt');
  });

  it('without a receipt says so as everything that is not there', async () => {
    const reseller = await clientOf(says(404, { errors: [{ code: 'PAYMENT-NOT-FOUND' }] }));

    expect(await failureOf(reseller.payments.receipt(7))).toBeInstanceOf(NotFoundError);
  });
});

describe('taxes', () => {
  it('are added together, and come back in their order', async () => {
    const taxes = ['24.5', '-1.0'].map((value, index) => ({
      ...recordOf('taxes', { charge_id: 85176, name: 'VAT', description: null, value }),
      id: String(index + 1),
    }));
    const reseller = await clientOf(says(201, { data: taxes }));
    const added = await reseller.taxes.add([
      { chargeId: '85176', name: 'VAT', description: '20 %', value: Decimal.of('24.50') },
      { chargeId: 85176, name: 'VAT', value: Decimal.of('-1') },
    ]);

    expect(added.map(({ id, value }) => [id, String(value)])).toEqual([
      ['1', '24.5'],
      ['2', '-1'],
    ]);
    expect(server?.requests).toEqual(['POST /api/v3/resellers/1/taxes']);
    expect(sent()).toEqual({
      taxes: [
        { charge_id: 85176, name: 'VAT', description: '20 %', value: '24.5' },
        { charge_id: 85176, name: 'VAT', value: '-1' },
      ],
    });
  });
});

describe('a closing document', () => {
  const document = {
    ...recordOf('external_invoices', {
      key: 'a,b&c',
      document_type: 'invoice_vat',
      amount: { total: '123.45', currency: 'EUR' },
      start_date: '2021-02-01',
      file: { content_type: 'application/pdf', size: 256, sha256: 'ab' },
    }),
  };
  const shown = says(200, { data: document });
  const draft = {
    key: 'a,b&c',
    type: 'invoice_vat',
    name: 'Act 17',
    amountTotal: Decimal.of('123.45'),
    amountCurrency: 'EUR',
    startDate: february,
    endDate: february.add({ months: 1 }),
    file: new Blob([everyByte], { type: 'application/pdf' }),
  } as const;

  it('is found by its key, whatever that holds, and by its id', async () => {
    const reseller = await clientOf(shown);
    const documents = reseller.externalInvoices(906);
    const found = await documents.getByKey('a,b&c');

    expect(found.type).toBe('invoice_vat');
    expect(String(found.amountTotal)).toBe('123.45');
    expect(found.startDate.equals(february)).toBe(true);
    expect(found.fileSize).toBe(256);
    expect(await documents.get('7')).toEqual(found);
    expect(server?.requests).toEqual([
      'GET /api/v3/resellers/1/accounts/906/external_invoices?filter[key]=a%2Cb%26c',
      'GET /api/v3/resellers/1/accounts/906/external_invoices/7',
    ]);
  });

  it('is sent, and sent anew, with all that it has', async () => {
    const reseller = await clientOf(shown);
    const documents = reseller.externalInvoices(906);
    await documents.create(draft);
    const body = sent();
    await documents.update(7, draft, { ifMatch: 'W/"a"' });

    expect(body).toEqual({
      key: 'a,b&c',
      type: 'invoice_vat',
      name: 'Act 17',
      amount: { total: '123.45', currency: 'EUR' },
      start_date: '2021-02-01',
      end_date: '2021-03-01',
      file: `data:application/pdf;base64,${Buffer.from(everyByte).toString('base64')}`,
    });
    expect(sent()).toEqual(body);
    expect(server?.headers[1]?.['if-match']).toBe('W/"a"');
    expect(server?.requests).toEqual([
      'POST /api/v3/resellers/1/accounts/906/external_invoices',
      'PATCH /api/v3/resellers/1/accounts/906/external_invoices/7',
    ]);
  });

  it('of another size than one portion of base64 arrives whole', async () => {
    const reseller = await clientOf(shown);
    const content = Uint8Array.from({ length: 100_001 }, (_, index) => index % 251);
    await reseller.externalInvoices(906).create({ ...draft, file: new Blob([content], { type: 'application/pdf' }) });
    const { file } = sent() as { readonly file: string };

    expect(Buffer.from(file.split(',')[1] ?? '', 'base64').equals(content)).toBe(true);
  });

  it('has a file, which is fetched anew each time: it is not kept', async () => {
    const reseller = await clientOf(hands('application/pdf', everyByte));
    const documents = reseller.externalInvoices(906);
    const files = [await documents.file(7), await documents.file(7)];

    expect(files.map(({ type, size }) => [type, size])).toEqual([
      ['application/pdf', 256],
      ['application/pdf', 256],
    ]);
    expect(server?.requests[1]).toBe('GET /api/v3/resellers/1/accounts/906/external_invoices/7/file');
    expect(server?.headers[1]).not.toHaveProperty('if-none-match');
  });

  it('of a key that the account has already is a conflict', async () => {
    const reseller = await clientOf(says(409, { errors: [{ code: 'EXTERNAL-INVOICE-KEY-TAKEN' }] }));

    expect(await failureOf(reseller.externalInvoices(906).create(draft))).toBeInstanceOf(ConflictError);
  });

  it('that is no JSON:API is not read as one', async () => {
    const reseller = await clientOf(hands('text/html', '<p>'));

    expect(await failureOf(reseller.externalInvoices(906).get(7))).toBeInstanceOf(ServerError);
  });
});
