import { ipxe, renderScript, redactScript, script, words } from '@netberth/ipxe';
import { fillMessage, messages } from '../../../platform/message-registry.ts';
import type { MessageKey, MessageValues } from '../../../platform/message-registry.ts';
import { askAgain } from './ask-again.ts';

/** When nothing could be decided: a script all the same, that asks again and falls to the disk (rule 7). */
export function retryScript(key: MessageKey, values: MessageValues): string {
  const { code, text, wayOut } = messages[key];
  return redactScript(
    renderScript(
      script(
        ipxe`echo Netberth ${words(`${code}: ${fillMessage(text, values)}`)}`,
        ipxe`echo Netberth ${words(wayOut)}`,
        askAgain('unknown'),
      ),
    ),
  );
}
