import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'bench',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
};
