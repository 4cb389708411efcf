import { adminCommand } from './admin/admin-command.js';
import { runCommand } from './command.js';

await runCommand(adminCommand());
