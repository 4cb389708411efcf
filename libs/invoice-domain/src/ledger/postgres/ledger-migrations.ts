import { CreateParties1767571200000 } from '../../schema/migrations/1767571200000-create-parties.js';
import { CreateServices1767571200001 } from '../../schema/migrations/1767571200001-create-services.js';
import { CreateInvoices1767571200002 } from '../../schema/migrations/1767571200002-create-invoices.js';
import { CreateCommerce1767571200003 } from '../../schema/migrations/1767571200003-create-commerce.js';
import { AddCurrencies1767571200004 } from '../../schema/migrations/1767571200004-add-currencies.js';
import { CreateCdrs1767571200005 } from '../../schema/migrations/1767571200005-create-cdrs.js';
import { MakeInvoicesFinal1767571200006 } from '../../schema/migrations/1767571200006-make-invoices-final.js';
import { AddIdempotencyKeys1767571200007 } from '../../schema/migrations/1767571200007-add-idempotency-keys.js';
import { CreateUsageBatches1767571200008 } from '../../schema/migrations/1767571200008-create-usage-batches.js';
import { CreateBillingRuns1767571200009 } from '../../schema/migrations/1767571200009-create-billing-runs.js';
import { CreateFailedJobs1767571200010 } from '../../schema/migrations/1767571200010-create-failed-jobs.js';
import { OfferLateUsage1767571200011 } from '../../schema/migrations/1767571200011-offer-late-usage.js';
import { ReferInSets1767571200012 } from '../../schema/migrations/1767571200012-refer-in-sets.js';
import { AddCommerceTerms1767571200013 } from '../../schema/migrations/1767571200013-add-commerce-terms.js';
import { AddExternalKeys1767571200014 } from '../../schema/migrations/1767571200014-add-external-keys.js';
import { ApproveExternally1767571200015 } from '../../schema/migrations/1767571200015-approve-externally.js';
import { CreateExternalInvoices1767571200016 } from '../../schema/migrations/1767571200016-create-external-invoices.js';
import { ChainPeriods1767571200017 } from '../../schema/migrations/1767571200017-chain-periods.js';
import { KeepWhatUsageNames1767571200018 } from '../../schema/migrations/1767571200018-keep-what-usage-names.js';

/** All migrations in the order of running. A migration that has run anywhere is never edited: a change is a new one. */
export const ledgerMigrations = [
  CreateParties1767571200000,
  CreateServices1767571200001,
  CreateInvoices1767571200002,
  CreateCommerce1767571200003,
  AddCurrencies1767571200004,
  CreateCdrs1767571200005,
  MakeInvoicesFinal1767571200006,
  AddIdempotencyKeys1767571200007,
  CreateUsageBatches1767571200008,
  CreateBillingRuns1767571200009,
  CreateFailedJobs1767571200010,
  OfferLateUsage1767571200011,
  ReferInSets1767571200012,
  AddCommerceTerms1767571200013,
  AddExternalKeys1767571200014,
  ApproveExternally1767571200015,
  CreateExternalInvoices1767571200016,
  ChainPeriods1767571200017,
  KeepWhatUsageNames1767571200018,
] as const;
