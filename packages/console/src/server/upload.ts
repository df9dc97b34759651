import { commandRequest, problemSchema } from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import type { InputTo } from './ask.ts';
import { identifying } from './credentials.ts';
import { Refused } from './refused.ts';

/**
 * Runs a command that takes a file. `fetch` does not tell how much is sent, so the older way is taken.
 * @param onSent bytes that have left, while they leave
 * @throws Refused when the server says no, TypeError when the connection breaks
 */
export function upload<Definition extends CommandDefinition>(
  definition: Definition,
  input: InputTo<Definition>,
  file: Blob,
  onSent: (bytes: number) => void,
): Promise<void> {
  const { method, path } = commandRequest(definition, input);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    for (const [name, value] of Object.entries(identifying())) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', definition.http.upload ?? 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      if (request.status === 200) resolve();
      else reject(refusedIn(request));
    });
    request.addEventListener('error', () => reject(new TypeError('the connection broke')));
    request.send(file);
  });
}

function refusedIn({ status, responseText }: XMLHttpRequest): Refused {
  try {
    const parsed = problemSchema.safeParse(JSON.parse(responseText));
    return new Refused(status, parsed.success ? parsed.data : null);
  } catch (error) {
    if (error instanceof SyntaxError) return new Refused(status, null);
    throw error;
  }
}
