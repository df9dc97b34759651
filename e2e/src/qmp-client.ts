import { connect, type Socket } from 'node:net';

/** Sends one command to QEMU's control socket (QMP) and returns once QEMU has answered it. */
export async function qmpCommand(socketPath: string, command: string, timeoutMs = 10_000): Promise<void> {
  const socket = await open(socketPath, timeoutMs);
  try {
    // QEMU greets, then wants capabilities negotiated before anything else (QMP specification, section 4).
    const answers = replies(socket);
    await answers.next();
    for (const execute of ['qmp_capabilities', command]) {
      socket.write(`${JSON.stringify({ execute })}\n`);
      await nextReturn(answers, execute);
    }
  } finally {
    socket.destroy();
  }
}

async function open(socketPath: string, timeoutMs: number): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => resolve(socket));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`QEMU did not answer in ${timeoutMs} ms`)));
    socket.once('error', reject);
  });
}

async function* replies(socket: Socket): AsyncGenerator<string, undefined> {
  let buffer = '';
  for await (const chunk of socket) {
    buffer += String(chunk);
    const lines = buffer.split('\n');
    buffer = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

async function nextReturn(answers: AsyncGenerator<string, undefined>, command: string): Promise<void> {
  for (;;) {
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`QEMU closed its control socket during "${command}"`);
    if (value.includes('"error"')) throw new Error(`QEMU refused "${command}": ${value}`);
    if (value.includes('"return"')) return;
  }
}
