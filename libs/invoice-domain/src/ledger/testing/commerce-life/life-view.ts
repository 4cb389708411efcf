import type { Act, ActKind } from './act.js';
import { Books } from './books.js';
import type { CommerceLedger, CommerceTable, Row, SeenInvoice } from './commerce-ledger.js';
import { named, type NamedTable } from './named.js';
import { accounts } from './steps.js';
import { resellerOf } from './world.js';

export const dayInMilliseconds = 86_400_000;

/** A ledger and the books of somebody else, and what both have seen of each other. */
export class LifeView {
  books = Books.of(
    accounts.map((id) => ({
      id,
      isSettled: resellerOf(id) === 1,
      balance: 0n,
      model: id === 2 ? 'prepay' : 'postpay',
    })),
  );
  seen: readonly SeenInvoice[] = [];
  private last = 0;

  constructor(readonly ledger: CommerceLedger) {}

  /** An act that sends a row, which lets credit pay what is due. */
  sending(
    kind: ActKind,
    table: CommerceTable,
    { account }: { readonly account: number },
    row: Row,
    book: Act['inBooks'],
  ): Act {
    return {
      ...{ kind, account },
      inLedger: async () => (await this.ledger.import(table, [row])).rejected === 0,
      inBooks: (books) => {
        const isAccepted = book(books);
        books.settleDue(account, this.day());
        return isAccepted;
      },
    };
  }

  async idOf(table: NamedTable, key: string): Promise<number> {
    const [row] = await this.ledger.rows<{ readonly id: number }>(
      `SELECT id::integer FROM ${named(table)} WHERE key = $1`,
      [key],
    );
    return row?.id ?? 0;
  }

  key(prefix: string): string {
    return `${prefix}${(this.last += 1)}`;
  }

  now(): number {
    return this.ledger.clock.now().epochMilliseconds;
  }

  day(off = 0): string {
    return new Date(this.now() + off * dayInMilliseconds).toISOString().slice(0, 10);
  }
}
