import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'sdk',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts'],
};
