import { assertNever } from '@org/kernel';
import type { ResellerId } from '../../model/ids.js';
import type { Scope } from '../../model/scope.js';

/** The reseller whose rows a scope is limited to; null for everything. Bound to `$n IS NULL OR reseller_id = $n`. */
export const resellerIn = (scope: Scope): ResellerId | null => {
  switch (scope.kind) {
    case 'everything':
      return null;
    case 'reseller':
      return scope.resellerId;
    case 'below-reseller':
      throw new Error('there are no invoices below a reseller');
    default:
      return assertNever(scope);
  }
};
