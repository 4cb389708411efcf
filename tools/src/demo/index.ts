export { demoCredentials, type DemoManager } from './credentials.js';
export { loadDemoData, type LoadingOptions, type LoadingStep } from './load-demo-data.js';
