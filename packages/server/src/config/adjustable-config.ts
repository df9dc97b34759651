import type { Config } from './config.ts';
import type { CompleteValues } from './setting-values.ts';
import { parseSetting } from './parse-setting.ts';
import type { NamedSetting, Setting } from './setting.ts';
import { settings } from './settings.ts';

/** What was set while the server ran, as it was written. */
export type StoredSetting = { readonly name: string; readonly value: unknown };
type Changed = Partial<CompleteValues>;

const table: Readonly<Record<string, NamedSetting<Setting>>> = settings;

/**
 * The configuration while the server runs: what flags, environment and file say is fixed; what nobody said there can be
 * set, and counts from then on. Who reads `view` when it is needed, and keeps no copy, sees the change.
 */
export class AdjustableConfig {
  /** Of the same shape as what was read at the start. */
  readonly view: Config;
  readonly #fixed: Config;
  #changed: Changed = {};

  constructor(fixed: Config) {
    this.#fixed = fixed;
    this.view = viewOf(fixed, () => this.#changed);
  }

  /**
   * In place of what was set before. What this version does not take is left out: another one set it.
   * @returns what is wrong, one sentence each
   */
  apply(stored: readonly StoredSetting[]): readonly string[] {
    const problems: string[] = [];
    const changed: Record<string, unknown> = {};
    for (const { name, value } of stored) {
      const setting = table[name];
      if (!setting?.isAdjustable || this.#fixed.given[name]) continue;
      const parsed = parseSetting(setting, { name, value, source: 'netberth settings set' });
      if (parsed.ok) changed[name] = parsed.value;
      else problems.push(parsed.problem);
    }
    this.#changed = changed;
    return problems;
  }
}

/** Getters all the way down, enumerable, so that the view can be compared and written as JSON. */
function viewOf(fixed: Config, changed: () => Changed): Config {
  const { kiwispray, menu, signIn } = fixed;
  const { session } = signIn;
  return Object.freeze({
    ...fixed,
    get newMachines() {
      return changed().newMachines ?? fixed.newMachines;
    },
    get newMachinesPerMinute() {
      return changed().newMachinesPerMinute ?? fixed.newMachinesPerMinute;
    },
    kiwispray: Object.freeze({
      get openListing() {
        return changed()['kiwispray.openListing'] ?? kiwispray.openListing;
      },
    }),
    menu: Object.freeze({
      get timeoutSeconds() {
        return changed()['menu.timeout'] ?? menu.timeoutSeconds;
      },
      get defaultEntry() {
        return changed()['menu.default'] ?? menu.defaultEntry;
      },
      get pinned() {
        return changed()['menu.pinned'] ?? menu.pinned;
      },
      get popularFirst() {
        return changed()['menu.popularFirst'] ?? menu.popularFirst;
      },
      get hidden() {
        return changed()['menu.hidden'] ?? menu.hidden;
      },
      protected: menu.protected,
      passwords: menu.passwords,
    }),
    signIn: Object.freeze({
      ...signIn,
      session: Object.freeze({
        get idleMs() {
          return changed().sessionIdle ?? session.idleMs;
        },
        get lifeMs() {
          return changed().sessionLife ?? session.lifeMs;
        },
      }),
    }),
  });
}
