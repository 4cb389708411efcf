import { createAdminClient } from '@org/sdk';

// A consumer in a browser: the page's own origin is the server.

globalThis.readInvoice = async (token) => {
  const admin = createAdminClient({ baseUrl: globalThis.location.origin, credentials: { token } });
  const { id, startsAt, account } = await admin.invoices.get(18, { include: ['account'] });
  return { id, start: String(startsAt), balance: String(account.balance) };
};
