import { localVerb, type LocalVerb } from '../local-verb.ts';
import { channelList, channelRemove, menuKey, menuPublish } from './publish-definitions.ts';
import { channelListText, channelRemoveText, menuKeyText, menuPublishText } from './publish-texts.ts';

export const publishVerbs: readonly LocalVerb[] = [
  localVerb(
    menuPublish,
    async (input, surroundings) => (await import('./publish-menu.ts')).publishMenu(input, surroundings),
    menuPublishText,
  ),
  localVerb(menuKey, async (input) => (await import('./make-key.ts')).makeKey(input), menuKeyText),
  localVerb(
    channelList,
    async (input, surroundings) => (await import('./channels.ts')).listPublished(input, surroundings),
    channelListText,
  ),
  localVerb(
    channelRemove,
    async (input, surroundings) => (await import('./channels.ts')).removePublished(input, surroundings),
    channelRemoveText,
  ),
];
