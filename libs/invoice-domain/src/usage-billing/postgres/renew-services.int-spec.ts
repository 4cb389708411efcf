import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from '../../testing/contents.js';
import { RenewServices } from '../renew-services.js';
import { PostgresRenewalWorld } from '../testing/postgres-renewal-world.js';
import { renewalsContract } from '../testing/renewals.contract.js';

renewalsContract(() => PostgresRenewalWorld.open());

describe('renewals of a database', () => {
  let world: PostgresRenewalWorld;
  const renewals = (): RenewServices => new RenewServices(world.ledger, world.clock, 'UTC');

  beforeAll(async () => {
    world = await PostgresRenewalWorld.open();
  });

  afterAll(() => world.close());

  it('are charged once when several workers renew at the same time', async () => {
    const accounts = await Promise.all(Array.from({ length: 5 }, () => world.account()));
    const services = await Promise.all(accounts.map((account) => world.service({ account })));
    const reports = await Promise.all(Array.from({ length: 4 }, () => renewals().execute({ actor: 'test:renewals' })));

    expect(reports.reduce((sum, { renewedCount }) => sum + renewedCount, 0)).toBe(services.length);
    for (const service of services) expect(await world.transactionsOf(service)).toHaveLength(1);
    for (const account of accounts) expect(await world.balanceOf(account)).toBe('90');
  });

  it('write nothing in a preview, not even a sequence', async () => {
    await world.service({ account: await world.account(), renewPeriod: 'day', renewAt: '2026-02-01T00:00:00Z' });
    const before = await contentsOf(world.database.dataSource);
    expect(await renewals().preview()).toMatchObject({ renewedCount: 10, suspendedCount: 1 });
    expect(await contentsOf(world.database.dataSource)).toEqual(before);
  });
});
