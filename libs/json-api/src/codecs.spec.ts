import { describe, expect, it } from '@jest/globals';
import { Decimal, instantOf, localDateOf, ZoneOffsets } from '@org/kernel';
import fc from 'fast-check';
import type { Codec, WriteContext } from './codec.js';
import type { JsonValue } from './kind.js';
import {
  instantText,
  moneyText,
  plainCodecs,
  quotedFlag,
  quotedInteger,
  utcMillisecondInstant,
  zonedMicrosecondInstant,
} from './codecs.js';
import { fromTextOfCodec } from './document/column-text.js';

const inZone = (zone: string): WriteContext => ({ base: 'http://h', zone: new ZoneOffsets(zone) });
const utc = inZone('UTC');

describe('money', () => {
  it.each([
    ['0', '0.0'],
    ['0.00', '0.0'],
    ['220', '220.0'],
    ['220.00', '220.0'],
    ['12.50', '12.5'],
    ['-6.250', '-6.25'],
    ['1000', '1000.0'],
    ['0.001', '0.001'],
    ['10.010', '10.01'],
    ['123456789012345678901234567890', '123456789012345678901234567890.0'],
    ['-0.123456789012345678901234567890', '-0.12345678901234567890123456789'],
  ])('is shown of %s as %s: shortest, with a digit after the point', (digits, shown) => {
    expect(moneyText(digits)).toBe(shown);
    expect(fromTextOfCodec(plainCodecs.decimal)(digits, utc)).toBe(`"${shown}"`);
    expect(plainCodecs.decimal.encode(Decimal.of(digits), utc)).toBe(shown);
  });

  it('is the same amount, in no more digits than were given', () => {
    const digits = fc
      .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.stringMatching(/^(\.\d{1,12})?$/))
      .map(([whole, fraction]) => `${whole}${fraction}`);
    fc.assert(
      fc.property(digits, (text) => {
        const shown = moneyText(text);
        expect(Decimal.of(shown).equals(Decimal.of(text))).toBe(true);
        expect(shown).toMatch(/^-?\d+\.(\d|\d*[1-9])$/);
        expect(moneyText(shown)).toBe(shown);
      }),
    );
  });
});

describe('an instant with milliseconds', () => {
  it.each([
    ['2025-12-26 12:46:07+00', '2025-12-26T12:46:07.000Z'],
    ['2025-12-26 12:46:07.3+00', '2025-12-26T12:46:07.300Z'],
    ['2025-12-26 12:46:07.35+00', '2025-12-26T12:46:07.350Z'],
    ['2025-12-26 12:46:07.352+00', '2025-12-26T12:46:07.352Z'],
    ['2025-12-26 12:46:07.3529+00', '2025-12-26T12:46:07.352Z'],
    ['2025-12-26 12:46:07.35299+00', '2025-12-26T12:46:07.352Z'],
    ['2025-12-31 23:59:59.999999+00', '2025-12-31T23:59:59.999Z'],
    ['1969-12-31 23:59:59.999999+00', '1969-12-31T23:59:59.999Z'],
    ['0001-01-01 00:00:00.000001+00', '0001-01-01T00:00:00.000Z'],
  ])('is shown of %s as %s: cut, not rounded', (text, shown) => {
    expect(fromTextOfCodec(utcMillisecondInstant)(text, utc)).toBe(`"${shown}"`);
    expect(utcMillisecondInstant.encode(instantOf(text), utc)).toBe(shown);
  });
});

describe('an instant with microseconds in a zone', () => {
  it.each([
    ['2021-03-01 22:12:58.18682+00', 'Europe/Moscow', '2021-03-02T01:12:58.186820+0300'],
    ['2021-03-01 22:12:58+00', 'UTC', '2021-03-01T22:12:58.000000+0000'],
    ['2021-03-01 22:12:58.000001+00', 'UTC', '2021-03-01T22:12:58.000001+0000'],
    ['2021-03-01 02:12:58.5+00', 'America/Los_Angeles', '2021-02-28T18:12:58.500000-0800'],
    ['2021-07-01 02:12:58.123456+00', 'America/St_Johns', '2021-06-30T23:42:58.123456-0230'],
    ['2021-12-31 18:15:00+00', 'Asia/Kathmandu', '2022-01-01T00:00:00.000000+0545'],
    ['2026-07-15 12:00:00.25+00', 'Australia/Lord_Howe', '2026-07-15T22:30:00.250000+1030'],
    ['2026-03-29 00:59:59.999999+00', 'Europe/Kyiv', '2026-03-29T02:59:59.999999+0200'],
    ['2026-03-29 01:00:00+00', 'Europe/Kyiv', '2026-03-29T04:00:00.000000+0300'],
    ['1969-12-31 23:59:59.999999+00', 'UTC', '1969-12-31T23:59:59.999999+0000'],
    ['1955-06-15 11:59:59.000001+00', 'America/Los_Angeles', '1955-06-15T04:59:59.000001-0700'],
    ['1955-06-15 11:59:59.000001+00', 'Europe/Kyiv', '1955-06-15T14:59:59.000001+0300'],
  ])('is shown of %s in %s as %s', (text, zone, shown) => {
    expect(fromTextOfCodec(zonedMicrosecondInstant)(text, inZone(zone))).toBe(`"${shown}"`);
    expect(zonedMicrosecondInstant.encode(instantOf(text), inZone(zone))).toBe(shown);
  });

  it('can be read back without loss, whatever the zone', () => {
    const zones = ['Europe/Moscow', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'].map(inZone);
    fc.assert(
      fc.property(microsecondInstant, fc.constantFrom(...zones), (text, context) => {
        const shown = JSON.parse(fromTextOfCodec(zonedMicrosecondInstant)(text, context)) as string;
        expect(instantOf(shown).equals(instantOf(text))).toBe(true);
      }),
    );
  });
});

const microsecondInstant = fc
  .tuple(fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 }), fc.nat({ max: 999_999 }))
  .map(([seconds, microseconds]) => {
    const whole = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const fraction = String(microseconds).padStart(6, '0').replace(/0+$/, '');
    return `${whole}${fraction === '' ? '' : `.${fraction}`}+00`;
  });

describe("PostgreSQL's text of an instant", () => {
  it.each([
    ['2025-12-26T12:46:07.352Z', '2025-12-26 12:46:07.352000+00'],
    ['2021-03-02T01:12:58.186820+03:00', '2021-03-01 22:12:58.186820+00'],
    ['1969-12-31T23:59:59Z', '1969-12-31 23:59:59.000000+00'],
  ])('is made of %s: %s', (instant, text) => {
    expect(instantText(instantOf(instant))).toBe(text);
  });
});

describe('a value', () => {
  it.each<[string, Codec<never>, string, unknown, string]>([
    ['text', plainCodecs.text, 'say "hi" \\ \n\u2028', 'say "hi" \\ \n\u2028', '"say \\"hi\\" \\\\ \\n\u2028"'],
    ['oneOf', plainCodecs.oneOf, 'waiting_for_refund', 'waiting_for_refund', '"waiting_for_refund"'],
    [
      'uuid',
      plainCodecs.uuid,
      'f47ac10b-58cc-4372-a567-0e02b2c3d479',
      'f47ac10b-58cc-4372-a567-0e02b2c3d479',
      '"f47ac10b-58cc-4372-a567-0e02b2c3d479"',
    ],
    ['integer', plainCodecs.integer, '-9007199254740991', -9007199254740991, '-9007199254740991'],
    ['integers', plainCodecs.integers, '{1,-2,30}', [1, -2, 30], '[1,-2,30]'],
    ['integers, none', plainCodecs.integers, '{}', [], '[]'],
    ['addresses', plainCodecs.addresses, '{10.0.0.0/8,::1}', ['10.0.0.0/8', '::1'], '["10.0.0.0/8","::1"]'],
    ['addresses, none', plainCodecs.addresses, '{}', [], '[]'],
    ['flag, set', plainCodecs.flag, 't', true, 'true'],
    ['flag, not set', plainCodecs.flag, 'f', false, 'false'],
    ['localDate', plainCodecs.localDate, '2026-02-28', localDateOf('2026-02-28'), '"2026-02-28"'],
    ['quoted flag, set', quotedFlag, 't', true, '"true"'],
    ['quoted flag, not set', quotedFlag, 'f', false, '"false"'],
    ['quoted integer', quotedInteger, '906', 906, '"906"'],
  ])('of kind %s is shown alike from the row and from the domain, and read back', (_, codec, stored, value, shown) => {
    expect(fromTextOfCodec(codec)(stored, utc)).toBe(shown);
    expect(JSON.stringify(codec.encode(value as never, utc))).toBe(shown);
    expect(codec.decode(JSON.parse(shown) as JsonValue)).toEqual(value);
  });

  it('an integer of 64 bits passes as it is', () => {
    expect(fromTextOfCodec(plainCodecs.integer)('9223372036854775807', utc)).toBe('9223372036854775807');
  });
});

describe('free JSON', () => {
  const { encode } = plainCodecs.json;
  const fromText = (text: string, context: WriteContext): string => fromTextOfCodec(plainCodecs.json)(text, context);

  it.each([
    ['{"a": 1, "b": [true, null, {}], "c": {"d": "e"}}', '{"a":1,"b":[true,null,{}],"c":{"d":"e"}}'],
    ['{"a b": "c: d, {e}", "f": "\\"g\\": h"}', '{"a b":"c: d, {e}","f":"\\"g\\": h"}'],
    ['{"path": "C:\\\\", "next": " x "}', '{"path":"C:\\\\","next":" x "}'],
    ['{"replaced": "$1 $& $$"}', '{"replaced":"$1 $& $$"}'],
    ['[]', '[]'],
  ])('loses only the blanks between its tokens: %s', (stored, shown) => {
    expect(fromText(stored, utc)).toBe(shown);
  });

  it('is taken from the domain as it is', () => {
    const settings = { a: 1, b: [true, null, {}] };
    expect(encode(settings, utc)).toEqual(settings);
  });

  it('keeps numbers that a double cannot hold', () => {
    expect(fromText('{"n": 12345678901234567890, "m": 1.10}', utc)).toBe('{"n":12345678901234567890,"m":1.10}');
  });

  it('reads a long string', () => {
    const long = `{"a": "${'\\" '.repeat(500_000)}"}`;
    expect(fromText(long, utc)).toBe(long.replace('": "', '":"'));
  });
});
