import { Injectable } from '@nestjs/common';
import { externalInvoiceRegistry, mayRead, resellerExternalInvoice as exposure } from '@org/invoice-domain';
import { ExternalInvoices, type StoredFile } from '@org/invoice-domain/persistence';
import { parseShowQuery, RequestProblem, type Parameters, type ShowQuery } from '@org/json-api';
import { ResellerReader } from '../../database/readers.js';
import { refuseResellerParameters, resellerParametersOf } from '../reseller-parameters.js';
import { ResellerReach, type Reached, type ResellerRequest } from '../reseller-reach.js';

/** A request about the closing documents of an account. */
export interface AccountRequest extends ResellerRequest {
  readonly accountId: string;
}

/** A file to be handed back; its content is read when it is wanted. */
export interface HandedFile extends StoredFile {
  readonly content: () => Promise<Buffer | undefined>;
}

/** Shows closing documents, and hands back their files. */
@Injectable()
export class ExternalInvoiceReads {
  constructor(
    private readonly reach: ResellerReach,
    private readonly reader: ResellerReader,
    private readonly store: ExternalInvoices,
  ) {}

  /** The one document of a key, as the original has it: a filter, and no list. */
  async find(from: AccountRequest): Promise<string> {
    const { filter, ...others } = resellerParametersOf(from.request);
    const key = keyIn(filter);
    const query = showQueryOf({ ...others, filter: new Map() });
    const { scope, context } = await this.reading(from);
    const id = await this.store.idOf(scope, from.accountId, key);
    return this.reader.one(scope, exposure, id, query, context);
  }

  async show(id: string, from: AccountRequest): Promise<string> {
    const query = showQueryOf(resellerParametersOf(from.request));
    const { scope, context } = await this.reading(from);
    await this.store.file(scope, from.accountId, id);
    return this.reader.one(scope, exposure, id, query, context);
  }

  /** `Accept` is not looked at: clients that send it with every request mean the documents. */
  async file(id: string, from: AccountRequest): Promise<HandedFile> {
    refuseResellerParameters(from.request);
    const { scope } = await this.reading(from);
    const file = await this.store.file(scope, from.accountId, id);
    return { ...file, content: () => this.store.content(id, file) };
  }

  private reading(from: AccountRequest): Promise<Reached> {
    if (!mayRead(from.caller.role, exposure.resource)) throw new RequestProblem({ code: 'forbidden' });
    return this.reach.of(from);
  }
}

const showQueryOf = (parameters: Parameters): ShowQuery =>
  parseShowQuery(externalInvoiceRegistry, exposure, parameters);

/** @throws RequestProblem without a key, and for any other filter */
const keyIn = (filter: Parameters['filter']): string => {
  const [other] = [...filter.keys()].filter((name) => name !== 'key');
  if (other !== undefined) throw new RequestProblem({ code: 'unknown-filter', filter: other });
  const key = filter.get('key') ?? '';
  // PostgreSQL keeps no NUL character.
  if (key === '' || key.includes('\0')) {
    throw new RequestProblem({ code: 'invalid-filter-value', filter: 'key', key: 'key', values: [key] });
  }
  return key;
};
