import { createAdminClient, createResellerClient, Decimal, NotFoundError, type AdminApi, type Loaded } from '@org/sdk';

// A consumer in strict TypeScript, as an ES module. It sees nothing but the installed package.

const { ORG_INVOICES_URL: baseUrl = '', ADMIN_TOKEN: token = '', API_TOKEN: apiToken = '' } = process.env;

const admin = createAdminClient({ baseUrl, credentials: { token } });
const reseller = createResellerClient({ baseUrl, token: apiToken, resellerId: 1 });

const contractorOf = ({ account }: Loaded<AdminApi, 'invoice', 'account.contractor'>): string =>
  account?.contractor?.name ?? 'nobody';

const invoice = await admin.invoices.get('18', { include: ['account.contractor'] });
const amounts: Decimal[] = [];
for await (const { amountSpent } of admin.invoices.list({ filter: { state: 'approved' }, sort: ['-endsAt'] })) {
  amounts.push(amountSpent);
  if (amounts.length === 60) break;
}
const page = await reseller.invoices.list({ include: ['charges'], page: { size: 3, total: true } });
const lines: number = page.items.flatMap(({ charges }) => charges.map(({ amount }) => amount)).length;
const missing: boolean = await admin.accounts.get(0).then(
  () => false,
  (error: unknown) => error instanceof NotFoundError,
);

const bare = await admin.invoices.get('18');
// @ts-expect-error the account was not included
const narrowed = bare.account?.name === undefined;

process.stdout.write(
  JSON.stringify({
    id: invoice.id,
    contractor: contractorOf(invoice).length > 0,
    start: invoice.startsAt.toString(),
    amounts: amounts.length,
    isSum: Decimal.sum(amounts) instanceof Decimal,
    total: page.total > 3,
    lines: lines >= 0,
    missing,
    narrowed,
  }),
);
