import type { Decimal, LocalDate } from '@org/kernel';
import pg from 'pg';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { referenceOf } from '../../invoices/invoice-reference.js';
import type { NewPosting } from '../../journal/posting.js';
import { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
import { Refused } from '../../model/domain-failure.js';
import type { AccountId, ChargeId, CorrectionId, CreditNoteId, InvoiceId, PaymentId } from '../../model/ids.js';
import type { Scope } from '../../model/scope.js';
import type { AccountAmount, Credit, NewAllocation } from '../../payments/allocation.js';
import { currencyDigits } from '../../payments/postgres/currency-digits.js';
import { PostgresAllocations } from '../../payments/postgres/postgres-allocations.js';
import { statementsOf } from '../../writing/postgres/statements.js';
import type { ServicePayment } from '../../subscription-billing/managed-invoices.js';
import { settleDue } from '../../subscription-billing/postgres/due-payments.js';
import { endPayment, paymentColumns, unblock } from '../../subscription-billing/postgres/managed-statements.js';
import { resellerIn } from '../../writing/postgres/in-scope.js';
import type { CreditableInvoice, Crediting, ItemKey, ItemLeft, LockedCreditable, NewCreditNote } from '../crediting.js';
import { addCorrection, addGiven, addNote, addRest, credited, itemsLeft } from './credit-statements.js';
import { reopenCharges, reopenCorrections } from './reopen-statements.js';

const invoiceColumns = `invoice.id, invoice.account_id AS "accountId", invoice.kind, invoice.state, invoice.payment_model AS "paymentModel",
  invoice.externally_approved AS "externallyApproved", invoice.voided_at AS "voidedAt", invoice.payable_total AS "payableTotal",
  ${currencyDigits('invoice.currency')} AS digits`;

interface LockedAccount {
  readonly balance: Decimal;
  readonly template: string;
  readonly today: LocalDate;
}

interface FoundItem extends Pick<ItemLeft, 'amount' | 'name'> {
  readonly chargeId: ChargeId | null;
  readonly correctionId: CorrectionId | null;
}

/** The crediting of the invoices of a scope, in the transaction of an entity manager. */
export class PostgresCrediting implements Crediting {
  private readonly allocations: PostgresAllocations;

  constructor(
    private readonly scope: Scope,
    private readonly manager: EntityManager,
  ) {
    this.allocations = new PostgresAllocations(statementsOf(manager));
  }

  async lock(id: InvoiceId): Promise<LockedCreditable | undefined> {
    const [owner] = await this.query<{ readonly accountId: AccountId }>(
      `SELECT account_id AS "accountId" FROM invoices WHERE id = $1::bigint AND ($2::integer IS NULL OR reseller_id = $2)`,
      [id, resellerIn(this.scope)],
    );
    if (owner === undefined) return undefined;
    const [account] = await this.query<LockedAccount>(
      `SELECT account.balance, reseller.credit_note_ref_template AS template, (ledger_at() AT TIME ZONE account.time_zone)::date AS today
       FROM accounts account JOIN resellers reseller ON reseller.id = account.reseller_id
       WHERE account.id = $1 FOR NO KEY UPDATE OF account`,
      [owner.accountId],
    );
    const [invoice] = await this.query<Omit<CreditableInvoice, 'credited'>>(
      `SELECT ${invoiceColumns} FROM invoices invoice WHERE invoice.id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    if (account === undefined || invoice === undefined) return undefined;
    const [payment] = await this.query<ServicePayment>(
      `SELECT ${paymentColumns} FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id
       WHERE link.invoice_id = $1 FOR NO KEY UPDATE OF payment`,
      [id],
    );
    const { balance, ...reference } = account;
    return { balance, invoice: { ...invoice, credited: await this.creditedOf(id) }, payment, reference };
  }

  async itemsLeft(id: InvoiceId, keys: readonly ItemKey[]): Promise<readonly ItemLeft[]> {
    const charges = keys.flatMap(({ chargeId }) => chargeId ?? []);
    const corrections = keys.flatMap(({ correctionId }) => correctionId ?? []);
    const items = await this.query<FoundItem>(itemsLeft, [id, charges, corrections]);
    return items.flatMap(({ chargeId, correctionId, ...item }): ItemLeft[] => {
      if (chargeId !== null) return [{ ...item, chargeId }];
      return correctionId === null ? [] : [{ ...item, correctionId }];
    });
  }

  async add({ invoice, reference }: LockedCreditable, note: NewCreditNote): Promise<CreditNoteId> {
    const { kind, total, reason, lines } = note;
    const { id: invoiceId, accountId } = invoice;
    const [correction] = await this.query<{ readonly id: CorrectionId }>(addCorrection, [
      accountId,
      total.toString(),
      reason,
    ]);
    const [next] = await this.query<{ readonly id: CreditNoteId }>(
      `SELECT nextval(pg_get_serial_sequence('credit_notes', 'id')) AS id`,
    );
    if (correction === undefined || next === undefined) throw new Error('what is inserted has an id');
    const { id } = next;
    if (lines === 'rest') await this.query(addRest, [invoiceId, id, accountId, total.toString()]);
    else {
      await this.query(addGiven, [
        id,
        accountId,
        lines.map(({ chargeId }) => chargeId),
        lines.map(({ correctionId }) => correctionId),
        lines.map(({ name }) => name),
        lines.map(({ amount }) => amount.toString()),
      ]);
    }
    const number = referenceOf(reference.template, { id, toDate: reference.today });
    await refusingTaken(this.query(addNote, [id, invoiceId, correction.id, kind, number, total.toString(), reason]));
    return id;
  }

  async endPaid(id: InvoiceId, payment: PaymentId, balance: Decimal): Promise<void> {
    await this.query(endPayment, [payment, 'paid_from_balance', balance.toString()]);
    await this.query(unblock, [[id]]);
  }

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return this.allocations.credits(...amounts);
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return this.allocations.allocate(...allocations);
  }

  settleDue(...accounts: readonly AccountId[]): Promise<void> {
    return settleDue(statementsOf(this.manager), accounts);
  }

  async reopen(id: InvoiceId): Promise<void> {
    for (const statement of [reopenCharges, reopenCorrections]) await this.query(statement, [id]);
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return new PostgresJournal(this.manager).post(...postings);
  }

  /** Asked once the invoice is locked: whoever credited it meanwhile has committed. */
  private async creditedOf(id: InvoiceId): Promise<Decimal> {
    const [row] = await this.query<{ readonly credited: Decimal }>(credited, [id]);
    if (row === undefined) throw new Error('a sum is always there');
    return row.credited;
  }

  private query<Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.manager.query(sql, [...values]);
  }
}

/** @throws Refused where the reseller's template gives a number that another credit note has */
const refusingTaken = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
    const isTaken = cause instanceof pg.DatabaseError && cause.constraint === 'credit_notes_reseller_id_reference_key';
    throw isTaken ? new Refused('credit-number-taken') : error;
  }
};
