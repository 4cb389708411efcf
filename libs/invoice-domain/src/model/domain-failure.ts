import type { CommerceRefusal } from './commerce-refusal.js';
import type { InvoiceRefusal } from './invoice-refusal.js';
import type { Violation } from './violation.js';

/** Error of use cases, rules and storage for a request that the ledger does not allow; nothing is changed. */
export abstract class DomainFailure extends Error {
  abstract readonly kind: Failure['kind'];
}

/** Every failure there is. */
export type Failure =
  | RecordNotFound
  | InvalidRecord
  | Refused
  | InvoiceRefused
  | RecordIsFinal
  | RecordInUse
  | IdempotencyKeyReused
  | BatchIdReused;

export const isFailure = (error: unknown): error is Failure => error instanceof DomainFailure;

/** There is no record with that id in the scope. */
export class RecordNotFound extends DomainFailure {
  override readonly name = 'RecordNotFound';
  readonly kind = 'record-not-found';

  /** @param resource by its name in the domain, such as `invoice` */
  constructor(
    readonly resource: string,
    readonly id: string,
  ) {
    super(`there is no ${resource} ${id}`);
  }
}

/** The record would break rules, all of which are listed. */
export class InvalidRecord extends DomainFailure {
  override readonly name = 'InvalidRecord';
  readonly kind = 'invalid-record';
  readonly violations: readonly [Violation, ...Violation[]];

  constructor(...violations: readonly [Violation, ...Violation[]]) {
    super(violations.map(({ member, message }) => `${member ?? 'record'} ${message}`).join(', '));
    this.violations = violations;
  }
}

/** Path to the value at fault, in the domain's names: `['amount', 'currency']`, `['taxes', 0, 'value']`. */
export type PlaceOfFault = readonly (string | number)[];

/** A rule of payments, charges, corrections or closing documents forbids it. */
export class Refused extends DomainFailure {
  override readonly name = 'Refused';
  readonly kind = 'refused';

  /** @param more a sentence about this case, and the place of the fault, where the refusal alone does not say them */
  constructor(
    readonly refusal: CommerceRefusal,
    readonly more: { readonly detail?: string; readonly place?: PlaceOfFault } = {},
  ) {
    super(more.detail === undefined ? refusal : `${refusal}: ${more.detail}`);
  }
}

/** Rules of making, approving or changing an invoice forbid it; all that were broken are listed. */
export class InvoiceRefused extends DomainFailure {
  override readonly name: string = 'InvoiceRefused';
  readonly kind = 'invoice-refused';
  readonly refusals: readonly [InvoiceRefusal, ...InvoiceRefusal[]];

  constructor(...refusals: readonly [InvoiceRefusal, ...InvoiceRefusal[]]) {
    super(refusals.join(', '));
    this.refusals = refusals;
  }
}

/** An invoice cannot be approved, as usage has been added to its period or taken from it since it was added up. */
export class UsageChanged extends InvoiceRefused {
  override readonly name = 'UsageChanged';

  /** @param billed the total of the invoice @param used what it would be now; both exact */
  constructor(
    readonly billed: string,
    readonly used: string,
  ) {
    super('usage-changed');
  }
}

/** An approved invoice cannot be deleted. */
export class RecordIsFinal extends DomainFailure {
  override readonly name = 'RecordIsFinal';
  readonly kind = 'final';
}

/** The record cannot be deleted or renamed while others refer to it. */
export class RecordInUse extends DomainFailure {
  override readonly name = 'RecordInUse';
  readonly kind = 'in-use';

  /**
   * @param by the table that refers to it, in words: `billing run accounts`
   * @param change what was asked for
   */
  constructor(
    readonly by: string,
    readonly change: 'delete' | 'rename' = 'delete',
  ) {
    super(`the record is used by ${by}`);
  }
}

/** The idempotency key belongs to another request of the caller. */
export class IdempotencyKeyReused extends DomainFailure {
  override readonly name = 'IdempotencyKeyReused';
  readonly kind = 'idempotency-key-reused';
}

/** A batch of that id was imported before, with other content. */
export class BatchIdReused extends DomainFailure {
  override readonly name = 'BatchIdReused';
  readonly kind = 'batch-id-reused';

  constructor(readonly id: string) {
    super(`batch ${id} was imported before, with other content`);
  }
}
