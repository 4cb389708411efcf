import { chargeIdOf, type NewTax } from '@org/invoice-domain';
import type { Decimal } from '@org/kernel';
import { IsOptional } from 'class-validator';
import { Id, Money, NestedList, Text } from '../writes/body-members.js';
import { flatBody } from '../writes/flat-body.js';

/** Taxes of one request, at most. */
export const mostTaxes = 500;

class TaxBody {
  @Id() readonly charge_id!: number;
  @Text() readonly name!: string;
  @IsOptional() @Text(4_000) readonly description?: string | null;
  @Money() readonly value!: Decimal;
}

export class TaxesBody {
  @NestedList(TaxBody, mostTaxes) readonly taxes!: readonly TaxBody[];
}

export const readTaxes = flatBody(TaxesBody);

export const taxesIn = ({ taxes }: TaxesBody): readonly NewTax[] =>
  taxes.map(({ charge_id, name, description, value }) => ({
    chargeId: chargeIdOf(charge_id),
    name,
    description: description ?? null,
    value,
  }));
