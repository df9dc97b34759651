import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../../packages/server/src/platform/message-registry.ts';
import { repositoryRoot } from '../paths.mjs';
import { errorNotes } from './error-notes.mjs';
import { generatedNote } from './generated-note.mjs';

const registry = 'packages/server/src/platform/message-registry.ts';
const scriptFolder = 'packages/server/src/features/boot/scripts';

const groups = [
  {
    title: 'What a machine boots, and why',
    about:
      'Shown on the screen of the machine, in its history (`netberth machine show`) and by `netberth machine explain`. The answer is always a script with status 200: iPXE shows it and runs it. `NB10…` (and NB8750, of roll-outs, and NB8975, of waiting) are answers as they should be; `NB11…` (and NB8500, NB9230) are answers that a person should look at.',
    who: 'the screen of the machine; `machine show`; `machine explain`',
    has: (code) => /^NB(1[01]|85|8206|8750|8975|9230)/.test(code),
  },
  {
    title: 'What a script says by itself',
    about: 'These stand in scripts that were sent earlier. The server does not know that they are shown.',
    who: 'the screen of the machine only',
    has: (code) => code.startsWith('NB12'),
  },
  {
    title: 'What installers and file requests get',
    about: 'Plain text with a real HTTP status, so that `curl -f` and iPXE’s `||` notice.',
    who: 'whatever called the URL: an installer, a post-install script, iPXE',
    has: (code) => /^NB(2|80|8205|861[01]|880[01]|8950|9231)/.test(code),
  },
  {
    title: 'What alerts and rules say',
    about: 'Nobody has asked for these: they happen while the server works by itself.',
    who: 'the overview; `event list`, `machine show`, `rule show`; webhooks',
    has: (code) => /^NB(8709|8710|8852)$/.test(code),
    status: 'none: it is no answer',
  },
  {
    title: 'What administrators get',
    about:
      'From the API as `application/problem+json` with the code in `code`; from the command as text on standard error with exit code 1.',
    who: 'the person or program that ran the command',
    has: () => true,
  },
];

/** Every code with its text, who sees it, its status and what to do. */
export function errorsDocument() {
  const entries = [...registryEntries(), ...scriptEntries()].toSorted((a, b) => a.code.localeCompare(b.code));
  return [
    generatedNote(registry),
    '',
    '# Codes',
    '',
    'Whatever Netberth says when something is not simply done has a code. One code is one entry of',
    `[the registry](../${registry}) and one paragraph here. \`{name}\` stands for a value.`,
    '',
    ...groups.flatMap((group) =>
      section(
        group,
        entries.filter(({ code }) => groupOf(code) === group),
      ),
    ),
  ].join('\n');
}

/** The first that has it: administrators get what nobody else does. */
function groupOf(code) {
  return groups.find(({ has }) => has(code));
}

function section(group, entries) {
  return [`## ${group.title}`, '', group.about, '', ...entries.flatMap((one) => entry(one, group))];
}

function entry({ code, key, text, status, wayOut }, group) {
  return [
    `### ${code}`,
    '',
    `> ${text}`,
    '',
    ...(errorNotes[code] ? [errorNotes[code], ''] : []),
    `- Who sees it: ${group.who}`,
    `- HTTP status: ${group.status ?? status}`,
    `- What to do: ${wayOut}`,
    `- In the source: \`${key}\``,
    '',
  ];
}

function registryEntries() {
  return Object.entries(messages).map(([key, message]) => ({ ...message, key }));
}

/** The codes that are written into scripts and are in no registry: `echo Netberth NB1201: …`. */
export function scriptEntries() {
  const folder = join(repositoryRoot, scriptFolder);
  return readdirSync(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/echo Netberth (NB\d{4}): ([^`]+)`/g)].map(
      ([, code, text]) => ({
        code,
        text,
        key: name,
        status: 'none: the script is on the machine already',
        wayOut: scriptWaysOut[code] ?? '',
      }),
    ),
  );
}

export const scriptWaysOut = {
  NB1201:
    'Is the server up, and is there a way to it from this machine? `curl http://SERVER:8080/bootstrap.ipxe` from the same network tells. Then restart the machine.',
  NB1202:
    'Nothing, if it happens once. Again and again: `netberth profile check PROFILE` reads every file, and the log of the server names what could not be read.',
};
