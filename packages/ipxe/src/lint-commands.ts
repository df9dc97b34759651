import { commandLines } from './command-lines.ts';
import { commandOptions } from './command-options.ts';
import { viewCommands, type CommandView } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import type { LintTarget } from './lint-target.ts';
import type { Script } from './script.ts';

/** Commands that do not exist or that the target lacks, and options they do not have. */
export function lintCommands(script: Script, target: LintTarget): Finding[] {
  return commandLines(script)
    .flatMap(viewCommands)
    .filter((command) => !command.name.includes('${'))
    .flatMap((command) => [...lintName(command, target), ...lintOptions(command)]);
}

function lintName(command: CommandView, target: LintTarget): Finding[] {
  const { name, position } = command;
  if (!commandOptions.has(name)) {
    return [finding('unknown-command', 'error', `"${name}" is not a command of iPXE`, position)];
  }
  if (target[target.platform].commands.has(name)) return [];
  const message = `"${name}" is missing in ${target.title} on ${target.platform}`;
  return [finding('unavailable-command', command.isHandled ? 'warning' : 'error', message, position)];
}

function lintOptions(command: CommandView): Finding[] {
  const { name, unknownOption, valueMissing } = command;
  if (unknownOption !== null) {
    const message = `"${name}" has no option "${unknownOption.text}": iPXE shows its usage instead of running it`;
    return [finding('unknown-option', 'error', message, unknownOption.position)];
  }
  if (valueMissing !== null) {
    const message = `"${valueMissing.text}" of "${name}" has no value: iPXE shows its usage instead of running it`;
    return [finding('missing-option-value', 'error', message, valueMissing.position)];
  }
  return [];
}
