export { adminExposures, resellerExposures } from './exposures.js';
export { adminRegistry, resellerRegistry } from './registries.js';
