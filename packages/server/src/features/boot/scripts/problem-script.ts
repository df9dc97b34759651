import { ipxe, script, words } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { fillMessage, messages } from '../../../platform/message-registry.ts';
import type { MessageKey, MessageValues } from '../../../platform/message-registry.ts';
import { backToMenu } from './back-to-menu.ts';

/** Says what is wrong with what was asked of the menu, and goes back to it: by a key, or after a minute. */
export function problemScript(key: MessageKey, values: MessageValues): Script {
  const { code, text, wayOut } = messages[key];
  return script(
    ipxe`echo Netberth ${words(`${code}: ${fillMessage(text, values)}`)}`,
    ipxe`echo Netberth ${words(fillMessage(wayOut, values))}`,
    ipxe`prompt --timeout 60000 Press a key to go back ||`,
    backToMenu,
  );
}
