import { writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../contract/generated-file.js';
import { committedText, generatedText, isCurrent, pathOf } from '../../contract/generated-text.js';

/** Writes those of the files that are not what the declarations say, and names each on standard output. */
export const bringUpToDate = async (files: readonly GeneratedFile[]): Promise<void> => {
  for (const file of files) {
    const committed = await committedText(file);
    if (await isCurrent(file, committed)) continue;
    await writeFile(pathOf(file), await generatedText(file, committed));
    process.stdout.write(`${file.path} is written.\n`);
  }
};
