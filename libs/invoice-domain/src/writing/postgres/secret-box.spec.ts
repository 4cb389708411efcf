import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SecretBox, type SecretKey } from './secret-box.js';

const keyOf = (id: string, byte: number): SecretKey => ({ id, secret: Buffer.alloc(32, byte).toString('base64') });
const boxOf = (...keys: readonly SecretKey[]) => new SecretBox({ keys, shows: true });
const [old, next] = [keyOf('old', 1), keyOf('new', 2)];

describe('a sealed secret', () => {
  it('is opened by the key that it was sealed with, and by no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const stored = boxOf(old).seal(text);
        expect(boxOf(next, old).open(stored)).toBe(text);
        expect(stored).toMatch(/^sealed:v1:old:/);
      }),
    );
    expect(() => boxOf(next).open(boxOf(old).seal('x'))).toThrow('the key old, which SECRET_KEYS does not list');
    expect(() => boxOf(keyOf('old', 3)).open(boxOf(old).seal('x'))).toThrow();
  });

  it('is another text each time, and none once it was changed', () => {
    const box = boxOf(old);
    const stored = box.seal('mail-password');
    expect(stored).not.toContain('mail-password');
    expect(box.seal('mail-password')).not.toBe(stored);
    expect(() => box.open(`${stored.slice(0, -3)}AAA`)).toThrow();
    expect(() => boxOf(old, { ...old, id: 'other' }).open(stored.replace(':old:', ':other:'))).toThrow();
    expect(() => box.open('sealed:v1:old:AAAA')).toThrow('a sealed secret is broken');
  });

  it('is to be sealed anew once another key is the first', () => {
    const stored = boxOf(old).seal('x');
    expect([boxOf(old), boxOf(next, old)].map((box) => box.isCurrent(stored))).toEqual([true, false]);
    expect(boxOf(next).isCurrent('kept as it was')).toBe(false);
  });
});

describe('a secret', () => {
  it('is kept as it is where there is no key', () => {
    expect(boxOf().seal('x')).toBe('x');
    expect(boxOf(old).open('of earlier days')).toBe('of earlier days');
  });

  it('is masked where secrets are not shown', () => {
    const box = new SecretBox({ keys: [old], shows: false });
    expect(box.reveal(box.seal('x'))).toBe('********');
  });

  it('is not guessed by a digest of it', () => {
    expect(boxOf(old).digest('x')).not.toBe(boxOf(next).digest('x'));
    expect(boxOf().digest('x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
