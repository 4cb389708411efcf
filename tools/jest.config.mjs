import preset from '../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'tools',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.spec.mjs'],
};
