import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmptyDatabase } from '@org/invoice-domain/testing';
import { commerceFactsIn, CommerceWorks, createCommerceLedger } from './commerce-world.js';
import { killEverywhere, killSeed, standOf, triedOf, uninterrupted, without, type Work } from './kill-everywhere.js';
import { isEverywhere } from './sweep.js';
import { succeed, withCopy } from './usage-world.js';

/** Work on money that is killed at its statements. */
interface Killed {
  readonly what: string;
  /** Works that are done before. */
  readonly prepare?: (database: EmptyDatabase) => readonly (() => Promise<Work> | Work)[];
  readonly work: (database: EmptyDatabase) => Promise<Work> | Work;
  /** Facts that are no longer so once the work is done, and those that are new. */
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

let works: CommerceWorks;
let ledger: EmptyDatabase;

beforeAll(async () => {
  works = await CommerceWorks.open();
  ledger = await createCommerceLedger(works);
}, 120_000);

afterAll(async () => {
  await ledger.drop();
  await works.close();
});

const approval = { document_id: 'ERP-1', billing_date: '2026-01-01' };

const cases: readonly Killed[] = [
  {
    what: 'a part of an invoice that is paid from the balance',
    work: (database) => works.byManager(database, '1/payments/{payment of 301}/pay_from_balance', { amount: '40' }),
    gone: ['payment of 301: waiting_for_payment, 0 of 100'],
    come: ['allocation of 301: 40 for an invoice', 'payment of 301: waiting_for_payment, 40 of 100'],
  },
  {
    what: 'an invoice that is paid from the balance',
    work: (database) => works.byManager(database, '1/payments/{payment of 301}/pay_from_balance', {}),
    gone: ['payment of 301: waiting_for_payment, 0 of 100'],
    come: ['allocation of 301: 100 for an invoice', 'payment of 301: paid_from_balance, 100 of 100'],
  },
  {
    what: 'a charge in advance that is paid from the balance',
    work: (database) => works.byManager(database, '1/charges/{c-300}/pay_from_balance', {}),
    gone: ['balance of 300: 160', 'charge c-300 of 300: opened'],
    come: [
      'allocation of 300: 100 for a charge',
      'balance of 300: 60',
      'charge c-300 of 300: closed',
      'posting of 300: settlement -100',
    ],
  },
  {
    what: 'an import of payments in advance, one of them with more than its charge',
    work: () => works.import('payments', 'in-advance.csv'),
    gone: ['balance of 300: 160', 'charge c-300 of 300: opened'],
    come: [
      'allocation of 300: 100 for a charge',
      'balance of 300: 190',
      'charge c-300 of 300: closed',
      'payment of 300: completed, 100 of 130',
      'payment of 303: processing, 0 of 50',
      'posting of 300: payment 130',
      'posting of 300: settlement -100',
    ],
  },
  {
    what: 'a payment in advance that comes again completed',
    prepare: () => [() => works.import('payments', 'in-advance.csv')],
    work: () => works.import('payments', 'completed.csv'),
    gone: ['charge d-303 of 303: opened', 'payment of 303: processing, 0 of 50'],
    come: [
      'allocation of 303: 50 for a charge',
      'charge d-303 of 303: closed',
      'payment of 303: completed, 50 of 50',
      'posting of 303: payment 50',
      'posting of 303: settlement -50',
    ],
  },
  {
    what: 'a payment in advance that comes again cancelled, after it was completed',
    prepare: () => [() => works.import('payments', 'in-advance.csv'), () => works.import('payments', 'completed.csv')],
    work: () => works.import('payments', 'cancelled.csv'),
    gone: ['charge d-303 of 303: closed', 'payment of 303: completed, 50 of 50'],
    come: [
      'allocation of 303: -50 for a charge',
      'allocation of 303: 50 for a refund',
      'cancellation of 303: 50, done',
      'charge d-303 of 303: opened',
      'payment of 303: cancelled, 0 of 50',
      'posting of 303: cancellation -50',
      'posting of 303: settlement 50',
    ],
  },
  {
    what: 'a refund of a part of a top-up',
    work: (database) => works.byAdmin(database, 't-300', 'refund', '20'),
    gone: ['balance of 300: 160'],
    come: [
      'allocation of 300: 20 for a refund',
      'balance of 300: 140',
      'posting of 300: refund -20',
      'refund of 300: 20, done',
    ],
  },
  {
    what: 'an order of a refund of a payment in advance',
    work: (database) => works.byAdmin(database, 'p-303', 'order-refund', '60'),
    gone: ['charge c-303 of 303: closed'],
    come: ['charge c-303 of 303: waiting_for_refund', 'refund of 303: 60, ordered'],
  },
  {
    what: 'an ordered refund that is done',
    prepare: (database) => [() => works.byAdmin(database, 'p-303', 'order-refund', '60')],
    work: (database) => works.byAdmin(database, 'p-303', 'refund', '60'),
    gone: [
      'charge c-303 of 303: waiting_for_refund',
      'payment of 303: completed, 60 of 60',
      'refund of 303: 60, ordered',
    ],
    come: [
      'allocation of 303: -60 for a charge',
      'allocation of 303: 60 for a refund',
      'charge c-303 of 303: refunded',
      'payment of 303: completed, 0 of 60',
      'posting of 303: refund -60',
      'posting of 303: settlement 60',
      'refund of 303: 60, done',
    ],
  },
  {
    what: 'a chargeback of a payment in advance',
    work: (database) => works.byAdmin(database, 'p-303', 'chargeback', '60'),
    gone: ['charge c-303 of 303: closed', 'payment of 303: completed, 60 of 60'],
    come: [
      'allocation of 303: -60 for a charge',
      'allocation of 303: 60 for a refund',
      'charge c-303 of 303: opened',
      'chargeback of 303: 60, done',
      'payment of 303: completed, 0 of 60',
      'posting of 303: chargeback -60',
      'posting of 303: settlement 60',
    ],
  },
  {
    what: 'an undone completion of an invoice',
    prepare: (database) => [
      () => works.byManager(database, '2/invoices/{invoice of 304}/approve', approval),
      () => works.byManager(database, '2/invoices/{invoice of 304}/complete', approval),
    ],
    work: (database) => works.byAdmin(database, 'payment of 304', 'undo-completion'),
    gone: ['balance of 304: 0', 'payment of 304: completed, 70 of 70'],
    come: [
      'allocation of 304: -70 for an invoice',
      'allocation of 304: 70 for a refund',
      'balance of 304: -70',
      'payment of 304: waiting_for_payment, 0 of 70',
      'posting of 304: undone_completion -70',
      'undone_completion of 304: 70, done',
    ],
  },
  {
    what: 'a credit note for a part of an invoice',
    work: (database) =>
      works.byManager(database, '1/invoices/{invoice of 302}/credit', { reason: 'agreed', amount: '30' }),
    gone: ['balance of 302: -80', 'payment of 302: waiting_for_payment, 0 of 80'],
    come: [
      'allocation of 302: 30 for an invoice',
      'balance of 302: -50',
      'credit note 1 of 302: 30',
      'payment of 302: waiting_for_payment, 30 of 80',
      'posting of 302: credit_note 30',
      'seal of credit note 1',
    ],
  },
  {
    what: 'an invoice that is voided',
    work: (database) => works.byManager(database, '1/invoices/{invoice of 302}/void', { reason: 'wrong' }),
    gone: ['invoice of 302 from 2026-01-01: approved, 80', 'payment of 302: waiting_for_payment, 0 of 80'],
    come: [
      'allocation of 302: 80 for an invoice',
      'charge billed once more of 302: closed',
      'credit note 1 of 302: 80',
      'invoice of 302 from 2026-01-01: approved, voided, 80',
      'payment of 302: paid_from_balance, 80 of 80',
      'posting of 302: charge -80',
      'posting of 302: credit_note 80',
      'seal of credit note 1',
    ],
  },
  {
    what: 'a sales run that closes invoices, settles one from credit, and expires one',
    work: () => works.bill('2026-03-02T12:00:00Z'),
    gone: [
      'charge d-301 of 301: blocked',
      'invoice of 301 from 2026-02-01: pending, 45',
      'invoice of 302 from 2026-02-01: pending, 0',
      'invoice of 304 from 2026-02-01: pending, 0',
      'payment of 301: waiting_for_payment, 0 of 100',
      'payment of 302: waiting_for_payment, 0 of 80',
      'subscription s-302: active',
    ],
    come: [
      'allocation of 301: 100 for an invoice',
      'charge d-301 of 301: closed',
      'invoice of 300 from 2026-02-01: approved, 0',
      'invoice of 301 from 2026-02-01: approved, 45',
      'invoice of 301 from 2026-03-01: pending, 0',
      'invoice of 302 from 2026-02-01: approved, 0',
      'invoice of 302 from 2026-03-01: pending, 0',
      'invoice of 303 from 2026-02-01: approved, 0',
      'invoice of 304 from 2026-02-01: approved, 0',
      'invoice of 304 from 2026-03-01: pending, 0',
      'payment of 301: paid_from_balance, 100 of 100',
      'payment of 301: waiting_for_payment, 0 of 45',
      'payment of 302: expired, 0 of 80',
      'seal of invoice 2 of reseller 2',
      'seal of invoice 5 of reseller 1',
      'seal of invoice 6 of reseller 1',
      'seal of invoice 7 of reseller 1',
      'seal of invoice 8 of reseller 1',
      'subscription s-302: blocked',
    ],
  },
];

describe.each(triedOf(cases, 5))('$what', ({ what, prepare, work, gone, come }) => {
  it(
    'killed and asked for again, leaves the ledger that it leaves when nobody kills it',
    () =>
      withCopy(ledger, async (prepared) => {
        for (const step of prepare?.(prepared) ?? []) await succeed(prepared, await step());
        const before = await commerceFactsIn(prepared);
        const doing = await work(prepared);
        const expected = await uninterrupted(prepared, doing, async (database) => {
          const after = await commerceFactsIn(database);
          expect({ gone: without(before, after), come: without(after, before) }).toEqual({ gone, come });
        });
        expect(expected.findings).toEqual([]);

        const { deaths, failures } = await killEverywhere(prepared, doing, expected, await standOf(prepared, doing));
        expect({ seed: killSeed, failures }).toEqual({ seed: killSeed, failures: [] });
        if (isEverywhere) process.stdout.write(`${what}: killed ${deaths} times\n`);
      }),
    isEverywhere ? 3_600_000 : 120_000,
  );
});
