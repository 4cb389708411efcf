import type { Books } from './books.js';

/** The kinds of acts that a long run of lives has to have seen accepted. */
export const actKinds = [
  ...(['charge', 'correction', 'top up', 'pay ahead', 'adjust', 'model', 'billing day', 'zone'] as const),
  ...(['charge again', 'tax', 'correction again', 'decide', 'payment again'] as const),
  ...(['pay invoice', 'pay credited invoice', 'pay charge'] as const),
  ...(['refund', 'refund of completed again', 'chargeback', 'undo completion'] as const),
  ...(['order refund', 'do ordered refund', 'call off refund'] as const),
  ...(['credit', 'credit lines', 'void'] as const),
  ...(['approve', 'approve again', 'withdraw', 'complete', 'complete again', 'cancel'] as const),
] as const;
export type ActKind = (typeof actKinds)[number];

/** Whether nothing has to be there for it, or nothing can come of its invoice afterwards. */
export const isSeldomApt = (kind: ActKind): boolean =>
  kind === 'cancel' || actKinds.indexOf(kind) <= actKinds.indexOf('zone');

/** Something that somebody does to an account, in the ledger and in books of somebody else. Both say whether it is accepted. */
export interface Act {
  readonly kind: ActKind;
  readonly account: number;
  readonly inLedger: () => Promise<boolean>;
  /** @param books any copy of those that it was made for */
  readonly inBooks: (books: Books) => boolean;
}
