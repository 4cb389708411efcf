import type { ExternalApproval } from '@org/invoice-domain';
import type { Problem } from '@org/json-api';
import type { Decimal, LocalDate } from '@org/kernel';
import { IsOptional } from 'class-validator';
import { invoiceBodyProblemOf, type BodyFault } from '../writes/body-fault.js';
import { Day, Link, Money, Nested, Text } from '../writes/body-members.js';
import { flatBody } from '../writes/flat-body.js';

class AmountBody {
  @Money() readonly total!: Decimal;
  @Text(3) readonly currency!: string;
}

class ReceiptBody {
  @Link() readonly link!: string;
}

/** What a third-party system sends when it has issued an invoice. */
export class ApproveBody {
  @Text() readonly document_id!: string;
  @Day() readonly billing_date!: LocalDate;
  @IsOptional() @Nested(AmountBody) readonly amount?: AmountBody | null;
  @IsOptional() @Day() readonly due_date?: LocalDate | null;
  @IsOptional() @Nested(ReceiptBody) readonly receipt?: ReceiptBody | null;
}

const isTerm = ({ pointer }: BodyFault): boolean => /^\/(amount|due_date)(\/|$)/.test(pointer);

/** External amounts and due dates that cannot be read are `INVOICE-0016`, half an amount included. */
const wording = (fault: BodyFault): Problem => {
  if (fault.kind === 'unknown' || !isTerm(fault)) return invoiceBodyProblemOf(fault);
  const { kind, member, message, pointer } = fault;
  const detail = kind === 'missing' ? `The member ${member} is missing.` : `${member} ${message}.`;
  return { code: 'refused', refusal: 'malformed-external-terms', detail, pointer };
};

export const readApproval = flatBody(ApproveBody, wording);

export const approvalIn = ({ document_id, billing_date, amount, due_date, receipt }: ApproveBody): ExternalApproval => ({
  documentId: document_id,
  billingDate: billing_date,
  amount: amount ?? undefined,
  dueDate: due_date ?? undefined,
  receipt: receipt ? { kind: 'link', link: receipt.link } : undefined,
});
