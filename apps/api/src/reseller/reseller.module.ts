import { Module } from '@nestjs/common';
import { ResellerInvoicesController } from './invoices/reseller-invoices.controller.js';
import { ResellerReads } from './reseller-reads.js';

/** ActivePlatform's reseller wire. */
@Module({ controllers: [ResellerInvoicesController], providers: [ResellerReads] })
export class ResellerModule {}
