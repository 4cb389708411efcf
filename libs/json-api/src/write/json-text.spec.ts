import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSentObject, JsonNumber, readJson, type SentJson } from './json-text.js';

/** Converts the value to the result of `JSON.parse`. */
const plain = (json: SentJson): unknown => {
  if (json instanceof JsonNumber) return Number(json.text);
  if (Array.isArray(json)) return (json as readonly SentJson[]).map(plain);
  if (!isSentObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, plain(value)]));
};

describe('JSON that is read without floats', () => {
  it('means what it always means', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(plain(readJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps every digit', () => {
    expect(readJson('[-12345678901234567890.10, 1e400, "1"]')).toEqual([
      new JsonNumber('-12345678901234567890.10'),
      new JsonNumber('1e400'),
      '1',
    ]);
  });

  it.each([
    ['letters', 'A'.repeat(14_000_000)],
    ['letters with escapes among them', 'AAAAAAAAAAAAAAA\\/'.repeat(800_000)],
  ])('may hold a text of %s as long as a file', (_, letters) => {
    const read = readJson(`{"file":"${letters}","size":1}`);
    expect(read).toEqual({ file: letters.replaceAll('\\/', '/'), size: new JsonNumber('1') });
  });
});
