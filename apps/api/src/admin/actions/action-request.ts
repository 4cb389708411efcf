import { adminRegistry } from '@org/invoice-domain';
import { reasonDocument, type AnyAction, type IdsOf, type SentOf, type WriteContext } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { reasonIn } from '../../actions/reason-in.js';
import { refuseMalformedId } from '../writes/admin-writes.js';
import { bareRequestOf, writeRequestOf } from '../writes/write-request.js';

/** A request for an action of the admin API, its headers looked at and its body read. */
export interface ActionRequest<Declared extends AnyAction> {
  /** The id of the record in the path; empty where it names none. */
  readonly id: string;
  readonly context: WriteContext;
  readonly body: SentOf<Declared>;
  /** Reason that the caller gives, kept in the audit. */
  readonly reason: string | undefined;
}

/** No file comes in here. */
const fileBytes = 0;

/** @throws RequestProblem for its headers, its query, an id that is none and its body, in this order */
export const actionRequestOf = <Declared extends AnyAction>(
  action: Declared,
  ids: IdsOf<Declared>,
  request: FastifyRequest,
): ActionRequest<Declared> => {
  const isBare = request.body === undefined || request.body === null || request.body === '';
  const { context, body: text } =
    isBare && action.body?.alwaysTyped !== true ? bareRequestOf(request) : writeRequestOf(request);
  const { each, exposure } = action.on;
  const named: Readonly<Record<string, string>> = ids;
  const id = each === 'record' && exposure !== undefined ? (named[exposure.type] ?? '') : '';
  if (each === 'record' && exposure !== undefined) refuseMalformedId(exposure, id);
  const read = (action.body ?? reasonDocument).read(text, adminRegistry, { id, zone: context.zone.zone, fileBytes });
  return { id, context, body: read as SentOf<Declared>, reason: reasonIn(read).reason };
};
