import { describe, expect, it } from '@jest/globals';
import { adminActions, adminRegistry, adminWrites, resellerRegistry } from '@org/invoice-domain';
import {
  isRelationship,
  problemsOn,
  type Exposure,
  type Occasion,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Registry,
  type Response,
  type WritableMembers,
  type AnyAction,
} from '@org/json-api';
import { adminDocument } from './admin-document.js';
import { resellerDocument } from './reseller-document.js';

interface Api {
  readonly name: string;
  readonly registry: Registry;
  readonly document: OpenApiDocument;
  /** The path of a resource's list. */
  readonly listPath: (exposure: Exposure) => string;
}

const apis: readonly Api[] = [
  {
    name: 'admin',
    registry: adminRegistry,
    document: adminDocument(),
    listPath: ({ path }) => `/${path}`,
  },
  {
    name: 'reseller',
    registry: resellerRegistry,
    document: resellerDocument(),
    listPath: ({ path }) => `/resellers/{reseller_id}/${path === 'resellers' ? 'child_resellers' : path}`,
  },
];

const exposed = apis.flatMap((api) =>
  [...api.registry.exposures].map((exposure) => [api.name, exposure.type, api, exposure] as const),
);

const operationsOf = ({ paths }: OpenApiDocument): readonly Operation[] =>
  Object.values(paths).flatMap(({ get, post, patch, put, delete: remove }) =>
    [get, post, patch, put, remove].filter((one) => one !== undefined),
  );

const parametersOf = ({ components }: OpenApiDocument, operation: Operation | undefined): readonly Parameter[] =>
  (operation?.parameters ?? []).map((parameter) => {
    if (!('$ref' in parameter)) return parameter;
    const found = components.parameters[parameter.$ref.replace('#/components/parameters/', '')];
    if (found === undefined) throw new Error(`${parameter.$ref} leads nowhere`);
    return found;
  });

/** The responses that an operation does not share. */
const ownResponses = ({ responses }: Operation): readonly Response[] =>
  Object.values(responses).flatMap((response) => ('$ref' in response ? [] : response));

const listOf = ({ document, listPath }: Api, exposure: Exposure): Operation | undefined =>
  document.paths[listPath(exposure)]?.get;

describe.each(exposed)('of the %s API, the description of %s', (_, type, api, exposure) => {
  const schema = api.document.components.schemas[type]?.properties;
  const parameters = parametersOf(api.document, listOf(api, exposure));

  it('shows the exposed attributes in wire order, and no other', () => {
    const members = exposure.attributes.map(({ group, wireName }) => group ?? wireName);
    expect(Object.keys(schema?.['attributes']?.properties ?? {})).toEqual([...new Set(members)]);
    for (const { group, wireName } of exposure.attributes) {
      const shown = schema?.['attributes']?.properties;
      expect(Object.keys((group === undefined ? shown : shown?.[group]?.properties) ?? {})).toContain(wireName);
    }
  });

  it('shows the exposed relationships, and no other', () => {
    expect(Object.keys(schema?.['relationships']?.properties ?? {})).toEqual(
      exposure.relationships.map(({ wireName }) => wireName),
    );
  });

  it('offers every filter with each of its operators, and no other', () => {
    const names = parameters.map(({ name }) => name).filter((name) => name.startsWith('filter['));
    expect(names).toEqual([...exposure.filters.values()].map(({ key }) => `filter[${key}]`));
  });

  it('offers every sort criterion, and no other', () => {
    const offered = parameters.find(({ name }) => name === 'sort')?.schema.items?.enum ?? [];
    const folded = offered.map((name) => exposure.wire.sortName((name ?? '').replace(/^-/, '')));
    expect(new Set(folded)).toEqual(new Set(exposure.sorts.keys()));
  });

  it('has no two parameters of one name', () => {
    const names = parameters.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe.each(apis)('the description of the $name API', (api) => {
  const { registry, document } = api;

  it('names every operation once', () => {
    const ids = operationsOf(document).map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('holds an example of everything that its dialect can answer, but for what it has no occasion for', () => {
    const examples = [...Object.values(document.components.responses), ...operationsOf(document).flatMap(ownResponses)]
      .flatMap(({ content }) => Object.values(content ?? {}))
      .flatMap((content) => Object.keys(content.examples ?? {}));
    const missing = Object.keys(registry.dialect.errors).filter((code) => !examples.includes(code));
    const documents: readonly Occasion[] = ['write', 'key', 'removal', 'login', 'batch'];
    const unmet = problemsOn(registry, documents, ['record']).map(({ code }) => code);
    // Flat bodies have these faults in common with documents.
    const flat = ['invalid-member', 'member-not-allowed', 'missing-member'];
    const never =
      registry === adminRegistry ? ['unauthorized'] : unmet.filter((code) => !flat.includes(code));
    expect(missing.sort()).toEqual([...new Set(never)].sort());
  });

  it('stands under the prefix of the API, whatever the host', () => {
    expect(document.servers.map(({ url }) => url)).toEqual([
      registry === adminRegistry ? '/api/rest/admin' : '/api/v3',
    ]);
  });
});

describe.each(Object.values(adminWrites).map((writes) => [writes.exposure.type, writes] as const))(
  'of the admin API, the description of changes of %s',
  (type, { exposure, create, update, remove }) => {
    const { paths, components } = adminDocument();
    const properties = (name: string) => components.schemas[name]?.properties?.['data']?.properties;
    const names = (members: WritableMembers, relationships: boolean) =>
      [...members.values()].filter((one) => isRelationship(one) === relationships).map(({ wireName }) => wireName);

    /** Members of a record that an action makes, and no list. */
    const made = Object.values<AnyAction>(adminActions).find(
      ({ on, body }) => on.exposure === exposure && body?.document?.writes?.create !== undefined,
    )?.body?.document?.writes?.create;

    it.each([
      ['creation', create ?? made],
      ['change', update],
    ] as const)('has every member of a %s, and no other', (action, members) => {
      const described = properties(`${type}.${action}`);
      expect(described === undefined).toBe(members === undefined);
      expect(Object.keys(described?.['attributes']?.properties ?? {})).toEqual(names(members ?? new Map(), false));
      expect(Object.keys(described?.['relationships']?.properties ?? {})).toEqual(names(members ?? new Map(), true));
    });

    it('has the methods that are served', () => {
      const { post } = paths[`/${exposure.path}`] ?? {};
      const { patch, put, delete: gone } = paths[`/${exposure.path}/{id}`] ?? {};
      expect([post, patch, put, gone].map((one) => one !== undefined)).toEqual([
        create !== undefined,
        update !== undefined,
        update !== undefined,
        remove,
      ]);
    });
  },
);

describe('the description of the admin API', () => {
  const { paths } = adminDocument();

  it.each([...adminRegistry.exposures])('has each path of $type under each of its names', (exposure) => {
    for (const segment of [exposure.path, ...exposure.aliases]) {
      expect(paths).toHaveProperty([`/${segment}`]);
      expect(paths).toHaveProperty([`/${segment}/{id}`]);
      for (const { wireName } of exposure.relationships) {
        expect(paths).toHaveProperty([`/${segment}/{id}/relationships/${wireName}`]);
        expect(paths).toHaveProperty([`/${segment}/{id}/${wireName}`]);
      }
    }
  });

  it('describes nothing that only resellers see except for what can be imported, and the other way round', () => {
    const { paths: served, ...rest } = adminDocument();
    const shown = Object.entries(served).filter(([path]) => !path.includes('-batches'));
    const admin = JSON.stringify([rest, shown]);
    const reseller = JSON.stringify(resellerDocument());
    expect(admin).not.toMatch(/externally.approved|manager.name/i);
    expect(reseller).not.toMatch(/amount.spent|pdf.path|smtp|balance.low.threshold/i);
  });

  it('marks attributes that Yeti and ActivePlatform do not show as an extension', () => {
    const { schemas } = adminDocument().components;
    const { uuid, reference } = schemas['invoices']?.properties?.['attributes']?.properties ?? {};
    expect(uuid?.description).toBe('Extension: shown only when `fields[invoices]` names it.');
    expect(reference).not.toHaveProperty('description');
  });

  it('takes a token in each of the three ways, and none for the login', () => {
    const { security, paths: described, components } = adminDocument();
    expect(security.flatMap((one) => Object.keys(one))).toEqual(Object.keys(components.securitySchemes));
    expect(described['/auth']?.post?.security).toEqual([]);
  });
});
