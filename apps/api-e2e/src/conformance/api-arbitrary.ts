import type { OutgoingHttpHeaders } from 'node:http';
import { adminRegistry, resellerRegistry } from '@org/invoice-domain';
import type { Exposure } from '@org/json-api';
import { demoCredentials } from '@org/tools/demo';
import fc, { type Arbitrary } from 'fast-check';
import { parameterOf } from './parameter-arbitrary.js';
import { requestOf, type GeneratedRequest } from './request-arbitrary.js';
import { anyText } from './text-arbitrary.js';

const pathText = anyText.map((text) => encodeURIComponent(text).replaceAll('.', '%2E'));

/** Ids that the demo data has here and there, ids that nobody has, and what is no id. */
const id = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('18', '74', '906', '3973', '1', '2', '3', '10') },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 60 }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '-1', '007', '+1', '1.0', '9'.repeat(18), '9'.repeat(19), '%00', '%zz'),
  },
  { weight: 1, arbitrary: pathText },
);

const join = (...segments: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc.tuple(...segments).map((parts) => parts.join('/'));

const nameOf = ({ relationships }: Exposure): Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...relationships.map(({ wireName }) => wireName), 'nope') },
    { weight: 1, arbitrary: pathText },
  );

/** Mostly the right credentials: a stranger sees nothing but 401. */
const mostly = (right: OutgoingHttpHeaders, ...wrong: readonly OutgoingHttpHeaders[]): Arbitrary<OutgoingHttpHeaders> =>
  fc.oneof({ weight: 60, arbitrary: fc.constant(right) }, { weight: 4, arbitrary: fc.constantFrom(...wrong) });

const adminRequestFor = (exposure: Exposure, token: string): readonly Arbitrary<GeneratedRequest>[] => {
  const root = fc.constantFrom(...[exposure.path, ...exposure.aliases].map((path) => `/api/rest/admin/${path}`));
  const name = nameOf(exposure);
  const credentials = mostly(
    { authorization: token },
    { authorization: `Bearer ${token}` },
    {},
    { authorization: 'Bearer x' },
    { authorization: `${token.slice(0, -3)}abc` },
    { authorization: 'eyJhbGciOiJub25lIn0.eyJzdWIiOjEzOSwiYXVkIjpbImFkbWluIl19.' },
    { 'x-api-token': demoCredentials.resellerToken },
  );
  const of = (path: Arbitrary<string>, shown: Exposure = exposure) =>
    requestOf({ path, parameter: parameterOf(adminRegistry, shown), credentials });
  return [
    of(root),
    of(root),
    of(join(root, id)),
    of(join(root, id, fc.constant('relationships'), name)),
    ...exposure.relationships.map((one) => of(join(root, id, fc.constant(one.wireName)), adminRegistry.target(one))),
    of(join(root, id, name)),
  ];
};

/** Requests to the admin API: every resource, every sort of route, and routes that it lacks. */
export const adminRequest = (token: string): Arbitrary<GeneratedRequest> =>
  fc.oneof(
    ...[...adminRegistry.exposures].flatMap((exposure) => adminRequestFor(exposure, token)),
    requestOf({
      path: join(fc.constant('/api/rest/admin'), pathText, id),
      parameter: fc.tuple(anyText, anyText),
      credentials: fc.constant({ authorization: token }),
    }),
  );

const resellerCredentials = mostly(
  { 'x-api-token': demoCredentials.resellerToken },
  ...Array.from({ length: 12 }, () => ({ 'x-api-token': demoCredentials.managers.rootOwner.token })),
  ...Object.values(demoCredentials.managers).map(({ token }) => ({ 'x-api-token': token })),
  {},
  { 'x-api-token': "' OR 1=1 --" },
  { 'x-api-token': 'ü' },
);

const resellerId = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('1', '1', '2', '3', '5') },
  { weight: 1, arbitrary: fc.constantFrom('10', '0', '-1', '9'.repeat(19), '%00', 'x', '1e0') },
  { weight: 1, arbitrary: pathText },
);

const resellerRequestFor = (exposure: Exposure): readonly Arbitrary<GeneratedRequest>[] => {
  const reseller = join(fc.constant('/api/v3/resellers'), resellerId);
  const isReseller = exposure.resource === 'reseller';
  const list = join(reseller, fc.constant(isReseller ? 'child_resellers' : exposure.path));
  const of = (path: Arbitrary<string>) =>
    requestOf({ path, parameter: parameterOf(resellerRegistry, exposure), credentials: resellerCredentials });
  return [of(list), of(list), of(isReseller ? reseller : join(list, id))];
};

/** Requests to the reseller API: every resource, and routes that it lacks. */
export const resellerRequest = (): Arbitrary<GeneratedRequest> =>
  fc.oneof(
    ...[...resellerRegistry.exposures].flatMap(resellerRequestFor),
    requestOf({
      path: join(fc.constant('/api/v3/resellers'), resellerId, pathText, id),
      parameter: fc.tuple(anyText, anyText),
      credentials: resellerCredentials,
    }),
  );
