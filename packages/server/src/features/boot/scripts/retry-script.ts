import { ipxe, renderScript, redactScript, script, words } from '@netberth/ipxe';
import { messages } from '../../../platform/message-registry.ts';
import { askAgain } from './ask-again.ts';

/** When the server itself failed: a script all the same, that asks again and falls to the disk (rule 7). */
export function retryScript(why: string): string {
  const { code, text, wayOut } = messages.bootFailed;
  return redactScript(
    renderScript(
      script(
        ipxe`echo Netberth ${words(`${code}: ${text.replace('{why}', why)}`)}`,
        ipxe`echo Netberth ${words(wayOut)}`,
        askAgain('unknown'),
      ),
    ),
  );
}
