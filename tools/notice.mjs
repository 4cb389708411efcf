import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();
const { noticeText, shippedPackages, shippedWorkspaces } = await import('./notice/index.mjs');
writeFileSync(join(root, 'NOTICE'), noticeText(shippedPackages(root, shippedWorkspaces)));
