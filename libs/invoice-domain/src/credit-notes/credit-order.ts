import type { Decimal } from '@org/kernel';
import { Refused } from '../model/domain-failure.js';
import type { ChargeId, CorrectionId } from '../model/ids.js';
import type { CreditableInvoice, Crediting, ItemKey, ItemLeft, NewCreditNote } from './crediting.js';

/** The request to credit one item: all that is left of it, unless an amount is given. */
export interface OrderedLine {
  readonly chargeId: ChargeId | undefined;
  readonly correctionId: CorrectionId | undefined;
  readonly amount: Decimal | undefined;
}

/** The request to credit an invoice: all that is left of it, unless lines or an amount are given. */
export interface CreditOrder {
  readonly reason: string;
  readonly amount: Decimal | undefined;
  readonly lines: readonly OrderedLine[] | undefined;
}

const malformed = (detail: string, ...place: readonly (string | number)[]): Refused =>
  new Refused('malformed-credit', { detail, place });

/** @throws Refused for an amount that is not above zero, or finer than the currency */
const refuseAmount = (amount: Decimal, digits: number, ...place: readonly (string | number)[]): void => {
  if (amount.compareTo(amount.rounded(digits, 'down')) !== 0) {
    throw malformed(`The currency of the invoice has ${digits} digits behind the point.`, ...place);
  }
  if (amount.isNegative() || amount.isZero()) throw malformed('What is credited has to be above zero.', ...place);
};

const keyOf = ({ chargeId, correctionId }: OrderedLine, index: number): ItemKey => {
  if (chargeId !== undefined && correctionId === undefined) return { chargeId };
  if (correctionId !== undefined && chargeId === undefined) return { correctionId };
  throw malformed('A line names either a charge or a correction.', 'lines', index);
};

const nameOf = ({ chargeId, correctionId }: ItemKey): string =>
  chargeId === undefined ? `correction ${correctionId}` : `charge ${chargeId}`;

const tooHigh = (left: Decimal, ...place: readonly (string | number)[]): Refused =>
  new Refused('credit-too-high', { detail: `What is left to be credited is ${left.toString()}.`, place });

/** The amount that a line takes back of its item, with the sign of that. @throws Refused for more than what is left of it */
const creditedOf = (line: OrderedLine, item: ItemLeft, digits: number, index: number): Decimal => {
  const { amount: left } = item;
  const { amount } = line;
  if (amount === undefined) {
    if (left.isZero()) throw tooHigh(left, 'lines', index);
    return left;
  }
  refuseAmount(amount, digits, 'lines', index, 'amount');
  const isLowering = left.isNegative();
  if (amount.compareTo(isLowering ? left.negated() : left) > 0) throw tooHigh(left, 'lines', index, 'amount');
  return isLowering ? amount.negated() : amount;
};

const linesOf = async (
  crediting: Pick<Crediting, 'itemsLeft'>,
  { id, digits }: CreditableInvoice,
  ordered: readonly OrderedLine[],
): Promise<Pick<NewCreditNote, 'total'> & { readonly lines: Exclude<NewCreditNote['lines'], 'rest'> }> => {
  const keys = ordered.map(keyOf);
  const names = keys.map(nameOf);
  const again = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (again >= 0) throw malformed(`The ${names[again] ?? ''} is named twice.`, 'lines', again);
  const items = new Map((await crediting.itemsLeft(id, keys)).map((item) => [nameOf(item), item]));
  const lines = ordered.map((line, index) => {
    const item = items.get(names[index] ?? '');
    if (item === undefined) {
      throw new Refused('unknown-credit-line', {
        detail: `The invoice has no ${names[index] ?? ''}.`,
        place: ['lines', index],
      });
    }
    const amount = creditedOf(line, item, digits, index);
    return { chargeId: line.chargeId ?? null, correctionId: line.correctionId ?? null, name: item.name, amount };
  });
  const [first, ...others] = lines.map(({ amount }) => amount);
  if (first === undefined) throw malformed('A credit note has a line.', 'lines');
  return { lines, total: others.reduce((sum, amount) => sum.plus(amount), first) };
};

/** The credit note that an order comes to. @throws Refused for one that the invoice cannot be credited by */
export const ordered = async (
  crediting: Pick<Crediting, 'itemsLeft'>,
  invoice: CreditableInvoice,
  { reason, amount, lines }: CreditOrder,
): Promise<NewCreditNote> => {
  const left = invoice.payableTotal.minus(invoice.credited);
  const note = { kind: 'credit', reason } as const;
  if (amount !== undefined) {
    if (lines !== undefined) throw malformed('An amount cannot stand beside lines.', 'amount');
    refuseAmount(amount, invoice.digits, 'amount');
    if (amount.compareTo(left) > 0) throw tooHigh(left, 'amount');
    return { ...note, total: amount, lines: [{ chargeId: null, correctionId: null, name: null, amount }] };
  }
  if (lines === undefined) return { ...note, total: left, lines: 'rest' };
  const credited = await linesOf(crediting, invoice, lines);
  refuseAmount(credited.total, invoice.digits, 'lines');
  if (credited.total.compareTo(left) > 0) throw tooHigh(left, 'lines');
  return { ...note, ...credited };
};
