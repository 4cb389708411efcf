import { sendChange } from '../send-change.js';
import { accounts, type OrdealWorld } from '../ordeal-world.js';
import type { Workload } from '../workload.js';

const amount = '1.25';

/** Payments, each sent again under the same key until somebody knows what became of it. */
export const writes = (world: OrdealWorld): Workload => {
  const acknowledged = new Map<string, string>();
  let next = 1;
  return {
    name: 'writes',
    patience: 25_000,
    async once() {
      const notes = `ordeal ${next}`;
      const account = { data: { type: 'accounts', id: String(accounts.payments) } };
      const body = JSON.stringify({
        data: { type: 'payments', attributes: { amount, notes }, relationships: { account } },
      });
      const answer = await sendChange(world, '/api/rest/admin/payments', 'application/vnd.api+json', notes, body);
      if (answer === 'away') return 'away';
      const { data } = answer.json() as { readonly data: { readonly id: string } };
      acknowledged.set(notes, data.id);
      next += 1;
      return 'done';
    },
    async losses() {
      const kept = await world.rows<{ readonly id: string; readonly notes: string }>(
        `SELECT id::text, comment AS notes FROM payments WHERE account_id = ${accounts.payments} AND comment LIKE 'ordeal %'`,
      );
      const [account] = await world.rows<{ readonly balance: string; readonly posted: string }>(
        `SELECT balance::float8 AS balance, (SELECT coalesce(sum(amount), 0)::float8 FROM postings WHERE account_id = accounts.id) AS posted
         FROM accounts WHERE id = ${accounts.payments}`,
      );
      const expected = kept.length * Number(amount);
      const sums = [account?.balance, account?.posted].map(Number);
      return [
        ...[...acknowledged].flatMap(([notes, id]) => {
          const found = kept.filter((payment) => payment.notes === notes);
          return found.length === 1 && found[0]?.id === id
            ? []
            : [`the payment "${notes}" is there ${found.length} times`];
        }),
        // The last one may have been made though nobody was told.
        ...(kept.length - acknowledged.size > 1
          ? [`${kept.length} payments, and ${acknowledged.size} acknowledged`]
          : []),
        ...(sums.every((sum) => sum === expected)
          ? []
          : [`balance and postings ${sums.join(' and ')}, payments ${expected}`]),
      ];
    },
  };
};
