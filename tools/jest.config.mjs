import { integrationTests, testTimeout, unitTests } from '../jest.preset.mjs';

const roots = ['<rootDir>/src', '<rootDir>/test'];

export default {
  testTimeout,
  projects: [
    { ...unitTests, roots },
    { ...integrationTests, roots },
  ],
};
