export { Decimal, type Instant, type LocalDate } from '@org/kernel';
export { createAdminClient, type AdminClient, type AdminClientOptions } from './admin-client.js';
export type {
  AdminAccountCollection,
  AdminBatches,
  AdminBillingRunCollection,
  AdminFailedJobCollection,
  AdminImportCollection,
  AdminInvoiceCollection,
  ApproveInvoicesReport,
  Balance,
  Batch,
  Batches,
  CdrBatchRow,
  ChargeBatchRow,
  CorrectionBatchRow,
  PaymentBatchRow,
  PreviewScheduleReport,
  Statement,
  SubscriptionBatchRow,
  TaxBatchRow,
  Timezone,
  Timezones,
  TransactionBatchRow,
} from './admin/actions.generated.js';
export type { AdminApi, AdminCollection, AdminResource } from './admin/admin-collection.js';
export { createResellerClient, type ResellerClient, type ResellerClientOptions } from './reseller-client.js';
export type { ClientOptions } from './client-options.js';
export { answerOf, type AnswerDetails, type Collection, type TryCollection } from './collection.js';
export type { CallOptions } from './core/connection.js';
export type { TokenSource } from './core/credentials.js';
export {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  ForbiddenError,
  InvoicesError,
  NotFoundError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
  type Problem,
  type ProblemSource,
} from './core/errors.js';
export { EtagCache, type AnswerCache, type KeptAnswer } from './core/etag-cache.js';
export type { IterationOptions, ListRequest, Page } from './core/list-request.js';
export type { JsonApiDocument, ResourceObject } from './document/json-api.js';
export type { Outcome } from './outcome.js';
export type { Raw, RawAnswer } from './raw.js';
export type {
  AccountCollection,
  Approval,
  Completion,
  CorrectionCollection,
  ExternalInvoice,
  ExternalInvoiceApi,
  ExternalInvoiceDraft,
  ExternalInvoices,
  InvoiceCollection,
  NewTax,
  PaymentCollection,
  ReasonOptions,
  ResellerApi,
  TaxCollection,
} from './reseller/actions.generated.js';
export type { FileOrLink as Receipt } from './reseller/perform.js';
export { loadTemporal } from './temporal.js';
export type { AttributesIn, CollectionOf } from './types/api.js';
export type { GetOptions, ListOptions } from './types/options.js';
export type { CursorPage, FilterFor, NumberedPage, PageChoice, SortFor } from './types/query.js';
export type { Fields, IncludePath, Loaded, LoadedAttributes, Ref } from './types/record.js';
export type { AddOptions, Changes, NewRecord, Reasoned, WriteOptions } from './types/write.js';
export type { WritableCollection } from './writable-collection.js';
