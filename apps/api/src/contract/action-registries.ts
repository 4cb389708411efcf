import { readdirSync, readFileSync } from 'node:fs';
import type { GeneratedFile } from './generated-file.js';

const domain = 'libs/invoice-domain/src/';
const folder = new URL(`../../../../${domain}`, import.meta.url);

/** A file that declares actions, from the folder of the domain's sources on. */
const declarations = /^(?!.*(^|\/)testing\/).*\.actions?\.ts$/;

type Api = 'admin' | 'reseller';

/** The names under which a file exports declared actions of an API. */
const exportedBy = (path: string, api: Api): readonly string[] => {
  const text = readFileSync(new URL(path, folder), 'utf8');
  return [...text.matchAll(new RegExp(`^export const (\\w+) = ${api}Action\\(`, 'gm'))].flatMap(
    ([, name]) => name ?? [],
  );
};

/** Every action of an API that some context declares, as one module. */
const registryOf = (api: Api) => (): string => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => declarations.test(path));
  const lines = files.sort().flatMap((path) => {
    const names = exportedBy(path, api);
    return names.length === 0 ? [] : [`export { ${names.join(', ')} } from '../${path.replace(/\.ts$/, '.js')}';\n`];
  });
  return `// Written by \`npm run generate\`: every action of the ${api} API that a context declares.\n${lines.join('')}`;
};

/** The registries of declared actions, so that declaring one is enough. */
export const actionRegistries: readonly GeneratedFile[] = (['admin', 'reseller'] as const).map((api) => ({
  path: `${domain}ledger/${api}-actions.generated.ts`,
  content: registryOf(api),
}));
