import { Injectable } from '@nestjs/common';
import { adminExposures, CreateInvoice, everything, FillInvoice } from '@org/invoice-domain';
import { booksOf, LedgerTransactions, RecordDocuments } from '@org/invoice-domain/persistence';
import type { FastifyRequest } from 'fastify';
import { actOf } from '../../auth/caller.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { writeRequestOf } from '../writes/write-request.js';
import { orderIn } from './admin-invoices.js';

/** A preview asks for nothing that would outlive it. */
const noJobs = { fill: () => Promise.resolve(), approve: () => Promise.resolve() };

/** Carries the document out of the transaction that it undoes. */
class Undone extends Error {
  constructor(readonly document: string) {
    super('a preview is undone');
  }
}

/** What an invoice would be: it is made and filled as ever, shown, and undone. */
@Injectable()
export class InvoicePreviews {
  constructor(
    private readonly documents: RecordDocuments,
    private readonly transactions: LedgerTransactions,
  ) {}

  /** @returns a document of type `invoice-previews`, whose attributes are those of the invoice */
  async preview(request: FastifyRequest): Promise<string> {
    const { context, body } = writeRequestOf(request);
    const order = orderIn(body, context);
    const made = this.transactions.run(actOf(request), async (manager): Promise<never> => {
      const books = booksOf(everything, manager, noJobs);
      const id = await new CreateInvoice(this.transactions.clock).execute(books, order);
      await new FillInvoice().execute(books, id);
      throw new Undone(await this.documents.one(manager, everything, adminExposures.invoice, String(id), context));
    });
    return answeringFailures(made).catch((error: unknown) => {
      if (error instanceof Undone) return previewOf(error.document);
      throw error;
    });
  }
}

/** Without the id, the links and the reference that it would not have. */
const previewOf = (document: string): string => {
  const { data } = JSON.parse(document) as { readonly data: Readonly<Record<string, unknown>> };
  return JSON.stringify({ data: { id: 'preview', type: 'invoice-previews', attributes: data['attributes'] } });
};
