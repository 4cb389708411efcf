/** What of an invoice a fault belongs to; `invoice` is the whole of it. */
export type InvoiceMember = 'account' | 'startsAt' | 'endsAt' | 'reference' | 'invoice';

export interface InvoiceFault {
  readonly member: InvoiceMember;
  /** As the admin API words it: clients show it to people. */
  readonly message: string;
}

/** An invoice that cannot be made or changed as was asked, with everything found wrong. */
export class InvoiceRefused extends Error {
  override readonly name = 'InvoiceRefused';
  readonly faults: readonly [InvoiceFault, ...InvoiceFault[]];

  constructor(...faults: readonly [InvoiceFault, ...InvoiceFault[]]) {
    super(faults.map(({ member, message }) => (member === 'invoice' ? message : `${member} ${message}`)).join('; '));
    this.faults = faults;
  }
}

/** An invoice that is final was to be deleted. */
export class InvoiceIsFinal extends Error {
  override readonly name = 'InvoiceIsFinal';
}

/** An invoice was to be deleted that something else in the ledger belongs to. */
export class InvoiceIsNeeded extends Error {
  override readonly name = 'InvoiceIsNeeded';

  /** @param by what belongs to it: `charges` */
  constructor(readonly by: string) {
    super(`the invoice has ${by}`);
  }
}

/** There is no such invoice, or it is not in sight. */
export class InvoiceNotFound extends Error {
  override readonly name = 'InvoiceNotFound';
}
