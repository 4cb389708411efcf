import { deflateRawSync } from 'node:zlib';

/** Bits that a secret has to hold at least by how often its characters come, and bytes that it has to leave when it is compressed. */
const least = { bits: 96, bytes: 20 } as const;

/** Bits of a text whose characters come as often as they do in it, in no order. */
const shannonBits = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
};

/** Whether a secret is too regular to be random: one letter again and again, a short word repeated, a row of digits. */
export const isGuessable = (secret: string): boolean =>
  shannonBits(secret) < least.bits || deflateRawSync(secret).length < least.bytes;
