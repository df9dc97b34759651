import { joinSegments, type ScriptText } from './script-text.ts';
import type { Script } from './script.ts';
import type { Command, CommandLine, Segment, Statement } from './statement.ts';

/**
 * The text of a script: begins with `#!ipxe`, one statement a line, ends with a newline; holes still open.
 *
 * Example: `renderScript(script(ipxe`dhcp`))` is `['#!ipxe\ndhcp\n']`.
 */
export function renderScript(script: Script): ScriptText {
  const lines = script.statements.flatMap((statement) => endLine(renderStatement(statement)));
  return joinSegments(['#!ipxe\n', ...lines]);
}

// A line that ends in a backslash would swallow the next one; before a blank the backslash is only text.
function endLine(line: readonly Segment[]): Segment[] {
  const last = line.at(-1);
  return [...line, typeof last === 'string' && last.endsWith('\\') ? ' \n' : '\n'];
}

function renderStatement(statement: Statement): Segment[] {
  switch (statement.kind) {
    case 'command':
      return renderCommandLine(statement);
    case 'label':
      return [`:${statement.name}`];
    case 'comment':
      return [statement.text === '' ? '#' : `# ${statement.text}`];
    case 'blank':
      return [];
  }
}

function renderCommandLine(line: CommandLine): Segment[] {
  const words = line.commands.flatMap(renderCommand);
  if (line.remark !== undefined) words.push([`# ${line.remark}`]);
  return words.flatMap((word, index) => (index === 0 ? word : [' ', ...word]));
}

function renderCommand(command: Command): (readonly Segment[])[] {
  const words = command.words.map((word) => word.segments);
  return command.operator === null ? words : [[command.operator], ...words];
}
