import { redactScript, renderScript } from '@netberth/ipxe';
import type { MessageKey, MessageValues } from '../../platform/message-registry.ts';
import { problemScript } from '../boot/scripts/problem-script.ts';

export function problemText(key: MessageKey, values: MessageValues): string {
  return redactScript(renderScript(problemScript(key, values)));
}
