/** Iterates over all invoices, and writes how much the heap holds behind every page: see long-lists.e2e-spec.ts. */
import { createAdminClient } from '@org/sdk';

const { ORG_INVOICES_URL: baseUrl, ORG_INVOICES_TOKEN: token } = process.env;
const admin = createAdminClient({ baseUrl, credentials: { token } });
const heaps = [];

for await (const { items } of admin.invoices.list({ include: ['account'], page: { size: 20 } }).pages()) {
  if (items.length === 0) throw new Error('a page without records');
  globalThis.gc();
  heaps.push(process.memoryUsage().heapUsed);
}
console.log(JSON.stringify(heaps));
