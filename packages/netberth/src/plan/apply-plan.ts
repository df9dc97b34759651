import { readFile } from 'node:fs/promises';
import { configurationApply, planSchema } from '@netberth/api';
import type { Plan } from '@netberth/api';
import { problemLine } from '@netberth/plan';
import type { z } from 'zod';
import { hasErrorCode } from '../error-code.ts';
import { connect } from '../connect/connect.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { readVaultPasswords } from '../vault/read-passwords.ts';
import { sendCommand } from '../send-command.ts';
import { askPlan, wantedOf } from './ask-plan.ts';
import { loadConfiguration, type LoadedConfiguration } from './load-configuration.ts';
import { vaultOpener } from './vault-opener.ts';
import type { apply } from './plan-definitions.ts';

type Asked = z.output<typeof apply.input>;
type Done = z.output<typeof apply.output>;

/** `apply`: part by part, until nothing of the plan is left. */
export async function applyPlan(asked: Asked, surroundings: Surroundings): Promise<Done> {
  const { flags, environment, terminal } = surroundings;
  const approved = asked.plan === undefined ? null : await readPlan(asked.plan);
  const vaults = vaultOpener(() => readVaultPasswords(asked, surroundings));
  const loaded = await loadConfiguration(asked.folder, vaults);
  const connection = await connect(flags, environment, configurationApply);
  try {
    const wanted = wantedOf(loaded, approved?.prune ?? asked.prune, asked);
    const plan = approved ?? demandApplicable(await askPlan(connection, wanted), loaded, asked.folder);
    const proposals: number[] = [];
    let applied = 0;
    for (let remaining = 1; remaining > 0;) {
      const done = configurationApply.output.parse(
        await sendCommand(connection, configurationApply, {
          ...wanted,
          approved: plan.changes.map(({ id }) => id),
          ...(asked.reason !== undefined && { reason: asked.reason }),
        }),
      );
      applied += done.applied.length;
      proposals.push(...done.proposals);
      remaining = done.applied.length === 0 ? 0 : done.remaining;
      if (remaining > 0)
        terminal.err.write(
          `${applied} of ${plan.changes.length} changes are made, ${remaining} are left …\n`,
        );
    }
    const { machines } = plan.radius;
    return { applied, planned: plan.changes.length, machines, proposals, plan: plan.id };
  } finally {
    await connection.dispose();
  }
}

/** Everything that is in the way at once, at its place; of a plan that was reviewed the server says what is. */
function demandApplicable(plan: Plan, { locate }: LoadedConfiguration, folder: string): Plan {
  if (plan.problems.length === 0) return plan;
  const lines = plan.problems.map(({ at, message }) => {
    const place = locate(at, message);
    return place === null ? message : problemLine(place);
  });
  const count = `${lines.length} ${lines.length === 1 ? 'problem' : 'problems'}`;
  throw new Failure([...lines, `${folder}: ${count}; nothing was changed.`].join('\n'));
}

async function readPlan(file: string): Promise<Plan> {
  try {
    return planSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const isMissing = hasErrorCode(error, 'ENOENT');
    const reason = isMissing ? 'there is no such file' : 'it is not what netberth plan --out has written';
    throw new Failure(`Cannot read the plan ${file}: ${reason}.`, { cause: error });
  }
}
