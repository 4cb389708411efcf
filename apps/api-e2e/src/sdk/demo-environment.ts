import { demoCredentials } from '@org/tools/demo';
import type { DemoWorld } from '../support/demo-world.js';

/** Environment of the SDK's examples. */
export const demoEnvironment = ({ origin }: DemoWorld): Readonly<Record<string, string>> => ({
  ORG_INVOICES_URL: origin,
  ORG_INVOICES_USERNAME: demoCredentials.admin.username,
  ORG_INVOICES_PASSWORD: demoCredentials.admin.password,
  ORG_INVOICES_TOKEN: demoCredentials.resellerToken,
});
