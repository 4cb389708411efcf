import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const inputsOfBundle = async (): Promise<readonly string[]> => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('index.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['@org/source'],
  });
  return Object.keys(metafile.inputs);
};

const packageOf = (input: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

describe('a bundle of the SDK', () => {
  it('holds no server code: neither TypeORM nor Nest nor pg, nor the persistence of the domain', async () => {
    const inputs = await inputsOfBundle();

    expect(
      inputs.filter((input) =>
        /typeorm|@nestjs|\/pg\/|fastify|passport|class-|persistence|\/postgres\/|\/schema\//.test(input),
      ),
    ).toEqual([]);
  });

  it('holds the packages of its pure libraries and no others', async () => {
    const packages = new Set((await inputsOfBundle()).map(packageOf).filter((name) => name !== undefined));

    expect([...packages].sort()).toEqual(['temporal-polyfill', 'temporal-utils']);
  });
});
