import type { LocalDate } from '@org/kernel';
import { invoiceBodyProblemOf } from '../writes/body-fault.js';
import { Day, Text } from '../writes/body-members.js';
import { flatBody } from '../writes/flat-body.js';

/** What a third-party system sends when an invoice has been paid. */
export class CompleteBody {
  @Text() readonly document_id!: string;
  @Day() readonly billing_date!: LocalDate;
}

export const readCompletion = flatBody(CompleteBody, invoiceBodyProblemOf);
