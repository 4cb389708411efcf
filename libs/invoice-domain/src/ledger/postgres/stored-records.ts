import type { Clock } from '@org/kernel';
import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import { accountIdOf, resellerIdOf, type AccountId } from '../../model/ids.js';
import { secretMask, type ExposedAttribute } from '@org/json-api';
import { noSecrets, type SecretBox } from '../../writing/postgres/secret-box.js';
import { adminWrites, type AdminWritable } from '../index.js';
import type { Drafts } from '../rules.js';
import type { LedgerRecords, Stored } from '../ledger-records.js';
import type { NewPosting } from '../../journal/posting.js';
import { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
import type { Movable } from '../../parties/parties-in-use.js';
import type { OwnerOfAccounts } from '../../parties/account-records.js';
import { everything } from '../../model/scope.js';
import type { BilledSoFar } from '../../usage-billing/invoice-schedule.js';
import { emptyChain } from '../../usage-billing/period-chain.js';
import { PostgresAccounts } from '../../usage-billing/postgres/postgres-accounts.js';
import { statementsOf } from '../../writing/postgres/statements.js';
import { currencyDigits } from '../../payments/postgres/currency-digits.js';
import { settleDue } from '../../subscription-billing/postgres/due-payments.js';
import { entityOf } from './readers.js';
import { givingUp, keeping } from './refusals.js';

type Columns = Readonly<Record<string, unknown>>;

/** The records of the ledger as a transaction of TypeORM has them. */
export class StoredRecords implements LedgerRecords {
  constructor(
    private readonly manager: EntityManager,
    private readonly clock: Clock,
    private readonly secrets: SecretBox = noSecrets,
  ) {}

  async locked<Name extends AdminWritable>(name: Name, id: number): Promise<Stored<Name> | undefined> {
    const found = await this.manager
      .createQueryBuilder<ObjectLiteral>(entityOf[name], 'record')
      .where('record.id = CAST(:id AS bigint)', { id })
      // Weaker than a lock for update: a transaction that only refers to the record need not wait.
      .setLock('for_no_key_update')
      .getOne();
    return found === null ? undefined : ({ ...found, ...linksOf(this.metadataOf(name), found) } as Stored<Name>);
  }

  async add<Name extends AdminWritable>(name: Name, record: Drafts[Name]): Promise<number> {
    const columns = { ...this.columnsOf(name, record), ...this.times(name, 'createdAt', 'updatedAt') };
    const { identifiers } = await keeping(() => this.manager.insert<ObjectLiteral>(entityOf[name], columns));
    return (identifiers[0] as { readonly id: number }).id;
  }

  async change<Name extends AdminWritable>(name: Name, id: number, changes: Drafts[Name]): Promise<void> {
    const columns = { ...this.columnsOf(name, changes), ...this.times(name, 'updatedAt') };
    await keeping(() => this.manager.update<ObjectLiteral>(entityOf[name], { id }, columns));
  }

  remove(name: AdminWritable, id: number): Promise<void> {
    return givingUp(name, () => this.manager.delete<ObjectLiteral>(entityOf[name], { id }));
  }

  removePaymentsOf(account: number): Promise<void> {
    return givingUp('payment', () => this.manager.delete<ObjectLiteral>(entityOf.payment, { accountId: account }));
  }

  async accountOf(externalId: string): Promise<AccountId | undefined> {
    const [row] = await this.rows<{ readonly id: number }>('SELECT id FROM accounts WHERE external_id = $1::bigint', [
      externalId,
    ]);
    return row && accountIdOf(row.id);
  }

  async ownerOfAccounts(): Promise<OwnerOfAccounts | undefined> {
    const [row] = await this.rows<{ readonly id: number; readonly currency: string }>(
      'SELECT id, currency FROM resellers WHERE parent_id IS NULL ORDER BY id LIMIT 1',
      [],
    );
    return row && { id: resellerIdOf(row.id), currency: row.currency };
  }

  async knowsCurrency(name: string): Promise<boolean> {
    const found = await this.rows('SELECT FROM currencies WHERE name = $1 FOR KEY SHARE', [name]);
    return found.length > 0;
  }

  async currencyDigits(currency: string): Promise<number> {
    const [row] = await this.rows<{ readonly digits: number }>(`SELECT ${currencyDigits('$1')}::integer AS digits`, [
      currency,
    ]);
    if (row === undefined) throw new Error('every currency has digits');
    return row.digits;
  }

  async firstUseOf(name: Movable, id: number): Promise<string | undefined> {
    const accounts = name === 'reseller' ? 'ARRAY(SELECT id FROM accounts WHERE reseller_id = $1)' : 'ARRAY[$1]';
    const [row] = await this.rows<{ readonly use: string | null }>(
      `SELECT replace(accounts_first_use(${accounts}::integer[]), '_', ' ') AS use`,
      [id],
    );
    return row?.use ?? undefined;
  }

  async billedSoFar(account: AccountId): Promise<Omit<BilledSoFar, 'nextInvoiceAt'>> {
    const chains = await new PostgresAccounts(everything, this.manager).chains([account]);
    return chains.get(account) ?? emptyChain;
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return new PostgresJournal(this.manager).post(...postings);
  }

  settleDue(...accounts: readonly AccountId[]): Promise<void> {
    return settleDue(statementsOf(this.manager), accounts);
  }

  private rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.manager.query<readonly Row[]>(sql, [...values]);
  }

  private metadataOf(name: AdminWritable): EntityMetadata {
    return this.manager.dataSource.getMetadata(entityOf[name]);
  }

  /** A relationship is kept in the column of its key. */
  private columnsOf(name: AdminWritable, record: object): Columns {
    const metadata = this.metadataOf(name);
    const secrets = secretsOf(name);
    return Object.fromEntries(
      Object.entries(record)
        // A mask that comes back stands for the secret that is there.
        .filter(([key, value]: readonly [string, unknown]) => !(secrets.has(key) && value === secretMask))
        .map(([key, value]: readonly [string, unknown]) => [
          keyColumn(metadata, key) ?? key,
          secrets.has(key) && typeof value === 'string' ? this.secrets.seal(value) : value,
        ]),
    );
  }

  private times(name: AdminWritable, ...columns: readonly ('createdAt' | 'updatedAt')[]): Columns {
    const metadata = this.metadataOf(name);
    const now = this.clock.now();
    return Object.fromEntries(
      columns.filter((column) => metadata.findColumnWithPropertyName(column) !== undefined).map((one) => [one, now]),
    );
  }
}

/** Members of a resource that are secrets. */
export const secretsOf = (name: AdminWritable): ReadonlySet<string> =>
  new Set(
    adminWrites[name].exposure.attributes
      .filter(({ declared }: ExposedAttribute) => declared.kind.name === 'secret')
      .map(({ property }: ExposedAttribute) => property),
  );

/** Composite keys tie a record to its account; the part that points at the other record's id is the link. */
const keyColumn = (metadata: EntityMetadata, relationName: string): string | undefined => {
  const relation = metadata.findRelationWithPropertyPath(relationName);
  return relation?.joinColumns.find(({ referencedColumn }) => referencedColumn?.isPrimary === true)?.propertyName;
};

const linksOf = (metadata: EntityMetadata, record: ObjectLiteral): ObjectLiteral =>
  Object.fromEntries(
    metadata.manyToOneRelations.map(({ propertyName }): [string, unknown] => [
      propertyName,
      record[keyColumn(metadata, propertyName) ?? propertyName],
    ]),
  );
