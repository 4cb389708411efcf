const domain = 'libs/invoice-domain/src/';

const actionsOf = (api) => ({
  path: `ledger/${api}-actions.generated.ts`,
  holds: `every action of the ${api} API that a context declares`,
  files: /\.actions?\.ts$/,
  names: new RegExp(`^export const (\\w+) = ${api}Action\\(`, 'gm'),
});

const entities = { files: /\.entity\.ts$/, names: /^export class (\w+Entity) /gm };

/** Hands on what is found under its own name, or as another one. */
const exports = (found, up, as = (name) => name) =>
  found.map(({ path, names }) => {
    const specifiers = names.map((name) => (as(name) === name ? name : `${name} as ${as(name)}`));
    return `export { ${specifiers.join(', ')} } from '${up}${path.replace(/\.ts$/, '.js')}';\n`;
  });

const lowered = (name) => name.charAt(0).toLowerCase() + name.slice(1);

const recordOf = (entity) => lowered(entity.slice(0, -'Entity'.length));

/** Declares a branded number for each name, and what makes one. */
const brands = (found) => {
  const ids = [...new Set(found.flatMap(({ names }) => names))].sort();
  return [
    "import type { Brand } from '@org/kernel';\nimport { idOf } from './id-of.js';\n\n",
    ...ids.map((id) => `export type ${id} = Brand<number, '${id}'>;\n`),
    '\n',
    ...ids.map((id) => `export const ${lowered(id)}Of = /* @__PURE__ */ idOf<${id}>();\n`),
  ];
};

/**
 * Modules that hand on what many files of the domain declare, so that declaring it is enough: into which files they look, for
 * which names there, and what they make of these.
 */
const registries = [
  actionsOf('admin'),
  actionsOf('reseller'),
  {
    path: 'ledger/use-cases.generated.ts',
    holds: 'every use case of a context',
    files: /^[\w-]+\/[\w-]+\.ts$/,
    names: /^export class (\w+) \{(?=(?:\n(?!\}).*)*\n {2}(?:async )?execute[<(])/gm,
  },
  {
    path: 'ledger/postgres/ports.generated.ts',
    holds: 'every port of a use case, as PostgreSQL has it',
    files: /\/postgres\/[\w-]+\.ts$/,
    names: /^export class (Postgres\w+) implements /gm,
  },
  { path: 'ledger/postgres/entities.generated.ts', holds: 'every entity', ...entities },
  {
    path: 'ledger/postgres/stored.generated.ts',
    holds: 'every entity, by the name in the domain of what it stores',
    ...entities,
    lines: (found, up) => exports(found, up, recordOf),
  },
  {
    path: 'model/ids.generated.ts',
    holds: 'the id of every record that an entity stores',
    files: entities.files,
    names: /^ {2}@\w+Key\(\) readonly id!: (\w+);/gm,
    lines: brands,
  },
  {
    path: 'ledger/postgres/migrations.generated.ts',
    holds: 'every migration',
    files: /^schema\/migrations\/[\w-]+\.ts$/,
    names: /^export class (\w+) implements MigrationInterface /gm,
  },
];

const isShipped = (path) => !/(^|\/)testing\/|spec\.ts$|\.generated\.ts$/.test(path);

const textOf = ({ path: registry, holds, files, names: pattern, lines = exports }, { paths, read }) => {
  const found = paths
    .filter((path) => isShipped(path) && files.test(path))
    .sort()
    .map((path) => ({ path, names: [...read(domain + path).matchAll(pattern)].map(([, name]) => name) }))
    .filter(({ names }) => names.length > 0);
  const up = '../'.repeat(registry.split('/').length - 1);
  return `// Written by \`npm run generate\`: ${holds}.\n${lines(found, up).join('')}`;
};

/**
 * The registries as the sources say, before Prettier has formatted them.
 * @param sources the `paths` of the workspace's files, from its root, and a function that reads one
 * @returns pairs of a path and a text
 */
export const registriesOf = ({ paths, read }) => {
  const below = paths.filter((path) => path.startsWith(domain)).map((path) => path.slice(domain.length));
  return registries.map((registry) => [domain + registry.path, textOf(registry, { paths: below, read })]);
};
