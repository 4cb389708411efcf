import preset from '../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'tools',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  globalSetup: '<rootDir>/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/jest/global-teardown.mjs',
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.spec.mjs'],
};
