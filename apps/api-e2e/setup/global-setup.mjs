import { startTestCluster } from '../../../tools/jest/test-cluster.mjs';
import { bundlePrograms } from './bundle-programs.mjs';

/** Starts a PostgreSQL cluster and bundles the programs, for all test files of a run. The workers inherit where they are. */
export default async function prepare() {
  process.env.PROGRAMS_FOLDER = await bundlePrograms();
  await startTestCluster();
}
