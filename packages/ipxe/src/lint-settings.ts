import { commandLines } from './command-lines.ts';
import { viewCommands, viewWord, type CommandView, type ViewedWord } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import { isKnownSetting, splitSettingName } from './known-settings.ts';
import type { LintTarget } from './lint-target.ts';
import type { Position } from './position.ts';
import type { Script } from './script.ts';
import { settingReferences, type SettingReference } from './setting-references.ts';
import { settingTypes } from './setting-type.ts';

const typeNames: ReadonlySet<string> = new Set(settingTypes);
const writers = new Set(['set', 'read', 'choose', 'inc', 'cpuid', 'pciscan', 'usbscan', 'clear']);

/** References that are never closed, to settings nobody sets, or in a format that does not exist. */
export function lintSettings(script: Script, target: LintTarget): Finding[] {
  const lines = commandLines(script);
  const own = new Set([...(target.settings ?? []), ...lines.flatMap(viewCommands).flatMap(writtenSettings)]);
  const asked = lines.flatMap((line) => line.commands).flatMap((command) => command.words.map(viewWord));
  return asked.flatMap((word) => lintWord(word, own));
}

// Items of a form become settings too, when `present` shows it (src/hci/commands/dynui_cmd.c).
function writtenSettings(command: CommandView): string[] {
  const stored = command.options.flatMap((each) => (each.long === 'set' ? (each.value?.text ?? []) : []));
  const first = command.args[0]?.text;
  const written =
    first !== undefined && (writers.has(command.name) || command.name === 'item') ? [first] : [];
  return [...stored, ...written].flatMap((name) => {
    const [bare = ''] = name.split(':');
    return [bare, splitSettingName(bare)[1]];
  });
}

function lintWord(word: ViewedWord, own: ReadonlySet<string>): Finding[] {
  const { references, unterminatedAt } = settingReferences(word.text);
  const findings = references.flatMap((reference) => lintReference(reference, word, own));
  if (unterminatedAt === null) return findings;
  const message = `"${word.text.slice(unterminatedAt)}" has no "}" in the same word: iPXE leaves it as text`;
  return [...findings, finding('unterminated-expansion', 'error', message, within(word, unterminatedAt))];
}

function lintReference(reference: SettingReference, word: ViewedWord, own: ReadonlySet<string>): Finding[] {
  const { name, index } = reference;
  if (name === null || name === '') return [];
  const [bare = '', ...formats] = name.split(':');
  const place = within(word, index);
  const format = formats.join(':');
  const findings: Finding[] = [];
  if (formats.length > 0 && !typeNames.has(format)) {
    const message = `"\${${name}}" asks for the unknown format "${format}": iPXE puts nothing there`;
    findings.push(finding('unknown-encoding', 'error', message, place));
  }
  if (!own.has(bare) && !own.has(splitSettingName(bare)[1]) && !isKnownSetting(bare)) {
    const message = `"${bare}" is not a setting of iPXE, and this script does not set it`;
    findings.push(finding('unknown-setting', 'warning', message, place));
  }
  return findings;
}

function within(word: ViewedWord, index: number): Position | undefined {
  const { position } = word;
  return position === undefined ? undefined : { line: position.line, column: position.column + index };
}
