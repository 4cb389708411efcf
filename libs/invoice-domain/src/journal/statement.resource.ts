import { attr, decimal, identifier, instant, jsonList, localDate, resourceOf, text } from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { AccountId } from '../model/ids.js';
import type { PostingKind } from './posting.js';
import type { Statement } from './statement.js';

/** Postings of one kind as a statement shows them. */
export interface ShownMovement {
  readonly kind: PostingKind;
  readonly count: number;
  /** Exact decimal, written as amounts are. */
  readonly amount: string;
}

interface ShownStatement extends Omit<Statement, 'movements'> {
  readonly movements: readonly ShownMovement[];
}

/** A statement of account: no table keeps it, and no list shows it. */
const statementResource = /* @__PURE__ */ resourceOf<ShownStatement>()('statement', () => ({
  attributes: {
    accountId: attr(identifier<AccountId>()),
    from: attr(localDate),
    to: attr(localDate),
    startsAt: attr(instant),
    endsAt: attr(instant),
    currency: attr(text),
    openingBalance: attr(decimal),
    closingBalance: attr(decimal),
    credits: attr(decimal),
    debits: attr(decimal),
    movements: attr(jsonList<ShownMovement>()),
  },
}));

const shown = {
  accountId: {},
  from: {},
  to: {},
  startsAt: {},
  endsAt: {},
  currency: {},
  openingBalance: {},
  closingBalance: {},
  credits: {},
  debits: {},
  movements: {},
} as const;

export const adminStatement = /* @__PURE__ */ exposeToAdmin(statementResource, {
  type: 'statements',
  attributes: shown,
});

export const resellerStatement = /* @__PURE__ */ exposeToReseller(statementResource, {
  type: 'statements',
  attributes: shown,
});
