import { commandList } from '../../packages/api/src/commands/command-list.ts';
import { builtInRoles } from '../../packages/api/src/role.ts';
import { cell, generatedNote } from './generated-note.mjs';

/** docs/roles.md: which built-in role may use which command. */
export function rolesDocument() {
  return `${[
    generatedNote('packages/api/src/role.ts and packages/api/src/commands'),
    '# Roles',
    'Who may do what. A role is a list of permissions, and every command needs exactly one of them. Roles of your own: `netberth role set`. How people come by roles: [access](access.md).',
    table(
      ['role', 'what it is', 'permissions'],
      builtInRoles.map(({ name, summary, permissions }) => [
        `\`${name}\``,
        summary,
        permissions.map((permission) => `\`${permission}\``).join(' '),
      ]),
    ),
    'A cross stands for a role that may use the command.',
    table(
      ['command', 'permission', ...builtInRoles.map(({ name }) => name)],
      commandList.map(({ name, permission, cli }) => [
        `\`${cli.behind ?? name.replaceAll('.', ' ')}\``,
        `\`${permission}\``,
        ...builtInRoles.map((role) => (role.permissions.includes(permission) ? '×' : '')),
      ]),
    ),
  ].join('\n\n')}\n`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
