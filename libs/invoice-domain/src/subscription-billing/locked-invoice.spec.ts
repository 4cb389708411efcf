import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { RecordNotFound } from '../model/domain-failure.js';
import { accountIdOf } from '../model/ids.js';
import { invoiceStartingOn } from './locked-invoice.js';
import { MemoryWorld } from './testing/memory-world.js';

describe('an invoice that is named by its account and the first day of its period', () => {
  const day = localDateOf('2026-01-01');

  it('is the one that starts on the day', async () => {
    const world = new MemoryWorld();
    const { id } = await world.issued();

    expect(await world.as(1, ({ invoices }) => invoiceStartingOn(invoices, accountIdOf(id), day))).toBe(id);
  });

  it('has an account of the reseller', async () => {
    const world = new MemoryWorld();
    const { id } = await world.issued({ resellerId: 2 });

    for (const absent of [id, 4_711]) {
      await expect(
        world.as(1, ({ invoices }) => invoiceStartingOn(invoices, accountIdOf(absent), day)),
      ).rejects.toEqual(new RecordNotFound('account', String(absent)));
    }
  });
});
