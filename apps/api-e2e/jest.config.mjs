import { endToEndTests, ordeals, testTimeout } from '../../jest.preset.mjs';

const shared = {
  globalSetup: '<rootDir>/setup/global-setup.mjs',
  globalTeardown: '<rootDir>/setup/global-teardown.mjs',
};

export default {
  testTimeout: 4 * testTimeout,
  projects: [
    { ...endToEndTests, ...shared, roots: ['<rootDir>/src'] },
    { ...ordeals, ...shared, roots: ['<rootDir>/src/ordeal'] },
  ],
};
