import { settingsList, settingsSet, settingsUnset } from '@netberth/api';
import type { SettingView } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { revisionOf, withRevision } from '../../commands/revision.ts';
import type { Config } from '../../config/config.ts';
import { parseSetting } from '../../config/parse-setting.ts';
import type { NamedSetting } from '../../config/setting.ts';
import { settings } from '../../config/settings.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { deleteSetting, findStoredSetting, listStoredSettings, putSetting } from './setting-store.ts';
import type { SettingRecord } from './setting-store.ts';

type Given = Config['given'];

const table: Readonly<Record<string, NamedSetting>> = settings;
const sourceOfStored = 'netberth settings set';

/** @param reload makes what is stored count, at once on this server */
export function settingsCommands(given: Given, reload: () => Promise<void>): readonly CommandHandler[] {
  const current = ({ name }: { readonly name: string }) => currentRevision(given, name);
  const of = ({ revision }: SettingView) => revision;
  return [
    listWith(given),
    withRevision(setWith(given, reload), { of, current }),
    withRevision(unsetWith(given, reload), { of, current }),
  ];
}

function listWith(given: Given) {
  return handleRead(settingsList, function* () {
    const stored = new Map((yield* listStoredSettings()).map((one) => [one.name, one]));
    return { settings: Object.keys(table).map((name) => viewSetting(given, name, stored.get(name))) };
  });
}

function setWith(given: Given, reload: () => Promise<void>) {
  return handleWrite(settingsSet, function* ({ name, value, reason }, actor) {
    const setting = requireAdjustable(given, name);
    const parsed = parseSetting(setting, { name, value, source: 'settings set' });
    if (!parsed.ok) throw new CommandRefused('settingRefused', { why: parsed.problem });
    const old = yield* findStoredSetting(name);
    const stored = { name, value, changedBy: actor.name, changedAtMs: yield* now() };
    yield* putSetting(stored);
    const before = viewSetting(given, name, old);
    const after = viewSetting(given, name, stored);
    return { output: after, target: `setting:${name}`, before, after, reason, afterwards: reload };
  });
}

function unsetWith(given: Given, reload: () => Promise<void>) {
  return handleWrite(settingsUnset, function* ({ name, reason }) {
    requireAdjustable(given, name);
    const old = yield* findStoredSetting(name);
    if (!old) throw new CommandRefused('settingNotStored', { name });
    yield* deleteSetting(name);
    const before = viewSetting(given, name, old);
    const after = viewSetting(given, name, undefined);
    return { output: after, target: `setting:${name}`, before, after, reason, afterwards: reload };
  });
}

function requireAdjustable(given: Given, name: string): NamedSetting {
  const setting = table[name];
  if (!setting) throw new CommandRefused('settingUnknown', { name });
  if (!setting.isAdjustable)
    throw new CommandRefused('settingFixed', {
      name,
      why: 'it is read from netberth.yaml, the environment or a flag when the server starts',
    });
  const source = given[name]?.source;
  if (source !== undefined) throw new CommandRefused('settingFixed', { name, why: `${source} says it` });
  return setting;
}

function viewSetting(given: Given, name: string, stored: SettingRecord | undefined): SettingView {
  const setting = table[name];
  const fixed = given[name];
  const counts = fixed === undefined && setting?.isAdjustable ? stored : undefined;
  const value = fixed?.text ?? counts?.value ?? setting?.preset ?? '';
  const source = fixed?.source ?? (counts ? sourceOfStored : 'default');
  return {
    ...{ name, value, source },
    adjustable: setting?.isAdjustable === true && fixed === undefined,
    help: setting?.help ?? '',
    wanted: setting?.wanted ?? '',
    changedBy: counts?.changedBy ?? null,
    changedAt: counts ? isoTime(counts.changedAtMs) : null,
    revision: revisionOf([name, value, source]),
  };
}

function* currentRevision(given: Given, name: string): Reading<string | null> {
  return table[name] ? viewSetting(given, name, yield* findStoredSetting(name)).revision : null;
}
