export { demoCredentials, type DemoManager } from './credentials.js';
export { fixedYear } from './fixed-year.js';
export { loadDemoData, type LoadedWorld, type LoadingOptions, type LoadingStep } from './load-demo-data.js';
