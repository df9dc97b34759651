import { writeSync } from 'node:fs';
import { lockDataFolder } from '../../src/database/data-folder-lock.ts';

/** A program that holds a data folder until it is killed: `node hold-data-folder.ts FOLDER`. */
await lockDataFolder(process.argv[2] ?? '');
writeSync(1, 'locked\n');
setInterval(() => undefined, 60_000);
