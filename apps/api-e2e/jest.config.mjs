import { endToEndTests } from '../../jest.preset.mjs';

export default { projects: [{ ...endToEndTests, roots: ['<rootDir>/src'] }] };
