import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const program = `
  import { renderTemplate } from ${JSON.stringify(join(import.meta.dirname, 'render-template.ts'))};
  console.log(renderTemplate("{{ '2026-05-01' | date: '%B %A' | json }}", {}).text);`;

test.each(['C.UTF-8', 'de_DE.UTF-8'])(
  'months and days have one name on every server, here with %s',
  (locale) => {
    const env = { ...process.env, LC_ALL: locale };
    const told = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env,
      encoding: 'utf8',
    });
    expect(told).toBe('"May Friday"\n');
  },
);
