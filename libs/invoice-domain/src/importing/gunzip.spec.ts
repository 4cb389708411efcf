import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { BrokenGzip, contentOf } from './gunzip.js';

const text = Array.from({ length: 1_000 }, (_, row) => `${row},2026-03-05T10:00:00Z,t,60\n`).join('');

const read = async (file: Buffer, blockBytes = 100): Promise<string> => {
  // eslint-disable-next-line @typescript-eslint/require-await -- what is read from a file comes in the course of time
  const blocks = (async function* () {
    for (let at = 0; at < file.length; at += blockBytes) yield file.subarray(at, at + blockBytes);
  })();
  let content = '';
  for await (const block of contentOf(blocks)) content += block.toString();
  return content;
};

describe('the content of a file', () => {
  it('is the same whether it is compressed or not, however it is cut', async () => {
    expect(await read(Buffer.from(text))).toBe(text);
    expect(await read(gzipSync(text), 1)).toBe(text);
    expect(await read(Buffer.alloc(0))).toBe('');
  });

  const whole = gzipSync(text);

  it.each([
    ['ends too early', whole.subarray(0, whole.length - 100)],
    ['has another byte in the middle', Buffer.from(whole).fill(0xff, 40, 60)],
    ['has a wrong sum at its end', Buffer.from(whole).fill(0, whole.length - 8, whole.length - 4)],
  ])('is told to be damaged when the compressed file %s', async (_, file) => {
    await expect(read(file)).rejects.toBeInstanceOf(BrokenGzip);
  });

  it('is no damage when the file itself cannot be read on', async () => {
    const failing = async function* () {
      yield await Promise.resolve(whole.subarray(0, 20));
      throw new Error('the disk is gone');
    };
    const reading = async (): Promise<void> => {
      for await (const block of contentOf(failing())) expect(block.length).toBeGreaterThan(0);
    };
    await expect(reading()).rejects.toThrow('the disk is gone');
  });
});
