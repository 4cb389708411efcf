import { Inject, Injectable } from '@nestjs/common';
import { resellerExternalInvoice as exposure } from '@org/invoice-domain';
import { ExternalInvoices, RecordDocuments } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { AppConfig } from '../../config/app-config.js';
import type { Performed } from '../../http/changes.js';
import { ResellerWrites, type Asked } from '../writes/reseller-writes.js';
import { draftOf, readExternalInvoice, type ExternalInvoiceBody } from './external-invoice.body.js';
import type { AccountRequest } from './external-invoice-reads.js';

/** Takes closing documents in. */
@Injectable()
export class ExternalInvoiceWrites {
  constructor(
    private readonly writes: ResellerWrites,
    private readonly documents: RecordDocuments,
    private readonly store: ExternalInvoices,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  send(from: AccountRequest): Promise<Performed> {
    return this.writes.perform(from, {
      action: 'send-closing-document',
      read: this.read,
      work: async ({ manager, scope, context, body }) => {
        const account = await this.store.account(manager, scope, from.accountId);
        const id = await this.store.add(manager, scope, account, draftOf(body));
        const document = await this.documents.one(manager, scope, exposure, id, context);
        const path = `resellers/${scope.resellerId}/accounts/${account}/${exposure.path}/${id}`;
        return { status: 201, document, location: `${context.base}/${path}` };
      },
    });
  }

  replace(id: string, from: AccountRequest): Promise<Performed> {
    const shown = ({ manager, scope, context }: Asked<unknown>): Promise<string> =>
      this.documents.locked(manager, scope, exposure, id, context);
    return this.writes.perform(from, {
      action: 'send-closing-document',
      read: this.read,
      current: async (asked) => {
        await this.store.demand(asked.manager, asked.scope, from.accountId, id);
        return shown(asked);
      },
      work: async (asked) => {
        await this.store.replace(asked.manager, id, draftOf(asked.body));
        return { status: 200, document: await shown(asked) };
      },
    });
  }

  private readonly read = (text: string): ExternalInvoiceBody => {
    const body = readExternalInvoice(text);
    if (body.file.content.length > this.config.externalInvoiceMaxBytes) {
      throw new RequestProblem({ code: 'body-too-large' });
    }
    return body;
  };
}
