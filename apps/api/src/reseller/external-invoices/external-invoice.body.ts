import { externalInvoiceTypes, type ClosingFile, type ExternalInvoiceType } from '@org/invoice-domain';
import type { DraftExternalInvoice } from '@org/invoice-domain/persistence';
import type { Decimal, LocalDate } from '@org/kernel';
import { CurrencyCode, Day, File, Money, Nested, NotBefore, OneOf, Text } from '../writes/body-members.js';
import { flatBody } from '../writes/flat-body.js';

class AmountBody {
  @Money()
  readonly total!: Decimal;

  @CurrencyCode()
  readonly currency!: string;
}

/** A closing document as it is sent, and sent again when it changes: all of it, each time. */
export class ExternalInvoiceBody {
  @Text()
  readonly key!: string;

  @OneOf(externalInvoiceTypes)
  readonly type!: ExternalInvoiceType;

  @Text()
  readonly name!: string;

  @Nested(AmountBody)
  readonly amount!: AmountBody;

  @Day()
  readonly start_date!: LocalDate;

  @Day()
  @NotBefore('start_date')
  readonly end_date!: LocalDate;

  @File()
  readonly file!: ClosingFile;
}

export const readExternalInvoice = flatBody(ExternalInvoiceBody);

export const draftOf = ({ amount, start_date, end_date, ...same }: ExternalInvoiceBody): DraftExternalInvoice => ({
  ...same,
  amountTotal: amount.total,
  amountCurrency: amount.currency,
  startDate: start_date,
  endDate: end_date,
});
