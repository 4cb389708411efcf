import type { Answer } from '@org/tools/testing';
import { AdminRequests, linked } from './admin-requests.js';
import { startTestApp, tokens, type TestApp } from './test-app.js';

/** A server on which money of account 74 has moved by every way of the admin API, and requests to both of its APIs. */
export interface MovedAccount {
  readonly server: TestApp;
  readonly admin: AdminRequests;
  readonly ofReseller: (path: string, token?: string) => Promise<Answer>;
}

export const startMovedAccount = async (): Promise<MovedAccount> => {
  const server = await startTestApp();
  const admin = new AdminRequests(server);
  const relationships = linked({ account: ['accounts', 74] });
  await admin.patch('/accounts/7400/balance', { type: 'balances', id: '7400', attributes: { balance: '10' } });
  await admin.post('/payments', { type: 'payments', attributes: { amount: '5.25' }, relationships });
  await admin.post('/transactions', { type: 'transactions', attributes: { amount: '2' }, relationships });
  return {
    ...{ server, admin },
    ofReseller: (path, token = tokens.root) =>
      server.send(`/api/v3/resellers/${path}`, { headers: { 'x-api-token': token } }),
  };
};
