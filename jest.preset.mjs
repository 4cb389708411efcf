import { swcOptions } from './tools/swc-options.mjs';

/** Milliseconds for a test, generous because machines are busy. Jest takes it from a run, not from the projects of one. */
export const testTimeout = 30_000;

/** ES modules, TypeScript stripped by swc, workspace packages read from their sources. */
const preset = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@org/source', 'node'] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

const here = import.meta.dirname;

/** A PostgreSQL cluster for all test files of a run. */
const cluster = {
  globalSetup: `${here}/tools/jest/global-setup.mjs`,
  globalTeardown: `${here}/tools/jest/global-teardown.mjs`,
};

/** Tests that touch nothing but the code. */
export const unitTests = { ...preset, displayName: 'unit', testMatch: ['**/*.spec.ts', '**/*.spec.mjs'] };

/** Tests of the code and PostgreSQL together. */
export const integrationTests = { ...preset, ...cluster, displayName: 'integration', testMatch: ['**/*.int-spec.ts'] };

/** Tests of built programs, by what they do. */
export const endToEndTests = {
  ...preset,
  displayName: 'e2e',
  testMatch: ['**/*.e2e-spec.ts'],
};
