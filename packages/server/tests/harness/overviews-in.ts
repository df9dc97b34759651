import { overviewSchema } from '@netberth/api';
import type { Overview } from '@netberth/api';

/** What the stream of a console tells, as it comes. */
export async function* overviewsIn({ body }: Response): AsyncGenerator<Overview> {
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const told = /^event: overview\ndata: (.*)$/.exec(message)?.[1];
      if (told !== undefined) yield overviewSchema.parse(JSON.parse(told));
    }
  }
}
