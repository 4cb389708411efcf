import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from './generated-files.js';
import { committedText, isCurrent } from './generated-text.js';

const root = new URL('../../../../', import.meta.url);

describe('a generated file', () => {
  it.each(generatedFiles.map((file) => [file.path, file] as const))(
    'is committed as declared: %s',
    async (path, file) => {
      const verdict = (await isCurrent(file, await committedText(file)))
        ? `${path} is current`
        : `${path} is not what the declarations say: npm run generate`;
      expect(verdict).toBe(`${path} is current`);
    },
  );

  it('is every one below openapi', () => {
    const committed = readdirSync(new URL('openapi', root)).map((name) => `openapi/${name}`);
    const generated = generatedFiles.map(({ path }) => path).filter((path) => path.startsWith('openapi/'));
    expect(committed.sort()).toEqual(generated.sort());
  });

  it('is every document with generated parts', () => {
    const documents = readdirSync(new URL('docs', root), { recursive: true, encoding: 'utf8' })
      .map((name) => `docs/${name}`)
      .filter((path) => path.endsWith('.md') && !path.startsWith('docs/adr/'));
    const withParts = documents.filter((path) => readFileSync(new URL(path, root), 'utf8').includes('<!-- generated:'));
    const generated = generatedFiles.map(({ path }) => path).filter((path) => path.startsWith('docs/'));
    expect(withParts.sort()).toEqual(generated.sort());
  });
});
