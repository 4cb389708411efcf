import { Injectable } from '@nestjs/common';
import { AddTaxes, resellerExposures } from '@org/invoice-domain';
import { PostgresTaxedCharges, RecordDocuments } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { Performed } from '../../http/changes.js';
import type { ResellerRequest } from '../reseller-reach.js';
import { ResellerWrites } from '../writes/reseller-writes.js';
import { readTaxes, taxesIn } from './taxes.body.js';

const { tax } = resellerExposures;

/** Taxes that a third-party system adds to charges of its own reseller. */
@Injectable()
export class ResellerTaxes {
  constructor(
    private readonly writes: ResellerWrites,
    private readonly documents: RecordDocuments,
  ) {}

  add(from: ResellerRequest): Promise<Performed> {
    return this.writes.perform(from, {
      action: 'add-taxes',
      read: readTaxes,
      work: async ({ manager, scope, context, body }) => {
        if (scope.resellerId !== from.caller.resellerId) throw new RequestProblem({ code: 'forbidden' });
        const ids = await new AddTaxes().execute(new PostgresTaxedCharges(scope, manager), taxesIn(body));
        return { status: 201, document: await this.documents.many(manager, scope, tax, ids.map(String), context) };
      },
    });
  }
}
