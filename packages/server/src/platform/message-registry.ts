import { accessMessages } from './messages/access-messages.ts';
import { bootMessages } from './messages/boot-messages.ts';
import { catalogueMessages } from './messages/catalogue-messages.ts';
import { channelMessages } from './messages/channel-messages.ts';
import { commandMessages } from './messages/command-messages.ts';
import { configurationMessages } from './messages/configuration-messages.ts';
import { installerLogMessages } from './messages/installer-log-messages.ts';
import { liveMessages } from './messages/live-messages.ts';
import { machineMessages } from './messages/machine-messages.ts';
import { mediaMessages } from './messages/media-messages.ts';
import { networkMessages } from './messages/network-messages.ts';
import { openstackMessages } from './messages/openstack-messages.ts';
import { powerMessages } from './messages/power-messages.ts';
import { profileMessages } from './messages/profile-messages.ts';
import { requestMessages } from './messages/request-messages.ts';
import { rolloutMessages } from './messages/rollout-messages.ts';
import { ruleMessages } from './messages/rule-messages.ts';
import { secretMessages } from './messages/secret-messages.ts';
import { sharedFileMessages } from './messages/shared-file-messages.ts';
import { taskMessages } from './messages/task-messages.ts';
import { settingMessages } from './messages/setting-messages.ts';

export type { Message } from './messages/message.ts';
export type MessageKey = keyof typeof messages;
export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * Everything Netberth says to machines, installers and administrators when something is not simply done: one code,
 * one line of source, one paragraph in docs/errors.md (generated from here). `{name}` stands for a value.
 */
export const messages = {
  ...bootMessages,
  ...requestMessages,
  ...commandMessages,
  ...machineMessages,
  ...profileMessages,
  ...accessMessages,
  ...networkMessages,
  ...mediaMessages,
  ...liveMessages,
  ...catalogueMessages,
  ...settingMessages,
  ...secretMessages,
  ...openstackMessages,
  ...channelMessages,
  ...configurationMessages,
  ...powerMessages,
  ...rolloutMessages,
  ...ruleMessages,
  ...taskMessages,
  ...installerLogMessages,
  ...sharedFileMessages,
};

/** Put values into the text of a message; a value that is missing shows as `{name}`. */
export function fillMessage(text: string, values: MessageValues): string {
  if (!text.includes('{')) return text;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
