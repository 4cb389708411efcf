import { setTimeout as pause } from 'node:timers/promises';
import { demoCredentials } from '../demo/credentials.js';
import { sendTo } from '../testing/http-client.js';

const jsonApi = 'application/vnd.api+json';
const jobMilliseconds = 30_000;

interface Resource {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A document of the admin API. @throws Error for an answer with another status */
const askAdmin = async (origin: string, token: string, path: string, sent?: object): Promise<unknown> => {
  const body = sent === undefined ? {} : { method: 'POST', body: JSON.stringify({ data: sent }) };
  const headers = { accept: jsonApi, authorization: token, ...(sent === undefined ? {} : { 'content-type': jsonApi }) };
  const answer = await sendTo(origin, `/api/rest/admin/${path}`, { headers, ...body });
  if (answer.status !== (sent === undefined ? 200 : 201)) throw refusal(path, answer);
  return (answer.json() as { readonly data: unknown }).data;
};

const refusal = (path: string, { status, body }: { readonly status: number; readonly body: string }): Error =>
  new Error(`${path} was answered with ${status}: ${body.slice(0, 500)}`);

/** @returns a token of the admin API */
export const logIn = async (origin: string): Promise<string> => {
  const answer = await sendTo(origin, '/api/rest/admin/auth', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: demoCredentials.admin }),
  });
  if (answer.status !== 201) throw refusal('auth', answer);
  return (answer.json() as { readonly jwt: string }).jwt;
};

/** One invoice with its account. */
export const readAsAdmin = async (origin: string, token: string): Promise<void> => {
  await askAdmin(origin, token, 'invoices/18?include=account');
};

/** One invoice with all that belongs to it. */
export const readAsReseller = async (origin: string): Promise<void> => {
  const path = '/api/v3/resellers/1/invoices/3973?include=subscriptions,payments,charges,corrections,taxes';
  const answer = await sendTo(origin, path, {
    headers: { accept: jsonApi, 'x-api-token': demoCredentials.resellerToken },
  });
  if (answer.status !== 200) throw refusal(path, answer);
};

/** Makes an account that is billed by hand, and an invoice of it. @returns the id of the invoice */
export const write = async (origin: string, token: string): Promise<string> => {
  const [contractor] = (await askAdmin(origin, token, 'contractors?page[size]=1')) as readonly Resource[];
  const account = (await askAdmin(origin, token, 'accounts', {
    type: 'accounts',
    attributes: { name: 'Billed by hand' },
    relationships: { contractor: { data: { type: 'contractors', id: contractor?.id } } },
  })) as Resource;
  const invoice = (await askAdmin(origin, token, 'invoices', {
    type: 'invoices',
    attributes: { 'start-date': '2025-01-01', 'end-date': '2025-02-01' },
    relationships: { account: { data: { type: 'accounts', id: account.id } } },
  })) as Resource;
  return invoice.id;
};

/** Waits for the job that aggregates the usage of an invoice. @throws Error when it does not come */
export const awaitJob = async (origin: string, token: string, invoiceId: string): Promise<void> => {
  const deadline = performance.now() + jobMilliseconds;
  for (;;) {
    const { attributes } = (await askAdmin(origin, token, `invoices/${invoiceId}`)) as Resource;
    if (attributes['state'] === 'Pending') return;
    if (performance.now() > deadline) throw new Error(`invoice ${invoiceId} is still ${String(attributes['state'])}`);
    await pause(200);
  }
};
