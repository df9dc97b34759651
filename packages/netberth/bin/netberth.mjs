#!/usr/bin/env node
// The installed command. Plain JavaScript, so that an older Node can still say what is wrong.
import { existsSync } from 'node:fs';

const wantedNode = 24;

if (Number(process.versions.node.split('.')[0]) < wantedNode) {
  console.error(
    `netberth: cannot start on Node ${process.versions.node} (${process.execPath}): Node ${wantedNode} or later is needed.\n` +
      `Install it from https://nodejs.org/, or beside the system's own with \`npm install --global node@${wantedNode}\`; then run netberth again.`,
  );
  process.exit(1);
}

// `npm pack` bundles the sources; a clone runs them as they are.
const packed = new URL('../packed/netberth.mjs', import.meta.url);
await import(existsSync(packed) ? packed.href : './program.mjs');
