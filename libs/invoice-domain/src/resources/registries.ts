import { Registry } from '@org/json-api';
import { adminDialect, resellerDialect } from '../dialects/index.js';
import { adminWrites } from './admin-writes.js';
import { adminExposures, resellerExposures } from './exposures.js';

export const adminRegistry = new Registry(adminDialect, Object.values(adminExposures), Object.values(adminWrites));
export const resellerRegistry = new Registry(resellerDialect, Object.values(resellerExposures));
