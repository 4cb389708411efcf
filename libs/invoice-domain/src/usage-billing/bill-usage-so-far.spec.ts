import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountId } from '../model/ids.js';
import { InvalidRecord, InvoiceRefused } from '../model/domain-failure.js';
import { BillUsageSoFar } from './bill-usage-so-far.js';
import { MemoryBillingWorld } from './testing/memory-billing-world.js';

let world: MemoryBillingWorld;

beforeEach(() => {
  world = new MemoryBillingWorld();
  world.clock.moveTo('2026-11-20T12:00:00Z');
});

const usageSoFar = async (accountId: AccountId | null, period: { startsAt?: string; endsAt?: string } = {}) => {
  const { startsAt = null, endsAt = null } = period;
  const id = await world.transaction((ledger) =>
    new BillUsageSoFar(world.clock).execute(ledger, { accountId, startsAt, endsAt }),
  );
  const made = await world.snapshot(id);
  return `${made?.type} ${made?.state} ${made?.startsAt} ${made?.endsAt}`;
};

const monthly = (nextInvoiceAt = '2026-12-01T00:00:00Z') =>
  world.account({ invoicePeriodId: 4, nextInvoiceAt, nextInvoiceType: 'autoFull' });

describe('the usage of an account so far', () => {
  it('is that of its running period, up to now', async () => {
    expect(await usageSoFar(await monthly())).toBe('autoFull pending 2026-11-01T00:00:00Z 2026-11-20T12:00:00Z');
  });

  it('begins where the account was billed last, whatever its terms have become', async () => {
    const account = await world.account({
      ...{ invoicePeriodId: 6, nextInvoiceAt: '2026-11-23T00:00:00Z', nextInvoiceType: 'autoFull' },
    });
    await world.invoice({ account, startsAt: '2026-10-01T00:00:00Z', endsAt: '2026-11-05T00:00:00Z' });
    expect(await usageSoFar(account)).toBe('autoFull pending 2026-11-05T00:00:00Z 2026-11-20T12:00:00Z');
  });

  it('is not that of a period that is over and waits to be billed', async () => {
    const account = await monthly('2026-11-01T00:00:00Z');
    await world.invoice({ account, startsAt: '2026-09-01T00:00:00Z', endsAt: '2026-10-01T00:00:00Z' });
    expect(await usageSoFar(account)).toBe('autoFull pending 2026-11-01T00:00:00Z 2026-11-20T12:00:00Z');
  });

  it('is all that is not billed of an account without a schedule', async () => {
    const account = await world.account();
    await world.invoice({ account, startsAt: '2026-09-01T00:00:00Z', endsAt: '2026-10-07T00:00:00Z' });
    expect(await usageSoFar(account)).toBe('manual pending 2026-10-07T00:00:00Z 2026-11-20T12:00:00Z');
  });

  it.each(['startsAt', 'endsAt'] as const)('has no %s of its own', async (member) => {
    await expect(usageSoFar(await monthly(), { [member]: '2026-11-01' })).rejects.toEqual(
      new InvalidRecord({ member, message: 'must be blank' }),
    );
  });

  it('is refused for no account, and at the moment at which a period begins', async () => {
    await expect(usageSoFar(null)).rejects.toEqual(new InvoiceRefused('account-missing'));
    world.clock.moveTo('2026-12-01T00:00:00Z');
    await expect(usageSoFar(await monthly())).rejects.toEqual(new InvoiceRefused('period-empty'));
  });
});
