import { DefaultNamingStrategy, type Table } from 'typeorm';

/** `originatedFirstCallAt` becomes `originated_first_call_at`. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names as PostgreSQL itself would give them: `invoices_pkey`, `charges_invoice_id_account_id_fkey`. */
export class LedgerNamingStrategy extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? snakeCase(propertyName);
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return `${snakeCase(relationName)}_${snakeCase(referencedColumnName)}`;
  }

  override primaryKeyName(table: Table | string): string {
    return this.named(table, [], 'pkey');
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return this.named(table, columns, 'key');
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return this.named(table, columns, 'key');
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return this.named(table, columns, 'fkey');
  }

  override indexName(table: Table | string, columns: string[]): string {
    return this.named(table, columns, 'idx');
  }

  private named(table: Table | string, columns: readonly string[], suffix: string): string {
    return [this.getTableName(table), ...columns, suffix].join('_');
  }
}
