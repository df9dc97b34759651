import { localVerb, type LocalVerb } from '../local-verb.ts';
import { ownTokenListText, tokenCreatedText, tokenRevokedText } from '../output/token-text.ts';
import { tokenOwn, tokenOwnList, tokenOwnRevoke } from './account-definitions.ts';

export const accountVerbs: readonly LocalVerb[] = [
  localVerb(
    tokenOwn,
    async (input, surroundings) => (await import('./own-tokens.ts')).makeOwnToken(input, surroundings),
    tokenCreatedText,
  ),
  localVerb(
    tokenOwnList,
    async (input, surroundings) => (await import('./own-tokens.ts')).listOwnTokens(input, surroundings),
    ownTokenListText,
  ),
  localVerb(
    tokenOwnRevoke,
    async (input, surroundings) => (await import('./own-tokens.ts')).revokeOwnToken(input, surroundings),
    tokenRevokedText,
  ),
];
