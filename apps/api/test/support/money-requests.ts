import type { Answer } from '@org/tools/testing';
import { adminPrefix, jsonApiType, linked } from './admin-requests.js';
import { tokens, type TestApp } from './test-app.js';

/** What a request does with money. */
export const deeds = [
  ...(['payment', 'batch', 'advance', 'part of invoice', 'part of charge'] as const),
  ...(['approval', 'completion', 'credit note', 'refund', 'correction'] as const),
] as const;
export type Deed = (typeof deeds)[number];

export interface MoneyRequest {
  readonly deed: Deed;
  readonly account: number;
  /** What it is done to; for what is made anew, any number. */
  readonly id: number;
  /** Sends it with a key of its own, the same each time. */
  readonly send: () => Promise<Answer>;
}

/** Ids of an account's records, the oldest first. */
export interface BusyAccount {
  readonly id: number;
  readonly name: string;
  readonly invoices: readonly number[];
  /** Those of the invoices. */
  readonly payments: readonly number[];
  readonly charges: readonly number[];
  readonly corrections: readonly number[];
  readonly refundable: number;
}

const times = <Item>(count: number, of: (at: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, at) => of(at));

/** A hundred requests about one account on both APIs, in an order that mixes them. */
export const requestsFor = (server: TestApp, account: BusyAccount): readonly MoneyRequest[] => {
  const { id, name, invoices, payments, charges, corrections, refundable } = account;
  let keys = 0;
  const ask = (deed: Deed, about: number, path: string, headers: Headers, body: string): MoneyRequest => {
    const all = { ...headers, 'idempotency-key': `${name}-${(keys += 1)}` };
    return { deed, account: id, id: about, send: () => server.send(path, { method: 'POST', headers: all, body }) };
  };
  const authorization = server.adminToken();
  const byAdmin = (deed: Deed, about: number, path: string, document: object): MoneyRequest =>
    ask(deed, about, adminPrefix + path, { authorization, 'content-type': jsonApiType }, JSON.stringify(document));
  const byReseller = (deed: Deed, about: number, path: string, body: object): MoneyRequest => {
    const headers = { 'x-api-token': tokens.root, 'content-type': jsonApiType };
    return ask(deed, about, `/api/v3/resellers/1${path}`, headers, JSON.stringify(body));
  };
  const batch = (deed: Deed, key: string, initial_total: string, more: object = {}): MoneyRequest => {
    const row = { account_id: id, external_key: key, document_id: key, status: 'completed', initial_total, ...more };
    const headers = { authorization, 'content-type': 'application/x-ndjson' };
    return ask(deed, 0, `${adminPrefix}/payment-batches`, headers, `${JSON.stringify(row)}\n`);
  };
  const of = (ids: readonly number[], at: number): number => ids[at] ?? 0;
  const matching = (at: number) => ({
    document_id: `${name}-${at}`,
    billing_date: `2026-${String(at + 1).padStart(2, '0')}-01`,
  });
  const onInvoice = (deed: Deed, at: number, action: string): MoneyRequest =>
    byReseller(deed, of(invoices, at), `/invoices/${of(invoices, at)}/${action}`, matching(at));
  const credited = (at: number, isAdmin: boolean): MoneyRequest => {
    const [path, order] = [`/invoices/${of(invoices, at)}/credit`, { reason: 'agreed', amount: '5' }];
    return isAdmin
      ? byAdmin('credit note', of(invoices, at), path, { data: { type: 'credit-notes', attributes: order } })
      : byReseller('credit note', of(invoices, at), path, order);
  };
  const refund = { data: { type: 'payments', id: String(refundable), attributes: { amount: '5' } } };
  const money = { attributes: { amount: '10' }, relationships: linked({ account: ['accounts', id] }) };
  return mixed([
    ...times(12, () => byAdmin('payment', 0, '/payments', { data: { type: 'payments', ...money } })),
    ...times(12, (at) => batch('batch', `${name}-b${at}`, '30')),
    ...times(10, (at) => batch('advance', `${name}-p${at}`, '15', { charge_keys: `${name}-a${at % 5}` })),
    ...[2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 9].map((at) =>
      byReseller('part of invoice', of(payments, at), `/payments/${of(payments, at)}/pay_from_balance`, {
        amount: '10',
      }),
    ),
    ...charges.map((charge) =>
      byReseller('part of charge', charge, `/charges/${charge}/pay_from_balance`, { amount: '5' }),
    ),
    ...[5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8].map((at) => onInvoice('approval', at, 'approve')),
    ...[0, 0, 1, 1, 2, 2, 3, 3, 4, 4].map((at) => onInvoice('completion', at, 'complete')),
    ...[2, 3, 4, 5, 6, 7, 8, 9, 9].map((at, index) => credited(at, index % 2 === 0)),
    ...times(7, () =>
      byAdmin('refund', refundable, `/payments/${refundable}/refund`, { ...refund, meta: { reason: 'agreed' } }),
    ),
    ...[...corrections, ...corrections].map((correction) =>
      byReseller('correction', correction, `/corrections/${correction}/approve`, { reason: 'agreed' }),
    ),
  ]);
};

type Headers = Readonly<Record<string, string>>;

/** The same order each time, in which neighbours are of different kinds: 37 and a hundred have no divisor in common. */
const mixed = <Item>(items: readonly Item[]): readonly Item[] =>
  items.map((_, at) => items[(at * 37) % items.length] as Item);
