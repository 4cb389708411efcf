import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import swc from '@swc/core';
import { swcOptions } from '../swc-options.mjs';

// What Node is told of modules in tests: TypeScript is stripped by swc, and workspace packages are read from their sources.

const globals = new URL('globals.mjs', import.meta.url).href;

const isTypeScript = (url = '') => url.endsWith('.ts');

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
  if (specifier.startsWith('@org/')) {
    return next(specifier, { ...context, conditions: ['@org/source', ...context.conditions] });
  }
  const isSource = specifier.startsWith('.') && isTypeScript(context.parentURL);
  return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export function load(url, context, next) {
  if (!isTypeScript(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const options = { ...swcOptions, filename, sourceMaps: 'inline' };
  const { code } = swc.transformSync(readFileSync(filename, 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
}
