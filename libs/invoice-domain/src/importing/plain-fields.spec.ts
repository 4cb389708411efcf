import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOf } from './field-faults.js';
import { monthOf } from './month.js';
import { plainField } from './plain-fields.js';
import { Touched } from './touched.js';
import { fieldKinds, optional, type KnownIds } from './usage-table.js';

const known: KnownIds = { accounts: new Set([74]), countries: new Set(), networks: new Set() };

const isPlain = (kind: (typeof fieldKinds)[number], text: string, touched = new Touched()): boolean => {
  const bytes = Buffer.from(`${text},`);
  return plainField(optional('field', kind), known, touched)(bytes, 0) === bytes.length - 1;
};

/** Text that looks like a value, or nearly. */
const nearly = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[+-]?\d{0,20}\.?\d{0,40}(e\d)?$/),
  fc.stringMatching(/^\d{7,10}$/),
  fc.stringMatching(/^(t|f|true|false|True|0|1|2|yes)$/),
  fc.stringMatching(
    /^(19|20|21)\d\d-[01]\d-[0-3]\d[T ][0-2]\d:[0-6]\d:[0-6]\d(\.\d{0,7})?(Z|[+-][01]\d(:?[0-7]\d)?)?$/,
  ),
);

describe('a field that is taken as it stands', () => {
  it.each(fieldKinds)('is one that the precise check finds no fault with: %s', (kind) => {
    fc.assert(
      fc.property(nearly, (text) => {
        fc.pre(text !== '' && !text.includes(','));
        return !isPlain(kind, text) || faultOf(optional('field', kind), text, known) === undefined;
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['key', '9000000001'],
    ['duration', '3600'],
    ['flag', 't'],
    ['flag', 'false'],
    ['price', '0.000000000001'],
    ['rate', '-1.5'],
    ['text', '380 44+*#'],
    ['instant', '2026-01-31 23:59:59.999999+00'],
    ['instant', '2026-02-28T00:00:00Z'],
  ] as const)('is the usual %s: %s', (kind, text) => {
    expect(isPlain(kind, text)).toBe(true);
  });

  it('names only ids that the ledger knows', () => {
    const touched = new Touched();
    const field = plainField(optional('account_id', 'reference', { refersTo: 'accounts' }), known, touched);
    expect(field(Buffer.from('74,'), 0)).toBe(2);
    expect(field(Buffer.from('75,'), 0)).toBe(-1);
    expect([...touched.accounts]).toEqual([74]);
  });

  it('tells the months of UTC that its time may lie in', () => {
    const touched = new Touched();
    isPlain('instant', '2026-01-01 00:30:00+01', touched);
    isPlain('instant', '2026-03-31T23:30:00-01:00', touched);
    expect([...touched.months].sort()).toEqual([
      monthOf(2025, 12),
      monthOf(2026, 1),
      monthOf(2026, 3),
      monthOf(2026, 4),
    ]);
  });

  it('tells when its earliest time may have been', () => {
    const touched = new Touched();
    expect(touched.since).toBe(null);
    isPlain('instant', '2026-03-02T08:09:10.5Z', touched);
    isPlain('instant', '2026-03-01T23:59:59Z', touched);
    expect(touched.since).toBe('2026-03-01T23:59:59.000Z');
    isPlain('instant', '2026-04-01T00:00:00+02:00', touched);
    expect(touched.since).toBe('2026-03-01T07:59:59.000Z');
  });
});
