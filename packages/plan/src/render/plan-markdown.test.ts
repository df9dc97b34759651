import type { ChangedField, Plan, PlanChange } from '@netberth/api';
import { expect, test } from 'vitest';
import { planMarkdown } from './plan-markdown.ts';

function change(
  kind: PlanChange['kind'],
  name: string,
  action: PlanChange['action'],
  fields: readonly ChangedField[] = [],
  more: Partial<PlanChange> = {},
): PlanChange {
  const known = { id: 'x', machines: 0, isDrift: false, lastChange: null };
  return { ...known, kind, name, action, fields: [...fields], ...more };
}
const field = (name: string, before: string | null, after: string | null) => ({ field: name, before, after });

const plan: Plan = {
  ...{ id: 'a1b2c3d4e5f60718', madeAt: '2026-11-21T18:00:00.000Z', server: 'f230345f5df6f35c', prune: true },
  changes: [
    change('role', 'night-shift', 'add', [field('permissions', null, 'machine:hold, machine:read')]),
    change('setting', 'newMachines', 'change', [field('value', 'wait', 'menu')]),
    change(
      'profile',
      'web',
      'change',
      [
        field('set.password', '(secret)', '(secret, changed)'),
        field('text preseed.cfg', '73 lines', '75 lines (+3 −1)'),
      ],
      { machines: 412 },
    ),
    ...Array.from({ length: 12 }, (_, index) =>
      change('machine', `web${index + 1}`, 'change', [field('labels.site', 'berlin', 'hamburg')]),
    ),
    change('machine', 'db1', 'change', [field('resting', 'rescue', 'disk')], {
      isDrift: true,
      lastChange: { by: 'ada', at: '2026-11-21T14:03:00.000Z', command: 'machine.set' },
    }),
    change('machine', 'evil | `x` <img src=x> @everyone', 'add', [
      field('macs', null, '52:54:00:12:34:56'),
      field('protected', null, 'yes'),
    ]),
    change('grant', 'rollout-2026-11', 'grant', [
      field('profiles', null, 'wipe, then web'),
      field('machines', null, '10 machines'),
      field('expires', null, 'after 2d'),
    ]),
    change('role', 'old', 'remove'),
  ],
  unchanged: 31,
  undescribed: { machine: 5, profile: 2 },
  radius: {
    ...{ machines: 424, protected: 3, grants: 10, removals: 1 },
    everyone: ['who may do what', 'the setting newMachines'],
  },
  secondPerson: '3 of the machines to be granted are protected',
  limits: [
    { name: 'maxGrants', limit: 5, value: 10, ok: false },
    { name: 'maxRemovals', limit: 10, value: 1, ok: true },
  ],
  ...{ problems: [], notes: [] },
};

test('a comment tells the radius first, then what is in the way, then each change once; nothing of it becomes markup', () => {
  const place = { file: 'machines.yaml', line: 3, column: 5, message: '' };
  const message = 'NB3001 address "192.0.2.10" is the address of other @team <b>';
  expect(planMarkdown(plan, { title: 'berlin', problems: [{ place, message }] }))
    .toBe(`### Netberth plan for \`berlin\`: 2 to add, 15 to change, 1 to remove, 10 to grant

**Touches 424 machines, 3 protected; grants 10.** It also changes, for everybody: who may do what, the setting newMachines.

> [!CAUTION]
> **This cannot be applied:**
>
> - \`machines.yaml:3:5\` NB3001 address "192.0.2.10" is the address of other @\u200Bteam &lt;b>

> [!WARNING]
>
> **Stopped by a limit:** \`maxGrants\` is 5, and this would be 10.
>
> **Needs a second person:** 3 of the machines to be granted are protected. It is proposed, and nothing is installed until somebody else approves.
>
> **Drift:** one of these changes takes back what was changed on the server by hand (marked ↩️).

| | What | Change |
|:-:|---|---|
| ➕ | role \`night-shift\` | permissions: \`machine:hold, machine:read\` |
| ✏️ | setting \`newMachines\` | value: \`wait\` → \`menu\` |
| ✏️ | profile \`web\` | set.password: \`(secret)\` → \`(secret, changed)\`<br>text preseed.cfg: \`73 lines\` → \`75 lines (+3 −1)\`<br>_used by 412 machines_ |
| ✏️ | **12 machines**: \`web1\`, \`web2\`, \`web3\` … | labels.site: \`berlin\` → \`hamburg\` |
| ✏️ ↩️ | machine \`db1\` | resting: \`rescue\` → \`disk\`<br>_last changed by \`ada\` (\`machine.set\`, 2026-11-21 14:03 UTC)_ |
| ➕ | machine \`\`evil \\| \`x\` <img src=x> @everyone\`\` | new<br>\`52:54:00:12:34:56, protected\` |
| 🔑 | grant \`rollout-2026-11\` | profiles: \`wipe, then web\`<br>machines: \`10 machines\`<br>expires: \`after 2d\` |
| 🗑️ | role \`old\` | **removed** |

<details><summary>All 12 machines</summary>

\`web1\`, \`web2\`, \`web3\`, \`web4\`, \`web5\`, \`web6\`, \`web7\`, \`web8\`, \`web9\`, \`web10\`, \`web11\`, \`web12\`

</details>

As the folder says already: 31.
On the server, not in the folder, left alone: 5 machines, 2 profiles.
Limits: \`maxGrants\` 10/5 ⛔, \`maxRemovals\` 1/10.
<sub>Plan \`a1b2c3d4e5f60718\` of 2026-11-21 18:00 UTC; server \`f230345f5df6f35c\`</sub>
`);
});

test('a comment about nothing is two lines and the footer', () => {
  const radius = { machines: 0, protected: 0, grants: 0, removals: 0, everyone: [] };
  const same: Plan = { ...plan, changes: [], undescribed: {}, radius, secondPerson: null, limits: [] };
  expect(planMarkdown(same, { title: '', problems: [] })).toBe(
    '### Netberth plan: nothing to do\n\nThe server is what the folder says: 31 things compared.\n\nAs the folder says already: 31.\n<sub>Plan `a1b2c3d4e5f60718` of 2026-11-21 18:00 UTC; server `f230345f5df6f35c`</sub>\n',
  );
});

test('a comment fits into the forge, however much changes', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `machine-with-a-long-name-${index}`);
  const many = names.map((name, index) =>
    change('machine', name, 'change', [field('labels.n', null, `${index % 90}`)]),
  );
  const text = planMarkdown({ ...plan, changes: many }, { title: '', problems: [] });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('and 30 more changes: see the plan file');
});
