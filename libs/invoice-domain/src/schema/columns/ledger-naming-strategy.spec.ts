import { describe, expect, it } from '@jest/globals';
import { LedgerNamingStrategy } from './ledger-naming-strategy.js';

const names = new LedgerNamingStrategy();

describe('the naming strategy', () => {
  it('spells columns in snake case, unless they have a name', () => {
    expect(names.columnName('originatedFirstCallAt', undefined)).toBe('originated_first_call_at');
    expect(names.columnName('addressLine1', 'address_line_1')).toBe('address_line_1');
    expect(names.joinColumnName('smtpConnection', 'id')).toBe('smtp_connection_id');
  });

  it('names constraints as PostgreSQL does', () => {
    expect(names.primaryKeyName('invoices')).toBe('invoices_pkey');
    expect(names.uniqueConstraintName('invoices', ['id', 'account_id'])).toBe('invoices_id_account_id_key');
    expect(names.foreignKeyName('charges', ['invoice_id', 'account_id'])).toBe('charges_invoice_id_account_id_fkey');
    expect(names.indexName('invoices', ['state', 'id'])).toBe('invoices_state_id_idx');
  });
});
