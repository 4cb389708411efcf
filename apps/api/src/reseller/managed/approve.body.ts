import type { ClosingFile, ExternalApproval, Receipt } from '@org/invoice-domain';
import { RequestProblem, type Problem } from '@org/json-api';
import type { Decimal, LocalDate } from '@org/kernel';
import { IsOptional } from 'class-validator';
import { invoiceBodyProblemOf, type BodyFault } from '../writes/body-fault.js';
import { CurrencyCode, Day, File, Link, Money, Nested, Text } from '../writes/body-members.js';
import { flatBody } from '../writes/flat-body.js';

class AmountBody {
  @Money() readonly total!: Decimal;
  @CurrencyCode() readonly currency!: string;
}

class ReceiptBody {
  @IsOptional() @Link() readonly link?: string | null;
  @IsOptional() @File() readonly file?: ClosingFile | null;
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

const read = flatBody(ApproveBody, wording);

/** @throws RequestProblem */
export const readApproval = (text: string): ApproveBody => {
  const body = read(text);
  const { receipt } = body;
  if (receipt && Boolean(receipt.link) === Boolean(receipt.file)) {
    const message = 'has to be a link or a file';
    throw new RequestProblem({ code: 'invalid-member', member: 'receipt', message, pointer: '/receipt' });
  }
  return body;
};

const receiptIn = ({ receipt }: ApproveBody): Receipt | undefined => {
  if (receipt?.link) return { kind: 'link', link: receipt.link };
  return receipt?.file ? { kind: 'file', ...receipt.file } : undefined;
};

export const approvalIn = (body: ApproveBody): ExternalApproval => ({
  documentId: body.document_id,
  billingDate: body.billing_date,
  amount: body.amount ?? undefined,
  dueDate: body.due_date ?? undefined,
  receipt: receiptIn(body),
});
