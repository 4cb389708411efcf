import { describe, expect, it } from '@jest/globals';
import { builtInMappings, ingestTables, parseMapping } from '@org/invoice-domain/persistence';
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../../../../../docs/mappings.md', import.meta.url), 'utf8');

const examples = Array.from(text.matchAll(/```yaml\n(.*?)```/gs), ([, example]) => example ?? '');

describe('docs/mappings.md', () => {
  it.each(examples)('has an example that is a mapping: %#', (example) => {
    expect(() => parseMapping(example, ingestTables.cdrs)).not.toThrow();
  });

  it('has several of them', () => {
    expect(examples.length).toBeGreaterThan(2);
  });

  it('names every built-in mapping', () => {
    const named = Array.from(text.matchAll(/^\| `([\w-]+)` +\|[^|]*\|[^|]*\|$/gm), ([, name]) => name);
    expect(named).toEqual(expect.arrayContaining([...builtInMappings.keys()]));
  });
});
