import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'kernel',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts'],
};
