/** Milliseconds for a test, generous because machines are busy. Jest takes it from a run, not from the projects of one. */
export const testTimeout = 30_000;

const here = import.meta.dirname;

/** Test files are modules of Node's own, which loads what they import once: docs/adr/0032-the-test-run.md. */
const preset = {
  testRunner: `${here}/tools/jest/test-runner.mjs`,
  testEnvironment: 'node',
  transform: {},
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

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

/** Tests of built programs that take minutes, and the machine for themselves. */
export const ordeals = { ...preset, displayName: 'ordeal', testMatch: ['**/*.ordeal-spec.ts'] };
