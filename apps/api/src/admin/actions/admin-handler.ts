import type { Answer, AnyAction, IdsOf, Parameters, SentOf, WriteContext } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';

/** A request within the transaction that serves it, read and allowed. */
export interface AdminChangeRequest<Declared extends AnyAction> {
  readonly context: WriteContext;
  /** The ids in the path as they were sent. */
  readonly ids: IdsOf<Declared>;
  readonly manager: EntityManager;
  readonly body: SentOf<Declared>;
}

/** A request whose use case opens transactions of its own, or none: its handler reads it, and answers it. */
export interface AdminOwnRequest<Declared extends AnyAction> {
  /** The ids in the path as they were sent. */
  readonly ids: IdsOf<Declared>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A request that changes nothing. */
export interface AdminReadRequest<Declared extends AnyAction> {
  readonly ids: IdsOf<Declared>;
  readonly parameters: Parameters;
  readonly request: FastifyRequest;
}

/** A report that is shown once: with its key, another one is kept. */
export interface ShownOnce {
  readonly shown: string;
  readonly kept: string;
}

/** The result of a handler, by the kind of answer that its action declares. */
interface Outcomes {
  /** The id of the record that was made; none where the answer shows the record in the path. */
  readonly record: string | undefined;
  readonly records: readonly string[];
  readonly nothing: undefined;
  readonly file: never;
  /** JSON text. */
  readonly report: string | ShownOnce;
}

type OutcomeOf<Declared> = Declared extends { readonly answers: infer Declares extends Answer }
  ? Outcomes[Declares['kind']]
  : never;

/** Binds an action that changes something to its use case. The row of the record in the path is locked already. */
export interface AdminChangeHandler<Declared extends AnyAction> {
  /** The document that `If-Match` is compared with, its row locked, where it is another than that of the record in the path. */
  readonly current?: (request: AdminChangeRequest<Declared>) => Promise<string>;
  readonly perform: (request: AdminChangeRequest<Declared>) => Promise<OutcomeOf<Declared>>;
}

/** Binds an action with transactions of its own. It sends its answer itself. */
export interface AdminOwnHandler<Declared extends AnyAction> {
  readonly serve: (request: AdminOwnRequest<Declared>) => Promise<void>;
}

export interface AdminReadHandler<Declared extends AnyAction> {
  readonly find: (request: AdminReadRequest<Declared>) => Promise<OutcomeOf<Declared>>;
}

export type AdminHandler<Declared extends AnyAction> = Declared['effect'] extends 'read'
  ? AdminReadHandler<Declared>
  : Declared['effect'] extends 'own'
    ? AdminOwnHandler<Declared>
    : AdminChangeHandler<Declared>;

/** A handler for each of these actions. */
export type AdminHandlersOf<Actions> = {
  readonly [Name in keyof Actions]: Actions[Name] extends AnyAction ? AdminHandler<Actions[Name]> : never;
};
