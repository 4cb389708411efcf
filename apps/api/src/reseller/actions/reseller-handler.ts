import type { Answer, AnyAction, Exposure, IdsOf, SentOf } from '@org/json-api';
import type { EntityManager } from 'typeorm';
import type { ManagerCaller } from '../../auth/caller.js';
import type { HandedFile } from '../../http/send-file.js';
import type { AccessedReseller } from '../reseller-access.js';

/** A request of a manager, parsed and authorised. */
interface Request<Declared extends AnyAction> extends AccessedReseller {
  readonly caller: ManagerCaller;
  /** The ids in the path as they were sent. */
  readonly ids: IdsOf<Declared>;
}

/** A request within the transaction that serves it. */
export interface ChangeRequest<Declared extends AnyAction> extends Request<Declared> {
  readonly manager: EntityManager;
  readonly body: SentOf<Declared>;
}

/** A request that changes nothing. */
export interface ReadRequest<Declared extends AnyAction> extends Request<Declared> {
  /** The declared parameters of the query, by the name between the brackets of `filter[…]`. */
  readonly filters: Readonly<Record<string, string>>;
}

/** The result of a handler, by the kind of answer that its action declares. */
interface Outcomes {
  /** The id of the record. */
  readonly record: number | string;
  readonly records: readonly (number | string)[];
  readonly nothing: undefined;
  readonly file: HandedFile | { readonly link: string };
  /** JSON text. */
  readonly report: string;
}

type OutcomeOf<Declared> = Declared extends { readonly answers: infer Declares extends Answer }
  ? Outcomes[Declares['kind']]
  : never;

/** Binds an action that changes something to its use case. */
export interface ChangeHandler<Declared extends AnyAction> {
  /**
   * Locks what the action is about, and gives the id of the record whose version `If-Match` means. Absent where nothing exists yet.
   * @throws when there is no such record
   */
  readonly lock?: (request: ChangeRequest<Declared>) => Promise<number | string>;
  /** The exposure of the locked record, where it is another than that of the answer. */
  readonly locks?: Exposure;
  readonly perform: (request: ChangeRequest<Declared>) => Promise<OutcomeOf<Declared>>;
}

/** Binds an action that reads to what finds it. */
export interface ReadHandler<Declared extends AnyAction> {
  readonly find: (request: ReadRequest<Declared>) => Promise<OutcomeOf<Declared>>;
}

export type ResellerHandler<Declared extends AnyAction> = Declared['effect'] extends 'read'
  ? ReadHandler<Declared>
  : ChangeHandler<Declared>;

/** A handler for each of these actions. */
export type ResellerHandlersOf<Actions> = {
  readonly [Name in keyof Actions]: Actions[Name] extends AnyAction ? ResellerHandler<Actions[Name]> : never;
};
