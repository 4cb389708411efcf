// @ts-check
/**
 * Says which invoices of a reseller, and of all resellers below it, wait for approval:
 *
 *   export ORG_INVOICES_URL=https://billing.example ORG_INVOICES_TOKEN=…
 *   export ORG_INVOICES_USERNAME=… ORG_INVOICES_PASSWORD=…
 *   node nightly-approval-report.mjs 1
 */
import {
  AuthenticationError,
  createAdminClient,
  createResellerClient,
  Decimal,
  InvoicesError,
  NotFoundError,
} from '@org/sdk';

const [resellerId] = process.argv.slice(2);
const {
  ORG_INVOICES_URL: baseUrl,
  ORG_INVOICES_TOKEN: token,
  ORG_INVOICES_USERNAME: username,
  ORG_INVOICES_PASSWORD: password,
} = process.env;

/** @typedef {Map<string, import('@org/sdk').Decimal[]>} Amounts by currency */

/** The reseller API shows no currency on an invoice. The admin API shows the same invoice, with it. */
const currenciesOf = async (/** @type {import('@org/sdk').AdminClient} */ admin) => {
  /** @type {Map<string, string>} */
  const currencies = new Map();
  const open = admin.invoices.list({
    filter: { state: { in: ['new', 'pending'] } },
    fields: { invoices: ['currency'] },
    page: { size: 1_000 },
  });
  for await (const { id, currency } of open) currencies.set(id, currency);
  return currencies;
};

/** @param {import('@org/sdk').ResellerClient} reseller @param {ReadonlyMap<string, string>} currencies */
const waitingAt = async (reseller, currencies) => {
  /** @type {Amounts} */
  const amounts = new Map();
  const open = reseller.invoices.list({
    filter: { status: 'open' },
    fields: { invoices: ['total'] },
    page: { size: 1_000 },
  });
  for await (const { id, total } of open) {
    const currency = currencies.get(id);
    // Opened since the currencies were read: it is in the report of the next night.
    if (currency !== undefined) add(amounts, currency, [total]);
  }
  return amounts;
};

/** @param {Amounts} amounts @param {string} currency @param {readonly Decimal[]} more */
const add = (amounts, currency, more) => {
  amounts.set(currency, [...(amounts.get(currency) ?? []), ...more]);
};

/** @param {string} title @param {Amounts} amounts */
const show = (title, amounts) => {
  console.log(title);
  if (amounts.size === 0) console.log('  nothing');
  for (const [currency, totals] of [...amounts].sort()) {
    console.log(
      `  ${currency} ${Decimal.sum(totals)} on ${totals.length} ${totals.length === 1 ? 'invoice' : 'invoices'}`,
    );
  }
};

/** @param {import('@org/sdk').ResellerClient} root @param {import('@org/sdk').AdminClient} admin */
const report = async (root, admin) => {
  const currencies = await currenciesOf(admin);
  /** @type {Amounts} */
  const all = new Map();
  const tell = async (/** @type {{ readonly id: string, readonly name: string }} */ { id, name }) => {
    const amounts = await waitingAt(root.of(id), currencies);
    show(`${name} (${id})`, amounts);
    for (const [currency, totals] of amounts) add(all, currency, totals);
  };

  await tell(await root.reseller());
  for await (const child of root.childResellers()) await tell(child);
  show('All of them', all);
};

/** @param {unknown} error */
const explain = (error) => {
  if (error instanceof AuthenticationError) return 'The token, the user name or the password is wrong.';
  if (error instanceof NotFoundError) return `There is no reseller ${resellerId}, or not for this token.`;
  if (error instanceof InvoicesError) return `${error.message} (request ${error.requestId ?? 'without a name'})`;
  throw error;
};

if (!baseUrl || !token || !username || !password || !resellerId) {
  console.error(
    'Usage: node nightly-approval-report.mjs <reseller>, with ORG_INVOICES_URL, _TOKEN, _USERNAME and _PASSWORD',
  );
  process.exitCode = 1;
} else {
  try {
    const root = createResellerClient({ baseUrl, token, resellerId });
    await report(root, createAdminClient({ baseUrl, credentials: { username, password } }));
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
