import { describe, expect, it } from '@jest/globals';
import { assertNever } from './assert-never.js';
import type { Brand } from './brand.js';

type Colour = 'red' | 'green';

describe('a branch that cannot be reached', () => {
  it('throws when data from outside the types gets there', () => {
    const fromOutside: unknown = 'blue';
    expect(() => assertNever(fromOutside as never)).toThrow(new TypeError('unexpected value: blue'));
  });

  it('does not compile while a case is missing', () => {
    const initialOf = (colour: Colour): string => {
      if (colour === 'red') return 'r';
      // @ts-expect-error -- green is not handled
      return assertNever(colour);
    };
    expect(initialOf('red')).toBe('r');
  });
});

describe('a branded value', () => {
  it('stands only where its own brand is asked for', () => {
    type InvoiceId = Brand<number, 'InvoiceId'>;
    type AccountId = Brand<number, 'AccountId'>;
    const next = (id: InvoiceId): number => id + 1;
    expect(next(7 as InvoiceId)).toBe(8);
    // @ts-expect-error -- an account's id is not an invoice's
    expect(next(7 as AccountId)).toBe(8);
    // @ts-expect-error -- nor is any number
    expect(next(7)).toBe(8);
  });
});
