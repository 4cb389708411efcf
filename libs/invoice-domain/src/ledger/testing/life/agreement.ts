import { textOf } from '../../../testing/usage-model.js';
import type { Finding, FoundUsage } from '../../../usage-billing/finding.js';
import type { LivedLedger } from './lived-ledger.js';
import { owedFor, parts, sumOf, type Sum, type Use } from './lived-usage.js';
import type { LivedInvoice, Witness } from './witness.js';

const day = 24 * 3_600_000;
/** Two hours, the longest call of an account that says nothing else. */
const longestCall = 7_200_000;

/** Account of usage that both a ledger and its witness give. */
export interface Account {
  readonly invoices: readonly string[];
  readonly stale: readonly number[];
  readonly corrections: readonly string[];
  readonly balances: readonly string[];
}

const sumText = ({ count, spent, earned }: Sum): string => `${count} ${textOf(spent)} ${textOf(earned)}`;

export const accountOfLedger = async (ledger: LivedLedger): Promise<Account> => {
  const texts = async (sql: string): Promise<readonly string[]> =>
    (await ledger.rows<{ readonly text: string }>(sql)).map(({ text }) => text);
  const stale = await ledger.rows<{ readonly id: number }>(
    'SELECT invoice_id::integer AS id FROM stale_invoices ORDER BY id',
  );
  return {
    invoices: await texts(
      `SELECT format('%s of %s, %s: %s %s %s, %s %s %s, %s %s %s, corrections %s, total %s', id, account_id, state,
         originated_calls_count, trim_scale(originated_amount_spent), trim_scale(originated_amount_earned),
         terminated_calls_count, trim_scale(terminated_amount_spent), trim_scale(terminated_amount_earned),
         service_transactions_count, trim_scale(services_amount_spent), trim_scale(services_amount_earned),
         trim_scale(corrections_amount), trim_scale(total)) AS text FROM invoices ORDER BY id`,
    ),
    stale: stale.map(({ id }) => id),
    corrections: await texts(
      `SELECT format('%s for %s: %s %s on %s', account_id, late_invoice_id, trim_scale(total), status, invoice_id) AS text
       FROM corrections ORDER BY id`,
    ),
    balances: await texts(`SELECT format('%s: %s', id, trim_scale(balance)) AS text FROM accounts ORDER BY id`),
  };
};

const invoiceText = (witness: Witness, { id, account, isApproved, filled }: LivedInvoice): string => {
  const corrections = witness.offers.filter(({ on }) => on === id).reduce((sum, { total }) => sum + total, 0n);
  const state = isApproved ? 'approved' : 'pending';
  const usage = parts.map((part) => sumText(filled[part])).join(', ');
  return `${id} of ${account}, ${state}: ${usage}, corrections ${textOf(corrections)}, total ${textOf(owedFor(filled) + corrections)}`;
};

export const accountOfWitness = (witness: Witness, accounts: readonly number[]): Account => ({
  invoices: [...witness.invoices.values()]
    .sort((one, other) => one.id - other.id)
    .map((invoice) => invoiceText(witness, invoice)),
  stale: [...witness.stale].sort((one, other) => one - other),
  corrections: witness.offers.map(
    ({ account, invoice, total, status, on }) => `${account} for ${invoice}: ${textOf(total)} ${status} on ${on ?? ''}`,
  ),
  balances: accounts.map((account) => {
    const moved = [...witness.records.values()].reduce(
      (sum, { record }) => (record.kind === 'transactions' && record.account === account ? sum + record.amount : sum),
      0n,
    );
    return `${account}: ${textOf(-moved)}`;
  }),
});

/** Schedule of an account, and its open periods. */
interface Plan {
  readonly account: number;
  readonly next: number | null;
  readonly billedFrom: number | null;
  readonly billedUntil: number | null;
}

export interface Open {
  readonly account: number;
  readonly from: number;
  readonly to: number;
  readonly isDue: boolean;
  readonly openedAt: number;
}

export const plansOf = (ledger: LivedLedger): Promise<readonly Plan[]> =>
  ledger.rows(
    `SELECT id AS account, extract(epoch FROM next_invoice_at)::float8 * 1000 AS next,
       extract(epoch FROM billed_from)::float8 * 1000 AS "billedFrom", extract(epoch FROM billed_until)::float8 * 1000 AS "billedUntil"
     FROM accounts LEFT JOIN billing_chains ON account_id = accounts.id ORDER BY id`,
  );

export const openPeriodsOf = (ledger: LivedLedger): Promise<readonly Open[]> =>
  ledger.rows(
    `SELECT account_id AS account, extract(epoch FROM starts_at)::float8 * 1000 AS "from", extract(epoch FROM ends_at)::float8 * 1000 AS "to",
       is_due AS "isDue", extract(epoch FROM opened_at)::float8 * 1000 AS "openedAt" FROM open_periods`,
  );

/** Where a use of a call or transaction is: in one place, and in no other. */
export type Place = 'invoice' | 'open period' | 'behind' | 'before';

export const placesOf = (
  use: Use,
  witness: Witness,
  plans: readonly Plan[],
  open: readonly Open[],
): readonly Place[] => {
  const holds = ({ account, from, to }: Pick<Open, 'account' | 'from' | 'to'>): boolean =>
    account === use.account && from <= use.at && use.at < to;
  const plan = plans.find(({ account }) => account === use.account);
  const { billedFrom = null, billedUntil = null } = plan ?? {};
  return [
    ...[...witness.invoices.values()].filter(holds).map(() => 'invoice' as const),
    ...open.filter(holds).map(() => 'open period' as const),
    ...(billedUntil === null || use.at >= billedUntil ? ['behind' as const] : []),
    ...(billedFrom !== null && use.at < billedFrom ? ['before' as const] : []),
  ];
};

/** Finding that verification should have for usage on no invoice; undefined when it waits for a schedule. */
const severityOf = (use: Use, plan: Plan, open: readonly Open[], now: number): Finding['severity'] | undefined => {
  const { next, billedUntil } = plan;
  const isBehind = billedUntil === null || use.at >= billedUntil;
  if (next === null) return isBehind ? 'warning' : 'error';
  if (isBehind) return next + longestCall < now - day ? 'error' : undefined;
  const waits = open.some(
    ({ account, from, to, isDue, openedAt }) =>
      account === use.account && from <= use.at && use.at < to && isDue && openedAt > now - day,
  );
  return waits ? undefined : 'error';
};

const keyOf = (severity: Finding['severity'], check: string, about: string): string => `${severity} ${check} ${about}`;

/** The findings that a ledger without faults has. */
export const findingsOfWitness = async (ledger: LivedLedger, witness: Witness): Promise<readonly string[]> => {
  const now = ledger.clock.now().epochMilliseconds;
  const [plans, open] = [await plansOf(ledger), await openPeriodsOf(ledger)];
  const late = [...witness.invoices.values()].flatMap((invoice) => lateOf(witness, invoice));
  const loose = new Map<string, Use[]>();
  for (const use of witness.uses().filter((one) => witness.invoiceOf(one) === undefined)) {
    const plan = plans.find(({ account }) => account === use.account);
    const severity = plan && severityOf(use, plan, open, now);
    if (severity === undefined) continue;
    const key = keyOf(severity, 'unbilled usage', `of ${use.account}`);
    loose.set(key, [...(loose.get(key) ?? []), use]);
  }
  const unbilled = [...loose].map(([key, uses]) => `${key}: ${sumText(sumOf(uses))}`);
  return [...late, ...unbilled].sort();
};

const lateOf = (witness: Witness, invoice: LivedInvoice): readonly string[] => {
  const used = witness.usedWithin(invoice);
  const due = witness.dueFor(invoice);
  const differing = parts.filter((part) => sumText(used[part]) !== sumText(invoice.filled[part]));
  const isOffered = witness.offersOf(invoice.id).length > 0;
  const severity = due === 0n ? 'warning' : 'error';
  if (differing.length === 0)
    return due === 0n ? [] : [`${keyOf('error', 'late usage', `of ${invoice.id}, corrections`)}: 0 ${textOf(due)} 0`];
  if (due === 0n && isOffered) return [];
  return differing.map((part) => {
    const { count, spent, earned } = used[part];
    const filled = invoice.filled[part];
    const more = { count: count - filled.count, spent: spent - filled.spent, earned: earned - filled.earned };
    return `${keyOf(severity, 'late usage', `of ${invoice.id}, ${part}`)}: ${sumText(more)}`;
  });
};

const units = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const amount = BigInt(whole + fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -amount : amount;
};

const usageIn = ({ count, spent, earned }: FoundUsage) => ({ count, spent: units(spent), earned: units(earned) });

/** The findings of a verification in the same words; what is on no invoice is added up by account. */
export const findingsOfLedger = (findings: readonly Finding[]): readonly string[] => {
  const told: string[] = [];
  const loose = new Map<string, Sum>();
  for (const { severity, check, message, subject } of findings) {
    if (check === 'unbilled usage' && subject !== null) {
      const key = keyOf(severity, check, `of ${subject.accountId}`);
      const before = loose.get(key) ?? { count: 0, spent: 0n, earned: 0n };
      const { count, spent, earned } = usageIn(subject);
      loose.set(key, { count: before.count + count, spent: before.spent + spent, earned: before.earned + earned });
    } else if (check === 'late usage' && subject !== null) {
      const what = [...parts, 'corrections'].find((part) => message.includes(`: ${part} `)) ?? message;
      told.push(`${keyOf(severity, check, `of ${subject.invoiceId ?? ''}, ${what}`)}: ${sumText(usageIn(subject))}`);
    } else told.push(keyOf(severity, check, message));
  }
  return [...told, ...[...loose].map(([key, sum]) => `${key}: ${sumText(sum)}`)].sort();
};
