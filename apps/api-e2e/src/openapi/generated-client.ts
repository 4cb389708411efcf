import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DescribedApi } from './described-api.js';
import { runPackage, runScript, type Outcome } from './programs.js';

/** Below the workspace, so that what is generated finds the packages it imports. */
const temporary = fileURLToPath(new URL('../../../../tmp/', import.meta.url));

const settings = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: ['node'],
    skipLibCheck: true,
    module: 'nodenext',
    rootDir: '.',
    outDir: 'out',
  },
  files: ['client.ts'],
};

/** A client program: one request per list, of minimal page size. */
const program = (api: DescribedApi): string => `
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

const { BASE_URL = '', HEADERS = '{}', KNOWN = '{}' } = process.env;
const known = JSON.parse(KNOWN) as { reseller_id: string; account_id: string };
const client = createClient<paths>({
  baseUrl: BASE_URL,
  headers: JSON.parse(HEADERS) as Record<string, string>,
  querySerializer: { array: { style: 'form', explode: false } },
});

const answers: Record<string, number> = {};
${api.listPaths.map((path) => request(api, path)).join('\n')}

// @ts-expect-error -- a path that is not described does not compile
await client.GET('/nothing', {}).catch(() => undefined);

console.log(JSON.stringify(answers));
`;

const request = (api: DescribedApi, path: string): string => {
  const type = api.schemaOf(path).replace('.list', '');
  const query = Object.entries({ 'page[size]': '1', sort: "['-id']", [`fields[${type}]`]: '[]' })
    .filter(([name]) => api.takes(path, name))
    .map(([name, value]) => `'${name}': ${value}`);
  return `{
  const { data, response } = await client.GET('${path}', {
    params: { ${path.includes('{') ? 'path: known, ' : ''}query: { ${query.join(', ')} } },
  });
  const types: readonly '${type}'[] = data?.data.map(({ type }) => type) ?? [];
  answers['${path}'] = types.every((type) => type === '${type}') ? response.status : 0;
}`;
};

/** A program that reads every list of an API through types made from its description. */
export class GeneratedClient {
  private constructor(
    private readonly directory: string,
    private readonly compiled: Outcome,
  ) {}

  static async of(api: DescribedApi): Promise<GeneratedClient> {
    await mkdir(temporary, { recursive: true });
    const directory = await mkdtemp(join(temporary, 'generated-client-'));
    const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);
    await write('api.json', api.text);
    await write('client.ts', program(api));
    await write('tsconfig.json', JSON.stringify(settings));
    await write('package.json', JSON.stringify({ type: 'module' }));
    const generated = await runPackage('openapi-typescript', [
      join(directory, 'api.json'),
      '-o',
      join(directory, 'api.ts'),
    ]);
    if (!generated.succeeded) throw new Error(generated.output);
    return new GeneratedClient(directory, await runPackage('typescript', ['-p', directory]));
  }

  /** Diagnostics of the compiler. */
  get diagnostics(): string {
    return this.compiled.output;
  }

  /** The status of the answer by path. */
  async run(environment: Readonly<Record<string, string>>): Promise<Readonly<Record<string, number>>> {
    const { succeeded, output } = await runScript(join(this.directory, 'out', 'client.js'), [], environment);
    if (!succeeded) throw new Error(output);
    return JSON.parse(output) as Readonly<Record<string, number>>;
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
