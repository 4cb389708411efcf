import { startTestCluster } from '../../../tools/jest/test-cluster.mjs';
import { bundlePrograms } from './bundle-programs.mjs';

/** What all test files of a run share: a PostgreSQL cluster, and the built programs. The workers inherit where they are. */
export default async function prepare() {
  process.env.PROGRAMS_FOLDER = await bundlePrograms();
  await startTestCluster();
}
