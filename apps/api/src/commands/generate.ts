import { writeFile } from 'node:fs/promises';
import { generatedFiles } from '../contract/generated-files.js';
import { committedText, generatedText, isCurrent, pathOf } from '../contract/generated-text.js';

for (const file of generatedFiles) {
  const committed = await committedText(file);
  if (await isCurrent(file, committed)) continue;
  await writeFile(pathOf(file), await generatedText(file, committed));
  process.stdout.write(`${file.path} is written.\n`);
}
process.stdout.write(`All ${generatedFiles.length} generated files are what the declarations say.\n`);
