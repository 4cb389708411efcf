import { Decimal } from '@org/kernel';

const decimal = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/;

/** PostgreSQL's numeric takes many more digits, but no amount has them. */
const longestNumber = 1_000;

/**
 * A decimal number as people and programs write it: `12.50`, `+.5`, `1e3`. Digits move as text, so none is lost.
 * @returns undefined for what is none
 */
export const sentDecimal = (text: string): Decimal | undefined => {
  const parts = text.length > longestNumber ? null : decimal.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const start = Math.max(point, 1);
  const rest = padded.slice(start);
  return Decimal.of(`${sign === '-' ? '-' : ''}${padded.slice(0, start)}${rest === '' ? '' : `.${rest}`}`);
};
