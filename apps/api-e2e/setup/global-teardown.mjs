import { stopTestCluster } from '../../../tools/jest/test-cluster.mjs';
import { removePrograms } from './bundle-programs.mjs';

export default async function cleanUp() {
  await stopTestCluster();
  await removePrograms(process.env.PROGRAMS_FOLDER);
}
