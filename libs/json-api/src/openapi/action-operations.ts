import { answeredExposure, pathSegmentsOf, type AnyAction } from '../action/action.js';
import type { Answer } from '../action/answer.js';
import type { Exposure } from '../exposure.js';
import type { JsonSchema } from '../json-schema.js';
import type { Problem } from '../problem.js';
import { reference, type Operation, type PathItem, type Reference, type Response, type Responses } from './document.js';
import type { ReadingRules } from './operations.js';
import type { Occasion } from './problems.js';
import { showParametersOf } from './query-parameters.js';
import { schemaReference } from './resource-schemas.js';
import type { WritingRules } from './write-operations.js';

/** Descriptions of an action's operation. */
export interface ActionWords {
  readonly summary: string;
  readonly description: string | undefined;
  /** Description of the successful answer. */
  readonly done: string;
}

/** Common parts of the operations of an API's actions. */
export interface ActionRules {
  readonly reading: ReadingRules;
  readonly writing: WritingRules;
  /** Common start of all paths, with its parameters and the resources that they name. */
  readonly above: {
    readonly path: string;
    readonly parameters: readonly Reference[];
    readonly resources: readonly string[];
  };
  /** The name of the path parameter that is a record's id. */
  readonly idParameter: (exposure: Exposure) => string;
  readonly words: (action: AnyAction) => ActionWords;
  /** Error responses of an operation. */
  readonly otherwise: (action: AnyAction, unserved: Unserved) => Responses;
}

/** Causes for which an action is not served. */
export interface Unserved {
  readonly operationId: string;
  readonly occasions: readonly Occasion[];
  /** Resources that its path names by id. */
  readonly resources: readonly string[];
  readonly problems: readonly Problem[];
}

/** The path of an action as OpenAPI spells it. */
export const actionPath = ({ above, idParameter }: ActionRules, action: AnyAction): string =>
  [
    above.path,
    ...pathSegmentsOf(action).map((one) => (typeof one === 'string' ? one : `{${idParameter(one.exposure)}}`)),
  ].join('/');

const idExposures = (action: AnyAction): readonly Exposure[] =>
  pathSegmentsOf(action).flatMap((one) => (typeof one === 'string' ? [] : [one.exposure]));

const occasionsOf = ({ above }: ActionRules, action: AnyAction): readonly Occasion[] => {
  const { effect, isVersioned, body, answers, on } = action;
  const looksRecordsUp =
    above.resources.length > 0 || idExposures(action).length > 0 || on.segments.some((one) => one.startsWith('{'));
  return [
    'parameters',
    ...(effect === 'read' && answers.kind === 'record' ? (['query'] as const) : []),
    ...(effect === 'read' ? [] : (['body'] as const)),
    ...(body?.occasions ?? []),
    ...(effect === 'change' ? (['mutation'] as const) : []),
    ...(looksRecordsUp ? (['record'] as const) : []),
    ...(isVersioned ? (['version'] as const) : []),
  ];
};

const refused = (refusal: string): Problem => ({ code: 'refused', refusal });

const contentOf = (mediaType: string, schema: JsonSchema): NonNullable<Response['content']> => ({
  [mediaType]: { schema },
});

type Answerer<Kind extends Answer['kind']> = (
  rules: ActionRules,
  action: AnyAction,
  answers: Extract<Answer, { readonly kind: Kind }>,
  description: string,
) => Responses;

const typeOf = (action: AnyAction): string => answeredExposure(action)?.type ?? '';

const headersOf = (
  { reading, writing }: ActionRules,
  { effect, headers: declaresHeaders }: AnyAction,
): NonNullable<Response['headers']> =>
  effect === 'read' || declaresHeaders ? reading.headers : { ...writing.headers, ...writing.documentHeaders };

/** Description of each kind of answer; a new kind does not compile without one. */
const answerers: { readonly [Kind in Answer['kind']]: Answerer<Kind> } = {
  record: (rules, action, { status }, description) => ({
    [status]: {
      description,
      headers: { ...headersOf(rules, action), ...(status === 201 && { location: rules.writing.location }) },
      content: contentOf(rules.writing.mediaType, schemaReference(typeOf(action), 'document')),
    },
  }),
  records: (rules, action, { status }, description) => ({
    [status]: {
      description,
      headers: headersOf(rules, action),
      content: contentOf(rules.writing.mediaType, schemaReference(typeOf(action), 'added')),
    },
  }),
  nothing: ({ writing }, _, { status }, description) => ({ [status]: { description, headers: writing.headers } }),
  file: ({ reading }, _, { status, description, mediaTypes, orLink }) => ({
    [status]: {
      description,
      headers: {
        ...reading.headers,
        ...(!orLink && { 'content-disposition': reference('headers', 'content-disposition') }),
      },
      content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: {} }])),
    },
  }),
  report: (rules, action, { statuses, schema, content, example }) =>
    Object.fromEntries(
      Object.entries(statuses).map(([status, description]): [string, Response] => [
        status,
        {
          description,
          ...(content === undefined && { headers: headersOf(rules, action) }),
          content: content ?? {
            [rules.writing.mediaType]: { schema: schemaReference(schema), examples: { success: { value: example } } },
          },
        },
      ]),
    ),
};

const successOf = (rules: ActionRules, action: AnyAction): Responses =>
  (answerers[action.answers.kind] as Answerer<Answer['kind']>)(rules, action, action.answers, rules.words(action).done);

const parametersOf = ({ reading, writing }: ActionRules, action: AnyAction): NonNullable<Operation['parameters']> => {
  const { effect, parameters, headers, isVersioned } = action;
  if (effect === 'read') {
    const exposure = answeredExposure(action);
    const shaping =
      exposure !== undefined && action.answers.kind === 'record' ? showParametersOf(reading.registry, exposure) : [];
    return [...parameters, ...shaping, ...reading.parameters];
  }
  return [...parameters, ...(headers ?? writing.parameters), ...(isVersioned ? writing.versions : [])];
};

/** The resources of an action that a request can miss: those in its path, and the one that it looks up itself. */
const missableOf = (action: AnyAction): readonly string[] => {
  const { effect, on, answers } = action;
  const found = effect === 'read' && on.each === 'collection' && answers.kind === 'record' ? [on.exposure] : [];
  return [...idExposures(action), ...found].flatMap((exposure) => exposure?.resource ?? []);
};

/** Responses with what errors look like besides the API's own format. */
const withPlainErrors = (responses: Responses, { answers }: AnyAction): Responses => {
  const plain = answers.kind === 'report' ? (answers.plainErrors ?? {}) : {};
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const content = plain[Number(status)];
      return [
        status,
        content === undefined || '$ref' in response
          ? response
          : { ...response, content: { ...response.content, ...content } },
      ];
    }),
  );
};

const actionOperation = (rules: ActionRules, action: AnyAction, operationId: string, tag: string): Operation => {
  const { body, refusals, problems } = action;
  const { summary, description } = rules.words(action);
  const parameters = parametersOf(rules, action);
  const otherwise = rules.otherwise(action, {
    operationId,
    occasions: occasionsOf(rules, action),
    resources: [...rules.above.resources, ...missableOf(action)],
    problems: [...(body?.faults ?? []), ...refusals.map(refused), ...problems],
  });
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(action.right === 'public' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !body.isOptional,
        content: body.content(rules.reading.registry, rules.writing.mediaType),
      },
    }),
    responses: { ...successOf(rules, action), ...withPlainErrors(otherwise, action) },
  };
};

const methodOf = ({ method }: AnyAction) => method.toLowerCase() as 'get' | 'post' | 'patch' | 'put';

/** The paths of all actions of an API, each with the operations on it. */
export const actionPaths = (rules: ActionRules, actions: readonly AnyAction[]): Readonly<Record<string, PathItem>> => {
  const { wireName } = rules.reading.registry.dialect;
  const paths: Record<string, PathItem> = {};
  for (const action of actions) {
    const path = actionPath(rules, action);
    const ids = idExposures(action).map((exposure) => reference('parameters', rules.idParameter(exposure)));
    const parameters = [...rules.above.parameters, ...ids];
    const operation = actionOperation(rules, action, wireName(action.name), tagOf(action));
    paths[path] = {
      ...(parameters.length > 0 && { parameters }),
      ...paths[path],
      [methodOf(action)]: operation,
    };
  }
  return paths;
};

/** Tag of an action: the resource that its answer shows, or its own path. */
const tagOf = (action: AnyAction): string =>
  action.tag ?? answeredExposure(action)?.type ?? action.on.segments[0] ?? action.name;

/** Schemas of actions, besides those of the resources. */
export const actionSchemas = (actions: readonly AnyAction[]): Readonly<Record<string, JsonSchema>> =>
  Object.assign(
    {},
    ...actions.map((action) => ({
      ...action.body?.schemas,
      ...(action.answers.kind === 'report' ? action.answers.schemas : {}),
      ...(action.answers.kind === 'records' && {
        [`${typeOf(action)}.added`]: {
          type: 'object',
          required: ['data'],
          properties: { data: { type: 'array', items: schemaReference(typeOf(action)) } },
        },
      }),
    })),
  ) as Readonly<Record<string, JsonSchema>>;
