import { testTimeout, unitTests } from '../../jest.preset.mjs';

export default { testTimeout, projects: [{ ...unitTests, roots: ['<rootDir>/src'] }] };
