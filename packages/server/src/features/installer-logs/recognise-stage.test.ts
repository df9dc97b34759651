import { expect, test } from 'vitest';
import { parseToldLines } from './parse-told-lines.ts';
import { recogniseStage } from './recognise-stage.ts';

test.each([
  ['main-menu', "INFO: Menu item 'netcfg' selected", 'preparing'],
  ['main-menu', "INFO: Menu item 'partman-base' selected", 'partitioning'],
  ['main-menu', "INFO: Menu item 'bootstrap-base' selected", 'packages'],
  ['main-menu', "INFO: Menu item 'pkgsel' selected", 'packages'],
  ['main-menu', "INFO: Menu item 'grub-installer' selected", 'boot-loader'],
  ['main-menu', "INFO: Menu item 'finish-install' selected", 'finishing'],
  ['main-menu', "WARNING **: Configuring 'partman-base' failed with error code 1", undefined],
  ['partman', "Menu item 'partman-base' selected", undefined],
  [
    'curtin',
    'start: cmd-install/stage-partitioning/builtin/cmd-block-meta: curtin command block-meta',
    'partitioning',
  ],
  ['curtin', 'start: cmd-install/stage-extract/builtin/cmd-extract: curtin command extract', 'packages'],
  [
    'subiquity',
    'start: subiquity/Install/install/postinstall/install_openssh-server: installing openssh-server',
    'packages',
  ],
  ['subiquity', 'start: subiquity/Late/run: ', 'finishing'],
  ['curtin', 'finish: cmd-install/stage-partitioning: SUCCESS: curtin command block-meta', undefined],
  ['anaconda', 'anaconda: installation: Queue started: Early storage configuration (2/9)', 'partitioning'],
  ['anaconda', 'anaconda: installation: Queue started: Payload installation (4/9)', 'packages'],
  ['anaconda', 'anaconda: installation: Queue started: Bootloader installation (6/9)', 'boot-loader'],
  ['anaconda', 'anaconda: installation: Queue started: Post-installation setup tasks (7/9)', 'finishing'],
  ['yast', 'BEGIN of inst_prepdisk', 'partitioning'],
  ['sshd', 'BEGIN of inst_prepdisk', undefined],
])('%s: %s', (program, text, stage) => {
  expect(recogniseStage({ program, text })).toBe(stage);
});

test('an event of curtin is a line with its stage', () => {
  const event = {
    ...{ origin: 'curtin', event_type: 'start', name: 'cmd-install/stage-partitioning' },
    ...{ description: 'configuring storage', level: 'INFO', timestamp: 1_700_000_000.5 },
  };
  const { lines } = parseToldLines(JSON.stringify(event));
  expect(lines).toEqual([
    { severity: 6, program: 'curtin', text: 'start: cmd-install/stage-partitioning: configuring storage' },
  ]);
  expect(lines.map(recogniseStage)).toEqual(['partitioning']);
});

test('what is no JSON is lines, and what is beyond the bound is counted', () => {
  expect(parseToldLines('mkfs: done\n\n{"half\n')).toEqual({
    lines: [
      { severity: null, program: 'mkfs', text: 'done' },
      { severity: null, program: '', text: '{"half' },
    ],
    dropped: 0,
  });
  const { lines, dropped } = parseToldLines('x\n'.repeat(700));
  expect([lines.length, dropped]).toEqual([500, 200]);
  expect(parseToldLines('[1, null, {"event_type": 7}]').lines).toEqual([]);
});
