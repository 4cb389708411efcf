import {
  adminExposures,
  InvoiceIsFinal,
  InvoiceIsNeeded,
  InvoiceNotFound,
  InvoiceRefused,
  type InvoiceFault,
} from '@org/invoice-domain';
import { InvalidRecord, requestProblemOf, RequestProblem, type Violation } from '@org/json-api';

const violationOf = ({ member, message }: InvoiceFault): Violation => ({
  member: member === 'invoice' ? undefined : member,
  message,
});

/** What a use case of invoices refuses, as problems of the request that asked for it; anything else as it is. */
export const invoiceProblemOf = (error: unknown, id: string): unknown => {
  if (error instanceof InvoiceNotFound)
    return new RequestProblem({ code: 'record-not-found', id, resource: 'invoice' });
  if (error instanceof InvoiceIsFinal) {
    return new RequestProblem({ code: 'locked', detail: 'Cannot delete record because it is approved' });
  }
  if (error instanceof InvoiceIsNeeded) {
    return new RequestProblem({ code: 'locked', detail: `Cannot delete record because of dependent ${error.by}` });
  }
  if (!(error instanceof InvoiceRefused)) return error;
  const [first, ...others] = error.faults;
  return requestProblemOf(adminExposures.invoice, new InvalidRecord(violationOf(first), ...others.map(violationOf)));
};

/** @throws RequestProblem where the use case refuses */
export const inInvoiceWords = async <Result>(work: Promise<Result>, id = ''): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    throw invoiceProblemOf(error, id);
  }
};
