import { LedgerReader } from '@org/invoice-domain/persistence';

/** Reads what the admin API shows. A class, so that it is its own injection token. */
export abstract class AdminReader extends LedgerReader<'everything'> {}

/** Reads what the reseller API shows. */
export abstract class ResellerReader extends LedgerReader<'reseller' | 'below-reseller'> {}
