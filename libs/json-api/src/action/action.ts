import type { Exposure } from '../exposure.js';
import type { Parameter } from '../openapi/document.js';
import type { Problem } from '../problem.js';
import type { Answer } from './answer.js';
import type { Body, ValueOf } from './body.js';
import type { Place } from './place.js';

export type ActionMethod = 'GET' | 'POST' | 'PATCH' | 'PUT';

/**
 * Effect of an action on the ledger. `change`: one transaction, once for each `Idempotency-Key`, of the version that `If-Match` means.
 * `read`: nothing. `own`: what its use case says, in transactions of its own.
 */
export type ActionEffect = 'change' | 'read' | 'own';

/** An action: an endpoint of an API besides reading and writing records. */
export interface Action<
  out Name extends string = string,
  out Types extends string = string,
  out Sent extends Body | undefined = Body | undefined,
  out Answers extends Answer = Answer,
  out Right extends string = string,
  out Effect extends ActionEffect = ActionEffect,
> {
  /** Unique within its API, camelCase: spelled as the wire spells it, it is the OpenAPI `operationId`. */
  readonly name: Name;
  readonly on: Place<Types>;
  /** Path segments below the place; none where the method says all. */
  readonly path: string | undefined;
  readonly method: ActionMethod;
  readonly effect: Effect;
  /** Right that a caller needs. */
  readonly right: Right;
  readonly body: Sent;
  /** Whether `If-Match` is looked at. */
  readonly isVersioned: boolean;
  /** Parameters of its path and query, besides ids of records and what shapes a document. */
  readonly parameters: readonly Parameter[];
  /** Headers of the request, instead of those of every change. */
  readonly headers: readonly Parameter[] | undefined;
  /** Rules of the domain that may forbid it, by their names. */
  readonly refusals: readonly string[];
  /** Samples of problems that do not follow from the rest of the declaration. */
  readonly problems: readonly Problem[];
  readonly answers: Answers;
  /** Title of its OpenAPI operation: an imperative without a full stop. */
  readonly summary: string;
  readonly description: string | undefined;
  /** Whether the API that this one is compatible with lacks it. */
  readonly isExtension: boolean;
  /** Tag of its OpenAPI operation; by default the resource that its answer shows. */
  readonly tag: string | undefined;
  /** Its method on the SDK's collection; undefined where the SDK has none. */
  readonly call: string | undefined;
}

export type AnyAction = Action;

/** The ids in the path of an action's request, by the type of the resource. */
export type IdsOf<Declared> = Declared extends { readonly on: Place<infer Types> }
  ? { readonly [Type in Types]: string }
  : never;

/** Type of an action's parsed body. */
export type SentOf<Declared> = Declared extends { readonly body: infer Sent } ? ValueOf<Sent> : never;

export interface ActionDeclaration<Types extends string, Sent, Answers, Right, Refusal, Effect> {
  readonly on: Place<Types>;
  readonly path?: string;
  /** POST unless said otherwise; GET of what reads. */
  readonly method?: ActionMethod;
  /** A change unless said otherwise. */
  readonly effect?: Effect;
  readonly right: Right;
  readonly body?: Sent;
  readonly parameters?: readonly Parameter[];
  readonly headers?: readonly Parameter[];
  readonly refusals?: readonly Refusal[];
  readonly problems?: readonly Problem[];
  readonly answers: Answers;
  readonly summary: string;
  readonly description?: string;
  readonly isExtension?: true;
  readonly tag?: string;
  /** The last word of the path unless said otherwise; false where the SDK has none. */
  readonly call?: string | false;
}

/** The declarations of one API, whose callers have these rights and whose rules have these refusals. */
export const actionsWith =
  <Right extends string, Refusal extends string>() =>
  <
    const Name extends string,
    const Types extends string,
    const Answers extends Answer,
    const Own extends Right,
    const Sent extends Body | undefined = undefined,
    const Effect extends ActionEffect = 'change',
  >(
    name: Name,
    declared: ActionDeclaration<Types, Sent, Answers, Own, Refusal, Effect>,
  ): Action<Name, Types, Sent, Answers, Own, Effect> => {
    const { on, path, effect = 'change' as Effect, description, call } = declared;
    const action = {
      name,
      on,
      path,
      method: declared.method ?? (effect === 'read' ? 'GET' : 'POST'),
      effect,
      right: declared.right,
      body: declared.body as Sent,
      isVersioned: effect === 'change' && on.each === 'record',
      parameters: declared.parameters ?? [],
      headers: declared.headers,
      refusals: declared.refusals ?? [],
      problems: declared.problems ?? [],
      answers: declared.answers,
      summary: declared.summary,
      description,
      isExtension: declared.isExtension ?? false,
      tag: declared.tag,
      call: call === false ? undefined : (call ?? camelCase(path ?? name)),
    };
    refuseImpossible(action);
    return Object.freeze(action);
  };

const camelCase = (path: string): string => path.replace(/[-_/](\w)/g, (_, letter: string) => letter.toUpperCase());

/** @throws Error for a declaration that no request could fit */
const refuseImpossible = ({ name, method, body, effect, on, answers }: AnyAction): void => {
  if (!/^[a-z][A-Za-z\d]*$/.test(name)) throw new Error(`${name} is no name of an action`);
  if (method === 'GET' && body !== undefined) throw new Error(`${name} would read a body of a GET request`);
  if ((effect === 'read') !== (method === 'GET')) throw new Error(`${name} reads by GET or not at all`);
  if (answers.kind === 'record' && (answers.exposure ?? on.exposure) === undefined) {
    throw new Error(`${name} answers a record of no resource`);
  }
};

/** Exposure that an action's answer shows; undefined where it shows no resource. */
export const answeredExposure = ({ answers, on }: AnyAction): Exposure | undefined =>
  (answers.kind === 'record' ? answers.exposure : undefined) ?? on.exposure;

/** A segment of an action's path that is an id: of which resource. */
export interface IdSegment {
  readonly exposure: Exposure;
}

/** The path below the API's root, segment by segment. */
export const pathSegmentsOf = ({ on, path }: AnyAction): readonly (string | IdSegment)[] => {
  const { each, exposure, through, segments } = on;
  const above = through.flatMap((one) => [one.path, { exposure: one }]);
  const own = exposure === undefined ? [] : each === 'record' ? [exposure.path, { exposure }] : [exposure.path];
  return [...above, ...own, ...segments, ...(path === undefined ? [] : path.split('/'))];
};
