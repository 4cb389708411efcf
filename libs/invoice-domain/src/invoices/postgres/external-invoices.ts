import { createHash } from 'node:crypto';
import type { Clock, Decimal, LocalDate } from '@org/kernel';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import type { CommerceRefusal } from '../../model/commerce-refusal.js';
import { RecordNotFound, Refused } from '../../model/domain-failure.js';
import type { ClosingFileType, ExternalInvoiceType } from '../external-invoice.js';
import { accountIdOf, type AccountId } from '../../model/ids.js';
import type { ResellerScope } from '../../model/scope.js';
import { resellerAccount } from '../../parties/account.resource.js';
import { resellerExternalInvoice } from '../external-invoice.resource.js';
import type { ClosingFile } from '../closing-file.js';
import { ExternalInvoiceEntity } from './external-invoice.entity.js';
import { isAbsent } from '../../reading/postgres/record-id.js';

/** A closing document as a third-party system sends it. */
export interface DraftExternalInvoice {
  readonly key: string;
  readonly type: ExternalInvoiceType;
  readonly name: string;
  readonly amountTotal: Decimal;
  readonly amountCurrency: string;
  readonly startDate: LocalDate;
  /** Not before the first. */
  readonly endDate: LocalDate;
  readonly file: ClosingFile;
}

/** The file of a closing document, to be handed back. */
export interface StoredFile {
  readonly name: string;
  readonly type: ClosingFileType;
  readonly sha256: string;
}

const resource = 'externalInvoice';

/** The closing documents of accounts. Whatever lies outside the scope does not exist. */
export class ExternalInvoices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws RecordNotFound when the scope has no such account, or the account no such document */
  async idOf(scope: ResellerScope, account: string, key: string): Promise<string> {
    const accountId = await this.account(this.dataSource.manager, scope, account);
    const [row] = await this.dataSource.query<readonly { readonly id: number }[]>(
      'SELECT id FROM external_invoices WHERE account_id = $1 AND key = $2',
      [accountId, key],
    );
    if (row === undefined) throw new RecordNotFound(resource, key);
    return String(row.id);
  }

  /** Without its content. @throws as `idOf` does */
  async file(scope: ResellerScope, account: string, id: string): Promise<StoredFile> {
    await this.demand(this.dataSource.manager, scope, account, id);
    const [row] = await this.dataSource.query<readonly StoredFile[]>(
      'SELECT name, file_type AS type, file_sha256 AS sha256 FROM external_invoices WHERE id = $1',
      [id],
    );
    if (row === undefined) throw notFound(id);
    return row;
  }

  /** Content of one version of the file; undefined once it has been replaced. @param id as `file` takes it */
  async content(id: string, { sha256 }: StoredFile): Promise<Buffer | undefined> {
    const [row] = await this.dataSource.query<readonly { readonly content: Buffer }[]>(
      `SELECT content FROM external_invoice_files JOIN external_invoices ON id = external_invoice_id
       WHERE id = $1 AND file_sha256 = $2`,
      [id, sha256],
    );
    return row?.content;
  }

  /** The id of an account within the scope. @throws RecordNotFound when there is none */
  async account(manager: EntityManager, { resellerId }: ResellerScope, id: string): Promise<AccountId> {
    const rows = isAbsent(resellerAccount, id)
      ? []
      : await manager.query<readonly { readonly id: number }[]>(
          'SELECT id FROM accounts WHERE id = $1::bigint AND reseller_id = $2',
          [id, resellerId],
        );
    const [row] = rows;
    if (row === undefined) throw new RecordNotFound('account', id);
    return accountIdOf(row.id);
  }

  /** Locks the document until the transaction ends. @throws as `idOf` does */
  async lock(manager: EntityManager, scope: ResellerScope, account: string, id: string): Promise<void> {
    await this.demand(manager, scope, account, id, 'FOR NO KEY UPDATE');
  }

  private async demand(
    manager: EntityManager,
    scope: ResellerScope,
    account: string,
    id: string,
    locking = '',
  ): Promise<void> {
    const accountId = await this.account(manager, scope, account);
    const rows = isAbsent(resellerExternalInvoice, id)
      ? []
      : await manager.query<readonly unknown[]>(
          `SELECT FROM external_invoices WHERE id = $1::bigint AND account_id = $2 ${locking}`,
          [id, accountId],
        );
    if (rows.length === 0) throw notFound(id);
  }

  /** @throws Refused `external-invoice-key-taken` or `unknown-currency` */
  async add(
    manager: EntityManager,
    { resellerId }: ResellerScope,
    accountId: AccountId,
    draft: DraftExternalInvoice,
  ): Promise<string> {
    const now = this.clock.now();
    const columns = { ...columnsOf(draft), accountId, resellerId, createdAt: now, updatedAt: now };
    const { identifiers } = await keeping(() => manager.insert(ExternalInvoiceEntity, columns));
    const { id } = identifiers[0] as { readonly id: number };
    await manager.query('INSERT INTO external_invoice_files (external_invoice_id, content) VALUES ($1, $2)', [
      id,
      draft.file.content,
    ]);
    return String(id);
  }

  /** @param id as `lock` lets it pass @throws as `add` does */
  async replace(manager: EntityManager, id: string, draft: DraftExternalInvoice): Promise<void> {
    const columns = { ...columnsOf(draft), updatedAt: this.clock.now() };
    await keeping(() => manager.update(ExternalInvoiceEntity, id, columns));
    await manager.query('UPDATE external_invoice_files SET content = $2 WHERE external_invoice_id = $1', [
      id,
      draft.file.content,
    ]);
  }
}

const notFound = (id: string): RecordNotFound => new RecordNotFound(resource, id);

const columnsOf = ({ file: { type, content }, ...columns }: DraftExternalInvoice) => ({
  ...columns,
  fileType: type,
  fileSize: content.length,
  fileSha256: createHash('sha256').update(content).digest('hex'),
});

/** The database alone knows what is there, also when two come at once. */
const refusals: Readonly<Record<string, CommerceRefusal>> = {
  external_invoices_account_id_key_key: 'external-invoice-key-taken',
  external_invoices_amount_currency_fkey: 'unknown-currency',
};

const keeping = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    const { constraint = '' } =
      error instanceof QueryFailedError ? (error.driverError as { readonly constraint?: string }) : {};
    const refusal = refusals[constraint];
    throw refusal === undefined ? error : new Refused(refusal);
  }
};
