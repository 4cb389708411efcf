import type { Decimal, LocalDate } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId, InvoiceId, PaymentId } from '../../model/ids.js';
import type { NewPosting } from '../../journal/posting.js';
import { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
import type { AccountAmount, Credit, NewAllocation, Released, Releasing } from '../../payments/allocation.js';
import type { Payment } from '../../payments/payment.js';
import { PostgresAllocations } from '../../payments/postgres/postgres-allocations.js';
import { statementsOf } from '../../writing/postgres/statements.js';
import type { ResellerScope } from '../../model/scope.js';
import type {
  ManagedInvoices,
  ExternalTerms,
  LockedInvoice,
  IssuedInvoice,
  PayingAccount,
  ServicePayment,
} from '../managed-invoices.js';
import { referenceTaken, refusingTaken } from '../../invoices/postgres/taken-reference.js';
import { numberTaken } from '../approve-externally.js';
import { addReceipt } from '../../payments/postgres/payment-receipts.js';
import {
  approveInvoice,
  approvePayment,
  endPayment,
  lockAccountOf,
  lockInvoice,
  lockPayment,
  owed,
  unblock,
  withdrawInvoice,
  withdrawPayment,
} from './managed-statements.js';

/** Ids that a request names may be beyond the integers of a column, so they are bound as wider ones. */
export class PostgresManagedInvoices implements ManagedInvoices {
  constructor(
    private readonly scope: ResellerScope,
    private readonly manager: EntityManager,
  ) {}

  async lock(id: InvoiceId): Promise<LockedInvoice | undefined> {
    const [account] = await this.query<PayingAccount>(lockAccountOf, [id, this.scope.resellerId]);
    if (account === undefined) return undefined;
    const [invoice] = await this.query<IssuedInvoice>(lockInvoice, [id]);
    if (invoice === undefined) return undefined;
    const [payment] = await this.query<ServicePayment>(lockPayment, [id]);
    return { account, invoice, payment };
  }

  async invoiceOf(payment: PaymentId): Promise<{ readonly invoiceId: InvoiceId | null } | undefined> {
    const [found] = await this.query<{ readonly invoiceId: InvoiceId | null }>(
      `SELECT link.invoice_id AS "invoiceId" FROM payments payment LEFT JOIN invoice_payments link ON link.payment_id = payment.id
       WHERE payment.id = $1::bigint AND payment.reseller_id = $2`,
      [payment, this.scope.resellerId],
    );
    return found;
  }

  async startingOn(account: AccountId, day: LocalDate): Promise<readonly InvoiceId[] | undefined> {
    const rows = await this.query<{ readonly id: InvoiceId | null }>(
      `SELECT invoice.id FROM accounts account LEFT JOIN invoices invoice
         ON invoice.account_id = account.id AND invoice.kind = 'commerce' AND invoice.from_date = $3::date
       WHERE account.id = $1::bigint AND account.reseller_id = $2 ORDER BY invoice.id`,
      [account, this.scope.resellerId, day.toString()],
    );
    return rows.length === 0 ? undefined : rows.flatMap(({ id }) => (id === null ? [] : [id]));
  }

  async knowsCurrency(name: string): Promise<boolean> {
    return (await this.query('SELECT FROM currencies WHERE name = $1 FOR KEY SHARE', [name])).length > 0;
  }

  async isNumberTaken(id: InvoiceId, documentId: string): Promise<boolean> {
    return (await this.query(`SELECT WHERE ${referenceTaken('$1', '$2')}`, [id, documentId])).length > 0;
  }

  async approve({ invoice }: LockedInvoice, payment: PaymentId | undefined, terms: ExternalTerms): Promise<void> {
    const { documentId, dueDate, amount, receipt } = terms;
    if (payment !== undefined) {
      const values = [payment, dueDate.toString(), amount?.total.toString() ?? null, amount?.currency ?? null];
      await this.query(approvePayment, values);
      if (receipt !== undefined) await addReceipt(this.manager, payment, receipt);
    }
    await refusingTaken(this.query(approveInvoice, [invoice.id, documentId]), numberTaken);
  }

  async withdraw({ invoice, payment }: LockedInvoice): Promise<void> {
    if (payment !== undefined) await this.query(withdrawPayment, [payment.id]);
    await this.query(withdrawInvoice, [invoice.id]);
  }

  async end(payment: PaymentId, { status, balance }: Pick<Payment, 'status'> & { balance: Decimal }): Promise<void> {
    await this.query(endPayment, [payment, status, balance.toString()]);
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return new PostgresJournal(this.manager).post(...postings);
  }

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return new PostgresAllocations(statementsOf(this.manager)).credits(...amounts);
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return new PostgresAllocations(statementsOf(this.manager)).allocate(...allocations);
  }

  release(of: Releasing, amount?: Decimal): Promise<readonly Released[]> {
    return new PostgresAllocations(statementsOf(this.manager)).release(of, amount);
  }

  async owedForServices(account: AccountId): Promise<Decimal> {
    const [row] = await this.query<{ readonly owed: Decimal }>(owed, [account]);
    if (row === undefined) throw new Error('there is no such account');
    return row.owed;
  }

  async unblock(invoice: InvoiceId): Promise<void> {
    await this.query(unblock, [[invoice]]);
  }

  private query<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return statementsOf(this.manager)<Row>(sql, values);
  }
}
