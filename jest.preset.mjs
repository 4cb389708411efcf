import { swcOptions } from './tools/swc-options.mjs';

/** What every project's jest.config.mjs starts from: ES modules, TypeScript stripped by swc, workspace packages read from their sources. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@org/source', 'node'] },
  // Generous: what a test waits for is told by the test, and machines are busy.
  testTimeout: 30_000,
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
