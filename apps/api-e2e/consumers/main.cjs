const process = require('node:process');
const { createAdminClient } = require('@org/sdk');

// A consumer in JavaScript, as a CommonJS module.

const { ORG_INVOICES_URL: baseUrl, ADMIN_TOKEN: token } = process.env;

createAdminClient({ baseUrl, credentials: { token } })
  .invoices.get(18)
  .then((invoice) => {
    process.stdout.write(JSON.stringify({ id: invoice.id, start: String(invoice.startsAt) }));
  });
