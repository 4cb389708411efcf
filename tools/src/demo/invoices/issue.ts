import type { Invoice } from '@org/invoice-domain';
import type { EntityManager } from 'typeorm';

/** Every invoice begins as a new one: lines can be written on no other. */
export const asNew = (invoice: Invoice): Invoice => ({ ...invoice, state: 'new', externallyApproved: false });

const inState = (invoices: readonly Invoice[], states: readonly Invoice['state'][]): readonly Invoice[] =>
  invoices.filter(({ state }) => states.includes(state));

/** Takes invoices whose lines are written to the states that they have: in the order of their approval, each at its time. */
export async function issue(manager: EntityManager, invoices: readonly Invoice[]): Promise<void> {
  await manager.query(`UPDATE invoices SET state = 'pending', filled_at = created_at WHERE id = ANY ($1)`, [
    inState(invoices, ['pending', 'approved']).map(({ id }) => id),
  ]);
  for (const { id, externallyApproved, updatedAt } of inState(invoices, ['approved'])) {
    await manager.query(
      `WITH moment AS (SELECT set_config('ledger.at', $2, true))
       UPDATE invoices SET state = 'approved', externally_approved = $3 FROM moment WHERE id = $1`,
      [id, updatedAt.toString(), externallyApproved],
    );
  }
}
