import { unitTests } from '../../jest.preset.mjs';

export default { projects: [{ ...unitTests, roots: ['<rootDir>/src', '<rootDir>/test'] }] };
