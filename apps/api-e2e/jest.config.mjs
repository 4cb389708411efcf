import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'api-e2e',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.e2e-spec.ts'],
  testTimeout: 120_000,
  globalSetup: '<rootDir>/../../tools/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/../../tools/jest/global-teardown.mjs',
};
