import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'invoice-domain',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts'],
};
