import { endToEndTests, testTimeout } from '../../jest.preset.mjs';

export default { testTimeout: 4 * testTimeout, projects: [{ ...endToEndTests, roots: ['<rootDir>/src'] }] };
