import { Module } from '@nestjs/common';
import { resellerExposures, resellerRegistry } from '@org/invoice-domain';
import { Changes } from '../http/changes.js';
import { ResellerCorrectionsController } from './corrections/reseller-corrections.controller.js';
import { ResellerCorrections } from './corrections/reseller-corrections.js';
import {
  InvoicesOfAccountsController,
  ManagedInvoicesController,
  ManagedPaymentsController,
  TaxesController,
} from './managed/managed.controllers.js';
import { ResellerManagedInvoices } from './managed/managed-invoices.js';
import { ResellerManagedPayments } from './managed/managed-payments.js';
import { ResellerTaxes } from './managed/reseller-taxes.js';
import { ResellerExternalInvoicesController } from './external-invoices/reseller-external-invoices.controller.js';
import { ExternalInvoiceReads } from './external-invoices/external-invoice-reads.js';
import { ExternalInvoiceWrites } from './external-invoices/external-invoice-writes.js';
import { ResellerReach } from './reseller-reach.js';
import { ResellerReads } from './reseller-reads.js';
import { resellerResourceController } from './reseller-resource.controller.js';
import { ResellersController } from './resellers.controller.js';
import { ResellerWrites } from './writes/reseller-writes.js';

/** Resellers have routes of their own: they are the path under which all the others stand. */
const belowReseller = [...resellerRegistry.exposures].filter((exposure) => exposure !== resellerExposures.reseller);

/** ActivePlatform's reseller wire. */
@Module({
  controllers: [
    ResellersController,
    ManagedInvoicesController,
    InvoicesOfAccountsController,
    ManagedPaymentsController,
    TaxesController,
    ResellerCorrectionsController,
    ResellerExternalInvoicesController,
    ...belowReseller.map(resellerResourceController),
  ],
  providers: [
    ResellerReach,
    ResellerReads,
    ResellerWrites,
    Changes,
    ResellerManagedInvoices,
    ResellerManagedPayments,
    ResellerTaxes,
    ResellerCorrections,
    ExternalInvoiceReads,
    ExternalInvoiceWrites,
  ],
  exports: [ResellerWrites],
})
export class ResellerModule {}
