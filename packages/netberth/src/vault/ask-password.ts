import { askHidden } from '../ask-hidden.ts';
import { Failure } from '../failure.ts';

/** Asks at the terminal; what is typed is not shown. */
export async function askPassword(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Failure(
      'A vault password is needed, and there is no terminal to ask at: give --vault-password-file FILE or --vault-id ID@FILE',
    );
  return await askHidden(question);
}
