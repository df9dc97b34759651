// `node scripts/make-docs.mjs --write|--check`: the documents that are drawn from the code. Needs Node 24.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueSchema } from './docs/catalogue-schema.mjs';
import { commandLineDocument } from './docs/command-line-document.mjs';
import { configurationSchema } from './docs/configuration-schema.mjs';
import { errorsDocument } from './docs/errors-document.mjs';
import { machineStatesDocument } from './docs/machine-states-document.mjs';
import { rolesDocument } from './docs/roles-document.mjs';
import { rulesDocument } from './docs/rules-document.mjs';
import { settingsDocument } from './docs/settings-document.mjs';
import { repositoryRoot } from './paths.mjs';

const documents = {
  'docs/catalogue.schema.json': catalogueSchema,
  'docs/command-line.md': commandLineDocument,
  'docs/configuration.schema.json': configurationSchema,
  'docs/errors.md': errorsDocument,
  'docs/machine-states.md': machineStatesDocument,
  'docs/roles.md': rolesDocument,
  'docs/rules.md': rulesDocument,
  'docs/settings.md': settingsDocument,
};

const [mode, ...rest] = process.argv.slice(2);
if (!['--write', '--check'].includes(mode) || rest.length > 0) {
  console.error('Usage: node scripts/make-docs.mjs --write|--check');
  process.exitCode = 2;
} else {
  const stale = Object.entries(documents).filter(([path, make]) => isStale(path, make()));
  if (mode === '--write') for (const [path, make] of stale) writeFileSync(join(repositoryRoot, path), make());
  report(stale.map(([path]) => path));
}

function isStale(path, text) {
  try {
    return readFileSync(join(repositoryRoot, path), 'utf8') !== text;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return true;
  }
}

function report(stale) {
  if (mode === '--write')
    console.log(stale.length === 0 ? 'Nothing to write.' : `Written: ${stale.join(', ')}`);
  else if (stale.length > 0) {
    console.error(`Not as the code says: ${stale.join(', ')}. Run \`node scripts/make-docs.mjs --write\`.`);
    process.exitCode = 1;
  }
}
