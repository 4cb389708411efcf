import { registryFiles } from '../contract/registries.js';
import { bringUpToDate } from './generate/bring-up-to-date.js';

await bringUpToDate(registryFiles);
