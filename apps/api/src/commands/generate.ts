import { generatedFiles } from '../contract/generated-files.js';
import { bringUpToDate } from './generate/bring-up-to-date.js';

await bringUpToDate(generatedFiles);
process.stdout.write(`All ${generatedFiles.length} generated files are what the declarations say.\n`);
