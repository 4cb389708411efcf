import { integrationTests, unitTests } from '../../jest.preset.mjs';

const roots = ['<rootDir>/src'];

export default { projects: [{ ...unitTests, roots }, { ...integrationTests, roots }] };
