import { readdirSync, readFileSync } from 'node:fs';
import type { GeneratedFile } from './generated-file.js';

const domain = 'libs/invoice-domain/src/';
const folder = new URL(`../../../../${domain}`, import.meta.url);

/** One module that hands on what many files of the domain declare, so that declaring it is enough. */
interface Registry {
  /** From the folder of the domain's sources. */
  readonly path: string;
  /** What it holds, for people. */
  readonly holds: string;
  /** The files that it looks into. */
  readonly files: RegExp;
  /** Where a name is exported, which is its first group. */
  readonly exported: RegExp;
  /** The name under which it is handed on; its own unless said otherwise. */
  readonly as?: (name: string) => string;
}

const actionsOf = (api: 'admin' | 'reseller'): Registry => ({
  path: `ledger/${api}-actions.generated.ts`,
  holds: `every action of the ${api} API that a context declares`,
  files: /\.actions?\.ts$/,
  exported: new RegExp(`^export const (\\w+) = ${api}Action\\(`, 'gm'),
});

const entities = { files: /\.entity\.ts$/, exported: /^export class (\w+Entity) /gm } as const;

const registries: readonly Registry[] = [
  actionsOf('admin'),
  actionsOf('reseller'),
  {
    path: 'ledger/use-cases.generated.ts',
    holds: 'every use case of a context',
    files: /^(?!.*postgres\/)[\w-]+\/[\w-]+\.ts$/,
    exported: /^export class (\w+) \{(?=(?:\n(?!\}).*)*\n {2}(?:async )?execute[<(])/gm,
  },
  {
    path: 'ledger/postgres/ports.generated.ts',
    holds: 'every port of a use case, as PostgreSQL has it',
    files: /\/postgres\/[\w-]+\.ts$/,
    exported: /^export class (Postgres\w+) implements /gm,
  },
  { path: 'ledger/postgres/entities.generated.ts', holds: 'every entity', ...entities },
  {
    path: 'ledger/postgres/stored.generated.ts',
    holds: 'every entity, by the name in the domain of what it stores',
    ...entities,
    as: (name) => name.charAt(0).toLowerCase() + name.slice(1, -'Entity'.length),
  },
  {
    path: 'ledger/postgres/migrations.generated.ts',
    holds: 'every migration',
    files: /^schema\/migrations\/[\w-]+\.ts$/,
    exported: /^export class (\w+) implements MigrationInterface /gm,
  },
];

/** Sources that are no tests, from the domain's folder on. */
const isShipped = (path: string): boolean => !/(^|\/)testing\/|spec\.ts$|\.generated\.ts$/.test(path);

const textOf =
  ({ path: registry, holds, files, exported, as = (name) => name }: Registry) =>
  (): string => {
    const up = '../'.repeat(registry.split('/').length - 1);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => isShipped(path) && files.test(path));
    const lines = paths.sort().flatMap((path) => {
      const names = [...readFileSync(new URL(path, folder), 'utf8').matchAll(exported)].flatMap(
        ([, name]) => name ?? [],
      );
      const specifiers = names.map((name) => (as(name) === name ? name : `${name} as ${as(name)}`));
      return names.length === 0
        ? []
        : [`export { ${specifiers.join(', ')} } from '${up}${path.replace(/\.ts$/, '.js')}';\n`];
    });
    return `// Written by \`npm run generate\`: ${holds}.\n${lines.join('')}`;
  };

/** What is generated of the names of the domain's files alone, before anything that imports the domain can run. */
export const registryFiles: readonly GeneratedFile[] = registries.map((registry) => ({
  path: `${domain}${registry.path}`,
  content: textOf(registry),
}));
