// Written by `npm run generate`: every migration.
export { CreateParties1767571200000 } from '../../schema/migrations/1767571200000-create-parties.js';
export { CreateServices1767571200001 } from '../../schema/migrations/1767571200001-create-services.js';
export { CreateInvoices1767571200002 } from '../../schema/migrations/1767571200002-create-invoices.js';
export { CreateCommerce1767571200003 } from '../../schema/migrations/1767571200003-create-commerce.js';
export { AddCurrencies1767571200004 } from '../../schema/migrations/1767571200004-add-currencies.js';
export { CreateCdrs1767571200005 } from '../../schema/migrations/1767571200005-create-cdrs.js';
export { MakeInvoicesFinal1767571200006 } from '../../schema/migrations/1767571200006-make-invoices-final.js';
export { AddIdempotencyKeys1767571200007 } from '../../schema/migrations/1767571200007-add-idempotency-keys.js';
export { CreateUsageBatches1767571200008 } from '../../schema/migrations/1767571200008-create-usage-batches.js';
export { CreateBillingRuns1767571200009 } from '../../schema/migrations/1767571200009-create-billing-runs.js';
export { CreateFailedJobs1767571200010 } from '../../schema/migrations/1767571200010-create-failed-jobs.js';
export { OfferLateUsage1767571200011 } from '../../schema/migrations/1767571200011-offer-late-usage.js';
export { ReferInSets1767571200012 } from '../../schema/migrations/1767571200012-refer-in-sets.js';
export { AddCommerceTerms1767571200013 } from '../../schema/migrations/1767571200013-add-commerce-terms.js';
export { AddExternalKeys1767571200014 } from '../../schema/migrations/1767571200014-add-external-keys.js';
export { ApproveExternally1767571200015 } from '../../schema/migrations/1767571200015-approve-externally.js';
export { CreateExternalInvoices1767571200016 } from '../../schema/migrations/1767571200016-create-external-invoices.js';
