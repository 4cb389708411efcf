import type { Books } from './books.js';

/** The kinds of acts that a long run of lives has to have seen accepted. */
export const actKinds = [
  ...(['charge', 'charge again', 'tax', 'correction', 'correction again', 'decide'] as const),
  ...(['model', 'billing day', 'zone', 'adjust', 'top up', 'pay ahead', 'payment again'] as const),
  ...(['pay invoice', 'pay credited invoice', 'pay charge'] as const),
  ...(['refund', 'refund of completed again', 'chargeback', 'undo completion'] as const),
  ...(['order refund', 'do ordered refund', 'call off refund'] as const),
  ...(['credit', 'credit lines', 'void'] as const),
  ...(['approve', 'approve again', 'withdraw', 'complete', 'complete again', 'cancel'] as const),
] as const;
export type ActKind = (typeof actKinds)[number];

/** Something that somebody does to an account, in the ledger and in books of somebody else. Both say whether it is accepted. */
export interface Act {
  readonly kind: ActKind;
  readonly account: number;
  readonly inLedger: () => Promise<boolean>;
  /** @param books any copy of those that it was made for */
  readonly inBooks: (books: Books) => boolean;
}
