import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'api-e2e',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts'],
};
