// @ts-check
/**
 * Writes the invoices of one month to a CSV file, every amount with all of its digits:
 *
 *   export ORG_INVOICES_URL=https://billing.example ORG_INVOICES_USERNAME=… ORG_INVOICES_PASSWORD=…
 *   node export-month.mjs 2025-12 december.csv
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  AuthenticationError,
  ConnectionError,
  createAdminClient,
  InvoicesError,
  loadTemporal,
  TimeoutError,
} from '@org/sdk';

const [month, file] = process.argv.slice(2);
const { ORG_INVOICES_URL: baseUrl, ORG_INVOICES_USERNAME: username, ORG_INVOICES_PASSWORD: password } = process.env;

const barWidth = 40;

/** @param {string} text */
const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
};

/** Text that holds a separator is quoted, and its quotes are doubled: RFC 4180. */
const csvField = (/** @type {unknown} */ value) => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csvLine = (/** @type {readonly unknown[]} */ values) => `${values.map(csvField).join(',')}\r\n`;

/** @param {number} done @param {number} total */
const showProgress = (done, total) => {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const bar = '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '.');
  process.stderr.write(`\r[${bar}] ${done}/${total}`);
};

/** @param {import('@org/sdk').AdminClient} admin @param {string} month */
async function* csvOf(admin, month) {
  const { PlainYearMonth } = await loadTemporal();
  const first = PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const invoices = admin.invoices.list({
    filter: { startsAt: { gteq: first, lt: first.add({ months: 1 }) } },
    include: ['account'],
    fields: {
      invoices: ['reference', 'state', 'startsAt', 'endsAt', 'currency', 'amountSpent', 'amountEarned', 'total'],
      accounts: ['name'],
    },
    page: { size: 200, total: true },
    prefetch: true,
  });

  yield csvLine(['id', 'reference', 'state', 'account', 'from', 'to', 'currency', 'spent', 'earned', 'total']);
  let done = 0;
  for await (const { items, total } of invoices.pages()) {
    for (const invoice of items) {
      const { id, reference, state, account, startsAt, endsAt, currency } = invoice;
      const amounts = [invoice.amountSpent, invoice.amountEarned, invoice.total];
      yield csvLine([id, reference, state, account?.name ?? null, startsAt, endsAt, currency, ...amounts]);
    }
    showProgress((done += items.length), total);
  }
  process.stderr.write('\n');
}

/** @param {unknown} error */
const explain = (error) => {
  if (error instanceof AuthenticationError) return 'The user name or the password is wrong.';
  if (error instanceof ConnectionError || error instanceof TimeoutError) return `No answer from ${baseUrl}.`;
  if (error instanceof InvoicesError) return `${error.message} (request ${error.requestId ?? 'without a name'})`;
  throw error;
};

if (!baseUrl || !username || !password) {
  fail('Set ORG_INVOICES_URL, ORG_INVOICES_USERNAME and ORG_INVOICES_PASSWORD.');
} else if (!file || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month ?? '')) {
  fail('Usage: node export-month.mjs <yyyy-mm> <file>');
} else {
  const admin = createAdminClient({ baseUrl, credentials: { username, password } });
  // Nobody is to find half a month under the name of a whole one.
  const unfinished = `${file}.part`;
  try {
    await pipeline(csvOf(admin, month), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    fail(explain(error));
  }
}
