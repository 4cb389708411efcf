import { localDateOf, type FixedClock } from '@org/kernel';
import { Decimal } from '@org/kernel';
import { CreditInvoice } from '../../../credit-notes/credit-invoice.js';
import type { CreditOrder } from '../../../credit-notes/credit-order.js';
import { PostgresCrediting } from '../../../credit-notes/postgres/postgres-crediting.js';
import { VoidInvoice } from '../../../credit-notes/void-invoice.js';
import { importFile, type ImportOutcome } from '../../../importing/testing/import-file.js';
import { InvalidRecord, Refused } from '../../../model/domain-failure.js';
import { accountIdOf, chargeIdOf, correctionIdOf, invoiceIdOf, paymentIdOf, resellerIdOf } from '../../../model/ids.js';
import { SetBalance } from '../../../payments/set-balance.js';
import { ApproveExternally } from '../../../subscription-billing/approve-externally.js';
import { CancelPayment } from '../../../subscription-billing/cancel-payment.js';
import { CompleteInvoice } from '../../../subscription-billing/complete-invoice.js';
import { DecideCorrection } from '../../../subscription-billing/decide-correction.js';
import { CallOffRefund, GivePaymentBack, OrderRefund } from '../../../subscription-billing/give-payment-back.js';
import type { ManagedInvoices } from '../../../subscription-billing/managed-invoices.js';
import { PayChargeFromBalance } from '../../../subscription-billing/pay-charge-from-balance.js';
import { PayFromBalance } from '../../../subscription-billing/pay-from-balance.js';
import { PostgresManagedInvoices } from '../../../subscription-billing/postgres/managed-invoices.js';
import { PostgresAdvanceCharges } from '../../../subscription-billing/postgres/postgres-advance-charges.js';
import { PostgresCorrections } from '../../../subscription-billing/postgres/postgres-corrections.js';
import { PostgresRefunds } from '../../../subscription-billing/postgres/postgres-refunds.js';
import { PostgresSalesLedger } from '../../../subscription-billing/postgres/postgres-sales-ledger.js';
import { RunSales } from '../../../subscription-billing/run-sales.js';
import { WithdrawApproval } from '../../../subscription-billing/withdraw-approval.js';
import type { TestDatabase } from '../../../testing/test-database.js';
import type { Finding } from '../../../usage-billing/finding.js';
import { LedgerTransactions } from '../../../writing/postgres/ledger-transactions.js';
import { ChangeRecord } from '../../change-record.js';
import { ingestTables } from '../../postgres/ingest-tables.js';
import { StoredRecords } from '../../postgres/stored-records.js';
import { createUsageClient } from '../../postgres/usage-client.js';
import { verificationOf } from '../../postgres/verification-of.js';
import { instantOf } from '@org/kernel';
import type { ReturnKind } from './payment-books.js';

type UsageClient = ReturnType<typeof createUsageClient>;

const audit = { actor: 'test:life', reason: 'so it goes' };
const always = instantOf('2000-01-01T00:00:00Z');

/** Cents as an amount of money. */
export const moneyOf = (cents: bigint): string => Decimal.of(`${cents}`).times(Decimal.of('0.01')).toString();

export type CommerceTable = 'subscriptions' | 'charges' | 'taxes' | 'corrections' | 'payments';
export type Row = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What is asked to be credited, in amounts of money. */
interface AskedCredit {
  readonly amount: string | undefined;
  readonly lines:
    | readonly {
        readonly charge?: number;
        readonly correction?: number;
        readonly amount: string | undefined;
      }[]
    | undefined;
}

export interface SeenInvoice {
  readonly id: number;
  readonly account: number;
  readonly isFinal: boolean;
  readonly model: 'postpay' | 'prepay';
  readonly from: string;
  readonly reference: string;
  readonly total: string;
}

/** A ledger in which everything happens that can happen to commerce, as the APIs, files and the server do it. */
export class CommerceLedger {
  private readonly transactions: LedgerTransactions;
  private readonly sales: RunSales;
  private readonly connections: UsageClient[] = [];
  /** Connections over which nothing is imported. */
  private readonly idle: UsageClient[] = [];

  constructor(
    private readonly database: TestDatabase,
    readonly clock: FixedClock,
  ) {
    this.transactions = new LedgerTransactions(database.dataSource, clock);
    this.sales = new RunSales(new PostgresSalesLedger(database.dataSource, this.transactions, 'UTC'));
  }

  async close(): Promise<void> {
    for (const client of this.connections) await client.end();
  }

  rows<Found = Readonly<Record<string, unknown>>>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Found[]> {
    return this.database.dataSource.query(sql, [...values]);
  }

  /** Imports rows, beside other imports. */
  async import(table: CommerceTable, rows: readonly Row[]): Promise<ImportOutcome> {
    const file = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const client = this.idle.pop() ?? (await this.connect());
    const outcome = await importFile(client, file, { table: ingestTables[table], format: 'ndjson', clock: this.clock });
    this.idle.push(client);
    return outcome;
  }

  decide(reseller: number, id: number, status: 'approved' | 'declined'): Promise<boolean> {
    return this.as(reseller, (scope, manager) =>
      new DecideCorrection().execute(new PostgresCorrections(scope, manager), correctionIdOf(id), status),
    );
  }

  payInvoice(reseller: number, payment: number, part: bigint | null): Promise<boolean> {
    return this.managed(reseller, (invoices) =>
      new PayFromBalance().execute(
        invoices,
        paymentIdOf(payment),
        part === null ? undefined : Decimal.of(moneyOf(part)),
      ),
    );
  }

  payCharge(reseller: number, charge: number, part: bigint | null): Promise<boolean> {
    return this.as(reseller, (scope, manager) =>
      new PayChargeFromBalance().execute(
        new PostgresAdvanceCharges(scope, manager),
        chargeIdOf(charge),
        part === null ? undefined : Decimal.of(moneyOf(part)),
      ),
    );
  }

  approve(reseller: number, { id, from }: SeenInvoice, documentId: string, dueDate: string): Promise<boolean> {
    const approval = {
      documentId,
      billingDate: localDateOf(from),
      dueDate: localDateOf(dueDate),
      amount: undefined,
      receipt: undefined,
    };
    return this.managed(reseller, (invoices) =>
      new ApproveExternally(this.clock, 'UTC').execute(invoices, invoiceIdOf(id), approval),
    );
  }

  withdraw(reseller: number, { id }: SeenInvoice): Promise<boolean> {
    return this.managed(reseller, (invoices) => new WithdrawApproval().execute(invoices, invoiceIdOf(id)));
  }

  complete(reseller: number, { id, from, reference }: SeenInvoice): Promise<boolean> {
    const completion = { documentId: reference, billingDate: localDateOf(from) };
    return this.managed(reseller, (invoices) => new CompleteInvoice().execute(invoices, invoiceIdOf(id), completion));
  }

  cancel(reseller: number, payment: number): Promise<boolean> {
    return this.managed(reseller, (invoices) => new CancelPayment().execute(invoices, paymentIdOf(payment)));
  }

  giveBack(kind: ReturnKind, payment: number, part: bigint | null): Promise<boolean> {
    const amount = part === null ? undefined : Decimal.of(moneyOf(part));
    return this.onPayment((refunds) => new GivePaymentBack(kind).execute(refunds, paymentIdOf(payment), amount));
  }

  orderRefund(payment: number, part: bigint | null): Promise<boolean> {
    const amount = part === null ? undefined : Decimal.of(moneyOf(part));
    return this.onPayment((refunds) => new OrderRefund().execute(refunds, paymentIdOf(payment), amount));
  }

  callOffRefund(payment: number): Promise<boolean> {
    return this.onPayment((refunds) => new CallOffRefund().execute(refunds, paymentIdOf(payment)));
  }

  credit(reseller: number, invoice: number, { amount, lines }: AskedCredit): Promise<boolean> {
    const order: CreditOrder = {
      reason: audit.reason,
      amount: amount === undefined ? undefined : Decimal.of(amount),
      lines: lines?.map((line) => ({
        chargeId: line.charge === undefined ? undefined : chargeIdOf(line.charge),
        correctionId: line.correction === undefined ? undefined : correctionIdOf(line.correction),
        amount: line.amount === undefined ? undefined : Decimal.of(line.amount),
      })),
    };
    return this.as(reseller, async (scope, manager) => {
      await new CreditInvoice().execute(new PostgresCrediting(scope, manager), invoiceIdOf(invoice), order);
    });
  }

  void(reseller: number, invoice: number): Promise<boolean> {
    return this.as(reseller, (scope, manager) =>
      new VoidInvoice().execute(new PostgresCrediting(scope, manager), invoiceIdOf(invoice), audit.reason),
    );
  }

  adjust(account: number, balance: bigint): Promise<boolean> {
    const values = { balance: Decimal.of(moneyOf(balance)) };
    return this.onRecords((records) => new SetBalance(records).execute(account, { values, faults: [] }));
  }

  change(account: number, values: Readonly<Record<string, unknown>>): Promise<boolean> {
    return this.onRecords((records) =>
      new ChangeRecord(records, this.clock).execute('account', accountIdOf(account), { values, faults: [] }),
    );
  }

  /** Bills what is due. @throws what an account could not be billed for */
  async bill(): Promise<void> {
    const { failed } = await this.sales.execute({ actor: 'job:sales-run' });
    for (const error of failed.values()) throw error;
  }

  findings(): Promise<readonly Finding[]> {
    return verificationOf(this.database.dataSource, this.clock).findings(always);
  }

  invoices(): Promise<readonly SeenInvoice[]> {
    return this.rows(
      `SELECT id::integer, account_id AS account, state = 'approved' AS "isFinal", payment_model AS model, from_date::text AS from, reference,
         trim_scale(total)::text AS total FROM invoices WHERE kind = 'commerce' ORDER BY id`,
    );
  }

  private async connect(): Promise<UsageClient> {
    const client = createUsageClient(this.database.url);
    this.connections.push(client);
    await client.connect();
    return client;
  }

  private onRecords(work: (records: StoredRecords) => Promise<unknown>): Promise<boolean> {
    return isAccepted(
      this.transactions.run(audit, async (manager) => {
        await work(new StoredRecords(manager, this.clock));
      }),
    );
  }

  private onPayment(work: (refunds: PostgresRefunds) => Promise<void>): Promise<boolean> {
    return isAccepted(this.transactions.run(audit, (manager) => work(new PostgresRefunds(manager))));
  }

  private managed(reseller: number, work: (invoices: ManagedInvoices) => Promise<void>): Promise<boolean> {
    return this.as(reseller, (scope, manager) => work(new PostgresManagedInvoices(scope, manager)));
  }

  private as(
    reseller: number,
    work: (...parameters: ConstructorParameters<typeof PostgresManagedInvoices>) => Promise<void>,
  ): Promise<boolean> {
    const scope = { kind: 'reseller', resellerId: resellerIdOf(reseller) } as const;
    return isAccepted(this.transactions.run(audit, (manager) => work(scope, manager)));
  }
}

/** Whether it was accepted; nothing has changed when it was refused. */
const isAccepted = async (work: Promise<void>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refused || error instanceof InvalidRecord) return false;
    throw error;
  }
};
