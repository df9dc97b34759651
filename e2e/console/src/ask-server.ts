import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandRequest } from '@netberth/api';
import type { CommandDefinition, CommandRequest } from '@netberth/api';
import type { z } from 'zod';
import type { NetberthServer } from '../../src/netberth-server.ts';

const socketWithinMs = 20_000;
type Answer = { readonly status: number | undefined; readonly content: string };

/**
 * What the command sends to the socket of a server, without starting the command: for what a test needs before it begins.
 * @throws Error with the server's words when it refuses
 */
export async function askServer<Definition extends CommandDefinition>(
  server: NetberthServer,
  definition: Definition,
  input: z.input<Definition['input']>,
): Promise<z.output<Definition['output']>> {
  const asked = commandRequest(definition, input);
  const { status, content } = await whenThere(() => send(join(server.dataFolder, 'admin.sock'), asked));
  if (status !== 200) throw new Error(`${definition.name}: ${status} ${content}`);
  return definition.output.parse(JSON.parse(content)) as z.output<Definition['output']>;
}

/** A server answers over its ports a moment before its socket is there. */
async function whenThere(ask: () => Promise<Answer>): Promise<Answer> {
  const deadlineMs = Date.now() + socketWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isAbsent =
        error instanceof Error && 'code' in error && /ENOENT|ECONNREFUSED/.test(String(error.code));
      if (!isAbsent || Date.now() > deadlineMs) throw error;
      await sleep(50);
    }
  }
}

async function send(socketPath: string, { method, path, headers, body }: CommandRequest): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const asking = request({ socketPath, method, path, headers }, (answer) => {
      text(answer).then((content) => resolve({ status: answer.statusCode, content }), reject);
    });
    asking.on('error', reject).end(body);
  });
}
