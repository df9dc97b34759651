import { blankText } from './blank-text.mjs';
import { isTypeScript, lineAt } from './project-files.mjs';

// Written in pieces, so that this file does not contain what it forbids.
const dot = String.raw`\.`;
const registries = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['(?:deb|security|httpredir|snapshot|archive|ftp\\.[a-z]{2})', 'debian', 'org'],
].map((names) => names.join(dot));
const machineFolders = ['work', 'root'].join('|');

const rules = [
  {
    pattern: new RegExp(String.raw`(?<![\w.-])(?:${registries.join('|')})\b`, 'g'),
    message: (found) =>
      `"${found}" is the host of a package registry: leave it to the machine's own configuration`,
  },
  {
    pattern: new RegExp(String.raw`(?<![\w.@}$*-])/(?:${machineFolders})/`, 'g'),
    message: (found) =>
      `"${found}" is a path of one machine: build it from the repository's root, or take it as an argument`,
  },
  {
    pattern: /^(?:<{7}|>{7}) .*/gm,
    message: (found) => `"${found}" is left over from a merge: take one side, or both`,
  },
];

/** What no file of the project may contain. */
export function checkText(files) {
  return files.flatMap((file) =>
    rules.flatMap((rule) =>
      [...file.text.matchAll(rule.pattern)].map((match) => ({
        path: file.path,
        line: lineAt(file.text, match.index),
        message: rule.message(match[0]),
      })),
    ),
  );
}

/** A `catch` with nothing in it, comments apart, makes "broken" look like "absent". */
export function checkEmptyCatch(files) {
  return files
    .filter((file) => isTypeScript(file) || file.path.endsWith('.mjs'))
    .flatMap((file) => {
      const code = blankText(file.text);
      return [...code.matchAll(/\bcatch\s*(?:\([^)]*\)\s*)?\{\s*\}/g)].map((match) => ({
        path: file.path,
        line: lineAt(code, match.index),
        message: 'this catch does nothing: catch the one error that is expected, and throw every other',
      }));
    });
}
