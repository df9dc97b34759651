// The documents say what is: what they name exists, and what is drawn from the code is as the code says.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commandList } from '../packages/api/src/commands/command-list.ts';
import { machineStates } from '../packages/api/src/machine.ts';
import { readConfig } from '../packages/server/src/config/read-config.ts';
import { settingFlags } from '../packages/server/src/config/settings.ts';
import { transitions } from '../packages/server/src/features/provisioning/next-state.ts';
import { offeredDefinitions as offered } from '../packages/netberth/src/offered-definitions.ts';
import { messages } from '../packages/server/src/platform/message-registry.ts';
import { readProjectFiles } from './architecture/project-files.mjs';
import { catalogueSchema } from './docs/catalogue-schema.mjs';
import { commandLineDocument } from './docs/command-line-document.mjs';
import { configurationSchema } from './docs/configuration-schema.mjs';
import { errorNotes } from './docs/error-notes.mjs';
import { errorsDocument, scriptEntries, scriptWaysOut } from './docs/errors-document.mjs';
import { eventParagraphs, machineStatesDocument, stateParagraphs } from './docs/machine-states-document.mjs';
import { rolesDocument } from './docs/roles-document.mjs';
import { rulesDocument } from './docs/rules-document.mjs';
import { settingsDocument } from './docs/settings-document.mjs';
import { repositoryRoot } from './paths.mjs';
import { singularOf } from '../packages/netberth/src/command-line/flag-name.ts';

const read = (path) => readFileSync(join(repositoryRoot, path), 'utf8');
const inDocs = readdirSync(join(repositoryRoot, 'docs'), { encoding: 'utf8', recursive: true })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const documents = ['README.md', 'ARCHITECTURE.md', ...inDocs].map((path) => ({ path, text: read(path) }));
const registryCodes = Object.values(messages).map(({ code }) => code);
const scriptCodes = scriptEntries().map(({ code }) => code);

test.each([
  ['docs/catalogue.schema.json', catalogueSchema],
  ['docs/command-line.md', commandLineDocument],
  ['docs/configuration.schema.json', configurationSchema],
  ['docs/errors.md', errorsDocument],
  ['docs/machine-states.md', machineStatesDocument],
  ['docs/roles.md', rolesDocument],
  ['docs/rules.md', rulesDocument],
  ['docs/settings.md', settingsDocument],
])('%s is as the code says (else: node scripts/make-docs.mjs --write)', (path, make) => {
  expect(read(path)).toBe(make());
});

test('every code has one paragraph, and every paragraph a code', () => {
  const headings = [...read('docs/errors.md').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(new Set(headings)).toEqual(new Set([...registryCodes, ...scriptCodes]));
  expect(headings.length).toBe(registryCodes.length + scriptCodes.length);
  expect(new Set(registryCodes).size).toBe(registryCodes.length);
});

test('a code that stands in a script only is said in one place, and says what to do', () => {
  expect(scriptCodes.toSorted()).toEqual(Object.keys(scriptWaysOut).toSorted());
});

test('notes are about codes that there are', () => {
  const known = [...registryCodes, ...scriptCodes];
  expect(Object.keys(errorNotes).filter((code) => !known.includes(code))).toEqual([]);
});

test('every state and every event has its paragraph', () => {
  expect(Object.keys(stateParagraphs)).toEqual([...machineStates]);
  expect(Object.keys(transitions)).toEqual([...machineStates]);
  const events = new Set(Object.values(transitions).flatMap((targets) => Object.keys(targets)));
  expect(Object.keys(eventParagraphs).toSorted()).toEqual([...events].toSorted());
});

test('the settings file of the document is what the server has by itself', () => {
  const [, text] = /```yaml\n([\s\S]*?)```/.exec(read('docs/settings.md')) ?? [];
  const ofFile = readConfig({ file: { path: 'netberth.yaml', text }, environment: {}, flags: {} });
  const byItself = readConfig({ environment: {}, flags: {} });
  expect({ ...ofFile.config, given: {} }).toEqual(byItself.config);
});

test.each(documents)('the links of $path lead somewhere', ({ path, text }) => {
  const dead = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^https?:/.test(target) && !isThere(path, target));
  expect(dead).toEqual([]);
});

test('docs/README.md leads to every page, over others if need be', () => {
  const reached = new Set(['docs/README.md']);
  for (const path of reached)
    for (const [, target] of read(path).matchAll(/\]\(([^)\s#]+\.md)(?:#[^)\s]*)?\)/g))
      if (!/^https?:/.test(target)) reached.add(join(dirname(path), target));
  const pages = inDocs.filter((path) => !path.startsWith('docs/decisions/'));
  expect(pages.filter((path) => !reached.has(path))).toEqual([]);
});

function isThere(from, target) {
  const [file, anchor] = target.split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(repositoryRoot, path))) return false;
  return anchor === undefined || anchorsOf(read(path)).includes(anchor);
}

/** As GitHub makes them: small letters, no punctuation, hyphens for blanks. */
function anchorsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(documents)('the files that $path names in its text are there', ({ text }) => {
  const named = [...text.matchAll(/`((?:packages|scripts|docs|e2e|bench)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  );
  expect(named.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
});

test.each(documents)('the codes that $path names are in docs/errors.md', ({ text }) => {
  const named = [...text.matchAll(/\bNB\d{4}\b/g)].map(([code]) => code);
  expect(named.filter((code) => ![...registryCodes, ...scriptCodes].includes(code))).toEqual([]);
});

/** Drawn from the definitions themselves, whose examples have a test of their own. */
const written = documents.filter(({ path }) => path !== 'docs/command-line.md');

test.each(written)('the commands that $path shows can be run', ({ text }) => {
  const wrong = [...text.matchAll(/\bnetberth ([a-z]+) ([a-z]+(?:-[a-z]+)*)((?: [^`\n|;]*)?)/g)].flatMap(
    ([line, noun, verb, rest]) => {
      const [third = ''] = rest.trim().split(' ');
      const names = [`${noun}.${verb}`, `${noun}.${verb}.${third}`];
      const found = offered.find(({ name }) => names.includes(name));
      if (found === undefined) return [line];
      const flags = [...upToSentence(rest).matchAll(/ --([a-z-]+)/g)].map(([, flag]) => flag);
      const ofMany = commandList.find(({ cli }) => cli.bulkOf === `${noun} ${verb}`);
      const fields = Object.keys({ ...found.input.shape, ...ofMany?.input.shape });
      const known = [...fields.flatMap(flagsOf), 'json', 'data', 'server', 'token', 'ca', 'fingerprint'];
      // What else such a verb takes depends on the catalogue.
      const isOpen = found.cli.otherFlags !== undefined;
      return isOpen || flags.every((flag) => known.includes(flag)) ? [] : [line];
    },
  );
  expect(wrong).toEqual([]);
});

const upToSentence = (text) => text.split(/[.,:;] /, 1)[0];
/** A list may also be given one by one. */
const flagsOf = (field) => [field, singularOf(field) ?? field].map(asFlag);
const asFlag = (field) => field.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

test.each(documents)('the npm scripts and settings that $path names are there', ({ text }) => {
  const { scripts } = JSON.parse(read('package.json'));
  const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
  expect(run.filter((name) => scripts[name] === undefined)).toEqual([]);
  const variables = [...text.matchAll(/NETBERTH_[A-Z_]+/g)].map(([name]) => name);
  const ofTheCommand = ['CONFIG', 'SERVER', 'TOKEN', 'CA', 'FINGERPRINT'].map((name) => `NETBERTH_${name}`);
  const ofTheHook = ['CHANNEL', 'VERSION', 'URLS'].map((name) => `NETBERTH_${name}`);
  const ofTheTests = ['NETBERTH_TEST_MSSQL_URL'];
  const named = [...ofTheCommand, ...ofTheHook, ...ofTheTests];
  const known = [...settingFlags.map(({ variable }) => variable), ...named];
  expect(variables.filter((name) => !known.includes(name))).toEqual([]);
});

test('README names every npm script, and ARCHITECTURE every feature and package', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const readme = read('README.md');
  const named = Object.keys(scripts).filter(
    (name) => readme.includes(`| \`npm run ${name}\` |`) || readme.includes(`| \`npm ${name}\` |`),
  );
  expect(named).toEqual(Object.keys(scripts));
  const architecture = read('ARCHITECTURE.md');
  const features = folders('packages/server/src/features').filter(
    (name) => !architecture.includes(`\`${name}\``),
  );
  const packages = folders('packages').filter((name) => !architecture.includes(`\`packages/${name}\``));
  expect([...features, ...packages]).toEqual([]);
});

test('every file that ARCHITECTURE names is there', () => {
  const paths = readProjectFiles(repositoryRoot).map(({ path }) => `/${path}`);
  const named = [...read('ARCHITECTURE.md').matchAll(/`([\w./-]+\.(?:ts|mjs))`/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !paths.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
});

/** Folders with something in them: git keeps no others. */
function folders(path) {
  return readdirSync(join(repositoryRoot, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(repositoryRoot, path, entry.name)).length > 0)
    .map(({ name }) => name);
}

test('each decision has a number of its own, and tells context, decision and consequences', () => {
  const names = inDocs.filter((path) => path.startsWith('docs/decisions/')).toSorted();
  const numbers = names.map((path) => /\/(\d{4})-[^/]+\.md$/.exec(path)?.[1]);
  expect(new Set(numbers).size).toBe(names.length);
  names.forEach((path, index) => {
    const number = numbers[index];
    const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
    expect(headings[0]).toMatch(new RegExp(`^${number}: `));
    expect(headings.slice(1)).toEqual(['Context', 'Decision', 'Consequences']);
  });
});
