import { Module } from '@nestjs/common';
import { adminRegistry, adminWrites, type AdminWritable } from '@org/invoice-domain';
import type { Writes } from '@org/json-api';
import { Changes } from '../http/changes.js';
import { ingestTables } from '@org/invoice-domain/persistence';
import { AdminReads } from './admin-reads.js';
import { adminResourceController } from './admin-resource.controller.js';
import { adminBatchController } from './batches/admin-batch.controller.js';
import { AdminBatches } from './batches/admin-batches.js';
import { AdminBillingRunsController, AdminFailedJobsController } from './billing/admin-billing.controllers.js';
import { AdminBilling } from './billing/admin-billing.js';
import { AdminInvoicesController } from './invoices/admin-invoices.controller.js';
import { AdminInvoices } from './invoices/admin-invoices.js';
import { BulkApproval } from './invoices/bulk-approval.js';
import { InvoicePreviews } from './invoices/invoice-preview.js';
import { AdminTimezonesController } from './timezones/admin-timezones.controller.js';
import { AdminAuthController } from './sessions/admin-auth.controller.js';
import { AdminBalancesController } from './writes/admin-balances.controller.js';
import { AdminBalances } from './writes/admin-balances.js';
import { adminWritingControllers } from './writes/admin-writing.controllers.js';
import { AdminWrites } from './writes/admin-writes.js';

const written = Object.entries<Writes>(adminWrites).map(([name, writes]) => ({ name: name as AdminWritable, writes }));

/** Yeti's admin wire. */
@Module({
  controllers: [
    AdminAuthController,
    AdminTimezonesController,
    ...[...adminRegistry.exposures].map(adminResourceController),
    ...written.flatMap(adminWritingControllers),
    AdminBalancesController,
    AdminInvoicesController,
    AdminBillingRunsController,
    AdminFailedJobsController,
    ...Object.values(ingestTables).map(adminBatchController),
  ],
  providers: [
    AdminReads,
    AdminWrites,
    AdminBalances,
    AdminBatches,
    AdminInvoices,
    InvoicePreviews,
    BulkApproval,
    AdminBilling,
    Changes,
  ],
  exports: [Changes],
})
export class AdminModule {}
