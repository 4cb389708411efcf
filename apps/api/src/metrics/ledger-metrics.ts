import { parkedAccounts } from '@org/invoice-domain/persistence';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

/** Figures of the process and of the ledger, asked for when they are read. */
export const ledgerMetrics = ({ manager }: DataSource): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const parked = new Gauge({
    name: 'invoices_parked_accounts',
    help: 'Accounts that cannot be billed until somebody looks at them, by what they are billed for.',
    labelNames: ['of'] as const,
    registers: [registry],
    collect: async () => {
      const { usage, subscriptions } = await parkedAccounts(manager);
      parked.set({ of: 'usage' }, usage);
      parked.set({ of: 'subscriptions' }, subscriptions);
    },
  });
  return registry;
};
