import {
  forgottenCharges,
  forgottenCorrections,
  misplacedCharges,
  misplacedCorrections,
  wronglyDebitedCharges,
  wronglyDebitedCorrections,
} from '../../subscription-billing/postgres/checked-items.js';
import {
  forgottenParkings,
  overdueSales,
  unaskedInvoices,
  unexpiredPayments,
  wronglyCreditedPayments,
  wrongTotals,
} from '../../subscription-billing/postgres/checked-payments.js';
import type { Check } from '../../usage-billing/postgres/check.js';

/** Questions about what was sold: each charge, correction and payment is in one place, and has moved what it says. */
export const commerceChecks: readonly Check[] = [
  { name: 'charges', sql: wronglyDebitedCharges },
  { name: 'charges', sql: misplacedCharges },
  { name: 'charges', sql: forgottenCharges },
  { name: 'corrections', sql: wronglyDebitedCorrections },
  { name: 'corrections', sql: misplacedCorrections },
  { name: 'corrections', sql: forgottenCorrections },
  { name: 'payments', sql: wronglyCreditedPayments },
  { name: 'payments', sql: wrongTotals },
  { name: 'payments', sql: unaskedInvoices },
  { name: 'payments', sql: unexpiredPayments },
  { name: 'sales', sql: overdueSales },
  { name: 'sales', sql: forgottenParkings },
];
