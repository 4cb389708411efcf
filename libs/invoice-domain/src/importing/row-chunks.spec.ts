import { describe, expect, it } from '@jest/globals';
import { transactionTable } from '../usage/transaction-columns.js';
import { chunksOf, type Reading } from './row-chunks.js';

const reading: Reading = {
  table: transactionTable,
  format: 'ndjson',
  unknownColumns: 'refused',
  known: { accounts: new Set(), countries: new Set(), networks: new Set() },
};

const oneBlock = async function* (block: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(block);
};

describe('a batch with nothing but faulty lines', () => {
  it('is read in turns with others, although it came as one block', async () => {
    let hasEnded = false;
    let longest = 0;
    const began = performance.now();
    let turn = began;
    const others = (): void => {
      longest = Math.max(longest, performance.now() - turn);
      turn = performance.now();
      if (!hasEnded) setImmediate(others);
    };
    setImmediate(others);
    let rejects = 0;
    for await (const chunk of chunksOf(oneBlock(Buffer.from('x\n'.repeat(60_000))), reading))
      rejects += chunk.rejects.length;
    hasEnded = true;
    const end = performance.now();
    expect(rejects).toBe(60_000);
    expect(Math.max(longest, end - turn)).toBeLessThan((end - began) / 2);
  });
});
