import { writeFile } from 'node:fs/promises';
import { configurationPlan } from '@netberth/api';
import { planMarkdown } from '@netberth/plan';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { readVaultPasswords } from '../vault/read-passwords.ts';
import { askPlan, wantedOf } from './ask-plan.ts';
import { loadConfiguration, type LoadedConfiguration } from './load-configuration.ts';
import type { plan } from './plan-definitions.ts';
import { vaultOpener } from './vault-opener.ts';

type Asked = z.output<typeof plan.input>;
type Made = z.output<typeof plan.output>;

const exitWithChanges = 10;

/** `plan` */
export async function makePlan(asked: Asked, surroundings: Surroundings): Promise<Made> {
  const vaults = vaultOpener(() => readVaultPasswords(asked, surroundings));
  const loaded = await loadConfiguration(asked.folder, vaults);
  if (asked.check) return checkedOnly(asked.folder, loaded);
  const connection = await connect(surroundings.flags, surroundings.environment, configurationPlan);
  try {
    const made = await askPlan(connection, wantedOf(loaded, asked.prune, asked));
    const problems = made.problems.map(({ at, message }) => ({ place: loaded.locate(at, message), message }));
    const markdown = planMarkdown(made, { title: asked.title, problems });
    const ok = problems.length === 0 && made.limits.every((limit) => limit.ok);
    const hasChanges = made.changes.length > 0;
    const output = {
      ...{ ...made, ok, folder: asked.folder, markdown },
      isChecked: false,
      exitCode: !ok ? 1 : asked.exitCode && hasChanges ? exitWithChanges : 0,
      placed: problems.map(({ place, message }) => ({
        place: place === null ? null : `${place.file}:${place.line}:${place.column}`,
        message,
      })),
    };
    if (asked.out !== undefined) await writeText(asked.out, `${JSON.stringify(output, null, 2)}\n`);
    if (asked.comment !== undefined) await writeText(asked.comment, markdown);
    return output;
  } finally {
    await connection.dispose();
  }
}

/** What the server would be asked is nothing. */
async function checkedOnly(folder: string, loaded: LoadedConfiguration): Promise<Made> {
  const { checkEntries } = await import('./check-entries.ts');
  const placed = checkEntries(loaded.configuration.menu ?? {});
  const ok = placed.length === 0;
  const {
    machines = {},
    profiles = {},
    roles = {},
    rules = {},
    groups = {},
    settings = {},
    menu = {},
    grants = {},
  } = loaded.configuration;
  const kinds = [machines, profiles, roles, groups, settings, menu, rules, grants];
  return {
    ...{ id: '', madeAt: new Date(0).toISOString(), server: '', prune: false, changes: [] },
    unchanged: kinds.reduce((sum, things) => sum + Object.keys(things).length, 0),
    ...{ undescribed: {}, secondPerson: null, limits: [], problems: [], notes: [], markdown: '' },
    radius: { machines: 0, protected: 0, grants: 0, removals: 0, everyone: [] },
    ...{ ok, folder, isChecked: true, exitCode: ok ? 0 : 1, placed },
  };
}

async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot write ${file}: ${reason}`, { cause: error });
  }
}
