import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { adminActions, adminRegistry, resellerActions, resellerExposures, resellerRegistry } from '@org/invoice-domain';
import type { AnyAction, Exposure, OpenApiDocument, PathItem } from '@org/json-api';
import { routeOf } from './actions/action-route.js';
import { AdminModule } from './admin/admin.module.js';
import { batches } from './admin/actions/batches/batch-handlers.js';
import { AUDIENCE, RIGHT, type Audience } from './auth/audience.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { adminApi, resellerApi } from './http/api.js';
import { adminDocument } from './openapi/admin-document.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { resellerDocument } from './openapi/reseller-document.js';
import { relatedListsOf } from './reseller/related-lists.js';
import { ResellerModule } from './reseller/reseller.module.js';

interface Route {
  /** `GET /api/v3/…`, its parameters all called `:`. */
  readonly name: string;
  readonly audience: Audience | undefined;
  readonly right: unknown;
}

/** A path without the names of its parameters, whichever way they are written. */
const unnamed = (path: string): string =>
  path
    .replace(/\{\w+\}|:\w+/g, ':')
    .replace(/\/+/g, '/')
    .replace(/\/$/, '');

const controllersOf = (module: object): readonly Type[] =>
  (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) as readonly Type[] | undefined) ?? [];

/** Every route that Nest registers for a controller: one per handler and path. */
const routesOf = (controller: Type): readonly Route[] => {
  const prototype = controller.prototype as Readonly<Record<string, unknown>>;
  const paths = [Reflect.getMetadata(PATH_METADATA, controller) as string | readonly string[]].flat();
  const handlers = Object.getOwnPropertyNames(prototype)
    .map((name) => prototype[name])
    .filter((handler) => typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler));
  const audience = Reflect.getMetadata(AUDIENCE, controller) as Audience | undefined;
  const right: unknown = Reflect.getMetadata(RIGHT, controller);
  return handlers.flatMap((handler) => {
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler as object) as number] ?? '';
    const own = [Reflect.getMetadata(PATH_METADATA, handler as object) as string | readonly string[]].flat();
    return paths.flatMap((path) =>
      own.map((below) => ({ name: `${method} ${unnamed(`/${path}/${below}`)}`, audience, right })),
    );
  });
};

const registered = [
  ...[AdminModule, ResellerModule, OpenApiModule].flatMap(controllersOf),
  HealthController,
  MetricsController,
].flatMap(routesOf);

const ofAction =
  (prefix: string) =>
  (action: AnyAction): string =>
    `${action.method} ${unnamed(`${prefix}/${routeOf(action)}`)}`;

const adminReadsOf = (exposures: Iterable<Exposure>, below: readonly string[]): readonly string[] =>
  [...exposures].flatMap(({ path, aliases }) =>
    [path, ...aliases].flatMap((segment) => below.map((one) => `GET ${adminApi.prefix}/${segment}${one}`)),
  );

const adminReads = adminReadsOf(adminRegistry.exposures, ['', '/:']);

/** A resource without relationships has these routes as well: they find none. */
const relationshipRoutes = ['/:/relationships/:', '/:/:'];

const withRelationships = [...adminRegistry.exposures].filter(({ relationships }) => relationships.length > 0);

const adminRecordWrites = [...adminRegistry.exposures].flatMap((exposure) => {
  const writes = adminRegistry.writesOf(exposure);
  const segments =
    exposure === adminRegistry.exposureOf('invoice') ? [exposure.path] : [exposure.path, ...exposure.aliases];
  return segments.flatMap((segment) => {
    const path = `${adminApi.prefix}/${segment}`;
    return [
      ...(writes?.create ? [`POST ${path}`] : []),
      ...(writes?.update ? [`PATCH ${path}/:`, `PUT ${path}/:`] : []),
      ...(writes?.remove ? [`DELETE ${path}/:`] : []),
    ];
  });
});

const below = `${resellerApi.prefix}/resellers/:`;

const resellerReads = [
  `GET ${below}`,
  `GET ${below}/child_resellers`,
  ...[...resellerRegistry.exposures]
    .filter((exposure) => exposure !== resellerExposures.reseller)
    .flatMap((exposure) => {
      const path = `GET ${below}/${exposure.path}`;
      return [path, `${path}/:`, ...relatedListsOf(exposure).map(({ wireName }) => `${path}/:/${wireName}`)];
    }),
];

/** All declared routes of an API: reading, writing and actions. */
const declared = [
  ...adminReads,
  ...adminReadsOf(withRelationships, relationshipRoutes),
  ...adminRecordWrites,
  ...Object.values<AnyAction>(adminActions).map(ofAction(adminApi.prefix)),
  ...batches.flatMap(({ actions: { create, show } }) => [create, show].map(ofAction(adminApi.prefix))),
  ...resellerReads,
  ...Object.values<AnyAction>(resellerActions).map(ofAction(below)),
];

/** Routes outside the APIs: health and documentation. */
const besides = [
  'GET /docs',
  'GET /docs/:',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /openapi/admin.json',
  'GET /openapi/reseller.json',
];

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const satisfies readonly (keyof PathItem)[];

/** The methods of an OpenAPI document. */
const described = ({ paths, servers }: OpenApiDocument): readonly string[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method] !== undefined)
      .map((method) => `${method.toUpperCase()} ${unnamed(`${servers[0]?.url ?? ''}${path}`)}`),
  );

/** Path as the router registers it: `/invoices/:/account` is served by `/invoices/:/:`. */
const served = (name: string): string => {
  const names = new Set(registered.map((route) => route.name));
  if (names.has(name)) return name;
  const general = name.replace(/\/[^/:]+$/, '/:');
  return names.has(general) ? general : name;
};

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

describe('the routes of the server', () => {
  it('are what is declared, and nothing else', () => {
    expect(sorted(registered.map(({ name }) => name))).toEqual(
      sorted([...declared, ...adminReadsOf(adminRegistry.exposures, relationshipRoutes), ...besides]),
    );
  });

  it('are registered once each', () => {
    const names = registered.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are described, and nothing is described that is not there', () => {
    const documents = [adminDocument(), resellerDocument()].flatMap(described);
    expect(sorted(documents.map(served))).toEqual(sorted(declared));
  });

  it('say whom they are for, each of them', () => {
    expect(registered.filter(({ audience }) => audience === undefined)).toEqual([]);
    expect(registered.filter(({ audience, right }) => audience === 'admin' && right === undefined)).toEqual([]);
    const open = registered.filter(({ audience }) => audience === 'public').map(({ name }) => name);
    expect(sorted(open)).toEqual(sorted([...besides, `POST ${adminApi.prefix}/auth`]));
  });
});
