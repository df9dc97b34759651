import { settingFlags } from '../../packages/server/src/config/settings.ts';
import { settingGroups } from '../../packages/server/src/config/setting.ts';
import { cell, generatedNote } from './generated-note.mjs';

const registry = 'packages/server/src/config/settings.ts';

/** Every setting in its three spellings. */
export function settingsDocument() {
  return [
    generatedNote(registry),
    '',
    '# Settings',
    '',
    'Every setting of the server has one name in three spellings. A flag of `netberth serve` wins over the environment,',
    'that over `netberth.yaml` in the data folder (another file: `--config FILE` or `NETBERTH_CONFIG`). A wrong or unknown',
    'setting keeps the server from starting; all wrong ones are named at once, with their line.',
    '',
    'Some can also be set while the server runs, where none of these says them: `netberth settings set` ([how](api.md)).',
    '',
    ...settingGroups.flatMap(group),
    '## As a file',
    '',
    'Every setting with its default; leave out what stays as it is.',
    '',
    '```yaml',
    ...yamlLines(settingFlags.filter(({ preset }) => preset !== null)),
    '```',
    '',
  ].join('\n');
}

function group(title) {
  const rows = settingFlags.filter((setting) => setting.group === title);
  return [
    `## ${title}`,
    '',
    '| name in the file | flag | environment | default | what it is |',
    '|---|---|---|---|---|',
    ...rows.map(({ name, flag, variable, placeholder, preset, help, wanted, isSecret, isAdjustable }) => {
      const shown = placeholder === '' ? `--${flag}` : `--${flag} ${placeholder}`;
      const without = preset === null ? 'not set' : preset === '' ? 'empty' : `\`${preset}\``;
      const secret = isSecret ? ' A password in it is never printed.' : '';
      const live = isAdjustable ? ' Can be set while the server runs.' : '';
      return `| \`${name}\` | \`${shown}\` | \`${variable}\` | ${without} | ${cell(`${help}. Wanted: ${wanted}.${secret}${live}`)} |`;
    }),
    '',
  ];
}

function yamlLines(flags) {
  const heads = new Set();
  return flags.flatMap(({ name, preset }) => {
    const value = /^(\d+|true|false|[a-z]+)$/.test(preset) ? preset : JSON.stringify(preset);
    const [top, inner] = name.split('.');
    if (inner === undefined) return [`${top}: ${value}`];
    const head = heads.has(top) ? [] : [`${top}:`];
    heads.add(top);
    return [...head, `  ${inner}: ${value}`];
  });
}
