import { localCommand, type LocalCommand } from '../local-command.ts';
import { channelList, channelRemove, menuKey, menuPublish } from './publish-definitions.ts';
import { channelListText, channelRemoveText, menuKeyText, menuPublishText } from './publish-texts.ts';

export const publishVerbs: readonly LocalCommand[] = [
  localCommand(
    menuPublish,
    async (input, surroundings) => (await import('./publish-menu.ts')).publishMenu(input, surroundings),
    menuPublishText,
  ),
  localCommand(menuKey, async (input) => (await import('./make-key.ts')).makeKey(input), menuKeyText),
  localCommand(
    channelList,
    async (input, surroundings) => (await import('./channels.ts')).listPublished(input, surroundings),
    channelListText,
  ),
  localCommand(
    channelRemove,
    async (input, surroundings) => (await import('./channels.ts')).removePublished(input, surroundings),
    channelRemoveText,
  ),
];
