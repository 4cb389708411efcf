import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'json-api',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts'],
};
