import { createAdminClient } from '@org/sdk';

// A consumer in JavaScript, as an ES module.

const { ORG_INVOICES_URL: baseUrl, ADMIN_TOKEN: token } = process.env;
const invoice = await createAdminClient({ baseUrl, credentials: { token } }).invoices.get(18);

process.stdout.write(JSON.stringify({ id: invoice.id, start: String(invoice.startsAt) }));
