import type { AdjustableConfig } from '../../config/adjustable-config.ts';
import type { Database } from '../../database/work.ts';
import { listStoredSettings } from './setting-store.ts';

/** Another server on this database may have set something. */
const everyMs = 5000;

export type SettingsFollower = {
  /** Reads what is stored, and makes it count. */
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
};

/** @param onProblem told once of each stored value that this version does not take */
export async function followSettings(
  database: Database,
  config: AdjustableConfig,
  onProblem: (problem: unknown) => void,
): Promise<SettingsFollower> {
  const told = new Set<string>();
  const reload = async () => {
    const stored = await database.read(listStoredSettings);
    for (const problem of config.apply(stored)) {
      if (told.has(problem)) continue;
      told.add(problem);
      onProblem(problem);
    }
  };
  await reload();
  const timer = setInterval(() => {
    reload().catch(onProblem);
  }, everyMs);
  timer.unref();
  return { reload, stop: () => clearInterval(timer) };
}
