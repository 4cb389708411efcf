import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import { contexts } from './tools/lint/contexts.mjs';

/** One line per tag: what a project may import from, and which packages it must not know. See docs/adr/0001. */
const rule = (sourceTag, onlyDependOnLibsWithTags, bannedExternalImports = []) => ({
  sourceTag,
  onlyDependOnLibsWithTags,
  bannedExternalImports,
});

const boundaries = [
  rule('type:kernel', ['type:kernel'], ['@nestjs/*', 'typeorm', 'pg', 'class-*', 'fastify', 'passport*']),
  rule(
    'type:protocol',
    ['type:kernel', 'type:protocol'],
    ['@nestjs/*', 'typeorm', 'pg', 'class-*', 'fastify', 'passport*'],
  ),
  rule(
    'type:domain',
    ['type:kernel', 'type:protocol', 'type:domain'],
    ['@nestjs/*', 'class-*', 'fastify', 'passport*'],
  ),
  rule(
    'type:client',
    ['type:kernel', 'type:protocol', 'type:domain', 'type:client'],
    ['@nestjs/*', 'typeorm', 'pg', 'class-*', 'fastify', 'passport*'],
  ),
  rule('type:tool', ['type:kernel', 'type:domain', 'type:client', 'type:tool'], ['@nestjs/*', 'fastify', 'passport*']),
  // The bare server that the application is compared with is to know no framework.
  rule('type:bench', ['type:kernel', 'type:domain', 'type:client', 'type:tool'], ['@nestjs/*', 'fastify', 'passport*']),
  rule('type:app', ['type:kernel', 'type:protocol', 'type:domain', 'type:tool', 'type:app']),
  rule(
    'type:e2e',
    ['type:kernel', 'type:protocol', 'type:domain', 'type:client', 'type:tool', 'type:e2e'],
    ['@nestjs/*'],
  ),
];

const never = (group, message) => ({ group, message });

const persistence = never(
  ['@org/invoice-domain/persistence', '@org/invoice-domain/entities', '**/postgres/**', '**/schema/**'],
  'Storage is the application’s to wire: only apps and tools know persistence.',
);
const storage = never(['typeorm', 'typeorm/*', 'pg'], 'This code is pure: it knows no database.');

const web = never(['@nestjs/*', 'fastify', '@fastify/*'], 'A use case knows no HTTP.');
const problems = {
  ...never(['@org/json-api'], 'The domain fails in its own words; the application makes a problem of it.'),
  importNames: ['RequestProblem'],
};

const restricted = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const domain = (glob) => `libs/invoice-domain/src/${glob}`;

/** Per context: its use cases know neither storage nor HTTP, and nothing in it imports upwards. Tests may use everything. */
const contextRules = contexts.flatMap(({ folder, forbidden }) => {
  const upwards = never(
    forbidden.map((other) => `**/${other}/**`),
    `${folder}/ may not use this context: docs/adr/0028-contexts.md.`,
  );
  const ignores = ['**/*.{spec,int-spec}.ts', '**/testing/**'];
  return [
    {
      files: [domain(`${folder}/**/*.ts`)],
      ignores,
      rules: restricted(persistence, storage, web, problems, upwards),
    },
    {
      files: [domain(folder === 'schema' ? 'schema/**/*.ts' : `${folder}/**/postgres/**/*.ts`)],
      ignores,
      // Whoever reads answers in problems of JSON:API at once (docs/adr/0016).
      rules: restricted(web, ...(folder === 'reading' ? [] : [problems]), upwards),
    },
  ];
});

export default tseslint.config(
  // Consumers see the packed SDK, which exists only where they are compiled: in a test.
  { ignores: ['**/dist/', '**/tmp/', '.nx/', '.data/', 'tools/lint/canary/', 'apps/api-e2e/consumers/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: true, banTransitiveDependencies: true, depConstraints: boundaries },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // A type parameter that only brands a result is used once.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Options of Nest are declared as classes and given as literals everywhere.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only programs, program/ and config/ know the process.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'A closed set is a const tuple and a union.' },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The time comes from an injected Clock.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'The time comes from an injected Clock.',
        },
      ],
    },
  },
  { files: ['libs/*/src/**/*.ts'], rules: restricted(persistence) },
  {
    files: [domain('**/*.ts')],
    rules: restricted(persistence, storage),
  },
  {
    files: [domain('{persistence,entities}.ts'), domain('schema/**/*.ts'), domain('**/{postgres,testing}/**/*.ts')],
    rules: restricted(),
  },
  ...contextRules,
  {
    files: [domain('model/**/*.ts')],
    rules: restricted(
      persistence,
      storage,
      never(['@org/json-api', '../*'], 'The model imports nothing but the kernel.'),
    ),
  },
  {
    files: [
      'apps/api/src/{main,worker}.ts',
      'apps/api/src/commands/**/*.ts',
      'apps/api/src/{config,program}/**/*.ts',
      'tools/**/*.ts',
      'apps/bench/**/*.ts',
      'apps/api-e2e/**/*.ts',
      '**/testing/**/*.ts',
    ],
    rules: { 'no-restricted-globals': 'off' },
  },
  // As long as what is declared.
  { files: ['**/*.generated.ts'], rules: { 'max-lines': 'off' } },
  {
    // Nest builds modules and guards from classes that hold nothing but decorators.
    files: ['apps/api/src/**/*.module.ts'],
    rules: { '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    files: ['**/*.{spec,int-spec,e2e-spec}.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/valid-expect': 'error',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*'] }],
      'no-restricted-globals': 'off',
      // A table of the specification is as long as the specification.
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  prettier,
);
